import { causes } from '../core/incident'

/** The colour of a cause, the same on every page; labels of the user's own share the last one. */
export function causeColor(cause: string | null): string {
  const place = causes.findIndex((known) => known === cause)
  return `var(--cause-${place < 0 ? causes.length : place + 1})`
}

const words: Readonly<Record<string, string>> = {
  'software-bug': 'software bug',
  'human-error': 'human error',
}

/** The words of a cause: null reads `not classified`. */
export function causeLabel(cause: string | null): string {
  if (cause === null || cause === 'unclassified') return 'not classified'
  return words[cause] ?? cause
}
