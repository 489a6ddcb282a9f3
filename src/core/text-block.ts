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
  return { bytes: encoded(texts.join('')), ends }
}

const encoder = new TextEncoder()
let scratch = new Uint8Array(0)

/** The same as `encode`, which in browsers takes twice as long: it sees to room for the longest result. */
function encoded(text: string): Uint8Array {
  if (scratch.length < text.length) scratch = new Uint8Array(text.length + (text.length >> 2))
  const { read, written } = encoder.encodeInto(text, scratch)
  return read === text.length ? scratch.slice(0, written) : encoder.encode(text)
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
