import type { Frame } from './frame'
import { spanStarts } from './frame-reader'
import { hash64 } from './identity'
import { milestoneNames } from './incident'
import type { PackedText, TextBlock } from './text-block'

/**
 * What a record says, as 64 bits in two words per row (`[2 * row]`, `[2 * row + 1]`): equal for the same record read
 * again from another file or row. Neither its id nor its source enters, save the URL.
 */
export type RowHashes = Uint32Array

/** The two words under way; each step is FNV-1a's, over 32 bits at a time. */
interface Hash {
  a: number
  b: number
}

const start = (): Hash => ({ a: 0x811c9dc5, b: 0x9747b28c })

/** The share of a block's texts in the hashes of its rows. */
export function textHashes({ titles, texts, details }: TextBlock): RowHashes {
  const hashes = Array.from(titles.ends, start)
  for (const packed of [titles, texts, details]) addTexts(hashes, packed)
  const words = new Uint32Array(2 * hashes.length)
  for (const [row, { a, b }] of hashes.entries()) {
    words[2 * row] = a
    words[2 * row + 1] = b
  }
  return words
}

/** Hashes of all rows from `textHashes` of the frame's blocks in order. */
export function rowHashes(frame: Frame, texts: readonly RowHashes[]): RowHashes {
  const { incidents, spans, dictionaries } = frame
  const out = new Uint32Array(2 * incidents.count)
  let at = 0
  for (const part of texts) {
    out.set(part, at)
    at += part.length
  }
  const serviceWords = dictionaries.services.map(wordHash)
  const causeWords = [0, ...dictionaries.causes.map(wordHash)]
  const flagWords = dictionaries.flags.map(wordHash)
  const starts = spanStarts(frame)
  const optional = [
    incidents.pageFrom,
    incidents.pageTo,
    ...milestoneNames.map((name) => incidents.milestones[name]),
  ]
  const promised = promiseHashes(frame)
  const hash = start()
  for (let row = 0; row < incidents.count; row++) {
    hash.a = out[2 * row]!
    hash.b = out[2 * row + 1]!
    addWord(hash, incidents.kind[row]! | (incidents.severity[row]! << 8))
    addWord(hash, incidents.attribution[row]!)
    addWord(hash, causeWords[incidents.cause[row]!]!)
    // A set: the order in which a file happens to use its flags must not matter.
    addWord(
      hash,
      flagWords.reduce((sum, word, bit) => sum + ((incidents.flags[row]! >>> bit) & 1) * word, 0),
    )
    for (const column of optional) addNumber(hash, column ? column[row]! : NaN)
    addWord(hash, promised.get(row) ?? 0)
    for (let span = starts[row]!; span < starts[row + 1]!; span++) {
      const length = spans.to[span]! - spans.from[span]!
      addWord(hash, serviceWords[spans.service[span]!]!)
      addNumber(hash, spans.from[span]!)
      addNumber(hash, spans.to[span]!)
      addNumber(hash, (spans.durationLow?.[span] ?? length) - length)
      addNumber(hash, (spans.durationHigh?.[span] ?? length) - length)
      addNumber(hash, spans.rate?.[span] ?? NaN)
      addNumber(hash, spans.rateLow?.[span] ?? NaN)
      addNumber(hash, spans.rateHigh?.[span] ?? NaN)
    }
    out[2 * row] = hash.a
    out[2 * row + 1] = hash.b
  }
  return out
}

function promiseHashes(frame: Frame): ReadonlyMap<number, number> {
  const hashes = new Map<number, number>()
  for (const { row, text, promisedAt } of frame.promises)
    hashes.set(row, Math.imul(hashes.get(row) ?? 7, 31) + wordHash(`${promisedAt} ${text}`))
  return hashes
}

function wordHash(word: string): number {
  return Number.parseInt(hash64(word).slice(0, 8), 16)
}

function addWord(hash: Hash, word: number): void {
  hash.a = mixed(Math.imul(hash.a ^ word, 0x01000193))
  hash.b = mixed(Math.imul(hash.b ^ (word + 0x9e37), 0x85ebca6b))
}

function mixed(word: number): number {
  return (word ^ (word >>> 15)) >>> 0
}

const float = new Float64Array(1)
const halves = new Uint32Array(float.buffer)

function addNumber(hash: Hash, value: number): void {
  // One bit pattern for every NaN, and one zero.
  float[0] = Number.isNaN(value) ? Infinity : value + 0
  addWord(hash, halves[0]!)
  addWord(hash, halves[1]!)
}

/** Walks the UTF-8 bytes; the ends count UTF-16 units, of which a character of four bytes has two. */
function addTexts(hashes: readonly Hash[], { bytes, ends }: PackedText): void {
  const ascii = bytes.length === (ends.at(-1) ?? 0)
  let from = 0
  let units = 0
  for (let row = 0; row < ends.length; row++) {
    const end = ends[row]!
    let to = end
    if (!ascii) {
      to = from
      while (to < bytes.length && (units < end || (bytes[to]! & 0xc0) === 0x80)) {
        const byte = bytes[to++]!
        if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1
      }
    }
    addBytes(hashes[row]!, bytes, from, to)
    from = to
  }
}

/** Four bytes at a step; their number ends them, so that a text that ends here and one that begins here differ. */
function addBytes(hash: Hash, bytes: Uint8Array, from: number, to: number): void {
  let { a, b } = hash
  let at = from
  for (; at + 4 <= to; at += 4) {
    const word =
      bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
    a = Math.imul(a ^ word, 0x01000193)
    a ^= a >>> 15
    b = Math.imul(b ^ (word + 0x9e37), 0x85ebca6b)
    b ^= b >>> 13
  }
  for (; at < to; at++) {
    a = Math.imul(a ^ bytes[at]!, 0x01000193)
    b = Math.imul(b ^ (bytes[at]! + 0x9e37), 0x85ebca6b)
  }
  hash.a = a
  hash.b = b
  addWord(hash, to - from)
}
