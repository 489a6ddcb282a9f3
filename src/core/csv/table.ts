import { ByteRecord } from './byte-records'
import type { ColumnField, Columns, KnownColumns } from './columns'
import { contentsOf } from './contents'
import { decide, noEvidence, questions, weigh } from './evidence'
import { headerKey } from './headers'
import { layoutOf, type Layout } from './layout'
import { spreadsheetMark, unguarded } from './own-cells'
import { holdsPlainRows, PlainRows } from './plain-rows'
import { eachRecord, headLength, rawText, recordsIn, recordsOf } from './records'
import { rowReader, year } from './rows'
import type { CsvRecord } from './text'
import type { Input, ReadContext, Sink } from '../format'
import type { Incident } from '../incident'
import { UserError, type Assumptions, type DurationUnit } from '../issue'
import { hasChosenZone, settledFor } from '../mapping'
import { fixesOf } from './fixes'
import { foundColumns, type Telling } from './found-table'

/** What is known of a table beyond its own header. */
export interface TableKind {
  /** Id of the format, for the source of its incidents. */
  readonly format: string
  /** Those a file lacks are passed over; a field not listed has no column. Without it the alias table decides. */
  readonly columns?: KnownColumns
  /** A cell that states nothing, beside the usual ones: its text is not kept. */
  readonly absent?: string
  /** Header, in small letters, of the id that the rows of one incident share: one per change, the last one counts. */
  readonly rowsPer?: string
  /** Records at which the program that wrote the table stops. */
  readonly mostRecords?: number
  /** What the program's own words stand for: field, word, word of ours. What people say goes before. */
  readonly values?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Unit of lengths whose headers state none. */
  readonly lengths?: DurationUnit
  /** Told once of tables whose start is one of the columns. */
  readonly note?: {
    readonly code: string
    readonly message: string
    readonly starts: readonly string[]
  }
}

type Records = readonly (readonly string[])[]

/** Decides what the columns leave open, from the head of the file or, where that is not enough, from all of it. */
async function decisionsFor(
  input: Input,
  layout: Layout,
  columns: Columns,
  inHead: Records,
  { assume }: ReadContext,
) {
  const whole = input.head.length < headLength
  const evidence = noEvidence()
  weigh(evidence, columns, inHead, assume)
  const first = decide(evidence, columns, assume, layout.own, whole)
  if (first.open.length === 0 || whole) return first
  const all = noEvidence()
  for await (const batch of recordsOf(input, layout, () => {}))
    weigh(all, columns, cellsOf(batch), assume)
  return decide(all, columns, assume, layout.own, true)
}

function* cellsOf(batch: Iterable<CsvRecord>): Generator<readonly string[]> {
  for (const { cells } of batch) yield cells
}

function noteLayout(layout: Layout, columns: Columns, sink: Sink): void {
  if (layout.above > 0)
    sink.issue({
      row: null,
      field: null,
      level: 'note',
      code: 'title-rows',
      message: `${layout.above} row(s) above the header were passed over.`,
    })
  const seen = new Map<string, boolean>()
  const used = new Set([...columns.values()].flat().map(({ index }) => index))
  for (const [index, header] of layout.headers.entries()) {
    const name = header.trim().toLowerCase()
    if (name !== '' && seen.get(name) && !used.has(index))
      sink.issue({
        row: null,
        field: header.trim(),
        level: 'note',
        code: 'duplicate-column',
        message: `Several columns are called "${header.trim()}": the first one is read, the others are kept as they are.`,
      })
    seen.set(name, seen.get(name) ?? used.has(index))
  }
}

/** Reads a table into incidents, rejected records, issues and questions. Throws a `UserError` for a text that is none. */
export async function readTable(
  input: Input,
  sink: Sink,
  context: ReadContext,
  kind: TableKind,
): Promise<void> {
  const { now } = context
  const file = input.name
  const layout = layoutOf(input.head, context.assume)
  if (!layout)
    throw new UserError(
      `${file}: this is not a table`,
      'Export the incidents as CSV with a header row.',
    )
  const settled = settledFor(context.assume, layout.headers)
  const assume: Assumptions = {
    ...settled,
    ...(kind.values && { values: mergedValues(kind.values, settled.values) }),
    ...(kind.lengths && { duration: kind.lengths }),
  }
  const inHead = recordsIn(input.head, layout)
  const telling = tellingOf(input, layout, inHead, kind)
  const columns = foundColumns(layout, assume, telling, sink, context)
  if (columns === null) return
  const decided = await decisionsFor(input, layout, columns, inHead, { ...context, assume })
  const { decisions, open } = decided
  if (open.length > 0) {
    for (const question of questions(open, columns)) sink.ask(question)
    return
  }
  noteLayout(layout, columns, sink)
  if (input.size > input.head.length)
    sink.expect?.(Math.ceil((1.05 * inHead.length * input.size) / input.head.length))
  const { format } = kind
  const zoneChosen = hasChosenZone(context.assume, layout.headers)
  const reader = rowReader({ file, format, layout, columns, decisions, assume, zoneChosen, now })
  const fixes = fixesOf(file, layout.headers.length, context.assume)
  const guards = layout.own && layout.headers.includes(spreadsheetMark)
  const plain = (cells: readonly string[]) => (guards ? cells.map(unguarded) : cells)
  let fellBack = false
  const watched = (found: Incident) => {
    fellBack ||= found.flags.includes('start-fallback')
    return found
  }
  const add = (stated: readonly string[], row: number) => {
    const cells = kind.absent === undefined ? plain(stated) : without(stated, kind.absent)
    const found = reader.read(cells, row)
    if ('code' in found) sink.reject(row, found.code, found.message, rawText(stated))
    else {
      const seen = watched(found)
      sink.incident(fixes?.marked(seen, row) ?? seen)
    }
  }
  const changes = changesOf(layout, kind.rowsPer)
  const at = (field: ColumnField) => columns.get(field)?.[0]?.index ?? -1
  const [id, title, text] = [at('id'), at('title'), at('text')]
  const decoding = changes || fixes || guards || kind.absent !== undefined
  const undecoded = decoding ? undefined : sink.undecoded
  const take = (record: CsvRecord, row: number) => {
    if (undecoded && record instanceof ByteRecord && record.isTrimmed(id)) {
      const found = reader.readRest(record, row)
      if ('code' in found) sink.reject(row, found.code, found.message, rawText(record.cells))
      else
        undecoded(watched(found), {
          id: record.bytesOf(id),
          title: record.bytesOf(title),
          text: record.bytesOf(text),
        })
    } else if (!changes?.keep(record.cells, row)) add(record.cells, row)
  }
  const takesPlain = undecoded && sink.plain && holdsPlainRows(layout, columns)
  const plainRows = takesPlain
    ? new PlainRows({
        source: { file, format },
        layout,
        columns,
        latest: now + year,
        words: reader.plainWords(),
        take: sink.plain,
        count: reader.count,
      })
    : undefined
  const count = await eachRecord(input, layout, sink, take, {
    correct: fixes?.apply,
    plain: plainRows,
  })
  changes?.each(add)
  if (changes && changes.earlier() > 0)
    sink.issue({
      row: null,
      field: kind.rowsPer ?? null,
      level: 'note',
      code: 'rows-per-change',
      message: `The table holds a row per change: of the rows with the same "${kind.rowsPer}" the last one was read, ${changes.earlier()} earlier ones were passed over.`,
    })
  if (count === kind.mostRecords)
    sink.issue({
      row: null,
      field: null,
      level: 'warning',
      code: 'may-be-truncated',
      message: `The table holds exactly ${count} records, at which such exports end: there may be more. Export shorter periods and import them together.`,
    })
  if (kind.note && startsIn(columns, kind.note.starts, fellBack)) {
    const { code, message } = kind.note
    sink.issue({ row: null, field: null, level: 'note', code, message })
  }
  for (const issue of reader.issues()) sink.issue(issue)
}

function mergedValues(
  own: NonNullable<TableKind['values']>,
  said: Assumptions['values'] = {},
): NonNullable<Assumptions['values']> {
  const fields = new Set([...Object.keys(own), ...Object.keys(said)])
  return Object.fromEntries([...fields].map((field) => [field, { ...own[field], ...said[field] }]))
}

function startsIn(columns: Columns, headers: readonly string[], fellBack: boolean): boolean {
  const keys = headers.map(headerKey)
  const starts = columns.get('start') ?? []
  return starts
    .slice(0, fellBack ? starts.length : 1)
    .some(({ header }) => keys.includes(headerKey(header)))
}

/** A table as `onTable` is told of it. */
function tellingOf(
  input: Input,
  layout: Layout,
  inHead: Records,
  { columns: known }: TableKind,
): Telling {
  const { name: file, head } = input
  // Cells of our own CSV may hold lists of moments; its headers say all there is to know.
  const contents = layout.own ? undefined : contentsOf(inHead, head.length < headLength)
  return {
    file,
    readable: layout.headers,
    known,
    contents,
    records: (text) => recordsIn(text, layout),
    all: async function* (whole) {
      for await (const batch of recordsOf(whole, layout, () => {})) yield [...cellsOf(batch)]
    },
    delimited: true,
    cameAlong: input.cameAlong,
  }
}

function without(cells: readonly string[], absent: string): readonly string[] {
  return cells.includes(absent) ? cells.map((cell) => (cell === absent ? '' : cell)) : cells
}

/** Holds the last row of each incident back until all are read; null where every row is an incident. */
function changesOf(layout: Layout, header: string | undefined) {
  if (header === undefined) return null
  const at = layout.headers.findIndex((text) => text.trim().toLowerCase() === header)
  if (at < 0) return null
  const last = new Map<string, { readonly cells: readonly string[]; readonly row: number }>()
  let held = 0
  return {
    /** False for a row without an id. */
    keep(cells: readonly string[], row: number): boolean {
      const id = cells[at]?.trim()
      if (!id) return false
      held++
      last.set(id, { cells, row })
      return true
    },
    earlier: () => held - last.size,
    each(read: (cells: readonly string[], row: number) => void): void {
      for (const { cells, row } of last.values()) read(cells, row)
    },
  }
}
