import { columnsOf, layoutOf, type Layout } from '../csv/layout'
import { csvRecords, csvText, parseCsv, UnclosedQuote, type CsvRecord } from '../csv/text'
import { decide, noEvidence, questions, weigh } from '../csv/evidence'
import { rowReader } from '../csv/rows'
import type { Columns } from '../csv/columns'
import type { Format, Input, ReadContext, Sink } from '../format'
import { damagedUtf8 } from '../input'
import { UserError } from '../issue'

/** A cell longer than this is no incident's text: the record is rejected. */
const longestCell = 1_048_576
const headLength = 65_536

/** The records below the header, numbered from 1, in batches. Blank lines and rows of empty cells are left out. */
async function* recordsOf(
  input: Input,
  layout: Layout,
  onNul: () => void,
): AsyncGenerator<readonly CsvRecord[]> {
  async function* watched(): AsyncGenerator<string> {
    for await (const chunk of input.chunks()) {
      if (chunk.includes('\0')) onNul()
      yield chunk
    }
  }
  let above = layout.above + 1
  try {
    for await (const batch of csvRecords(watched(), layout)) {
      const stated = batch.filter(({ cells }) =>
        cells.some((cell) => cell !== '' && cell.trim() !== ''),
      )
      yield above === 0 ? stated : stated.slice(above)
      above = Math.max(0, above - stated.length)
    }
  } catch (error) {
    if (!(error instanceof UnclosedQuote)) throw error
    throw new UserError(
      `${input.name}: a quote opens a cell and never closes, near ${JSON.stringify(error.near.slice(0, 80))}`,
      'Close the quote, or write it twice ("") if it belongs to the text. Nothing was imported.',
    )
  }
}

/** A record as text again, for the list of rejected records. */
function rawText(cells: readonly string[]): string {
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
  const { cells } = record
  const width = layout.headers.length
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
  if (nul && cells.some((cell) => cell.includes('\0')))
    return { code: 'nul-bytes', message: 'it holds NUL characters. Export the file again' }
  if (damaged && cells.some((cell) => cell.includes('\uFFFD')))
    return { code: 'bad-bytes', message: 'it holds bytes that are no UTF-8. Correct the text' }
  return null
}

/** Decides what the columns leave open, from the head of the file or, where that is not enough, from all of it. */
async function decisionsFor(
  input: Input,
  layout: Layout,
  columns: Columns,
  { assume }: ReadContext,
) {
  const whole = input.head.length < headLength
  const cut = whole ? input.head.length : input.head.lastIndexOf('\n')
  const evidence = noEvidence()
  const head = parseCsv(input.head.slice(0, cut), layout).filter((cells) =>
    cells.some((cell) => cell.trim() !== ''),
  )
  weigh(evidence, columns, head.slice(layout.above + 1), assume)
  const first = decide(evidence, columns, assume, layout.own, whole)
  if (first.open.length === 0 || whole) return first
  const all = noEvidence()
  for await (const batch of recordsOf(input, layout, () => {}))
    weigh(
      all,
      columns,
      batch.map(({ cells }) => cells),
      assume,
    )
  return decide(all, columns, assume, layout.own, true)
}

function noteLayout(layout: Layout, sink: Sink): void {
  if (layout.above > 0)
    sink.issue({
      row: null,
      field: null,
      level: 'note',
      code: 'title-rows',
      message: `${layout.above} row(s) above the header were passed over.`,
    })
  const seen = new Set<string>()
  for (const header of layout.headers) {
    const name = header.trim().toLowerCase()
    if (name !== '' && seen.has(name))
      sink.issue({
        row: null,
        field: header.trim(),
        level: 'note',
        code: 'duplicate-column',
        message: `Several columns are called "${header.trim()}": the first one is read, the others are kept as they are.`,
      })
    seen.add(name)
  }
}

async function read(input: Input, sink: Sink, context: ReadContext): Promise<void> {
  const { assume, now } = context
  const file = input.name
  const layout = layoutOf(input.head, assume.map)
  if (!layout)
    throw new UserError(
      `${file}: this is not a table`,
      'Export the incidents as CSV with a header row.',
    )
  const columns = columnsOf(layout, assume.map, file)
  const { decisions, open } = await decisionsFor(input, layout, columns, context)
  if (open.length > 0) {
    for (const question of questions(open, columns)) sink.ask(question)
    return
  }
  noteLayout(layout, sink)
  const { read: readRow, tally } = rowReader({ file, layout, columns, decisions, assume, now })
  const damaged = input.encoding === damagedUtf8
  let nul = false
  let row = 0
  for await (const batch of recordsOf(input, layout, () => {
    nul = true
  })) {
    for (const record of batch) {
      row++
      const fault = shapeFault(record, layout, nul, damaged)
      if (fault) {
        sink.reject(
          row,
          fault.code,
          `${file} record ${row}: ${fault.message}.`,
          rawText(record.cells),
        )
        continue
      }
      const found = readRow(record.cells, row)
      if ('code' in found) sink.reject(row, found.code, found.message, rawText(record.cells))
      else sink.incident(found)
    }
  }
  if (row === 0)
    throw new UserError(
      `${file}: the table has a header and no records`,
      'Check that the export holds the period you want.',
    )
  for (const issue of tally.issues()) sink.issue(issue)
}

/** Any table of incidents with a header row; its columns are recognised by their names. */
export const csv: Format = {
  label: 'CSV',
  extensions: ['.csv', '.tsv', '.txt'],
  sniff(head) {
    const layout = layoutOf(head)
    if (!layout || layout.headers.length < 2) return 0
    if (layout.own) return 0.5
    try {
      columnsOf(layout, undefined, '')
      return 0.45
    } catch {
      if (layout.known >= 2) return 0.3
      return layout.consistent >= 2 ? 0.1 : 0
    }
  },
  read,
}
