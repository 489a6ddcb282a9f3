/** What a page remembers of the store it saw last, so that its loss is noticed. */
export interface Held {
  readonly identity: string
  readonly records: number
}

export function heldText(held: Held): string {
  return JSON.stringify(held)
}

/** What `heldText` wrote; null for anything else, as the page's own store may hold any text. */
export function readHeld(text: string | null): Held | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null')
    if (typeof value !== 'object' || value === null) return null
    if (!('identity' in value) || !('records' in value)) return null
    const { identity, records } = value
    return typeof identity === 'string' && typeof records === 'number'
      ? { identity, records }
      : null
  } catch {
    return null
  }
}
