import { sortedBy } from './radix-sort'

/** Span indexes sorted by (service, from, incident id with ordinal compare). `from` in whole epoch ms. */
export function spanOrder(
  service: Uint16Array,
  from: Float64Array,
  incident: Uint32Array,
  idOf: (incident: number) => string,
): Uint32Array {
  const all = new Uint32Array(from.length)
  for (let i = 0; i < all.length; i++) all[i] = i
  const order = sortedBy(service, sortedBy(from, all))
  const ties = (a: number, b: number) => {
    if (incident[a] === incident[b]) return a - b
    const idA = idOf(incident[a]!)
    const idB = idOf(incident[b]!)
    return idA < idB ? -1 : idA > idB ? 1 : a - b
  }
  for (let start = 0; start < order.length;) {
    const first = order[start]!
    let end = start + 1
    while (end < order.length && isSame(first, order[end]!)) end++
    if (end - start > 1) order.subarray(start, end).sort(ties)
    start = end
  }
  return order

  function isSame(a: number, b: number): boolean {
    return service[a] === service[b] && from[a] === from[b]
  }
}
