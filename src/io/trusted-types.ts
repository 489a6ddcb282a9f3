/*
 * The one Trusted Types policy of the page. The built page's Content-Security-Policy names it and
 * allows no other, so a text can become a script URL only here.
 */

/** A script URL that passed the policy; a plain text in browsers without Trusted Types. */
type ScriptUrl = string | URL

interface Policy {
  createScriptURL(url: string): ScriptUrl
}

/** The DOM's types leave Trusted Types out. */
declare const trustedTypes:
  | { createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy }
  | undefined

const workerUrls = new Set<string>()
let policy: Policy | undefined

/**
 * Starts a classic worker from its code: a module worker made from a blob does not start on a page
 * opened from a file. The build puts this in place of Vite's wrapper for `?worker&inline`.
 */
export function startInlineWorker(code: string): Worker {
  // The worker gives its own URL back: doing so here could come before the browser has read it.
  const parts = ['URL.revokeObjectURL(self.location.href);', code]
  const url = URL.createObjectURL(new Blob(parts, { type: 'text/javascript;charset=utf-8' }))
  workerUrls.add(url)
  try {
    return new Worker(allow(url))
  } finally {
    workerUrls.delete(url)
  }
}

/** The service worker beside the page, as `navigator.serviceWorker.register` wants it. */
export function serviceWorkerUrl(): ScriptUrl {
  return allow(ownServiceWorker())
}

function ownServiceWorker(): string {
  return new URL('./sw.js', document.baseURI).href
}

function allow(url: string): ScriptUrl {
  if (typeof trustedTypes === 'undefined') return accepted(url)
  policy ??= trustedTypes.createPolicy('faultline', { createScriptURL: accepted })
  return policy.createScriptURL(url)
}

function accepted(url: string): string {
  if (workerUrls.has(url) || url === ownServiceWorker()) return url
  throw new TypeError(`not one of Faultline's own scripts: ${url}`)
}
