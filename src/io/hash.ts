const listeners = new Set<() => void>()

/** The page's hash with its `#`, or ''. */
export function readHash(): string {
  return location.hash
}

/** Calls back whenever the hash changes, by a link, by Back or by `pushHash` and `replaceHash`. Returns the way out. */
export function watchHash(listener: () => void): () => void {
  listeners.add(listener)
  if (listeners.size === 1) {
    addEventListener('hashchange', tell)
    addEventListener('popstate', tell)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    removeEventListener('hashchange', tell)
    removeEventListener('popstate', tell)
  }
}

/** Goes to another screen: Back returns to this one. */
export function pushHash(hash: string): void {
  if (hash === location.hash) return
  history.pushState(null, '', hash)
  tell()
}

/** Changes the screen's own address, as while typing: Back does not stop here. */
export function replaceHash(hash: string): void {
  if (hash === location.hash) return
  history.replaceState(null, '', hash)
  tell()
}

function tell(): void {
  for (const listener of listeners) listener()
}
