import { Gunzip, Inflate } from 'fflate'
import { Cancelled, type RawFile } from './input'
import { UserError } from './issue'
import { crc32 } from './unpack/crc32'
import { workbookTables } from './unpack/workbook'
import { zipEntries, type ZipEntry } from './unpack/zip-directory'

/** Bytes a zip archive may have: it is held in memory, what is inside is not. */
const longestArchive = 512 * 1024 * 1024
/** Bytes all files of an archive may have when unpacked. */
const mostUnpacked = 1024 * 1024 * 1024
/** Text packs into a tenth, at best into a fiftieth: what packs better is a bomb. It counts from the first megabyte on. */
const highestRatio = 100
const ratioFrom = 1024 * 1024
/** Packed bytes taken at a time; a bomb makes a thousand times as many of them. */
const step = 16_384

/**
 * The files to read: those inside a zip or gzip archive, the sheets of an Excel workbook as CSV, or the file itself.
 * The bytes of an archive are unpacked piece by piece as they are read. An archive or workbook inside an archive stays
 * packed, so that it is refused as what it is.
 * Throws a `UserError` for an archive that is damaged, encrypted or out of proportion, here or while it is read.
 */
export async function unpacked(file: RawFile): Promise<readonly RawFile[]> {
  const start = await firstBytes(file, 4096)
  if (start[0] === 0x1f && start[1] === 0x8b) return [gunzipped(file)]
  const zip = start[0] === 0x50 && start[1] === 0x4b && (start[2] === 3 || start[2] === 5)
  if (!zip) return [file]
  const archive = await allBytes(file)
  const entries = zipEntries(archive, file.name)
  checkSizes(file, entries)
  if (entries.some(({ name }) => name === 'xl/workbook.xml'))
    return workbookFiles(file, archive, entries)
  // Other documents of office programs: refused as what they are.
  if (entries.some(({ name }) => name === '[Content_Types].xml')) return [file]
  if (entries.length === 0)
    throw new UserError(
      `${file.name}: the zip archive holds no file`,
      'Import the files themselves.',
    )
  return entries.map((entry) => ({
    ...inside(file),
    name: `${file.name}/${entry.name}`,
    size: entry.size,
    open: () => inflated(file.name, archive, entry),
  }))
}

/** The sheets of a workbook, each as a CSV file. */
async function workbookFiles(
  file: RawFile,
  archive: Uint8Array,
  entries: readonly ZipEntry[],
): Promise<readonly RawFile[]> {
  const parts = new Map<string, string>()
  for (const entry of entries) {
    if (
      !/^xl\/(?:workbook|sharedStrings|styles|worksheets\/[^/]+|_rels\/workbook)\.xml/.test(
        entry.name,
      )
    )
      continue
    if (file.cancelled?.()) throw new Cancelled(`The import of ${file.name} was cancelled`)
    const decoder = new TextDecoder()
    let text = ''
    for await (const piece of inflated(file.name, archive, entry))
      text += decoder.decode(piece, { stream: true })
    parts.set(entry.name, text + decoder.decode())
  }
  return workbookTables(file.name, (name) => parts.get(name) ?? null).map(({ name, text }) => {
    const bytes = new TextEncoder().encode(text)
    return {
      name: `${file.name}/${name}`,
      size: bytes.length,
      open: () => pieces(bytes),
      ...cancelling(file),
    }
  })
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield* slices(bytes, 0, bytes.length)
}

async function firstBytes(file: RawFile, length: number): Promise<Uint8Array> {
  let start = new Uint8Array(0)
  for await (const piece of file.open()) {
    start = joined([start, piece])
    if (start.length >= length) break
  }
  return start.subarray(0, length)
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}

async function allBytes(file: RawFile): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of file.open()) {
    if (file.cancelled?.()) throw new Cancelled(`The import of ${file.name} was cancelled`)
    length += piece.length
    if (length > longestArchive) throw tooLarge(file.name, `the archive is larger than 512 MB`)
    file.progress?.(length)
    pieces.push(piece)
  }
  return joined(pieces)
}

function tooLarge(name: string, why: string): UserError {
  return new UserError(
    `${name}: ${why}`,
    'Unpack it yourself if you trust it, and import the files inside in parts.',
  )
}

function checkSizes(file: RawFile, entries: readonly ZipEntry[]): void {
  let total = 0
  for (const { name, size, from, to } of entries) {
    total += size
    checkProportion(file.name, total, size, to - from, name)
  }
}

function checkProportion(
  archive: string,
  total: number,
  size: number,
  packed: number,
  name?: string,
): void {
  if (total > mostUnpacked) throw tooLarge(archive, 'unpacked it would be larger than 1 GB')
  if (size > ratioFrom && size > packed * highestRatio)
    throw tooLarge(
      archive,
      `${name === undefined ? 'it' : JSON.stringify(name.slice(0, 80))} unpacks to more than ${highestRatio} times its size, as no incident file does`,
    )
}

function damaged(name: string): UserError {
  return new UserError(
    `${name}: the archive is damaged, its content does not unpack to what it states`,
    'Make or download it again.',
  )
}

async function* inflated(
  archive: string,
  bytes: Uint8Array,
  { name, stored, from, to, size, crc }: ZipEntry,
): AsyncGenerator<Uint8Array> {
  const full = `${archive}/${name}`
  let length = 0
  let sum = 0
  for (const piece of stored ? slices(bytes, from, to) : inflatedPieces(full, bytes, from, to)) {
    length += piece.length
    if (length > size) throw damaged(full)
    sum = crc32(piece, sum)
    yield piece
  }
  if (length !== size || sum !== crc) throw damaged(full)
}

function* slices(bytes: Uint8Array, from: number, to: number): Generator<Uint8Array> {
  for (let at = from; at < to; at += step) yield bytes.subarray(at, Math.min(at + step, to))
}

function* inflatedPieces(
  name: string,
  bytes: Uint8Array,
  from: number,
  to: number,
): Generator<Uint8Array> {
  const ready: Uint8Array[] = []
  const inflate = new Inflate((piece) => ready.push(piece))
  for (let at = from; at < to; at += step) {
    try {
      inflate.push(bytes.subarray(at, Math.min(at + step, to)), at + step >= to)
    } catch {
      throw damaged(name)
    }
    yield* ready.splice(0)
  }
}

/** The file in a gzip archive; its name is the archive's without ".gz". Progress counts the packed bytes. */
function gunzipped(file: RawFile): RawFile {
  const name = file.name.replace(/\.gz$/i, '')
  return { ...inside(file), name, size: file.size, open: () => gunzipPieces(file) }
}

/** What a file in an archive takes over from it. */
function inside(file: RawFile): Pick<RawFile, 'cancelled' | 'encoding'> {
  return {
    ...cancelling(file),
    ...(file.encoding !== undefined && { encoding: file.encoding }),
  }
}

function cancelling(file: RawFile): Pick<RawFile, 'cancelled'> {
  return file.cancelled ? { cancelled: () => file.cancelled?.() ?? false } : {}
}

async function* gunzipPieces(file: RawFile): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = []
  const gunzip = new Gunzip((piece) => ready.push(piece))
  let single = true
  gunzip.onmember = () => {
    single = false
  }
  let packed = 0
  let length = 0
  let sum = 0
  let last = new Uint8Array(0)
  const push = (bytes: Uint8Array, final: boolean) => {
    try {
      gunzip.push(bytes, final)
    } catch {
      throw damaged(file.name)
    }
    for (const piece of ready) {
      length += piece.length
      sum = crc32(piece, sum)
    }
    checkProportion(file.name, length, length, packed)
    return ready.splice(0)
  }
  for await (const bytes of file.open()) {
    for (const slice of slices(bytes, 0, bytes.length)) {
      packed += slice.length
      last = joined([last, slice]).slice(-8)
      yield* push(slice, false)
    }
    file.progress?.(packed)
  }
  yield* push(new Uint8Array(0), true)
  // The end states length and checksum of the last member only.
  const view = new DataView(last.buffer)
  const sound = last.length === 8 && view.getUint32(0, true) === sum
  if (single && !(sound && view.getUint32(4, true) === length)) throw damaged(file.name)
}
