import {
  binaryKind,
  isAscii,
  likelyEncodings,
  markedEncoding,
  nulCounts,
  utf8Fault,
  type Utf8Piece,
} from './encoding'
import type { Input } from './format'
import { UserError, type Assumptions, type Mapping, type Question } from './issue'
import { folded } from './settings'

/** A file before it is decoded. */
export interface RawFile {
  readonly name: string
  /** Bytes. */
  readonly size: number
  /**
   * The bytes from the beginning, in pieces of any size, each good until the next one is asked for. Called once per pass.
   */
  open(): AsyncIterable<Uint8Array>
  cancelled?(): boolean
  /** Called with the number of bytes read so far in this pass. */
  progress?(bytes: number): void
  /** The encoding a person chose for files that do not tell theirs; of UTF-8, damaged records are rejected. */
  readonly encoding?: string
  /** Where no encoding was chosen, those of tables with certain columns. */
  readonly mappings?: readonly Mapping[]
  /** It came with others, in a folder or an archive: see `PassedOver`. */
  readonly cameAlong?: boolean
}

/** What these answers say of the encoding of a file. */
export function encodingIn({
  encoding,
  mappings = [],
}: Assumptions): Pick<RawFile, 'encoding' | 'mappings'> {
  const telling = mappings.filter(({ assume }) => assume.encoding !== undefined)
  return {
    ...(encoding !== undefined && { encoding }),
    ...(telling.length > 0 && { mappings: telling }),
  }
}

/** The import was cancelled: nothing of it may be kept. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled'
}

/** The file does not say its encoding: one of `proposals`, the likeliest first, has to be chosen. */
export class EncodingUnknown extends UserError {
  readonly proposals: readonly string[]
  /** To be asked, each answer with what the bytes in question say in it. */
  readonly question: Question

  /** `at` is the place in `bytes` that no encoding explains without being chosen. */
  constructor(
    file: string,
    why: string,
    proposals: readonly string[],
    bytes: Uint8Array,
    at = bytes.findIndex((byte) => byte >= 0x80),
  ) {
    super(
      `${file}: ${why}`,
      'Save the file as UTF-8 (in a spreadsheet: "CSV UTF-8") and import it again.',
    )
    this.proposals = proposals
    const sample = lineAround(bytes, Math.max(0, at))
    this.question = {
      file,
      column: null,
      code: 'encoding',
      message: `In which encoding is the text? ${why[0]?.toUpperCase()}${why.slice(1)}. Choose the one that shows its letters right.`,
      answers: proposals.map((encoding) => ({
        label: `${encoding}: ${shownIn(encoding, sample)}`,
        assume: { encoding },
      })),
    }
  }
}

/** The line around a place, without what lies far from it. */
function lineAround(bytes: Uint8Array, at: number): Uint8Array {
  const from = Math.max(bytes.lastIndexOf(0x0a, at) + 1, at - 40)
  const end = bytes.indexOf(0x0a, at)
  return bytes.subarray(from, Math.min(end < 0 ? bytes.length : end, at + 60))
}

function shownIn(encoding: string, sample: Uint8Array): string {
  const text = new TextDecoder(encoding).decode(sample)
  return text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim()
}

const damaged = ', damaged'

/** Whether bytes of a file were no text in its encoding: U+FFFD stands for them, and records that hold it are damaged. */
export function isDamaged({ encoding }: Pick<Input, 'encoding'>): boolean {
  return encoding.endsWith(damaged)
}

const headBytes = 262_144
const headLength = 65_536

/** Up to `headBytes` bytes; `whole` when that is all of the file. */
async function firstBytes(file: RawFile): Promise<{ head: Uint8Array; whole: boolean }> {
  const pieces: Uint8Array[] = []
  let length = 0
  let whole = true
  for await (const piece of file.open()) {
    stopIfCancelled(file)
    pieces.push(piece.slice())
    length += piece.length
    if (length > headBytes) {
      whole = false
      break
    }
  }
  const head = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    head.set(piece, at)
    at += piece.length
  }
  return { head: whole ? head : head.subarray(0, headBytes), whole }
}

function stopIfCancelled(file: RawFile): void {
  if (file.cancelled?.()) throw new Cancelled(`The import of ${file.name} was cancelled`)
}

const noMark = 'this looks like UTF-16 without a byte order mark'

/** The encoding of a file by its first bytes. Throws what a person has to decide or cannot be read. */
function encodingOf(file: RawFile, head: Uint8Array, whole: boolean): string {
  const marked = markedEncoding(head)
  if (marked === 'utf-32')
    throw new UserError(
      `${file.name}: the text is in UTF-32, which is not read`,
      'Save the file as UTF-8 and import it again.',
    )
  if (marked === 'utf-16le' || marked === 'utf-16be')
    return decodes(head, marked, whole) ? marked : marked + damaged
  const nul = nulCounts(head)
  if (nul.length === 0)
    throw new UserError(
      `${file.name}: the file is empty`,
      'Export the incidents again and check the size of the file.',
    )
  const pairs = nul.length / 2
  if (nul.odd > pairs * 0.4 && nul.even < pairs * 0.1)
    throw new EncodingUnknown(file.name, noMark, ['utf-16le', 'utf-16be'], head)
  if (nul.even > pairs * 0.4 && nul.odd < pairs * 0.1)
    throw new EncodingUnknown(file.name, noMark, ['utf-16be', 'utf-16le'], head)
  if (nul.even + nul.odd > nul.length * 0.05) throw notText(file.name)
  return utf8(file, head, whole)
}

function notText(name: string): UserError {
  return new UserError(
    `${name}: this is not text`,
    'Export the incidents as CSV or JSON and import that.',
  )
}

/** Whether bytes are text in an encoding; of the beginning of a file a character may be cut at the end. */
function decodes(bytes: Uint8Array, encoding: string, whole: boolean): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: !whole })
    return true
  } catch {
    return false
  }
}

/** UTF-8 where the bytes are; with only the faults of faulty programs, the damaged kind. */
function utf8(file: RawFile, head: Uint8Array, whole: boolean): string {
  let faulty = false
  let fault = utf8Fault(head)
  while (fault) {
    if (fault.kind === 'cut' && !whole) break
    if (fault.kind === 'bad' || fault.kind === 'cut') throw notUtf8(file.name, head, fault.offset)
    faulty = true
    fault = utf8Fault(head, fault.offset + (fault.kind === 'surrogate' ? 3 : 2))
  }
  return faulty ? `utf-8${damaged}` : 'utf-8'
}

/** Those in which the beginning of a file is text: the others would be refused when they are chosen. */
function fitting(encodings: readonly string[], bytes: Uint8Array): readonly string[] {
  return encodings.filter((encoding) => decodes(bytes, encoding, false))
}

function notUtf8(name: string, bytes: Uint8Array, offset: number): UserError {
  const proposals = fitting(likelyEncodings(bytes), bytes)
  if (proposals.length === 0) return notText(name)
  let line = 1
  for (let at = 0; at < offset; at++) if (bytes[at] === 0x0a) line++
  return new EncodingUnknown(
    name,
    `line ${line} (byte ${offset + 1}) is not UTF-8; the file may be in ${proposals[0]}`,
    [...proposals, 'utf-8'],
    bytes,
    offset,
  )
}

/** As the bytes tell, or as a person chose where they do not, or where there is only ASCII so far. */
function settledEncoding(file: RawFile, bytes: Uint8Array, whole: boolean): string {
  const chosen = file.encoding ?? mappedEncoding(file, bytes, whole)
  if (chosen === undefined) return encodingOf(file, bytes, whole)
  try {
    const told = encodingOf(file, bytes, whole)
    const open = !whole && told === 'utf-8' && bytes.every((byte) => byte < 0x80)
    return open ? chosenEncoding(file, bytes, whole, chosen) : told
  } catch (error) {
    if (!(error instanceof EncodingUnknown)) throw error
    return chosenEncoding(file, bytes, whole, chosen)
  }
}

/** More lines before the header have no table. */
const linesToHeader = 100

/** The encoding stated for tables with the columns that a line of these bytes names in it; undefined without one. */
function mappedEncoding({ mappings = [] }: RawFile, bytes: Uint8Array, whole: boolean) {
  const fitting = mappings.find(({ header, assume: { encoding } }) => {
    if (encoding === undefined) return false
    if (encoding !== 'utf-8' && !decodes(bytes, encoding, whole)) return false
    const lines = new TextDecoder(encoding).decode(bytes).split(/\r\n?|\n/, linesToHeader)
    return lines.some((line) => {
      const names = line.toLowerCase()
      return header.every((name) => names.includes(folded(name)))
    })
  })
  return fitting?.assume.encoding
}

/** The encoding a person chose. Throws where the bytes are no text in it. */
function chosenEncoding({ name }: RawFile, bytes: Uint8Array, whole: boolean, chosen: string) {
  if (chosen === 'utf-8') return chosen + damaged
  if (decodes(bytes, chosen, whole)) return chosen
  throw new EncodingUnknown(
    name,
    `the text is not in ${chosen}`,
    fitting(likelyEncodings(bytes), bytes).filter((one) => one !== chosen),
    bytes,
  )
}

function decoderFor(encoding: string): TextDecoder {
  return encoding.endsWith(damaged)
    ? new TextDecoder(encoding.slice(0, -damaged.length))
    : new TextDecoder(encoding, { fatal: true })
}

/** Decodes one pass. The decoder carries a character that lies across two pieces over from one to the next. */
async function* decoded(
  file: RawFile,
  encoding: string,
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<string> {
  const decoder = decoderFor(encoding)
  let bytes = 0
  let begun = false
  const first = (text: string): string => {
    if (begun || text === '') return text
    begun = true
    // Some programs write a second mark; the decoder takes away only one.
    return text.replace(/^\uFEFF+/, '')
  }
  const decode = (piece?: Uint8Array): string => {
    try {
      return first(piece ? decoder.decode(piece, { stream: true }) : decoder.decode())
    } catch {
      throw notEncoded(file, encoding, bytes, piece)
    }
  }
  for await (const piece of pieces) {
    stopIfCancelled(file)
    const text = decode(piece)
    bytes += piece.length
    file.progress?.(bytes)
    if (text !== '') yield text
  }
  const rest = decode()
  if (rest !== '') yield rest
}

/** The bytes of UTF-8, checked, without byte order marks. */
async function* checked(
  file: RawFile,
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<Utf8Piece> {
  const decoder = decoderFor('utf-8')
  let bytes = 0
  let open = false
  const check = (piece?: Uint8Array) => {
    try {
      decoder.decode(piece, { stream: piece !== undefined })
    } catch {
      throw notEncoded(file, 'utf-8', bytes, piece)
    }
  }
  for await (const piece of pieces) {
    stopIfCancelled(file)
    const ascii = isAscii(piece)
    if (open || !ascii) {
      check(piece)
      open = (piece.at(-1) ?? 0) >= 0x80
    }
    yield { bytes: bytes === 0 ? unmarked(piece) : piece, ascii }
    bytes += piece.length
    file.progress?.(bytes)
  }
  if (open) check()
}

function unmarked(piece: Uint8Array): Uint8Array {
  let from = 0
  while (piece[from] === 0xef && piece[from + 1] === 0xbb && piece[from + 2] === 0xbf) from += 3
  return piece.subarray(from)
}

function notEncoded(
  { name }: RawFile,
  encoding: string,
  bytes: number,
  piece: Uint8Array = new Uint8Array(0),
): EncodingUnknown {
  return new EncodingUnknown(
    name,
    `after ${bytes} bytes the text stops being ${encoding}`,
    [...likelyEncodings(piece), 'utf-8'],
    piece,
  )
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/**
 * Opens a file for the formats. Its first bytes decide the encoding: a byte order mark, else UTF-8, checked strictly.
 * Throws `EncodingUnknown` for other text, a `UserError` for an empty or binary file, and `Cancelled`. Damage further
 * on in the file is thrown by `chunks`.
 */
export async function openInput(file: RawFile): Promise<Input> {
  const { head: bytes, whole } = await firstBytes(file)
  if (bytes.length === 0)
    throw new UserError(
      `${file.name}: the file is empty`,
      'Export the incidents again and check the size of the file.',
    )
  const binary = binaryKind(bytes)
  if (binary) throw new UserError(`${file.name}: this is ${binary.what}, not text`, binary.hint)
  const encoding = settledEncoding(file, bytes, whole)

  const pieces = () => (whole ? once(bytes) : file.open())
  const chunks = () => decoded(file, encoding, pieces())
  const text = async () => {
    let all = ''
    for await (const piece of chunks()) all += piece
    return all
  }
  // Of a longer file only the first bytes: a character cut at their end stays in the decoder.
  const start = decoderFor(encoding)
    .decode(bytes, { stream: true })
    .replace(/^\uFEFF+/, '')
  const head = start.slice(0, headLength)
  if (head.trim() === '' && whole)
    throw new UserError(
      `${file.name}: the file holds no text`,
      'Export the incidents again and check the file.',
    )
  return {
    name: file.name,
    size: file.size,
    head,
    encoding,
    chunks,
    text,
    ...(file.cameAlong && { cameAlong: true }),
    ...(encoding === 'utf-8' && { bytes: () => checked(file, pieces()) }),
  }
}
