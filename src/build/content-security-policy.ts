import { createHash } from 'node:crypto'
import type { Plugin } from 'vite'

const INLINE = /<(script|style)\b([^>]*)>([\s\S]*?)<\/\1>/g
/** How far a browser looks for the declaration of the encoding. */
const ENCODING_WINDOW = 1024

/** React Aria adds these two at run time: touch behaviour of buttons, and of the page below a dialog. */
const LIBRARY_STYLES = [
  `@layer {
  [data-react-aria-pressable] {
    touch-action: pan-x pan-y pinch-zoom;
  }
}`,
  `@layer {
  * {
    overscroll-behavior: contain;
  }
}`,
]

/**
 * Writes the policy as the first element of every built page's head. Scripts and styles that stand
 * in the page are allowed by their hashes; the hosted page also loads its own files. Nothing is
 * ever fetched: not from elsewhere, and not from here.
 */
export function contentSecurityPolicy(): Plugin {
  return {
    name: 'faultline:content-security-policy',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type !== 'asset' || !file.fileName.endsWith('.html')) continue
          file.source = withPolicy(String(file.source))
        }
      },
    },
  }
}

/** The page with its policy. Throws when there is no head, or no encoding where browsers look. */
export function withPolicy(html: string): string {
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policyFor(html)}" />`
  const page = html.replace(/<head>/, () => `<head>\n    ${meta}`)
  const charset = page.indexOf('charset="utf-8"')
  if (page === html || charset < 0 || charset > ENCODING_WINDOW) {
    throw new Error('index.html: wants <head> and, at its start, <meta charset="utf-8" />')
  }
  return page
}

function policyFor(html: string): string {
  const scripts: string[] = []
  const styles = LIBRARY_STYLES.map(hash)
  let hosted = false
  for (const [, tag, attributes = '', text = ''] of html.matchAll(INLINE)) {
    if (tag === 'style') styles.push(hash(text))
    else if (/\ssrc=/.test(attributes)) hosted = true
    else if (!attributes.includes('application/json')) scripts.push(hash(text))
  }
  const own = hosted ? ["'self'"] : []
  return [
    "default-src 'none'",
    ['script-src', ...own, ...scripts].join(' '),
    ['style-src', ...own, ...styles].join(' '),
    ['img-src', ...own, 'data: blob:'].join(' '),
    "connect-src 'none'",
    ['worker-src', ...own, 'blob:'].join(' '),
    ...own.map((self) => `manifest-src ${self}`),
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types faultline',
  ].join('; ')
}

function hash(text: string): string {
  // What the browser hashes is the parsed text, in which every line end is a line feed.
  const parsed = text.replace(/\r\n?/g, '\n')
  return `'sha256-${createHash('sha256').update(parsed).digest('base64')}'`
}
