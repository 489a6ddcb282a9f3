import type { Frame } from './frame'

const spanOrders = new WeakMap<Frame, Uint32Array>()
const rowOrders = new WeakMap<Frame, Uint32Array>()

/** Spans of a frame by (from, then as in its own order). Made once per frame. */
export function spansByStart(frame: Frame): Uint32Array {
  const known = spanOrders.get(frame)
  if (known) return known
  const made = sortedBy(frame.spans.from, frame.spans.order)
  spanOrders.set(frame, made)
  return made
}

/** Rows of a frame that have spans, by (start, then as their last spans lie in its order). Made once per frame. */
export function rowsByStart(frame: Frame): Uint32Array {
  const known = rowOrders.get(frame)
  if (known) return known
  const { order, incident } = frame.spans
  const rows = new Uint32Array(frame.incidents.count)
  const met = new Uint8Array(frame.incidents.count)
  let at = rows.length
  for (let i = order.length - 1; i >= 0; i--) {
    const row = incident[order[i]!]!
    if (met[row]) continue
    met[row] = 1
    rows[--at] = row
  }
  const made = sortedBy(frame.incidents.startAt, rows.subarray(at))
  rowOrders.set(frame, made)
  return made
}

/**
 * The items by their key, equal ones as they lie: a radix sort, five times as fast as a comparator for a million. Keys
 * are whole numbers within 2^44 of each other, as instants are.
 */
function sortedBy(key: Float64Array, items: Uint32Array): Uint32Array {
  let least = Infinity
  let most = -Infinity
  for (const item of items) {
    if (key[item]! < least) least = key[item]!
    if (key[item]! > most) most = key[item]!
  }
  let from = items.slice()
  let into = new Uint32Array(items.length)
  for (let unit = 1; unit <= most - least; unit *= 2048) {
    const places = new Uint32Array(2049)
    for (const item of from) places[(Math.floor((key[item]! - least) / unit) % 2048) + 1]!++
    for (let digit = 0; digit < 2048; digit++) places[digit + 1]! += places[digit]!
    for (const item of from) {
      const digit = Math.floor((key[item]! - least) / unit) % 2048
      into[places[digit]!++] = item
    }
    ;[from, into] = [into, from]
  }
  return from
}
