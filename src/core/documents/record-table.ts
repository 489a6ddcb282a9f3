import { knownHeaders, shownHeaders, type Columns } from '../csv/columns'
import { contentsOf } from '../csv/contents'
import { decide, noEvidence, questions, weigh } from '../csv/evidence'
import { foundColumns } from '../csv/found-table'
import { StartUnknown, type Layout } from '../csv/layout'
import { rowReader } from '../csv/rows'
import type { Input, ReadContext, Sink } from '../format'
import { UserError, type Assumptions } from '../issue'
import { hasChosenZone, settledFor } from '../mapping'
import { folded } from '../settings'
import { recordCells, type JsonCell } from './json-cells'
import type { JsonObject } from './json'
import { jsonRecords, type JsonRecords } from './json-records'
import { knownRecords } from './known-records'
import { fieldsOf, mentionsTime, readableOf, withMapped } from './record-fields'
import { withImpacts } from './record-impacts'
import { endedBy, noIncidentIn, otherTypes, stillActive, withPosts } from './record-states'

const year = 366 * 86_400_000
/** A field longer than this is no incident's text. */
const longestField = 1_048_576
const rowsAtOnce = 1000

/**
 * Reads the records of a file of JSON, JSON Lines or YAML like the rows of a table whose columns are their fields.
 * Throws a `UserError` for a file that is no list of incidents.
 */
export async function readRecords(input: Input, sink: Sink, context: ReadContext): Promise<void> {
  const file = input.name
  const records = await jsonRecords(input)
  const fields = await fieldsOf(records, file)
  if (fields.headers.length === 0) return noFields(records, input, sink)
  if (context.onTable && !fields.beginning.some(mentionsTime))
    throw new UserError(
      `${file} holds records, but no times: these are no incidents`,
      'Export the incidents as a list of objects, each with its start and end.',
    )
  const headers = withMapped(fields.headers, context.assume)
  const kind = knownRecords(headers)
  const settled = settledFor(context.assume, headers)
  const assume: Assumptions = { ...kind?.assume, ...settled }
  const mapped = new Set(Object.values(assume.map ?? {}).map(folded))
  const layout: Layout = {
    headers,
    above: 0,
    known: knownHeaders(headers),
    own: false,
    delimiter: ',',
    bareCr: false,
  }
  const rowOf = (cells: ReadonlyMap<string, JsonCell>) =>
    headers.map((header) => cells.get(header)?.text ?? '')
  const beginning = fields.beginning.map(rowOf)
  const told = {
    file,
    readable: readableOf(headers, fields, mapped, kind !== null),
    known: kind?.columns,
    contents: contentsOf(beginning, fields.whole),
    records: () => beginning,
    all: (whole: Input) => rowsOf(whole, rowOf),
    delimited: false,
    cameAlong: input.cameAlong,
  }
  const columns = columnsIn(layout, assume, told, sink, context)
  if (columns === null) return
  await readRows(
    records,
    {
      file,
      columns: impactFirst(columns),
      layout,
      assume,
      zoneChosen: hasChosenZone(context.assume, headers),
      rowOf,
    },
    sink,
    context,
  )
}

async function* rowsOf(
  input: Input,
  rowOf: Rows['rowOf'],
): AsyncGenerator<readonly (readonly string[])[]> {
  let batch: (readonly string[])[] = []
  for await (const read of await jsonRecords(input)) {
    batch.push('record' in read ? rowOf(recordCells(read.record)) : [])
    if (batch.length < rowsAtOnce) continue
    yield batch
    batch = []
  }
  yield batch
}

type Told = Parameters<typeof foundColumns>[2]

function columnsIn(
  layout: Layout,
  assume: Assumptions,
  told: Told,
  sink: Sink,
  context: ReadContext,
): Columns | null {
  try {
    return foundColumns(layout, assume, told, sink, context)
  } catch (error) {
    if (!(error instanceof StartUnknown)) throw error
    throw new UserError(
      `${told.file}: no field of its records is known to be the start of an incident. Fields: ${shownHeaders(layout.headers)}`,
      'Say which one it is, for example --map start="opened" --map end="closed", or export the list of incidents itself.',
    )
  }
}

interface Rows {
  readonly file: string
  readonly columns: Columns
  readonly layout: Layout
  readonly assume: Assumptions
  readonly zoneChosen: boolean
  readonly rowOf: (cells: ReadonlyMap<string, JsonCell>) => readonly string[]
}

async function readRows(
  records: JsonRecords,
  { file, columns, layout, assume, zoneChosen, rowOf }: Rows,
  sink: Sink,
  { now }: ReadContext,
): Promise<void> {
  const timed = stillActive(columns, now)
  const cellsOf = (record: JsonObject) => timed(rowOf(recordCells(record)))
  const evidence = noEvidence()
  const types = otherTypes(columns, assume)
  for await (const read of records) {
    if (!('record' in read)) continue
    const cells = cellsOf(read.record)
    weigh(evidence, columns, [cells], assume)
    types.look(cells)
  }
  const { decisions, open } = decide(evidence, columns, assume, false, true)
  if (open.length > 0) {
    for (const question of questions(open, columns)) sink.ask(question)
    return
  }
  const reader = rowReader({
    file,
    format: 'json-records',
    layout,
    columns: withoutStatus(columns),
    decisions,
    assume,
    zoneChosen,
    now,
  })
  const calledOff = noIncidentIn(layout.headers)
  const ended = endedBy(
    layout.headers,
    { ...assume, ...(decisions.dates && { dates: decisions.dates }) },
    now + year,
  )
  for await (const read of records) {
    if ('code' in read) {
      sink.reject(read.row, read.code, read.message, read.raw)
      continue
    }
    const cells = cellsOf(read.record)
    const fault = (code: string, what: string) =>
      sink.reject(read.row, code, `${file} record ${read.row}: ${what}`, read.raw)
    if (cells.some((cell) => cell.length > longestField)) {
      fault('field-too-long', 'a field is longer than 1 MB. Shorten its text.')
      continue
    }
    const reason = calledOff(cells) ?? types.other(cells)
    if (reason !== null) {
      fault('not-an-incident', reason)
      continue
    }
    const found = reader.read(cells, read.row)
    if ('code' in found) {
      sink.reject(read.row, found.code, found.message, read.raw)
      continue
    }
    const posted = withPosts(found, read.record, now + year, assume.timeZone ?? null)
    const whole = ended(withImpacts(posted, read.record, now + year), cells)
    if (whole === null)
      fault('missing-end', 'its status says that it is over, but no field says when it ended.')
    else sink.incident(whole)
  }
  for (const issue of reader.issues()) sink.issue(issue)
}

/** Bad lines are listed; a document without any record says nothing at all. */
async function noFields(records: JsonRecords, input: Input, sink: Sink): Promise<void> {
  let count = 0
  for await (const read of records) {
    count++
    if ('code' in read) sink.reject(read.row, read.code, read.message, read.raw)
  }
  if (count > 0 && !/^\s*\{\s*\}\s*$/.test(input.head)) return
  sink.issue({
    row: null,
    field: null,
    level: 'note',
    code: 'no-records',
    message: 'The file holds an empty list: there are no incidents in it.',
  })
}

/** What a status says is told here: a record that is over may end with its last change. */
function withoutStatus(columns: Columns): Columns {
  return new Map([...columns].filter(([field]) => field !== 'status'))
}

/** Start and end of the impact itself come before those of a ticket or page, which still stand in for them. */
function impactFirst(columns: Columns): Columns {
  const impact = /^(?:customer_?)?(?:impact|downtime|outage)_?(?:start|end)/i
  const sorted = new Map(columns)
  for (const field of ['start', 'end'] as const) {
    const found = columns.get(field) ?? []
    const own = found.filter(({ header }) => impact.test(header))
    sorted.set(field, [...own, ...found.filter((one) => !own.includes(one))])
  }
  return sorted
}
