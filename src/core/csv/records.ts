import { ByteBatch, ByteRecord, byteRecords } from './byte-records'
import type { Layout } from './layout'
import type { PlainRows } from './plain-rows'
import { csvRecords, csvText, parseCsv, UnclosedQuote, type CsvRecord } from './text'
import type { Input, Sink } from '../format'
import { isDamaged } from '../input'
import { UserError } from '../issue'

/** A cell longer than this is no incident's text: the record is rejected. */
const longestCell = 1_048_576
/** Characters of a file that its head holds at the most. */
export const headLength = 65_536

/**
 * The records below the header, in batches: those of UTF-8 as bytes. A record is good until the next one is asked for.
 * Blank lines and rows of empty cells are left out.
 */
export async function* recordsOf(
  input: Input,
  layout: Layout,
  onNul: () => void,
): AsyncGenerator<Iterable<CsvRecord>> {
  const above = { left: layout.above + 1 }
  try {
    const batches =
      input.bytes && !layout.bareCr && isByte(layout.delimiter)
        ? byteRecords(
            watched(input.bytes(), ({ bytes }) => bytes.includes(0), onNul),
            layout,
          )
        : csvRecords(
            watched(input.chunks(), (chunk) => chunk.includes('\0'), onNul),
            layout,
          )
    for await (const batch of batches) yield below(batch, above)
  } catch (error) {
    if (!(error instanceof UnclosedQuote)) throw error
    throw new UserError(
      `${input.name}: a quote opens a cell and never closes, from line ${error.line} on, near ${JSON.stringify(error.near.slice(0, 80))}`,
      'Close the quote, or write it twice ("") if it belongs to the text. Nothing was imported.',
    )
  }
}

/** The records of a batch that lie below the header. */
function below(batch: Iterable<CsvRecord>, above: { left: number }): Iterable<CsvRecord> {
  if (!(batch instanceof ByteBatch)) return lower(batch, above)
  for (; above.left > 0 && batch.first < batch.count; batch.first++)
    if (batch.record.turnTo(batch.first)) above.left--
  return batch
}

function* lower(batch: Iterable<CsvRecord>, above: { left: number }): Generator<CsvRecord> {
  for (const record of batch)
    if (above.left > 0) above.left--
    else yield record
}

async function* watched<T>(
  pieces: AsyncIterable<T>,
  holdsNul: (piece: T) => boolean,
  onNul: () => void,
): AsyncGenerator<T> {
  for await (const piece of pieces) {
    if (holdsNul(piece)) onNul()
    yield piece
  }
}

function isByte(delimiter: string): boolean {
  return delimiter.length === 1 && delimiter.charCodeAt(0) < 128
}

/** A record as text again, for the list of rejected records. */
export function rawText(cells: readonly string[]): string {
  return csvText([cells.slice(0, 200).map((cell) => cell.slice(0, 500))])
    .slice(0, 502)
    .trimEnd()
}

interface Fault {
  readonly code: string
  readonly message: string
}

/** What is wrong with a record before its cells are read. */
function shapeFault(
  record: CsvRecord,
  layout: Layout,
  nul: boolean,
  damaged: boolean,
): Fault | null {
  const width = layout.headers.length
  if (record instanceof ByteRecord && !nul && record.isRegular(layout.headers, longestCell))
    return null
  const { cells } = record
  if (record.fault === 'stray-quote')
    return {
      code: 'stray-quote',
      message: 'text stands beside the quotes of a cell. Write a quote inside a cell twice ("")',
    }
  if (cells.length !== width) {
    // Spreadsheets write empty cells beyond the table.
    const beyond = cells.length - width
    if (beyond < 0 || beyond > 50 || cells.slice(width).some((cell) => cell !== ''))
      return {
        code: 'ragged-row',
        message: `it has ${cells.length} cells, the header has ${width}. Quote cells that hold the separator`,
      }
  }
  if (cells[0] === layout.headers[0] && layout.headers.every((header, at) => cells[at] === header))
    return { code: 'repeated-header', message: 'it repeats the header' }
  for (const cell of cells)
    if (cell.length > longestCell)
      return { code: 'cell-too-long', message: 'a cell is longer than 1 MB. Shorten the text' }
  // Our own export keeps every text as it is.
  if (nul && !layout.own && cells.some((cell) => cell.includes('\0')))
    return { code: 'nul-bytes', message: 'it holds NUL characters. Export the file again' }
  if (damaged && cells.some((cell) => cell.includes('\uFFFD')))
    return {
      code: 'bad-bytes',
      message: 'it holds bytes that are no text in the encoding of the file. Correct the text',
    }
  return null
}

/** The records in the beginning of a text, without one that it cuts. */
export function recordsIn(head: string, layout: Layout): readonly (readonly string[])[] {
  const cut = head.length < headLength ? head.length : head.lastIndexOf('\n')
  return parseCsv(head.slice(0, cut), layout)
    .filter((cells) => cells.some((cell) => cell.trim() !== ''))
    .slice(layout.above + 1)
}

/**
 * Hands out the sound records of a table, numbered from 1 and first corrected by `correct`, and rejects the others;
 * those that `plain` takes are not handed out. Gives their number. Throws a `UserError` when there are none.
 */
export async function eachRecord(
  input: Input,
  layout: Layout,
  sink: Sink,
  take: (record: CsvRecord, row: number) => void,
  {
    correct,
    plain,
  }: {
    readonly correct?: ((record: CsvRecord, row: number) => CsvRecord) | undefined
    readonly plain?: PlainRows | undefined
  } = {},
): Promise<number> {
  const file = input.name
  const damaged = isDamaged(input)
  let nul = false
  let row = 0
  const hand = (stated: CsvRecord) => {
    row++
    const record = correct ? correct(stated, row) : stated
    const fault = shapeFault(record, layout, nul, damaged)
    if (fault)
      sink.reject(
        row,
        fault.code,
        `${file} record ${row}: ${fault.message}.`,
        rawText(record.cells),
      )
    else take(record, row)
  }
  for await (const batch of recordsOf(input, layout, () => {
    nul = true
  })) {
    if (!plain || nul || !(batch instanceof ByteBatch)) {
      for (const stated of batch) hand(stated)
      continue
    }
    for (let at = batch.first; at < batch.count; at++) {
      const taken = plain.take(batch, at, row + 1)
      row += taken
      at += taken
      if (at < batch.count && batch.record.turnTo(at)) hand(batch.record)
    }
  }
  if (row > 0) return row
  throw new UserError(
    `${file}: the table has a header and no records`,
    'Check that the export holds the period you want.',
  )
}
