import { zoneOffset } from './calendar'

/** Hours of the week in a zone, Monday 0:00 first: 168 cells, `weekday * 24 + hour`. */
export interface WeekHours {
  readonly counts: Float64Array
  /** How often each hour was there to be hit, hours. */
  readonly exposureHours: Float64Array
}

const hour = 3_600_000
const day = 24 * hour
const week = 7 * day
const cells = 168
/** 1 January 1970 was a Thursday. */
const thursday = 3 * 24

/** Counts starts by hour of the week, and the time watched `[from, to)`, clock changes included. O(n + weeks). */
export function weekHours(
  startAt: Float64Array,
  { from, to }: { readonly from: number; readonly to: number },
  timeZone: string,
): WeekHours {
  const counts = new Float64Array(cells)
  const exposure = new Float64Array(cells)
  for (const at of startAt) counts[cellOf(at + zoneOffset(timeZone, at))]!++
  let weeks = 0
  let at = from
  while (at < to) {
    const offset = zoneOffset(timeZone, at)
    // No zone changes its clock and changes it back within a week.
    if (at + week <= to && zoneOffset(timeZone, at + week - 1) === offset) {
      weeks++
      at += week
      continue
    }
    const local = at + offset
    let next = Math.min(to, (Math.floor(local / hour) + 1) * hour - offset)
    if (zoneOffset(timeZone, next - 1) !== offset) next = offsetEnd(at, next, timeZone)
    exposure[cellOf(local)]! += next - at
    at = next
  }
  return { counts, exposureHours: exposure.map((ms) => ms / hour + weeks) }
}

/** Hour of the day with its fraction, 0 ≤ h < 24, of each instant. */
export function localHours(instants: Float64Array, timeZone: string): Float64Array {
  return instants.map((at) => {
    const local = at + zoneOffset(timeZone, at)
    return (local - Math.floor(local / day) * day) / hour
  })
}

function cellOf(local: number): number {
  const index = (Math.floor(local / hour) + thursday) % cells
  return index < 0 ? index + cells : index
}

/** The first instant after `from` with another offset, when `to − 1` has one. */
function offsetEnd(from: number, to: number, timeZone: string): number {
  const offset = zoneOffset(timeZone, from)
  let low = from
  let high = to - 1
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (zoneOffset(timeZone, middle) === offset) low = middle
    else high = middle
  }
  return high
}
