/** Many texts in one: their UTF-8 bytes together, and where each ends, in UTF-16 units of the decoded whole. */
export interface PackedText {
  readonly bytes: Uint8Array
  readonly ends: Uint32Array
}

/**
 * The cold half of up to 8,192 incidents, read only when one is opened, listed or searched. `details` holds per
 * incident the JSON of what is neither in the Frame nor a plain text, or '' where there is nothing.
 */
export interface TextBlock {
  /** Index in the frame of the first incident. */
  readonly first: number
  readonly titles: PackedText
  readonly texts: PackedText
  readonly details: PackedText
}

export const blockSize = 8192

export function packText(texts: readonly string[]): PackedText {
  const ends = new Uint32Array(texts.length)
  let end = 0
  for (let i = 0; i < texts.length; i++) ends[i] = end += texts[i]!.length
  return { bytes: encoder.encode(texts.join('')), ends }
}

const encoder = new TextEncoder()

/** A text that still lies in bytes: UTF-8 from `from` to before `to`, where no letter stands. */
export interface ByteText {
  readonly bytes: Uint8Array
  readonly from: number
  readonly to: number
  /** None of the bytes is above 127. */
  readonly ascii: boolean
  decoded(): string
}

let scratch = new Uint8Array(1024)

/** A text as bytes; good until the next one is asked for. */
export function byteText(text: string): ByteText {
  if (scratch.length < 3 * text.length) scratch = new Uint8Array(6 * text.length)
  const { written } = encoder.encodeInto(text, scratch)
  return {
    bytes: scratch,
    from: 0,
    to: written,
    ascii: written === text.length,
    decoded: () => text,
  }
}

/** Id, title and text of an incident, not decoded. */
export interface ByteTexts {
  readonly id: ByteText
  readonly title: ByteText
  readonly text: ByteText
}

/** Packs texts as they come; a lone surrogate becomes U+FFFD. */
export class TextPacker {
  #bytes = new Uint8Array(4096)
  #ends = new Uint32Array(1024)
  #used = 0
  #units = 0
  #count = 0

  /** How many texts were pushed since `taken`. */
  get count(): number {
    return this.#count
  }

  push(text: string): void {
    if (text !== '') {
      // A unit of UTF-16 takes three bytes at the most; nearly all take one.
      this.#widen(text.length)
      let { read, written } = encoder.encodeInto(text, this.#bytes.subarray(this.#used))
      if (read < text.length) {
        this.#widen(3 * text.length)
        ;({ read, written } = encoder.encodeInto(text, this.#bytes.subarray(this.#used)))
      }
      this.#used += written
    }
    this.#end(text.length)
  }

  /** The same as `push` with the decoded text. */
  pushBytes({ bytes, from, to, ascii }: ByteText): void {
    this.#widen(to - from)
    const own = this.#bytes
    let end = this.#used
    if (to - from > shortText) {
      own.set(bytes.subarray(from, to), end)
      end += to - from
    } else for (let at = from; at < to; at++) own[end++] = bytes[at]!
    this.#used = end
    this.#end(ascii ? to - from : unitsIn(bytes, from, to))
  }

  /** Everything pushed; the packer is empty again. */
  taken(): PackedText {
    const packed = {
      bytes: this.#bytes.subarray(0, this.#used),
      ends: this.#ends.slice(0, this.#count),
    }
    // What comes next is likely to need as much. To hand the bytes over is cheaper than to copy them.
    this.#bytes = new Uint8Array(4096 + this.#used + (this.#used >> 3))
    this.#used = 0
    this.#units = 0
    this.#count = 0
    return packed
  }

  #end(units: number): void {
    if (this.#count === this.#ends.length) {
      const longer = new Uint32Array(2 * this.#count)
      longer.set(this.#ends)
      this.#ends = longer
    }
    this.#ends[this.#count++] = this.#units += units
  }

  #widen(by: number): void {
    if (this.#bytes.length - this.#used >= by) return
    const wider = new Uint8Array(Math.max(2 * this.#bytes.length, this.#used + by))
    wider.set(this.#bytes.subarray(0, this.#used))
    this.#bytes = wider
  }
}

/** Bytes that are copied sooner one by one than by a call. */
const shortText = 64

/** UTF-16 units of UTF-8: a character of four bytes has two. */
function unitsIn(bytes: Uint8Array, from: number, to: number): number {
  let units = 0
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!
    if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1
  }
  return units
}

export function unpackText({ bytes, ends }: PackedText): readonly string[] {
  const whole = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  const texts: string[] = []
  let from = 0
  for (const end of ends) {
    texts.push(whole.slice(from, end))
    from = end
  }
  return texts
}
