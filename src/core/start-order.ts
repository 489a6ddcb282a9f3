import type { Frame } from './frame'
import { sortedBy } from './sorted-by'

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
