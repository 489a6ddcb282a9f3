import type { Frame, IncidentColumns, SpanColumns } from './frame'
import { hash64 } from './identity'
import { milestoneNames } from './incident'
import { wholeBytes, type PackedText, type TextBlock } from './text-block'

/**
 * What a record says, as 64 bits in two words per row (`[2 * row]`, `[2 * row + 1]`): equal for the same record read
 * again from another file or row. Neither its id nor its source enters, save the URL.
 */
export type RowHashes = Uint32Array

/** Row hashes under way: signed words are reckoned with faster. */
type Words = Int32Array

/** As many as rows, with nothing in them yet. */
function begun(rows: number): Words {
  const words = new Int32Array(2 * rows)
  for (let at = 0; at < words.length; at += 2) {
    words[at] = 0x811c9dc5
    words[at + 1] = 0x9747b28c
  }
  return words
}

/** The share of a block's texts in the hashes of its rows. */
export function textHashes({ titles, texts, details }: TextBlock): RowHashes {
  const words = begun(titles.ends.length)
  for (const packed of [titles, texts, details]) addTexts(words, packed)
  return new Uint32Array(words.buffer)
}

/** Hashes of all rows from `columnHashes` of a frame and `textHashes` of its blocks in order. */
export function rowHashes(columns: RowHashes, texts: readonly RowHashes[]): RowHashes {
  const out = new Int32Array(columns)
  let row = 0
  for (const part of texts)
    for (let at = 0; at < part.length; at += 2) {
      addWord(out, row, part[at]!)
      addWord(out, row++, part[at + 1]!)
    }
  return new Uint32Array(out.buffer)
}

/** The share of a frame's columns in the hashes of its rows. */
export function columnHashes(frame: Frame): RowHashes {
  const { incidents, spans, dictionaries } = frame
  const out = begun(incidents.count)
  addCodes(out, incidents, dictionaries)
  for (const column of [
    incidents.pageFrom,
    incidents.pageTo,
    ...milestoneNames.map((name) => incidents.milestones[name]),
  ])
    for (let row = 0; row < incidents.count; row++) addNumber(out, row, column ? column[row]! : NaN)
  const promised = promiseHashes(frame)
  for (let row = 0; row < incidents.count; row++) addWord(out, row, promised.get(row) ?? 0)
  addSpans(out, spans, dictionaries)
  return new Uint32Array(out.buffer)
}

function addCodes(out: Words, incidents: IncidentColumns, words: Frame['dictionaries']): void {
  const { count, kind, severity, attribution, cause, flags } = incidents
  const causeWords = [0, ...words.causes.map(wordHash)]
  const flagWords = words.flags.map(wordHash)
  for (let row = 0; row < count; row++) {
    addWord(out, row, kind[row]! | (severity[row]! << 8))
    addWord(out, row, attribution[row]!)
    addWord(out, row, causeWords[cause[row]!]!)
    // A set: the order in which a file happens to use its flags must not matter.
    let set = 0
    for (let bits = flags[row]!, bit = 0; bits !== 0; bits >>>= 1, bit++)
      if (bits & 1) set += flagWords[bit]!
    addWord(out, row, set)
  }
}

/** The spans of a record lie in their order. */
function addSpans(out: Words, spans: SpanColumns, words: Frame['dictionaries']): void {
  const { count, incident, service, from, to, durationLow, durationHigh } = spans
  const serviceWords = words.services.map(wordHash)
  for (let span = 0; span < count; span++) {
    const row = incident[span]!
    const length = to[span]! - from[span]!
    addWord(out, row, serviceWords[service[span]!]!)
    addNumber(out, row, from[span]!)
    addNumber(out, row, to[span]!)
    addNumber(out, row, (durationLow?.[span] ?? length) - length)
    addNumber(out, row, (durationHigh?.[span] ?? length) - length)
    addNumber(out, row, spans.rate?.[span] ?? NaN)
    addNumber(out, row, spans.rateLow?.[span] ?? NaN)
    addNumber(out, row, spans.rateHigh?.[span] ?? NaN)
  }
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

/** Each step is FNV-1a's, over 32 bits at a time. */
function addWord(hashes: Words, row: number, word: number): void {
  const a = Math.imul(hashes[2 * row]! ^ word, 0x01000193)
  const b = Math.imul(hashes[2 * row + 1]! ^ (word + 0x9e37), 0x85ebca6b)
  hashes[2 * row] = a ^ (a >>> 15)
  hashes[2 * row + 1] = b ^ (b >>> 15)
}

const float = new Float64Array(1)
const halves = new Int32Array(float.buffer)

function addNumber(hashes: Words, row: number, value: number): void {
  // One bit pattern for every NaN, and one zero.
  float[0] = Number.isNaN(value) ? Infinity : value + 0
  addWord(hashes, row, halves[0]!)
  addWord(hashes, row, halves[1]!)
}

/** Walks the UTF-8 bytes; the ends count UTF-16 units, of which a character of four bytes has two. */
function addTexts(hashes: Words, packed: PackedText): void {
  const { ends } = packed
  const bytes = wholeBytes(packed)
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
    addBytes(hashes, row, bytes, from, to)
    from = to
  }
}

/** Four bytes at a step; their number ends them, so that a text that ends here and one that begins here differ. */
function addBytes(hashes: Words, row: number, bytes: Uint8Array, from: number, to: number): void {
  let a = hashes[2 * row]!
  let b = hashes[2 * row + 1]!
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
  hashes[2 * row] = a
  hashes[2 * row + 1] = b
  addWord(hashes, row, to - from)
}
