import { isAscii } from '../encoding'
import type { ByteText } from '../text-block'
import { csvRecords, isBlankRecord, type CsvRecord, type Dialect } from './text'

const quote = 34
const lineFeed = 10
const carriageReturn = 13
/** A record longer than this is left to the reader that can tell an unclosed quote from a long text. */
const longestRecord = 4 * 1024 * 1024
const incomplete = -1
const unusual = -2

/** A byte per character at its place: what is ASCII comes out as it is. */
const placed = new TextDecoder('latin1')
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

/** The record that is read at present. Its cells lie in the bytes of the file and become text when asked for. */
export class ByteRecord implements CsvRecord {
  readonly fault = null
  /** How many cells it has. */
  width = 0
  /** Per cell: where it begins, where it ends, and whether quotes stand twice in it. */
  readonly #from: number[] = []
  readonly #to: number[] = []
  readonly #doubled: boolean[] = []
  #bytes: Uint8Array = new Uint8Array(0)
  #end = 0
  #ascii = true
  #text: string | null = null
  /** Cells of this record in which quotes stood twice. */
  #plain = new Uint8Array(1024)
  #plainEnd = 0

  /** All cells as text. */
  get cells(): readonly string[] {
    return this.cellsBut(-1, -1)
  }

  /** All cells as text but these two, which are left empty. */
  cellsBut(one: number, other: number): readonly string[] {
    const cells: string[] = []
    for (let at = 0; at < this.width; at++)
      cells.push(at === one || at === other ? '' : this.#cell(at))
    return cells
  }

  /** A cell as bytes; empty for a column that is not there. */
  bytesOf(cell: number): ByteText {
    const ascii = this.#ascii
    const decoded = () => this.#cell(cell)
    if (cell < 0 || cell >= this.width)
      return { bytes: this.#bytes, from: 0, to: 0, ascii, decoded: () => '' }
    const [from, to] = [this.#from[cell]!, this.#to[cell]!]
    if (!this.#doubled[cell]) return { bytes: this.#bytes, from, to, ascii, decoded }
    const start = this.#plainEnd
    const end = this.#undouble(from, to)
    return { bytes: this.#plain, from: start, to: end, ascii, decoded }
  }

  /** Whether it is as wide as the header, which it does not repeat, and no cell is longer than so many bytes. */
  isRegular(headers: readonly string[], longest: number): boolean {
    if (this.width !== headers.length || this.#cell(0) === headers[0]) return false
    for (let at = 0; at < this.width; at++)
      if (this.#to[at]! - this.#from[at]! > longest) return false
    return true
  }

  isBlank(): boolean {
    for (let cell = 0; cell < this.width; cell++)
      for (let at = this.#from[cell]!; at < this.#to[cell]!; at++)
        if (this.#bytes[at]! > 32 && this.#bytes[at]! < 128) return false
    return isBlankRecord(this.cells)
  }

  /** Turns to other bytes, which end before `end`. */
  over(bytes: Uint8Array, end: number, ascii: boolean): void {
    this.#bytes = bytes
    this.#end = end
    this.#ascii = ascii
    this.#text = null
  }

  /** Reads the record at `at`; gives the place behind it, `incomplete` or `unusual`. `last`: no more bytes will come. */
  read(at: number, delimiter: number, last: boolean): number {
    const bytes = this.#bytes
    const end = this.#end
    let place = at
    this.width = 0
    this.#plainEnd = 0
    for (;;) {
      const begin = place
      if (bytes[begin] === quote && begin < end) {
        let doubled = false
        let close = bytes.indexOf(quote, begin + 1)
        while (close >= 0 && close + 1 < end && bytes[close + 1] === quote) {
          doubled = true
          close = bytes.indexOf(quote, close + 2)
        }
        if (close < 0 || close >= end) return last ? unusual : incomplete
        this.#add(begin + 1, close, doubled)
        place = close + 1
        // What follows may lie in the next piece.
        if (place + 1 >= end && !last) return incomplete
        if (place >= end) return place
        if (bytes[place] === carriageReturn && bytes[place + 1] === lineFeed) return place + 2
        if (bytes[place] === lineFeed) return place + 1
        if (bytes[place] !== delimiter) return unusual
      } else {
        while (place < end && bytes[place] !== delimiter && bytes[place] !== lineFeed) place++
        if (place === end && !last) return incomplete
        const ended = place === end || bytes[place] === lineFeed
        const cr = place < end && ended && place > begin && bytes[place - 1] === carriageReturn
        this.#add(begin, cr ? place - 1 : place, false)
        if (ended) return Math.min(place + 1, end)
      }
      place++
    }
  }

  /** Puts a cell with one quote in place of each two behind those already there, and a zero behind it. */
  #undouble(from: number, to: number): number {
    if (this.#plain.length - this.#plainEnd <= to - from) {
      const wider = new Uint8Array(2 * (this.#plainEnd + to - from + 1))
      wider.set(this.#plain)
      this.#plain = wider
    }
    let length = this.#plainEnd
    for (let at = from; at < to; at++) {
      const byte = this.#bytes[at]!
      this.#plain[length++] = byte
      if (byte === quote) at++
    }
    this.#plain[length] = 0
    this.#plainEnd = length + 1
    return length
  }

  #add(from: number, to: number, doubled: boolean): void {
    const at = this.width++
    this.#from[at] = from
    this.#to[at] = to
    this.#doubled[at] = doubled
  }

  #cell(at: number): string {
    const from = this.#from[at]!
    const to = this.#to[at]!
    if (from === to) return ''
    const text = this.#isAscii(from, to)
      ? (this.#text ??= placed.decode(this.#bytes.subarray(0, this.#end))).slice(from, to)
      : utf8.decode(this.#bytes.subarray(from, to))
    return this.#doubled[at] ? text.replaceAll('""', '"') : text
  }

  #isAscii(from: number, to: number): boolean {
    if (this.#ascii) return true
    for (let at = from; at < to; at++) if (this.#bytes[at]! >= 128) return false
    return true
  }
}

/**
 * Reads the records of a CSV from sound UTF-8, in batches, as `csvRecords` reads them from its text; `delimiter` is one
 * ASCII character and a lone "\r" ends no record. A record is good until the next one is asked for. From the first
 * record on that has something unusual about its quotes, `csvRecords` goes on. Throws `UnclosedQuote`.
 */
export async function* byteRecords(
  pieces: AsyncIterable<Uint8Array>,
  dialect: Dialect,
): AsyncGenerator<Iterable<CsvRecord>> {
  const delimiter = dialect.delimiter.charCodeAt(0)
  const source = pieces[Symbol.asyncIterator]()
  const record = new ByteRecord()
  let buffer = new Uint8Array(4096)
  let left = 0
  let lines = 0
  for (;;) {
    const { done, value } = await source.next()
    const last = done === true
    const end = left + (last ? 0 : value.length)
    if (end >= buffer.length) {
      const wider = new Uint8Array(2 * end)
      wider.set(buffer.subarray(0, left))
      buffer = wider
    }
    if (!last) buffer.set(value, left)
    // No letter may follow the last word.
    buffer[end] = 0
    const bytes = buffer.subarray(0, end)
    record.over(buffer, end, isAscii(bytes))
    const place = { at: 0, next: 0, lines }
    yield readTo(end, record, delimiter, last, place)
    const { at, next } = place
    lines = place.lines
    if (next === unusual || end - at > longestRecord) {
      yield* csvRecords(decoded(bytes.subarray(at), source), dialect, lines)
      return
    }
    buffer.copyWithin(0, at, end)
    left = end - at
    if (last) return
  }
}

/** Hands the records out; `place` says how far it has come, and what stopped it. */
function* readTo(
  end: number,
  record: ByteRecord,
  delimiter: number,
  last: boolean,
  place: { at: number; next: number; lines: number },
): Generator<CsvRecord> {
  while (place.at < end) {
    place.next = record.read(place.at, delimiter, last)
    if (place.next < 0) return
    place.at = place.next
    place.lines++
    if (!record.isBlank()) yield record
  }
}

/** The text of what is left. */
async function* decoded(
  rest: Uint8Array,
  source: AsyncIterator<Uint8Array>,
): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  yield decoder.decode(rest, { stream: true })
  for (;;) {
    const { done, value } = await source.next()
    if (done === true) break
    yield decoder.decode(value, { stream: true })
  }
  yield decoder.decode()
}
