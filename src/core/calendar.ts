import { zoneOffset } from './dates/zone-table'

export { zoneOffset }

/** Months are 1..12, days 1..31; out-of-range values carry over as in `Date.UTC`. */
export interface LocalDate {
  readonly year: number
  readonly month: number
  readonly day: number
}

const hour = 3_600_000
const day = 24 * hour

export function localDate(at: number, timeZone: string): LocalDate {
  const local = new Date(at + zoneOffset(timeZone, at))
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
  }
}

/**
 * First instant whose local date is that day, or the first one after it where the zone skipped the whole day
 * (Apia 2011-12-30). Where midnight is skipped it is the transition; where it is repeated, its first occurrence.
 */
export function localMidnight(
  year: number,
  month: number,
  dayOfMonth: number,
  timeZone: string,
): number {
  const clock = Date.UTC(year, month - 1, dayOfMonth)
  // Offsets lie between −12 and +14 h, so every candidate is inside this probe, cut where the offset changes.
  const pieces = offsetPieces(clock - 16 * hour, clock + 40 * hour, timeZone)
  let best = Infinity
  for (const { from, to, offset } of pieces) {
    const at = Math.max(from, clock - offset)
    if (at < to) best = Math.min(best, at)
  }
  return best
}

/** Maximal stretches of `[from, to)` with one offset. Transitions are found by bisection to the millisecond. */
function offsetPieces(
  from: number,
  to: number,
  timeZone: string,
): readonly { from: number; to: number; offset: number }[] {
  const pieces: { from: number; to: number; offset: number }[] = []
  let start = from
  let offset = zoneOffset(timeZone, from)
  for (let probe = from; probe < to; probe += 4 * hour) {
    const next = Math.min(probe + 4 * hour, to)
    const after = zoneOffset(timeZone, next)
    if (after === offset) continue
    let low = probe
    let high = next
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (zoneOffset(timeZone, middle) === offset) low = middle
      else high = middle
    }
    pieces.push({ from: start, to: high, offset })
    start = high
    offset = after
  }
  pieces.push({ from: start, to, offset })
  return pieces
}

/** Edges of calendar buckets that cover `[from, to)`: the first at or before `from`, the last at or after `to`. */
export function calendarEdges(
  from: number,
  to: number,
  unit: 'day' | 'week' | 'month' | 'quarter' | 'year',
  timeZone: string,
): readonly number[] {
  const first = localDate(from, timeZone)
  let { year, month } = first
  let dayOfMonth = 1
  if (unit === 'quarter') month -= (month - 1) % 3
  if (unit === 'year') month = 1
  if (unit === 'day') dayOfMonth = first.day
  if (unit === 'week') dayOfMonth = first.day - mondayBased(first)
  const edges = [localMidnight(year, month, dayOfMonth, timeZone)]
  while (edges[edges.length - 1]! < to) {
    if (unit === 'day') dayOfMonth += 1
    else if (unit === 'week') dayOfMonth += 7
    else if (unit === 'year') year += 1
    else month += unit === 'quarter' ? 3 : 1
    const edge = localMidnight(year, month, dayOfMonth, timeZone)
    if (edge > edges[edges.length - 1]!) edges.push(edge)
  }
  return edges
}

/** 0 = Monday … 6 = Sunday. */
function mondayBased({ year, month, day: dayOfMonth }: LocalDate): number {
  return (Math.floor(Date.UTC(year, month - 1, dayOfMonth) / day) + 3) % 7
}
