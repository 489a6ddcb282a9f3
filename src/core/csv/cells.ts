import { ByteTable } from '../byte-table'
import { isoInstant } from '../dates/iso-instant'

/** The cells of one record by their column. One that is not there is empty. */
export interface Cells {
  text(index: number): string
  isEmpty(index: number): boolean
  /** The cell as `isoInstant` reads it. */
  instant(index: number): number
  /** What the reading of `memory` makes of the cell. */
  recall<T extends object>(index: number, memory: Memory<T>): T
}

/** Cells that are texts. */
export class TextCells implements Cells {
  readonly #texts: readonly string[]

  constructor(texts: readonly string[]) {
    this.#texts = texts
  }

  text(index: number): string {
    return this.#texts[index] ?? ''
  }

  isEmpty(index: number): boolean {
    return this.text(index) === ''
  }

  instant(index: number): number {
    return isoInstant(this.text(index))
  }

  recall<T extends object>(index: number, memory: Memory<T>): T {
    return memory.ofText(this.text(index))
  }
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
const mostRemembered = 10_000
const longestRemembered = 100

/** Remembers what texts were read as: columns of words repeat a few of them over and over. */
export class Memory<T extends object> {
  readonly #read: (text: string) => T
  readonly #texts = new Map<string, T>()
  readonly #bytes = new ByteTable()
  /** By number in the table of bytes. */
  readonly #readings: T[] = []

  constructor(read: (text: string) => T) {
    this.#read = read
  }

  ofText(text: string): T {
    const known = this.#texts.get(text)
    if (known !== undefined) return known
    const made = this.#read(text)
    if (this.#texts.size < mostRemembered) this.#texts.set(text, made)
    return made
  }

  /** The number of these bytes of UTF-8 among those that are remembered, from 0, or -1 where they are not. */
  numberOf(bytes: Uint8Array, from: number, to: number): number {
    if (to - from > longestRemembered) return -1
    const known = this.#bytes.find(bytes, from, to)
    if (known >= 0 || this.#bytes.count >= mostRemembered) return known
    this.learn(bytes, from, to, decoder.decode(bytes.subarray(from, to)))
    return this.#bytes.count - 1
  }

  /** What the bytes of this number were read as. */
  reading(number: number): T {
    return this.#readings[number]!
  }

  /** What these bytes were read as, or undefined. */
  ofBytes(bytes: Uint8Array, from: number, to: number): T | undefined {
    if (to - from > longestRemembered) return undefined
    return this.#readings[this.#bytes.find(bytes, from, to)]
  }

  /** Reads the text of bytes that are not known. */
  learn(bytes: Uint8Array, from: number, to: number, text: string): T {
    const made = this.ofText(text)
    if (to - from <= longestRemembered && this.#bytes.count < mostRemembered) {
      this.#bytes.add(bytes, from, to)
      this.#readings.push(made)
    }
    return made
  }
}
