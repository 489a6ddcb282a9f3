import { parquetMetadata, parquetSchema } from 'hyparquet/src/metadata.js'
import { parquetRead } from 'hyparquet/src/read.js'
import type { FileMetaData, SchemaElement, SchemaTree } from 'hyparquet'
import { csvText } from '../csv/text'
import type { RawFile } from '../input'
import { UserError } from '../issue'
import { allBytes, cancelling, stopIfCancelled } from './archive'
import { textColumns, type TextColumn } from './parquet-cells'
import { checkPages, compressors } from './parquet-pages'

/** Bytes the table may have as text: a short file can repeat one long value without end. */
const mostText = 1024 * 1024 * 1024
/** Characters of text handed on at a time. */
const pieceLength = 262_144

/** The rows of a Parquet file (Apache Parquet format 2) as one CSV file. Throws a `UserError`. */
export async function parquetFiles(file: RawFile): Promise<readonly RawFile[]> {
  const bytes = await allBytes(file)
  const table = opened(file.name, bytes)
  return [
    {
      name: file.name,
      size: file.size,
      open: () => rowPieces(file, table),
      ...cancelling(file),
    },
  ]
}

interface Opened {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly metadata: FileMetaData
  /** Of the columns, in their order. */
  readonly names: readonly string[]
  readonly columns: readonly TextColumn[]
}

function opened(name: string, bytes: Uint8Array<ArrayBuffer>): Opened {
  return undamaged(name, () => {
    const metadata = parquetMetadata(bytes, { geoparquet: false })
    const schema = parquetSchema({
      ...metadata,
      schema: metadata.schema.map((element) => ({ ...element })),
    })
    checkNames(name, schema)
    checkPages(name, bytes, metadata)
    return {
      bytes,
      metadata: { ...metadata, schema: metadata.schema.map(asHeld) },
      names: schema.children.map(({ element }) => element.name),
      columns: textColumns(schema),
    }
  })
}

/** Two columns of one name are one to the library. */
function checkNames(file: string, { children }: SchemaTree): void {
  const seen = new Set<string>()
  for (const child of children) {
    const { name } = child.element
    if (seen.has(name))
      throw new UserError(
        `${file}: two columns of the Parquet file are named ${JSON.stringify(name.slice(0, 80))}`,
        'Rename one of them and write the file again.',
      )
    seen.add(name)
    checkNames(file, child)
  }
  if (seen.size === 0 && children.length > 0) throw new Error('a group has no fields')
}

/** The element without what it means, where the library would lose digits, zones or the whole file over it. */
function asHeld(element: SchemaElement): SchemaElement {
  const { converted_type: old, logical_type: logical } = element
  const kept =
    logical?.type === 'STRING' ||
    (old !== undefined && /^(?:UTF8|LIST|MAP|MAP_KEY_VALUE|UINT_\d+)$/.test(old)) ||
    logical?.type === 'FLOAT16' ||
    logical?.type === 'INTEGER'
  if (kept) return element
  const { converted_type: _, logical_type: __, ...bare } = element
  return bare
}

async function* rowPieces(file: RawFile, table: Opened): AsyncGenerator<Uint8Array> {
  const { metadata, columns } = table
  const encoder = new TextEncoder()
  let text = csvText([columns.map(({ header }) => header)])
  let length = 0
  const piece = () => {
    const encoded = encoder.encode(text)
    length += encoded.length
    text = ''
    if (length > mostText)
      throw new UserError(
        `${file.name}: as text the Parquet file would be larger than 1 GB`,
        'Export the columns and rows that matter, or the incidents in parts.',
      )
    return encoded
  }
  let start = 0
  for (const group of metadata.row_groups) {
    stopIfCancelled(file)
    const end = start + Number(group.num_rows)
    for (const row of await rowsOf(file.name, table, start, end)) {
      text += undamaged(file.name, () =>
        csvText([columns.map(({ column, text: textOf }) => textOf(row[column]))]),
      )
      if (text.length >= pieceLength) yield piece()
    }
    start = end
  }
  yield piece()
}

/** Rows `[rowStart, rowEnd)`, each with the value of every column. */
async function rowsOf(
  name: string,
  { bytes, metadata, names }: Opened,
  rowStart: number,
  rowEnd: number,
): Promise<readonly (readonly unknown[])[]> {
  let rows: readonly (readonly unknown[])[] = []
  try {
    await parquetRead({
      file: {
        byteLength: bytes.length,
        slice: (from, to) => bytes.buffer.slice(from, to),
      },
      metadata,
      columns: [...names],
      rowStart,
      rowEnd,
      compressors,
      utf8: false,
      geoparquet: false,
      parsers: { timestampFromNanoseconds: (nanoseconds) => nanoseconds },
      onComplete: (read) => {
        rows = read
      },
    })
  } catch {
    throw damagedParquet(name)
  }
  return rows
}

function undamaged<Result>(name: string, read: () => Result): Result {
  try {
    return read()
  } catch (error) {
    throw error instanceof UserError ? error : damagedParquet(name)
  }
}

function damagedParquet(name: string): UserError {
  return new UserError(
    `${name}: the Parquet file is damaged, or cut`,
    'Write or download it again, or export the table as CSV.',
  )
}
