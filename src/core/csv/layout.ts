import { assignColumns, knownHeaders, shownHeaders, type Columns } from './columns'
import { isoInstant } from '../dates'
import { parseCsv, type Dialect } from './text'
import { UserError } from '../issue'
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

function candidate(sample: string, dialect: Dialect, mapped: readonly string[]): Candidate | null {
  const rows = parseCsv(sample, dialect, 40).filter((row) => !blank(row))
  let best = 0
  let known = 0
  for (const [at, row] of rows.slice(0, 20).entries()) {
    const wide = row.length > mostColumns ? row.slice(0, mostColumns) : row
    const names = new Set(wide.map((cell) => cell.trim().toLowerCase()))
    const score =
      mapped.length > 0 && mapped.every((name) => names.has(name)) ? 1000 : knownHeaders(wide)
    if (score > known) {
      known = score
      best = at
    }
  }
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

/** Finds delimiter and header in the beginning of a text; null for a text that is no table. */
export function layoutOf(
  head: string,
  map?: Readonly<Record<string, string>>,
): (Layout & { readonly consistent: number }) | null {
  const sample = head.slice(0, sampleLength)
  if (/^\s*(?:<[!?a-z]|\{|\[\s*[{[\]"])/i.test(sample)) return null
  const announced = /^sep=(.)\r?\n/.exec(sample)?.[1]
  const mapped = Object.values(map ?? {}).map((header) => header.trim().toLowerCase())
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
    const found = candidate(sample, dialect, mapped)
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

/** The columns of a table. Throws a `UserError` when it has too many, or none that could be a start. */
export function columnsOf(
  layout: Layout,
  map: Readonly<Record<string, string>> | undefined,
  file: string,
): Columns {
  const { headers } = layout
  if (headers.length > mostColumns)
    throw new UserError(
      `${file}: the table has ${headers.length} columns, more than ${mostColumns}`,
      'Export only the columns of the incidents.',
    )
  if (
    map === undefined &&
    layout.known === 0 &&
    headers.some((cell) => !Number.isNaN(isoInstant(cell.trim())))
  )
    throw new UserError(
      `${file}: the first row looks like data, there is no header`,
      'Put a row with the names of the columns above it, such as id, title, start, end.',
    )
  const columns = assignColumns(headers, map, file)
  if (columns.has('start')) return columns
  const day = columns.get('startDate')
  const dated =
    day !== undefined &&
    ['end', 'endDate', 'duration', 'resolved'].some((field) => columns.has(field as 'end'))
  if (day !== undefined && dated) return new Map([...columns, ['start', day]])
  throw new UserError(
    `${file}: no column could be the start of an incident. Columns: ${shownHeaders(headers)}`,
    'Say which one it is, for example --map start="Opened" --map end="Closed", or rename the column to start_utc.',
  )
}
