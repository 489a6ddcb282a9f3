import type { Claim, ClaimField, Conflict } from '../claim'
import type { Cells } from './cells'
import type { Column } from './columns'
import type { Instant } from '../dates'
import type { ErrorRate, Impact } from '../incident'
import type { DurationReading } from '../values'

/** Why a record is no incident. */
export interface RowProblem {
  readonly code: string
  readonly message: string
}

/** What gathers while one record is read; one of these serves all records of a table, emptied in between. */
export interface Found {
  row: number
  cells: Cells
  /** The column of status that says that it is over, if one does. */
  over: Column | null
  /** A status says that it is still going on. */
  open: boolean
  /** Columns whose cells gave the start and the end, or -1. */
  startAt: number
  endAt: number
  readonly flags: string[]
  readonly claims: Claim[]
  readonly conflicts: Conflict[]
  /** Columns whose cells were not understood and are kept. */
  readonly unread: number[]
}

/** The columns an impact was read from, for its claims and messages. */
interface Origin {
  readonly start: Column
  readonly end: Column | undefined
  readonly length: Column | undefined
  /** Whole numbers in the column of lengths are hours: an end less than an hour off agrees with them. */
  readonly wholeHours: boolean
  readonly file: string
}

const day = 86_400_000
const minute = 60_000
/** A time of day at the start of a cell, without a date before it. */
export const timeOnly = /^\s*\d{1,2}:\d{2}/

export function cellOf(found: Found, column: Column | undefined): string {
  return column ? found.cells.text(column.index) : ''
}

export function flag(found: Found, name: string): void {
  if (!found.flags.includes(name)) found.flags.push(name)
}

/** Minutes to one decimal, for sentences. */
function minutes(ms: number): number {
  return Math.round(ms / (minute / 10)) / 10
}

/** A claim resting on a cell: its words stand in the column named as its source, not in the incident's text. */
export function cellClaim(
  field: ClaimField,
  column: Column | undefined,
  found: Found,
  value: { value: number | null; low: number | null; high: number | null; approximate: boolean },
): Claim {
  return {
    field,
    value: value.value,
    to: null,
    low: value.low,
    high: value.high,
    approximate: value.approximate,
    quote: cellOf(found, column),
    charStart: -1,
    charEnd: -1,
    source: `column ${column?.header ?? ''}`,
    postedAt: null,
  }
}

/** An impact without a stated end: it lasts as long as stated, or is still going on. */
export function openImpact(
  found: Found,
  from: Instant,
  length: DurationReading | null,
  rate: ErrorRate | null,
  lengthColumn: Column | undefined,
): Impact {
  if (length === null)
    return { from: from.at, to: null, durationLow: 0, durationHigh: 0, errorRate: rate }
  const high = length.high ?? Math.max(length.low, length.value ?? 0)
  const value = length.value ?? Math.round((length.low + high) / 2)
  flag(found, 'end-from-duration')
  if (length.approximate || length.value === null)
    found.claims.push(cellClaim('duration', lengthColumn, found, { ...length, value, high }))
  return {
    from: from.at,
    to: from.at + value,
    durationLow: length.low,
    durationHigh: high,
    errorRate: rate,
  }
}

/**
 * An impact with start and end. They are believed before a stated length that disagrees, which widens the bounds and is
 * listed as a conflict; days without a time give bounds, too.
 */
export function closedImpact(
  found: Found,
  from: Instant,
  to: Instant,
  length: DurationReading | null,
  rate: ErrorRate | null,
  origin: Origin,
): Impact | RowProblem {
  const until = endInstant(found, from, to, length, origin)
  if (until < from.at) return endBeforeStart(found, from, to, origin)
  const measured = until - from.at
  const plain: Impact = {
    from: from.at,
    to: until,
    durationLow: measured,
    durationHigh: measured,
    errorRate: rate,
  }
  const lasted = length?.value ?? null
  if (from.dayOnly || to.dayOnly) {
    if (length && lasted !== null)
      return {
        ...plain,
        to: from.at + lasted,
        durationLow: length.low,
        durationHigh: length.high ?? lasted,
      }
    return {
      ...plain,
      durationLow: Math.max(0, measured - (from.dayOnly ? day : 0)),
      durationHigh: measured + (to.dayOnly ? day : 0),
    }
  }
  if (length === null || lasted === null) return plain
  const wholeHours = origin.wholeHours && /^\s*\d+\s*$/.test(cellOf(found, origin.length))
  if (Math.abs(lasted - measured) <= (wholeHours ? 60 * minute : minute)) return plain
  const interval: Claim = {
    ...cellClaim('interval', origin.start, found, {
      value: from.at,
      low: null,
      high: null,
      approximate: false,
    }),
    to: until,
  }
  const lasting = cellClaim('duration', origin.length, found, length)
  found.claims.push(interval, lasting)
  found.conflicts.push({
    kind: 'duration-disagreement',
    field: 'duration',
    claims: [interval, lasting],
    chosen: 0,
    text: `Start and end are ${minutes(measured)} min apart, column "${origin.length?.header ?? ''}" says ${minutes(lasted)} min. Start and end were taken; the range holds both.`,
  })
  return {
    ...plain,
    durationLow: Math.min(measured, lasted),
    durationHigh: Math.max(measured, lasted),
  }
}

/** A day without a time holds any moment of it; a time without a day is that of the day after where the stated length says so. */
function endInstant(
  found: Found,
  from: Instant,
  to: Instant,
  length: DurationReading | null,
  { end }: Origin,
): number {
  const next = to.at + day
  if (to.at >= from.at || next <= from.at) return to.at
  if (to.dayOnly) return from.at
  const lasted = length?.value ?? Number.NaN
  const agrees = Math.abs(next - from.at - lasted) <= minute
  return agrees && timeOnly.test(cellOf(found, end)) ? next : to.at
}

function endBeforeStart(
  found: Found,
  from: Instant,
  to: Instant,
  { end, file }: Origin,
): RowProblem {
  const text = cellOf(found, end)
  const overMidnight =
    to.at + day - from.at > 0 && to.at + day - from.at < day && timeOnly.test(text)
  const repair = overMidnight ? ', or give the end the day after: it states no day of its own' : ''
  return {
    code: 'end-before-start',
    message: `${file} record ${found.row}: the end "${text.slice(0, 60)}" lies before the start. Swap the two if they stand in each other's column${repair}.`,
  }
}
