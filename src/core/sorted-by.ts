/**
 * The items by their key, equal ones as they lie. Keys are whole numbers, as instants are. Key and place become one
 * number of 64 bits, which the engine sorts by itself, many times as fast as a comparator.
 */
export function sortedBy(key: Float64Array, items: Uint32Array): Uint32Array {
  const placeBits = Math.max(1, Math.ceil(Math.log2(items.length)))
  let least = Infinity
  let most = -Infinity
  for (const item of items) {
    const value = key[item]!
    if (value < least) least = value
    if (value > most) most = value
  }
  // A hundred years in milliseconds leave room for two million places, ten years for sixteen million.
  if (most - least >= 2 ** (64 - placeBits)) return items.slice().sort((a, b) => key[a]! - key[b]!)
  /** How many values of the key the lower half of a number tells apart. */
  const values = 2 ** (32 - placeBits)
  const halves = new Uint32Array(2 * items.length)
  for (let place = 0; place < items.length; place++) {
    const value = key[items[place]!]! - least
    const upper = Math.floor(value / values)
    halves[2 * place] = (value - upper * values) * 2 ** placeBits + place
    halves[2 * place + 1] = upper
  }
  const numbers = new BigUint64Array(halves.buffer)
  numbers.sort()
  const sorted = new Uint32Array(items.length)
  const mask = 2 ** placeBits - 1
  for (let at = 0; at < sorted.length; at++) sorted[at] = items[halves[2 * at]! & mask]!
  return sorted
}
