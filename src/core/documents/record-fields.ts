import { assignColumns, type ColumnField } from '../csv/columns'
import { mostColumns } from '../csv/layout'
import { instant, isDateProblem } from '../dates'
import { UserError, type Assumptions } from '../issue'
import { headerFingerprint } from '../mapping'
import { folded } from '../settings'
import { recordCells, type JsonCell } from './json-cells'
import { postsField } from './json-posts'
import type { JsonRecords } from './json-records'

/** Records that are shown before all are read. */
const mostShown = 500

/** The fields of all records as the columns of a table. */
export interface Fields {
  readonly headers: readonly string[]
  /** Fields of which some record states a text, a number or a name. */
  readonly plain: ReadonlySet<string>
  /** Some record lists posts. */
  readonly posted: boolean
  /** The first records. */
  readonly beginning: readonly ReadonlyMap<string, JsonCell>[]
  /** There are no others. */
  readonly whole: boolean
}

/** The names of all fields. Throws a `UserError` for more than any export has. */
export async function fieldsOf(records: JsonRecords, file: string): Promise<Fields> {
  const headers = new Set<string>()
  const plain = new Set<string>()
  const beginning: ReadonlyMap<string, JsonCell>[] = []
  let posted = false
  let whole = true
  for await (const read of records) {
    if (!('record' in read)) continue
    posted ||= postsField(read.record) !== null
    const cells = recordCells(read.record)
    if (beginning.length < mostShown) beginning.push(cells)
    else whole = false
    for (const [name, cell] of cells) {
      headers.add(name)
      if (cell.plain && cell.text !== '') plain.add(name)
    }
    if (headers.size > mostColumns)
      throw new UserError(
        `${file}: the records have more than ${mostColumns} fields`,
        'Export only the fields of the incidents.',
      )
  }
  return { headers: [...headers], plain, posted, beginning, whole }
}

/** Whether a record states any time. */
export function mentionsTime(cells: ReadonlyMap<string, JsonCell>): boolean {
  return [...cells.values()].some(({ text, plain }) => {
    if (!plain || text.length > 60) return false
    if (/^\d+$/.test(text) && ![8, 10, 12, 13, 14].includes(text.length)) return false
    return !isDateProblem(instant(text, { dates: 'day-first' }))
  })
}

/**
 * The headers with those of the mapping that was made for such records: a field that no record of this file states is a
 * column of empty cells. Its mapped columns must all be there, and at least half of the others.
 */
export function withMapped(
  headers: readonly string[],
  { mappings = [] }: Assumptions,
): readonly string[] {
  const own = new Set(headers.map(folded))
  const known = mappings.find(({ header, assume }) => {
    const mapped = Object.values(assume.map ?? {}).filter((name) => name !== '')
    const shared = header.filter((name) => own.has(folded(name))).length
    return (
      mapped.length > 0 &&
      mapped.every((name) => own.has(folded(name))) &&
      2 * shared >= header.length
    )
  })
  if (!known || headerFingerprint(known.header) === headerFingerprint(headers)) return headers
  return [...headers, ...known.header.filter((name) => !own.has(folded(name)))]
}

const created = /^(?:date[ _]?)?(?:created|creation)|^(?:timestamp|datetime|time)$/i
/** What a list of anything that was once created has not. */
const telling: readonly ColumnField[] = [
  'end',
  'duration',
  'services',
  'severity',
  'status',
  'cause',
  'detected',
  'acknowledged',
  'mitigated',
  'resolved',
  'closed',
  'errorRate',
]

/**
 * The headers that fields of an incident can be read from, the others left empty. When a thing was created is no start
 * where nothing else of it tells of an incident: lists of users have that, too.
 */
export function readableOf(
  headers: readonly string[],
  { plain, beginning, posted }: Fields,
  mapped: ReadonlySet<string>,
  isKnown: boolean,
): readonly string[] {
  const stated = headers.map((name) => (plain.has(name) || mapped.has(folded(name)) ? name : ''))
  if (isKnown || posted || mapped.size > 0 || beginning.length === 0) return stated
  const columns = assignColumns(stated, '')
  if (telling.some((field) => columns.has(field))) return stated
  return stated.map((name) => (created.test(name) ? '' : name))
}
