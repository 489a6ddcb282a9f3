import {
  assignColumns,
  knownHeaders,
  namesBeginning,
  shownHeaders,
  type Columns,
  type KnownColumns,
} from './columns'
import { content, type Content } from './contents'
import { parseCsv, type Dialect } from './text'
import { UserError, type Assumptions } from '../issue'
import { folded } from '../settings'
import { ownColumns } from './export'

/** How the text of a table is laid out. */
export interface Layout extends Dialect {
  /** Header cells, empty ones at the end left out. */
  readonly headers: readonly string[]
  /** Records above the header: titles, `sep=;`. */
  readonly above: number
  /** How many of the headers name a field that is known. */
  readonly known: number
  /** The table is our own CSV: its columns mean exactly what they say. */
  readonly own: boolean
}

const delimiters = [',', ';', '\t', '|'] as const
const sampleLength = 16_384
/** More columns than any real export has: a file beyond is an attack or no table. */
export const mostColumns = 2000

function trimmedEnd(cells: readonly string[]): readonly string[] {
  let length = cells.length
  while (length > 0 && (cells[length - 1] ?? '').trim() === '') length--
  return cells.slice(0, length)
}

function blank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '')
}

interface Candidate extends Layout {
  /** Records as wide as the header, with at least two cells. */
  readonly consistent: number
}

function candidate(
  sample: string,
  dialect: Dialect,
  wanted: readonly (readonly string[])[],
): Candidate | null {
  const rows = parseCsv(sample, dialect, 40).filter((row) => !blank(row))
  let best = 0
  let known = 0
  for (const [at, row] of rows.slice(0, 20).entries()) {
    const wide = row.length > mostColumns ? row.slice(0, mostColumns) : row
    const names = new Set(wide.map((cell) => cell.trim().toLowerCase()))
    const score = wanted.some((list) => list.length > 0 && list.every((name) => names.has(name)))
      ? 1000
      : knownHeaders(wide)
    if (score > known) {
      known = score
      best = at
    }
  }
  if (known === 0) best = belowTitles(rows)
  const header = rows[best]
  if (!header) return null
  const headers = trimmedEnd(header)
  const consistent =
    headers.length < 2
      ? 0
      : rows.filter(({ length }) => length >= headers.length && length <= header.length).length
  const names = new Set(headers.map((text) => text.trim().toLowerCase()))
  return {
    ...dialect,
    headers,
    above: best,
    known,
    own: ownColumns.every((name) => names.has(name)),
    consistent,
  }
}

/** The first row that fills its cells: above it spreadsheets write titles, with empty cells behind them. */
function belowTitles(rows: readonly (readonly string[])[]): number {
  const width = rows[0]?.length ?? 0
  const at = rows
    .slice(0, 20)
    .findIndex((row) => row.length === width && trimmedEnd(row).length === width)
  return Math.max(0, at)
}

/**
 * Finds delimiter and header in the beginning of a text; null for a text that is no table. A row that holds the columns
 * that were mapped before is the header.
 */
export function layoutOf(
  head: string,
  assume: Assumptions = {},
): (Layout & { readonly consistent: number }) | null {
  const sample = head.slice(0, sampleLength)
  if (/^\s*(?:<[!?a-z]|\{|\[\s*[{[\]"])/i.test(sample)) return null
  const announced = /^sep=(.)\r?\n/.exec(sample)?.[1]
  const wanted = [
    Object.values(assume.map ?? {}),
    ...(assume.mappings ?? []).map(({ header }) => header),
  ].map((list) => list.map(folded).filter((name) => name !== ''))
  let best: Candidate | null = null
  // A lone "\r" ends records on an old Mac; elsewhere it is part of a cell, unless the table is straighter with it.
  const endings = !sample.includes('\n')
    ? [true]
    : /\r(?!\n|$)/.test(sample)
      ? [false, true]
      : [false]
  const dialects = (announced === undefined ? delimiters : [announced]).flatMap((delimiter) =>
    endings.map((bareCr): Dialect => ({ delimiter, bareCr })),
  )
  for (const dialect of dialects) {
    const found = candidate(sample, dialect, wanted)
    if (!found) continue
    if (
      best === null ||
      found.known > best.known ||
      (found.known === best.known &&
        (found.consistent > best.consistent ||
          (found.consistent === best.consistent && found.headers.length > best.headers.length)))
    )
      best = found
  }
  return best
}

/** No column of a table could be the start of an incident; the others are known. */
export class StartUnknown extends UserError {
  readonly columns: Columns

  constructor(message: string, hint: string, columns: Columns) {
    super(message, hint)
    this.columns = columns
  }
}

/**
 * The columns of a table. Throws a `UserError` when it has too many or no header, `StartUnknown` when none could be a
 * start.
 */
export function columnsOf(
  layout: Layout,
  map: Readonly<Record<string, string>> | undefined,
  file: string,
  known?: KnownColumns,
  contents?: (index: number) => Content,
): Columns {
  const { headers } = layout
  if (headers.length > mostColumns)
    throw new UserError(
      `${file}: the table has ${headers.length} columns, more than ${mostColumns}`,
      'Export only the columns of the incidents.',
    )
  if (map === undefined && layout.known === 0 && headers.some(isDated))
    throw new UserError(
      `${file}: the first row looks like data, there is no header`,
      'Put a row with the names of the columns above it, such as id, title, start, end.',
    )
  const columns = assignColumns(headers, file, { map, known, contents })
  const ended = endFields.some((field) => columns.has(field))
  if (columns.has('start')) {
    if (!ended && !named.some((field) => columns.has(field)) && !startsByName(columns))
      throw new UserError(
        `${file}: these look like measurements, not incidents: there are times, but no column with an end, a length or a name. Columns: ${shownHeaders(headers)}`,
        'Export the list of incidents or outages, one row each with its start and end.',
      )
    return columns
  }
  const day = columns.get('startDate')
  if (day !== undefined && ended) return new Map([...columns, ['start', day]])
  // A column that is called a start and holds no times: each of its records says so.
  const byName = contents && assignColumns(headers, file, { map, known }).get('start')
  if (byName?.some(({ header }) => namesBeginning(header)))
    return new Map([...columns, ['start', byName]])
  throw new StartUnknown(
    `${file}: no column could be the start of an incident. Columns: ${shownHeaders(headers)}`,
    'Say which one it is, for example --map start="Opened" --map end="Closed", or rename the column to start_utc.',
    columns,
  )
}

/** The fields that give an end to an incident that has a start. */
const endFields = ['end', 'endDate', 'duration', 'resolved', 'closed'] as const
/** The fields that say that a record is about something that happened. */
const named = ['id', 'title', 'text', 'severity', 'cause', 'kind', 'status', 'url'] as const

function startsByName(columns: Columns): boolean {
  return columns.get('start')?.some(({ header }) => namesBeginning(header)) ?? false
}

function isDated(cell: string): boolean {
  return ['moment', 'day', 'clock'].includes(content(cell))
}

/**
 * Whether the rows may be moments of something that goes on elsewhere, such as checks: no column gives them an end, and none
 * says that they began.
 */
export function endsUnknown(columns: Columns): boolean {
  return !endFields.some((field) => columns.has(field)) && !startsByName(columns)
}
