import { useSyncExternalStore } from 'react'

/** The width below which tables are lists of cards; the style sheets state the same. */
const narrowQuery = '(max-width: 720px)'

export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, isNarrow, () => false)
}

function subscribe(onChange: () => void): () => void {
  const media = matchMedia(narrowQuery)
  media.addEventListener('change', onChange)
  return () => media.removeEventListener('change', onChange)
}

function isNarrow(): boolean {
  return matchMedia(narrowQuery).matches
}
