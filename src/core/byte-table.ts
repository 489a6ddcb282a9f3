/** Steps from slot to slot after which a string of bytes is kept apart: texts made to collide cost no more than others. */
const longestSearch = 32

/** Numbers strings of bytes from 0 in order of first appearance. */
export class ByteTable {
  #count = 0
  /** The strings one behind the other, and where each ends. */
  #bytes = new Uint8Array(1024)
  #ends = new Uint32Array(64)
  #hashes = new Int32Array(64)
  /** Hash table with linear probing: numbers plus one, 0 where nothing lies. Never more than half full. */
  #slots = new Int32Array(128)
  #apart: Map<string, number> | null = null

  get count(): number {
    return this.#count
  }

  /** The number of a string, or -1. */
  find(bytes: Uint8Array, from: number, to: number): number {
    const hash = hashOf(bytes, from, to)
    const slots = this.#slots
    const mask = slots.length - 1
    for (let step = 0, slot = hash & mask; step < longestSearch; step++) {
      const number = slots[slot]! - 1
      if (number < 0) return -1
      if (this.#hashes[number] === hash && this.#isAt(number, bytes, from, to)) return number
      slot = (slot + 1) & mask
    }
    return this.#apart?.get(keyOf(bytes, from, to)) ?? -1
  }

  /** Adds a string that is not there; gives its number. */
  add(bytes: Uint8Array, from: number, to: number): number {
    const number = this.#count++
    const start = number === 0 ? 0 : this.#ends[number - 1]!
    const end = start + to - from
    if (end > this.#bytes.length) {
      const wider = new Uint8Array(Math.max(end, 2 * this.#bytes.length))
      wider.set(this.#bytes)
      this.#bytes = wider
    }
    const all = this.#bytes
    for (let at = from, own = start; at < to; at++) all[own++] = bytes[at]!
    if (number === this.#ends.length) this.#grow()
    this.#ends[number] = end
    this.#hashes[number] = hashOf(bytes, from, to)
    this.#place(number)
    return number
  }

  #grow(): void {
    const { length } = this.#ends
    const ends = new Uint32Array(2 * length)
    ends.set(this.#ends)
    this.#ends = ends
    const hashes = new Int32Array(2 * length)
    hashes.set(this.#hashes)
    this.#hashes = hashes
    this.#slots = new Int32Array(4 * length)
    this.#apart = null
    for (let number = 0; number < length; number++) this.#place(number)
  }

  #place(number: number): void {
    const mask = this.#slots.length - 1
    for (let step = 0, slot = this.#hashes[number]! & mask; step < longestSearch; step++) {
      if (this.#slots[slot] === 0) {
        this.#slots[slot] = number + 1
        return
      }
      slot = (slot + 1) & mask
    }
    const start = number === 0 ? 0 : this.#ends[number - 1]!
    this.#apart ??= new Map()
    this.#apart.set(keyOf(this.#bytes, start, this.#ends[number]!), number)
  }

  #isAt(number: number, bytes: Uint8Array, from: number, to: number): boolean {
    let own = number === 0 ? 0 : this.#ends[number - 1]!
    if (this.#ends[number]! - own !== to - from) return false
    const all = this.#bytes
    for (let at = from; at < to; at++) if (all[own++] !== bytes[at]) return false
    return true
  }
}

/** FNV-1a, with the high bits mixed into the low ones that choose the slot. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193)
  return hash ^ (hash >>> 15)
}

/** A character per byte. */
const placed = new TextDecoder('latin1')

function keyOf(bytes: Uint8Array, from: number, to: number): string {
  return placed.decode(bytes.subarray(from, to))
}
