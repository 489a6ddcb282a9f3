/** Many texts in one: their UTF-8 bytes together in pieces, and where each ends, in UTF-16 units of the decoded whole. */
export interface PackedText {
  /** A text, even a character may lie across two of them. */
  readonly pieces: readonly Uint8Array<ArrayBuffer>[]
  readonly ends: Uint32Array<ArrayBuffer>
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
  return { pieces: [encoder.encode(texts.join(''))], ends }
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

const firstPiece = 4096
/** Bytes of a full piece. */
export const pieceSize = 262_144

/** Packs texts as they come; a lone surrogate becomes U+FFFD. */
export class TextPacker {
  readonly #spare: Uint8Array<ArrayBuffer>[]
  /** Those that are full. */
  #pieces: Uint8Array<ArrayBuffer>[] = []
  #piece = new Uint8Array(firstPiece)
  #ends = new Uint32Array(1024)
  #used = 0
  #units = 0
  #count = 0

  /** Full pieces that nobody needs any more are taken from `spare`: fresh memory costs more than the packing. */
  constructor(spare: Uint8Array<ArrayBuffer>[] = []) {
    this.#spare = spare
  }

  /** How many texts were pushed since `taken`. */
  get count(): number {
    return this.#count
  }

  push(text: string): void {
    for (let rest = text; rest !== '';) {
      const { read, written } = encoder.encodeInto(rest, this.#piece.subarray(this.#used))
      this.#used += written
      rest = rest.slice(read)
      if (rest !== '') this.#turn()
    }
    this.#end(text.length)
  }

  /** The same as `push` with the decoded text. */
  pushBytes({ bytes, from, to, ascii }: ByteText): void {
    this.pushRange(bytes, from, to, ascii)
  }

  /** The same for the bytes from `from` to before `to`; `ascii`: none of them is above 127. */
  pushRange(bytes: Uint8Array, from: number, to: number, ascii: boolean): void {
    let at = from
    for (;;) {
      const own = this.#piece
      let end = this.#used
      const until = Math.min(to, at + own.length - end)
      if (until - at > shortText) {
        own.set(bytes.subarray(at, until), end)
        end += until - at
        at = until
      } else while (at < until) own[end++] = bytes[at++]!
      this.#used = end
      if (at === to) break
      this.#turn()
    }
    this.#end(ascii ? to - from : unitsIn(bytes, from, to))
  }

  /** Everything pushed; the packer is empty again. */
  taken(): PackedText {
    if (this.#used > 0) this.#pieces.push(this.#piece.slice(0, this.#used))
    const packed = { pieces: this.#pieces, ends: this.#ends.slice(0, this.#count) }
    this.#pieces = []
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

  /** Goes on in another piece. */
  #turn(): void {
    // The bytes of the next character may not fit; what lay there before is nobody's business.
    const full = this.#piece.fill(0, this.#used)
    this.#pieces.push(full.subarray(0, this.#used))
    this.#piece = this.#spare.pop() ?? new Uint8Array(Math.min(pieceSize, 2 * full.length))
    this.#used = 0
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

/** All texts in one. */
export function wholeText({ pieces }: PackedText): string {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  return pieces.map((piece) => decoder.decode(piece, { stream: true })).join('') + decoder.decode()
}

let gathered = new Uint8Array(0)

/** All bytes in one piece; good until the next ones are asked for. */
export function wholeBytes({ pieces }: PackedText): Uint8Array {
  if (pieces.length === 1) return pieces[0]!
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0)
  if (gathered.length < length) gathered = new Uint8Array(2 * length)
  let at = 0
  for (const piece of pieces) {
    gathered.set(piece, at)
    at += piece.length
  }
  return gathered.subarray(0, length)
}

/** Reads texts one by one, for those who ask for few of many. */
export function textReader(packed: PackedText): (at: number) => string {
  let read: ((at: number) => string) | null = null
  return (at) => (read ??= readerOf(packed))(at)
}

function readerOf(packed: PackedText): (at: number) => string {
  const { pieces, ends } = packed
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0)
  if (length !== (ends.at(-1) ?? 0)) {
    const texts = unpackText(packed)
    return (at) => texts[at]!
  }
  // All of it is ASCII: a text begins and ends with the bytes that are counted.
  return (at) => {
    let from = ends[at - 1] ?? 0
    let to = ends[at]!
    let text = ''
    for (const piece of pieces) {
      if (to <= 0) break
      if (from < piece.length) text += placed.decode(piece.subarray(Math.max(0, from), to))
      from -= piece.length
      to -= piece.length
    }
    return text
  }
}

/** A character per byte. */
const placed = new TextDecoder('latin1')

export function unpackText(packed: PackedText): readonly string[] {
  const whole = wholeText(packed)
  const texts: string[] = []
  let from = 0
  for (const end of packed.ends) {
    texts.push(whole.slice(from, end))
    from = end
  }
  return texts
}
