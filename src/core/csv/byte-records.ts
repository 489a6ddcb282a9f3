import type { Cells, Memory } from './cells'
import { isoInstantIn } from '../dates/iso-instant'
import { isAscii, type Utf8Piece } from '../encoding'
import type { TextColumn } from '../plain-incidents'
import type { ByteText } from '../text-block'
import { csvRecords, isBlankRecord, type CsvRecord, type Dialect } from './text'

const quote = 34
const lineFeed = 10
const carriageReturn = 13
const space = 32
/** A record longer than this is left to the reader that can tell an unclosed quote from a long text. */
const longestRecord = 4 * 1024 * 1024
const incomplete = -1
const unusual = -2

/** A byte per character at its place: what is ASCII comes out as it is. */
const placed = new TextDecoder('latin1')
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

/** One record of a piece at a time. Its cells lie in bytes and become text when asked for. */
export class ByteRecord implements CsvRecord, Cells {
  readonly fault = null
  /** How many cells it has. */
  width = 0
  #bytes: Uint8Array = new Uint8Array(0)
  #end = 0
  #ascii = true
  /** All of the piece, a character per byte. */
  #text: string | null = null
  /** Where the cells of all records begin and end. */
  #bounds = new Uint32Array(1024)
  #filled = 0
  /** Where the cells of the present record stand in `#bounds`. */
  #first = 0
  /** Per record the end of its cells in `#bounds`. */
  #records: number[] = []

  /** The piece they lie in. */
  get bytes(): Uint8Array {
    return this.#bytes
  }

  /** None of the bytes is above 127. */
  get ascii(): boolean {
    return this.#ascii
  }

  /** How many records were found in the piece. */
  get count(): number {
    return this.#records.length
  }

  /** Where the cells of a column lie in the records that have 1 in `of`; in the others they are empty. */
  placesOf(column: number, of: Uint8Array, { from, to }: TextColumn): void {
    const bounds = this.#bounds
    const records = this.#records
    let first = 2 * column
    for (let at = 0; at < records.length; at++) {
      const there = of[at] === 1 && column >= 0
      from[at] = there ? bounds[first]! : 0
      to[at] = there ? bounds[first + 1]! : 0
      first = records[at]! + 2 * column
    }
  }

  /** All cells as text. */
  get cells(): readonly string[] {
    return Array.from({ length: this.width }, (_, at) => this.text(at))
  }

  text(cell: number): string {
    if (cell < 0 || cell >= this.width) return ''
    const from = this.#from(cell)
    const to = this.#to(cell)
    if (from === to) return ''
    return this.#isAscii(from, to)
      ? (this.#text ??= placed.decode(this.#bytes.subarray(0, this.#end))).slice(from, to)
      : utf8.decode(this.#bytes.subarray(from, to))
  }

  isEmpty(cell: number): boolean {
    return cell < 0 || cell >= this.width || this.#from(cell) === this.#to(cell)
  }

  instant(cell: number): number {
    if (cell < 0 || cell >= this.width) return Number.NaN
    return isoInstantIn(this.#bytes, this.#from(cell), this.#to(cell))
  }

  recall<T extends object>(cell: number, memory: Memory<T>): T {
    if (this.isEmpty(cell)) return memory.ofText('')
    const from = this.#from(cell)
    const to = this.#to(cell)
    return (
      memory.ofBytes(this.#bytes, from, to) ?? memory.learn(this.#bytes, from, to, this.text(cell))
    )
  }

  /** A cell as bytes; empty for a column that is not there. */
  bytesOf(cell: number): ByteText {
    const there = cell >= 0 && cell < this.width
    const from = there ? this.#from(cell) : 0
    const to = there ? this.#to(cell) : 0
    return new ByteCell(this.#bytes, from, to, this.#ascii, this, cell)
  }

  /** Whether a cell holds something and begins and ends with an ASCII letter or sign. */
  isTrimmed(cell: number): boolean {
    if (this.isEmpty(cell)) return false
    const first = this.#bytes[this.#from(cell)]!
    const last = this.#bytes[this.#to(cell) - 1]!
    return first > space && first < 128 && last > space && last < 128
  }

  /** Whether it is as wide as the header, which it does not repeat, and no cell is longer than so many bytes. */
  isRegular(headers: readonly string[], longest: number): boolean {
    if (this.width !== headers.length) return false
    const start = this.#from(0)
    const header = headers[0]!.charCodeAt(0)
    const alike = Number.isNaN(header) || header >= 128 || this.#bytes[start] === header
    if (alike && this.text(0) === headers[0]) return false
    if (this.#to(this.width - 1) - start <= longest) return true
    for (let at = 0; at < this.width; at++)
      if (this.#to(at) - this.#from(at) > longest) return false
    return true
  }

  /**
   * Finds the records in bytes, which end before `end` and are all below 128 if `ascii`, and puts one quote in place of
   * each two in their cells, with a zero behind the shorter text. Gives the place it came to, and what stopped it there:
   * `incomplete` or `unusual`, or 0 at the end. `last`: no more bytes will come.
   */
  find(
    bytes: Uint8Array,
    end: number,
    ascii: boolean,
    delimiter: number,
    last: boolean,
  ): { readonly at: number; readonly stop: number } {
    this.#bytes = bytes
    this.#end = end
    this.#ascii = ascii
    this.#text = null
    this.#filled = 0
    this.#records = []
    let at = 0
    while (at < end) {
      const next = this.#read(at, delimiter, last)
      if (next < 0) return { at, stop: next }
      this.#records.push(this.#filled)
      at = next
    }
    return { at, stop: 0 }
  }

  /** Turns to a record; false for one with nothing in it. */
  turnTo(record: number): boolean {
    this.#first = record === 0 ? 0 : this.#records[record - 1]!
    this.width = (this.#records[record]! - this.#first) / 2
    return !this.#isBlank()
  }

  #isBlank(): boolean {
    for (let cell = 0; cell < this.width; cell++)
      for (let at = this.#from(cell); at < this.#to(cell); at++)
        if (this.#bytes[at]! > space && this.#bytes[at]! < 128) return false
    return isBlankRecord(this.cells)
  }

  #from(cell: number): number {
    return this.#bounds[this.#first + 2 * cell]!
  }

  #to(cell: number): number {
    return this.#bounds[this.#first + 2 * cell + 1]!
  }

  /** Adds the cells of the record at `at`; gives the place behind it, `incomplete` or `unusual`. */
  #read(at: number, delimiter: number, last: boolean): number {
    const bytes = this.#bytes
    const end = this.#end
    const first = this.#filled
    let place = at
    let doubled = false
    for (;;) {
      const begin = place
      if (bytes[begin] === quote && begin < end) {
        let close = bytes.indexOf(quote, begin + 1)
        while (close >= 0 && close + 1 < end && bytes[close + 1] === quote) {
          doubled = true
          close = bytes.indexOf(quote, close + 2)
        }
        if (close < 0 || close >= end) return last ? unusual : incomplete
        this.#add(begin + 1, close)
        place = close + 1
        // What follows may lie in the next piece.
        if (place + 1 >= end && !last) return incomplete
        if (place >= end) break
        if (bytes[place] === carriageReturn && bytes[place + 1] === lineFeed) {
          place += 2
          break
        }
        if (bytes[place] === lineFeed) {
          place++
          break
        }
        if (bytes[place] !== delimiter) return unusual
      } else {
        while (place < end && bytes[place] !== delimiter && bytes[place] !== lineFeed) place++
        if (place === end && !last) return incomplete
        const ended = place === end || bytes[place] === lineFeed
        const cr = place < end && ended && place > begin && bytes[place - 1] === carriageReturn
        this.#add(begin, cr ? place - 1 : place)
        if (ended) {
          place = Math.min(place + 1, end)
          break
        }
      }
      place++
    }
    // Only now: what was not read to its end is read again.
    if (doubled) for (let cell = first; cell < this.#filled; cell += 2) this.#undouble(cell)
    return place
  }

  /** Moves what stands behind the first of two quotes in a cell that stood in quotes over the second one. */
  #undouble(bound: number): void {
    const bytes = this.#bytes
    const from = this.#bounds[bound]!
    const to = this.#bounds[bound + 1]!
    if (from === 0 || bytes[from - 1] !== quote || bytes[to] !== quote) return
    let write = bytes.indexOf(quote, from)
    if (write < 0 || write >= to) return
    for (let read = write; read < to; read++) {
      const byte = bytes[read]!
      bytes[write++] = byte
      if (byte === quote) read++
    }
    bytes[write] = 0
    this.#bounds[bound + 1] = write
  }

  #add(from: number, to: number): void {
    if (this.#filled === this.#bounds.length) {
      const wider = new Uint32Array(2 * this.#filled)
      wider.set(this.#bounds)
      this.#bounds = wider
    }
    this.#bounds[this.#filled++] = from
    this.#bounds[this.#filled++] = to
  }

  #isAscii(from: number, to: number): boolean {
    if (this.#ascii) return true
    for (let at = from; at < to; at++) if (this.#bytes[at]! >= 128) return false
    return true
  }
}

/** There is one for each text of a table: a class makes the smallest objects. */
class ByteCell implements ByteText {
  readonly bytes: Uint8Array
  readonly from: number
  readonly to: number
  readonly ascii: boolean
  readonly #record: ByteRecord
  readonly #cell: number

  constructor(
    bytes: Uint8Array,
    from: number,
    to: number,
    ascii: boolean,
    record: ByteRecord,
    cell: number,
  ) {
    this.bytes = bytes
    this.from = from
    this.to = to
    this.ascii = ascii
    this.#record = record
    this.#cell = cell
  }

  decoded(): string {
    return this.#record.text(this.#cell)
  }
}

/**
 * Reads the records of a CSV from sound UTF-8, in batches, as `csvRecords` reads them from its text; `delimiter` is one
 * ASCII character and a lone "\r" ends no record. A record is good until the next one is asked for. From the first
 * record on that has something unusual about its quotes, `csvRecords` goes on. Throws `UnclosedQuote`.
 */
export async function* byteRecords(
  pieces: AsyncIterable<Utf8Piece>,
  dialect: Dialect,
): AsyncGenerator<Iterable<CsvRecord>> {
  const delimiter = dialect.delimiter.charCodeAt(0)
  const source = pieces[Symbol.asyncIterator]()
  const record = new ByteRecord()
  let buffer = new Uint8Array(4096)
  let left = 0
  /** What is left of the piece before is ASCII. */
  let ascii = true
  let lines = 0
  for (;;) {
    const { done, value } = await source.next()
    const last = done === true
    const end = left + (last ? 0 : value.bytes.length)
    if (end >= buffer.length) {
      const wider = new Uint8Array(2 * end)
      wider.set(buffer.subarray(0, left))
      buffer = wider
    }
    if (!last) buffer.set(value.bytes, left)
    ascii &&= last || value.ascii
    // No letter may follow the last word.
    buffer[end] = 0
    const { at, stop } = record.find(buffer, end, ascii, delimiter, last)
    lines += record.count
    yield new ByteBatch(record)
    if (stop === unusual || end - at > longestRecord) {
      yield* csvRecords(decoded(buffer.subarray(at, end), source), dialect, lines)
      return
    }
    buffer.copyWithin(0, at, end)
    left = end - at
    ascii = isAscii(buffer.subarray(0, left))
    if (last) return
  }
}

/** The records of a piece, one after the other. */
export class ByteBatch implements Iterable<ByteRecord> {
  readonly record: ByteRecord
  /** The first of those that count. */
  first = 0

  constructor(record: ByteRecord) {
    this.record = record
  }

  get count(): number {
    return this.record.count
  }

  *[Symbol.iterator](): Generator<ByteRecord> {
    for (let at = this.first; at < this.count; at++) if (this.record.turnTo(at)) yield this.record
  }
}

/** The text of what is left. */
async function* decoded(
  rest: Uint8Array,
  source: AsyncIterator<Utf8Piece>,
): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  yield decoder.decode(rest, { stream: true })
  for (;;) {
    const { done, value } = await source.next()
    if (done === true) break
    yield decoder.decode(value.bytes, { stream: true })
  }
  yield decoder.decode()
}
