import { serviceWorkerUrl } from './trusted-types'

/**
 * Makes the hosted page work offline and tells when a newer build lies ready. Nothing is replaced
 * until the reader says so: `apply` changes to the new build and reloads this page. Does nothing in
 * development, in the one-file page, on `file://` and on insecure origins.
 */
export function watchForUpdate(onReady: (apply: () => void) => void): void {
  if (!import.meta.env.PROD || import.meta.env.MODE === 'standalone') return
  if (!location.protocol.startsWith('http') || !('serviceWorker' in navigator)) return
  // A host that refuses or lacks sw.js costs only the offline copy; the page itself is whole.
  void register(onReady).catch(() => undefined)
}

async function register(onReady: (apply: () => void) => void): Promise<void> {
  const registration = await navigator.serviceWorker.register(serviceWorkerUrl())
  const tell = (worker: ServiceWorker) => onReady(() => changeTo(worker))
  // The very first worker has nothing to replace: there is no older build to announce it over.
  if (registration.waiting && registration.active) tell(registration.waiting)
  registration.addEventListener('updatefound', () => {
    const arriving = registration.installing
    arriving?.addEventListener('statechange', () => {
      if (arriving.state === 'installed' && registration.active) tell(arriving)
    })
  })
}

function changeTo(worker: ServiceWorker): void {
  // Only the page that asked reloads; other tabs go on with the build they opened.
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), {
    once: true,
  })
  worker.postMessage('activate')
}
