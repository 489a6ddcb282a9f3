import { decompress as unzstd } from 'fzstd'
import { gunzipSync } from 'fflate'
import { parquetHeader } from 'hyparquet/src/column.js'
import { decompressPage } from 'hyparquet/src/datapage.js'
import { parquetSchema } from 'hyparquet/src/metadata.js'
import { getMaxDefinitionLevel, getMaxRepetitionLevel, getTreePath } from 'hyparquet/src/schema.js'
import { readVarInt } from 'hyparquet/src/thrift.js'
import type { ColumnMetaData, Compressors, FileMetaData, PageHeader } from 'hyparquet'
import { UserError } from '../issue'
import { checkProportion } from './archive'
import { crc32 } from './crc32'

/** Values a file may have, those of all columns together: 20 columns of a million rows. */
const mostValues = 20_000_000
const readEncodings: ReadonlySet<string> = new Set([
  'PLAIN',
  'PLAIN_DICTIONARY',
  'RLE_DICTIONARY',
  'RLE',
  'DELTA_BINARY_PACKED',
  'DELTA_LENGTH_BYTE_ARRAY',
  'BYTE_STREAM_SPLIT',
])

/** The ways of packing beside Snappy, which the library knows itself. A page never unpacks to more than it states. */
export const compressors: Compressors = {
  GZIP: (packed, size) => gunzipSync(packed, { out: new Uint8Array(size) }),
  ZSTD: (packed, size) => unzstd(packed, new Uint8Array(size)),
}

const readCodecs: ReadonlySet<string> = new Set([
  'UNCOMPRESSED',
  'SNAPPY',
  ...Object.keys(compressors),
])

/**
 * Looks at every page of a Parquet file before it is read: the library takes the numbers of values and the lengths of
 * runs it finds in a page on trust. Throws a `UserError` for more than any incident file holds and for what is not
 * read, and any other error for damage.
 */
export function checkPages(file: string, bytes: Uint8Array, metadata: FileMetaData): void {
  const schema = parquetSchema(metadata)
  let values = 0
  let unpacked = 0
  for (const { columns, num_rows: rows } of metadata.row_groups)
    for (const { meta_data: column, file_path: elsewhere } of columns) {
      if (!column) throw new Error('the data of a column is missing')
      if (elsewhere !== undefined) throw notRead(file, 'its columns lie in other files')
      if (!readCodecs.has(column.codec)) throw notRead(file, `it is packed with ${column.codec}`)
      const path = getTreePath(schema, [...column.path_in_schema])
      const levels = {
        repetition: getMaxRepetitionLevel(path),
        definition: getMaxDefinitionLevel(path),
      }
      let own = 0
      for (const { header, packed } of pagesOf(bytes, column)) {
        // A checksum that a page states is signed (Parquet, PageHeader).
        if (header.crc !== undefined && crc32(packed) !== header.crc >>> 0)
          throw new Error('a page has another checksum')
        const count = countOf(header)
        values += count
        if (header.type !== 'DICTIONARY_PAGE') own += count
        unpacked += header.uncompressed_page_size
        if (values > mostValues)
          throw new UserError(
            `${file}: the Parquet file holds more than 20 million values`,
            'Export the columns and rows that matter, or the incidents in parts.',
          )
        checkProportion(file, unpacked, header.uncompressed_page_size, header.compressed_page_size)
        const encoding = encodingOf(header)
        if (!readEncodings.has(encoding)) throw notRead(file, `it is encoded as ${encoding}`)
        checkRuns(header, column, levels, packed)
      }
      if (BigInt(own) < rows) throw new Error('a column has fewer values than there are rows')
    }
}

interface Levels {
  readonly repetition: number
  readonly definition: number
}

function notRead(file: string, why: string): UserError {
  return new UserError(
    `${file}: the Parquet file is of a kind that is not read, ${why}`,
    'Write it again with the usual settings of your program, or export the table as CSV.',
  )
}

function* pagesOf(
  bytes: Uint8Array,
  column: ColumnMetaData,
): Generator<{ readonly header: PageHeader; readonly packed: Uint8Array }> {
  const start = Number(column.dictionary_page_offset || column.data_page_offset)
  const length = Number(column.total_compressed_size)
  if (start < 4 || length < 0 || start + length > bytes.length)
    throw new Error('a column lies outside of the file')
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, length)
  const reader = { view, offset: 0 }
  while (reader.offset < length - 1) {
    const header = parquetHeader(reader)
    const { compressed_page_size: packedSize, uncompressed_page_size: size } = header
    const from = reader.offset
    reader.offset += packedSize
    if (!(packedSize >= 0 && size >= 0 && reader.offset <= length)) throw new Error('a page is cut')
    yield { header, packed: bytes.subarray(start + from, start + reader.offset) }
  }
}

function partOf(header: PageHeader) {
  const part =
    header.type === 'DATA_PAGE'
      ? header.data_page_header
      : header.type === 'DATA_PAGE_V2'
        ? header.data_page_header_v2
        : header.dictionary_page_header
  if (!part) throw new Error('a page is of an unknown kind')
  return part
}

function countOf(header: PageHeader): number {
  const count = partOf(header).num_values
  if (!(count >= 0)) throw new Error('a page has a number of values below zero')
  return count
}

function encodingOf(header: PageHeader): string {
  return partOf(header).encoding
}

/** The runs of a page: its levels, and its places in the dictionary. */
function checkRuns(
  header: PageHeader,
  { codec, type }: ColumnMetaData,
  { repetition, definition }: Levels,
  packed: Uint8Array,
): void {
  const count = countOf(header)
  const encoding = encodingOf(header)
  const widths = [repetition, definition].filter((most) => most > 0).map(widthOf)
  const v2 = header.data_page_header_v2
  if (header.type === 'DICTIONARY_PAGE') return
  if (v2) {
    const lengths = [v2.repetition_levels_byte_length, v2.definition_levels_byte_length] as const
    const levels = lengths[0] + lengths[1]
    if (!(lengths[0] >= 0 && lengths[1] >= 0 && levels <= packed.length))
      throw new Error('the levels of a page lie outside of it')
    if (repetition > 0) walkRuns(packed.subarray(0, lengths[0]), widthOf(repetition), count)
    if (definition > 0) walkRuns(packed.subarray(lengths[0], levels), widthOf(definition), count)
    const size = header.uncompressed_page_size - levels
    const rest = packed.subarray(levels)
    const page =
      v2.is_compressed === false || size === 0
        ? rest
        : decompressPage(rest, size, codec, compressors)
    checkPlaces(page, encoding, type, count)
    return
  }
  const page = decompressPage(packed, header.uncompressed_page_size, codec, compressors)
  let at = 0
  for (const width of widths) {
    const length = new DataView(page.buffer, page.byteOffset, page.byteLength).getUint32(at, true)
    walkRuns(page.subarray(at + 4, at + 4 + length), width, count)
    at += 4 + length
  }
  checkPlaces(page.subarray(at), encoding, type, count)
}

function checkPlaces(bytes: Uint8Array, encoding: string, type: string, count: number): void {
  if (type === 'BOOLEAN' && encoding === 'RLE') walkRuns(bytes.subarray(4), 1, count)
  else if (encoding.endsWith('_DICTIONARY') && bytes.length > 0)
    walkRuns(bytes.subarray(1), bytes[0] ?? 0, count)
}

/** Follows the runs of a hybrid encoding up to `count` values; a run that goes beyond them is damage. */
function walkRuns(bytes: Uint8Array, width: number, count: number): void {
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 }
  let seen = 0
  while (seen < count && reader.offset < bytes.length) {
    const run = readVarInt(reader)
    if (run & 1) {
      const groups = run >>> 1
      reader.offset += groups * width
      seen += groups * 8
    } else {
      reader.offset += (width + 7) >> 3
      seen += run >>> 1
      if (seen > count) throw new Error('a run is longer than its page')
    }
  }
}

function widthOf(most: number): number {
  return 32 - Math.clz32(most)
}
