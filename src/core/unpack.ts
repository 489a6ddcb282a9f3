import { Gunzip } from 'fflate'
import type { RawFile } from './input'
import { UserError } from './issue'
import {
  cancelling,
  checkProportion,
  damaged,
  inflated,
  joined,
  slices,
  zipArchive,
} from './unpack/archive'
import { crc32 } from './unpack/crc32'
import { isParquet, isWorkbook } from './unpack/table-kind'
import type * as Tables from './unpack/tables'

/** Gives the readers of workbooks and of Parquet. They are large and seldom needed: nobody carries them unasked. */
export type LoadTables = () => Promise<typeof Tables>

/**
 * The files to read: those inside a zip or gzip archive, the sheets of an Excel workbook or the rows of a Parquet file
 * as CSV, or the file itself. The bytes of an archive are unpacked piece by piece as they are read. What lies in an
 * archive stays as it is, so that an archive, a workbook or a Parquet file there is refused as what it is; without
 * `loadTables` so are those that lie open.
 * Throws a `UserError` for a file that is damaged, encrypted or out of proportion, here or while it is read.
 */
export async function unpacked(
  file: RawFile,
  loadTables?: LoadTables,
): Promise<readonly RawFile[]> {
  const start = await firstBytes(file, 4096)
  if (start[0] === 0x1f && start[1] === 0x8b) return [gunzipped(file)]
  if (isParquet(start)) return loadTables ? (await loadTables()).parquetFiles(file) : [file]
  const zip = start[0] === 0x50 && start[1] === 0x4b && (start[2] === 3 || start[2] === 5)
  if (!zip) return [file]
  const archive = await zipArchive(file)
  const { entries } = archive
  if (isWorkbook(entries.map(({ name }) => name)))
    return loadTables ? (await loadTables()).workbookFiles(file, archive) : [file]
  // Other documents of office programs: refused as what they are.
  if (entries.some(({ name }) => name === '[Content_Types].xml')) return [file]
  if (entries.length === 0)
    throw new UserError(
      `${file.name}: the zip archive holds no file`,
      'Import the files themselves.',
    )
  return entries.map((entry) => ({
    ...inside(file),
    ...(entries.length > 1 && { cameAlong: true }),
    name: `${file.name}/${entry.name}`,
    size: entry.size,
    open: () => inflated(archive, entry),
  }))
}

async function firstBytes(file: RawFile, length: number): Promise<Uint8Array> {
  let start = new Uint8Array(0)
  for await (const piece of file.open()) {
    start = joined([start, piece])
    if (start.length >= length) break
  }
  return start.subarray(0, length)
}

/** The file in a gzip archive; its name is the archive's without ".gz". Progress counts the packed bytes. */
function gunzipped(file: RawFile): RawFile {
  const name = file.name.replace(/\.gz$/i, '')
  return { ...inside(file), name, size: file.size, open: () => gunzipPieces(file) }
}

/** What a file in an archive takes over from it. */
function inside(file: RawFile): Pick<RawFile, 'cancelled' | 'encoding' | 'mappings' | 'cameAlong'> {
  return {
    ...cancelling(file),
    ...(file.cameAlong && { cameAlong: true }),
    ...(file.encoding !== undefined && { encoding: file.encoding }),
    ...(file.mappings !== undefined && { mappings: file.mappings }),
  }
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
    for (const slice of slices(bytes)) {
      packed += slice.length
      last = joined([last, slice]).slice(-8)
      // It holds on to a header that is cut, and the memory of a piece is used again.
      yield* push(slice.slice(), false)
    }
    file.progress?.(packed)
  }
  yield* push(new Uint8Array(0), true)
  // The end states length and checksum of the last member only.
  const view = new DataView(last.buffer)
  const sound = last.length === 8 && view.getUint32(0, true) === sum
  if (single && !(sound && view.getUint32(4, true) === length)) throw damaged(file.name)
}
