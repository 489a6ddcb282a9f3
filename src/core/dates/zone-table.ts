import { tzOffset } from '@date-fns/tz'

const minute = 60_000
const day = 86_400_000
const tableFrom = Date.UTC(1969, 11, 1)
const tableTo = Date.UTC(2100, 1, 1)
/** Shorter than the shortest stretch between two clock changes (Morocco's Ramadan month). */
const stride = 14 * day

/** Stretches of one offset: `offsets[i]` (ms east of UTC) holds from `starts[i]` until `starts[i + 1]`. */
interface ZoneTable {
  readonly starts: readonly number[]
  readonly offsets: readonly number[]
}

const tables = new Map<string, ZoneTable | null>()

/** The offset in ms, or NaN for a zone that does not exist. */
function askedOffset(zone: string, at: number): number {
  return tzOffset(zone, new Date(at)) * minute
}

/** Finds each change by bisection to the second, once per zone: asking the runtime per row takes 30 times as long. */
function buildTable(zone: string): ZoneTable | null {
  let offset = askedOffset(zone, tableFrom)
  if (Number.isNaN(offset)) return null
  const starts = [Number.NEGATIVE_INFINITY]
  const offsets = [offset]
  for (let at = tableFrom; at < tableTo; at += stride) {
    const next = askedOffset(zone, at + stride)
    if (next === offset) continue
    let low = at
    let high = at + stride
    while (high - low > 1000) {
      const middle = low + Math.floor((high - low) / 2000) * 1000
      if (askedOffset(zone, middle) === offset) low = middle
      else high = middle
    }
    starts.push(high)
    offsets.push(next)
    offset = next
  }
  return { starts, offsets }
}

function tableOf(zone: string): ZoneTable | null {
  const known = tables.get(zone)
  if (known !== undefined) return known
  const built =
    zone === 'UTC' ? { starts: [Number.NEGATIVE_INFINITY], offsets: [0] } : buildTable(zone)
  tables.set(zone, built)
  return built
}

function offsetIn(table: ZoneTable, at: number): number {
  let low = 0
  let high = table.starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((table.starts[middle] ?? 0) <= at) low = middle
    else high = middle - 1
  }
  return table.offsets[low] ?? 0
}

/** Whether an IANA zone name is known to this runtime. */
export function isTimeZone(zone: string): boolean {
  return (
    zone === 'UTC' ||
    (/^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/.test(zone) && tableOf(zone) !== null)
  )
}

/** ms east of UTC in an IANA zone at an instant between 1970 and 2100; NaN for an unknown zone. */
export function zoneOffset(zone: string, at: number): number {
  const table = tableOf(zone)
  return table === null ? Number.NaN : offsetIn(table, at)
}

/**
 * The instants at which a wall clock shows a time. `wall` is that time written as if it were UTC ms.
 * One instant as a rule; two in the hour that comes twice (`repeated`), and for a time that a clock
 * change leaves out (`skipped`) the two readings with the offset before and after the change.
 */
export type WallReading =
  | { readonly kind: 'once'; readonly at: number }
  | { readonly kind: 'repeated' | 'skipped'; readonly candidates: readonly [number, number] }

/** Null for an unknown zone. */
export function wallInstant(zone: string, wall: number): WallReading | null {
  const table = tableOf(zone)
  if (table === null) return null
  // No offset exceeds 14 h and Samoa once jumped a whole day: 38 h on both sides hold any change.
  const before = offsetIn(table, wall - 38 * 60 * minute)
  const after = offsetIn(table, wall + 38 * 60 * minute)
  if (before === after) return { kind: 'once', at: wall - before }
  const first = wall - before
  const second = wall - after
  const firstHolds = offsetIn(table, first) === before
  const secondHolds = offsetIn(table, second) === after
  if (firstHolds && secondHolds) return { kind: 'repeated', candidates: [first, second] }
  if (firstHolds) return { kind: 'once', at: first }
  if (secondHolds) return { kind: 'once', at: second }
  return { kind: 'skipped', candidates: [first, second] }
}
