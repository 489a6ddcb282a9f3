/** A byte that no UTF-8 text holds, and where. */
export interface Utf8Fault {
  readonly offset: number
  /**
   * `overlong` and `surrogate` are UTF-8 written by a faulty program; `bad` is another encoding or damage;
   * `cut` a character cut off at the end.
   */
  readonly kind: 'overlong' | 'surrogate' | 'bad' | 'cut'
}

/** The first place where bytes are not UTF-8 from `from` on (RFC 3629), or null. */
export function utf8Fault(bytes: Uint8Array, from = 0): Utf8Fault | null {
  for (let at = from; at < bytes.length; at++) {
    const lead = bytes[at] ?? 0
    if (lead < 0x80) continue
    const more = lead >= 0xf0 && lead <= 0xf4 ? 3 : lead >= 0xe0 ? 2 : 1
    if (lead < 0xc0 || lead > 0xf4) return { offset: at, kind: 'bad' }
    for (let k = 1; k <= more; k++) {
      if (at + k >= bytes.length) return { offset: at, kind: 'cut' }
      if (((bytes[at + k] ?? 0) & 0xc0) !== 0x80) return { offset: at, kind: 'bad' }
    }
    const second = bytes[at + 1] ?? 0
    if (lead < 0xc2 || (lead === 0xe0 && second < 0xa0) || (lead === 0xf0 && second < 0x90))
      return { offset: at, kind: 'overlong' }
    if (lead === 0xed && second >= 0xa0) return { offset: at, kind: 'surrogate' }
    if (lead === 0xf4 && second >= 0x90) return { offset: at, kind: 'bad' }
    at += more
  }
  return null
}

/** Kinds of files told by their first bytes, with what to do about them. */
const magics: readonly (readonly [bytes: readonly number[], what: string, hint: string])[] = [
  [
    [0xd0, 0xcf, 0x11, 0xe0],
    'an Excel workbook of the old kind (.xls)',
    'Save the sheet as CSV UTF-8 and import that.',
  ],
  [[0x1f, 0x8b], 'a gzip archive', 'Unpack it and import the file inside.'],
  [[0x50, 0x4b, 0x05, 0x06], 'an empty zip archive', 'Import the files themselves.'],
  [
    [0x25, 0x50, 0x44, 0x46, 0x2d],
    'a PDF',
    'Copy its text and paste that, or export the incidents as CSV.',
  ],
  [[0x89, 0x50, 0x4e, 0x47], 'a PNG image', 'Export the incidents as CSV or JSON.'],
  [[0xff, 0xd8, 0xff], 'a JPEG image', 'Export the incidents as CSV or JSON.'],
  [[0x47, 0x49, 0x46, 0x38], 'a GIF image', 'Export the incidents as CSV or JSON.'],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20], 'an SQLite database', 'Export the table as CSV.'],
  [
    [0x50, 0x41, 0x52, 0x31],
    'a Parquet file',
    'Take it out of its archive, or export the table as CSV.',
  ],
  [[0x37, 0x7a, 0xbc, 0xaf], 'a 7z archive', 'Unpack it and import the files inside.'],
  [[0x52, 0x61, 0x72, 0x21], 'a RAR archive', 'Unpack it and import the files inside.'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'a zstd archive', 'Unpack it and import the file inside.'],
  [[0x7f, 0x45, 0x4c, 0x46], 'a program', 'Export the incidents as CSV or JSON.'],
]

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, at) => bytes[at] === byte)
}

/** What a file is that holds no text, and what to do instead; null for text. */
export function binaryKind(
  head: Uint8Array,
): { readonly what: string; readonly hint: string } | null {
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04])) {
    const names = new TextDecoder('windows-1252').decode(head.subarray(0, 4096))
    return /\bxl\/|\[Content_Types\]/.test(names)
      ? {
          what: 'an Office document',
          hint: 'Take a workbook (.xlsx) out of its archive, or save it as CSV UTF-8.',
        }
      : { what: 'a zip archive', hint: 'Unpack it and import the files inside.' }
  }
  const known = magics.find(([start]) => startsWith(head, start))
  return known ? { what: known[1], hint: known[2] } : null
}

/** The encoding a byte order mark names, `utf-32` among them, or null. */
export function markedEncoding(head: Uint8Array): string | null {
  if (startsWith(head, [0xff, 0xfe, 0, 0]) || startsWith(head, [0, 0, 0xfe, 0xff])) return 'utf-32'
  if (startsWith(head, [0xef, 0xbb, 0xbf])) return 'utf-8'
  if (startsWith(head, [0xff, 0xfe])) return 'utf-16le'
  if (startsWith(head, [0xfe, 0xff])) return 'utf-16be'
  return null
}

/** How many bytes are NUL, at even and at odd places, padding at the end left out. */
export function nulCounts(head: Uint8Array): { even: number; odd: number; length: number } {
  let length = head.length
  while (length > 0 && head[length - 1] === 0) length--
  let even = 0
  let odd = 0
  for (let at = 0; at < length; at++) {
    if (head[at] !== 0) continue
    if (at % 2 === 0) even++
    else odd++
  }
  return { even, odd, length }
}

const kana = /[\u3041-\u30ff]/g

/** Encodings besides UTF-8 that texts are found in, the commonest first. */
export const otherEncodings: readonly string[] = [
  'windows-1252',
  'windows-1251',
  'windows-1250',
  'iso-8859-15',
  'shift_jis',
  'euc-jp',
  'euc-kr',
  'gb18030',
  'koi8-r',
  'windows-1253',
  'macintosh',
]

/** Encodings the bytes may be in, the likeliest first; empty when they are text in none. */
export function likelyEncodings(head: Uint8Array): readonly string[] {
  let high = 0
  let lineEnds = 0
  for (const byte of head) {
    if (byte >= 0x80) high++
    else if (byte === 0x0a) lineEnds++
  }
  if (lineEnds === 0 && high > head.length * 0.4) return []
  const japanese = ['shift_jis', 'euc-jp'].find((encoding) => {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(head, { stream: true })
      return (text.match(kana)?.length ?? 0) * 2 > high * 0.2
    } catch {
      return false
    }
  })
  return japanese ? [japanese, ...otherEncodings.filter((one) => one !== japanese)] : otherEncodings
}

/** A part of a text in UTF-8, checked; a character may be cut at its ends. */
export interface Utf8Piece {
  readonly bytes: Uint8Array
  /** All bytes are below 128. */
  readonly ascii: boolean
}

const wordBytes = 4
const noWords = new Int32Array(0)
const highBits = 0x80_80_80_80
/** Words looked at in one call: a loop that is entered often is compiled better than one that runs long. */
const stride = 4096

/** Whether all bytes are below 128. */
export function isAscii(bytes: Uint8Array): boolean {
  const first = Math.min(bytes.length, (wordBytes - (bytes.byteOffset % wordBytes)) % wordBytes)
  const count = Math.floor((bytes.length - first) / wordBytes)
  // Of bytes that end before the next whole word there is none.
  const words = count > 0 ? new Int32Array(bytes.buffer, bytes.byteOffset + first, count) : noWords
  for (let at = 0; at < count; at += stride)
    if (anyHigh(words, at, Math.min(count, at + stride))) return false
  for (let at = 0; at < first; at++) if (bytes[at]! >= 128) return false
  for (let at = first + wordBytes * count; at < bytes.length; at++)
    if (bytes[at]! >= 128) return false
  return true
}

function anyHigh(words: Int32Array, from: number, to: number): boolean {
  // To gather the bits and look at the end is ten times slower once it is compiled for good: words become floats.
  for (let at = from; at < to; at++) if ((words[at]! & highBits) !== 0) return true
  return false
}

/** What windows-1252 shows for the bytes of UTF-8 after the first of a character. */
const following = '[\\u0080-\\u00bf\\u0152-\\u0192\\u02c6\\u02dc\\u2013-\\u203a\\u20ac\\u2122]'
const garbled = new RegExp(
  `Ã${following}|â€|Â[\\u00a0-\\u00bf]|(?:[ÐÑ]${following}){2}|(?:[ã-é]${following}{2}){2}`,
)

/** Whether a text looks like UTF-8 that was taken for windows-1252: `StÃ¶rung`, `Itâ€™s`, `30 Â°C`. */
export function isGarbled(text: string): boolean {
  return garbled.test(text)
}
