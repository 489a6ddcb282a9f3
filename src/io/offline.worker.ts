/*
 * The service worker. The build puts `BUILD` in front of this text and writes it as sw.js; it is no
 * module and imports nothing.
 */

/** `id` changes when any file does; `files` are relative to sw.js, the page itself being './'. */
declare const BUILD: { id: string; files: string[] }
declare const self: ServiceWorkerGlobalScope

// Two copies of this app may live on one host: each keeps its caches under its own address.
const PREFIX = `faultline ${self.registration.scope} `
const CACHE = PREFIX + BUILD.id
// Hosts answer `Vary: Origin`, and scripts are asked for with that header, the precache without it.
const LOOSELY = { ignoreSearch: true, ignoreVary: true }

self.addEventListener('install', (event) => event.waitUntil(precache()))
self.addEventListener('activate', (event) => event.waitUntil(takeOver()))
self.addEventListener('message', (event) => {
  if (event.data === 'activate') event.waitUntil(self.skipWaiting())
})
self.addEventListener('fetch', (event) => {
  const { method, url } = event.request
  if (method === 'GET' && url.startsWith(self.registration.scope)) {
    event.respondWith(answer(event.request))
  }
})

/** All or nothing: one missing file and the old build stays. */
async function precache(): Promise<void> {
  const cache = await caches.open(CACHE)
  await Promise.all(BUILD.files.map(async (file) => cache.put(file, await download(file))))
}

async function download(file: string): Promise<Response> {
  const response = await fetch(new Request(file, { cache: 'reload' }))
  const type = response.headers.get('content-type') ?? ''
  // Some hosts answer 200 and their front page for a file that is gone.
  if (!response.ok || (file.endsWith('.js') && !type.includes('javascript'))) {
    throw new Error(`${file}: ${response.status} ${type}`)
  }
  // A response that was redirected cannot answer a navigation.
  if (!response.redirected) return response
  return new Response(await response.blob(), { headers: response.headers })
}

async function takeOver(): Promise<void> {
  if ((await openPages()) <= 1) await dropOldCaches()
  await self.clients.claim()
}

async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE)
  if (request.mode === 'navigate') {
    if ((await openPages()) === 0) await dropOldCaches()
    const asked = new URL(request.url)
    const page = asked.origin + asked.pathname.replace(/index\.html$/, '')
    // Any other page below this address, as standalone/index.html, is none of ours.
    if (page !== self.registration.scope) return fetch(request)
    return (await cache.match('./', LOOSELY)) ?? fetch(request)
  }
  // An old tab beside a new build still loads its parts from the cache it came with.
  const kept = (await cache.match(request, LOOSELY)) ?? (await caches.match(request, LOOSELY))
  return kept ?? fetch(request)
}

async function openPages(): Promise<number> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  return pages.filter((page) => page.url.startsWith(self.registration.scope)).length
}

async function dropOldCaches(): Promise<void> {
  const names = await caches.keys()
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE)
  await Promise.all(old.map((name) => caches.delete(name)))
}
