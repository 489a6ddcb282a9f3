/** A day of the Gregorian calendar; `month` is 1..12. */
export interface CalendarDay {
  readonly year: number
  readonly month: number
  readonly day: number
}

export interface AbbreviationOffset {
  /** Minutes east of UTC: local time = UTC + minutes. */
  readonly minutes: number
  /** The abbreviation names several zones (IST, CST, BST …); the one most met in English reports was taken. */
  readonly ambiguous: boolean
  /** A summer or winter abbreviation stands on a date of the other season. */
  readonly contradicted: boolean
}

type Season = 'us' | 'eu' | 'south'
interface Zone {
  readonly minutes: number
  /** Whose clock changes decide whether the abbreviation fits the date. */
  readonly season?: Season
  readonly summer?: boolean
}

const hour = 60

const zones: ReadonlyMap<string, Zone> = new Map<string, Zone>([
  ['UTC', { minutes: 0 }],
  ['GMT', { minutes: 0 }],
  ['Z', { minutes: 0 }],
  ['WET', { minutes: 0, season: 'eu', summer: false }],
  ['WEST', { minutes: hour, season: 'eu', summer: true }],
  ['BST', { minutes: hour, season: 'eu', summer: true }],
  ['CET', { minutes: hour, season: 'eu', summer: false }],
  ['CEST', { minutes: 2 * hour, season: 'eu', summer: true }],
  ['EET', { minutes: 2 * hour, season: 'eu', summer: false }],
  ['EEST', { minutes: 3 * hour, season: 'eu', summer: true }],
  ['WAT', { minutes: hour }],
  ['CAT', { minutes: 2 * hour }],
  ['SAST', { minutes: 2 * hour }],
  ['EAT', { minutes: 3 * hour }],
  ['TRT', { minutes: 3 * hour }],
  ['MSK', { minutes: 3 * hour }],
  ['GST', { minutes: 4 * hour }],
  ['PKT', { minutes: 5 * hour }],
  ['IST', { minutes: 5 * hour + 30 }],
  ['ICT', { minutes: 7 * hour }],
  ['WIB', { minutes: 7 * hour }],
  ['HKT', { minutes: 8 * hour }],
  ['SGT', { minutes: 8 * hour }],
  ['PHT', { minutes: 8 * hour }],
  ['MYT', { minutes: 8 * hour }],
  ['AWST', { minutes: 8 * hour }],
  ['JST', { minutes: 9 * hour }],
  ['KST', { minutes: 9 * hour }],
  ['ACST', { minutes: 9 * hour + 30 }],
  ['ACDT', { minutes: 10 * hour + 30, season: 'south', summer: true }],
  ['AEST', { minutes: 10 * hour }],
  ['AEDT', { minutes: 11 * hour, season: 'south', summer: true }],
  ['NZST', { minutes: 12 * hour, season: 'south', summer: false }],
  ['NZDT', { minutes: 13 * hour, season: 'south', summer: true }],
  ['BRT', { minutes: -3 * hour }],
  ['ART', { minutes: -3 * hour }],
  ['AST', { minutes: -4 * hour }],
  ['ADT', { minutes: -3 * hour, season: 'us', summer: true }],
  ['EST', { minutes: -5 * hour, season: 'us', summer: false }],
  ['EDT', { minutes: -4 * hour, season: 'us', summer: true }],
  ['CST', { minutes: -6 * hour, season: 'us', summer: false }],
  ['CDT', { minutes: -5 * hour, season: 'us', summer: true }],
  // Arizona stays on MST through the summer, so MST never contradicts a date.
  ['MST', { minutes: -7 * hour }],
  ['MDT', { minutes: -6 * hour, season: 'us', summer: true }],
  ['PST', { minutes: -8 * hour, season: 'us', summer: false }],
  ['PDT', { minutes: -7 * hour, season: 'us', summer: true }],
  ['AKST', { minutes: -9 * hour, season: 'us', summer: false }],
  ['AKDT', { minutes: -8 * hour, season: 'us', summer: true }],
  ['HST', { minutes: -10 * hour }],
])

/** Winter offsets of the names that leave the season to the date. */
const seasonless: ReadonlyMap<string, number> = new Map([
  ['ET', -5 * hour],
  ['CT', -6 * hour],
  ['MT', -7 * hour],
  ['PT', -8 * hour],
])

const ambiguous: ReadonlySet<string> = new Set([
  'IST',
  'CST',
  'BST',
  'AST',
  'GST',
  'ECT',
  'ADT',
  'ACST',
  'ICT',
])

/** Every abbreviation understood, in capitals, longest first (so that alternations match greedily). */
export const zoneAbbreviations: readonly string[] = [...zones.keys(), ...seasonless.keys()].sort(
  (a, b) => b.length - a.length || (a < b ? -1 : 1),
)

/** Day of the month of the nth Sunday (n from 1), or of the last one (n = 0). */
function sundayOf(year: number, month: number, n: number): number {
  if (n === 0) {
    const last = new Date(Date.UTC(year, month, 0))
    return last.getUTCDate() - last.getUTCDay()
  }
  const firstWeekday = new Date(Date.UTC(year, month - 1, 1)).getUTCDay()
  return 1 + ((7 - firstWeekday) % 7) + 7 * (n - 1)
}

function between(
  at: CalendarDay,
  from: readonly [number, number],
  to: readonly [number, number],
): boolean {
  const day = at.month * 100 + at.day
  return day >= from[0] * 100 + from[1] && day < to[0] * 100 + to[1]
}

/** Whether summer time holds on that day; the change itself counts from the whole day on which it happens. */
function inSummer(season: Season, at: CalendarDay): boolean {
  const { year } = at
  if (season === 'us') {
    if (year >= 2007) return between(at, [3, sundayOf(year, 3, 2)], [11, sundayOf(year, 11, 1)])
    return between(at, [4, sundayOf(year, 4, year >= 1987 ? 1 : 0)], [10, sundayOf(year, 10, 0)])
  }
  if (season === 'eu') return between(at, [3, sundayOf(year, 3, 0)], [10, sundayOf(year, 10, 0)])
  return !between(at, [4, sundayOf(year, 4, 1)], [10, sundayOf(year, 10, 1)])
}

function onChangeDay(season: Season, at: CalendarDay): boolean {
  const stamp = Date.UTC(at.year, at.month - 1, at.day)
  const next = new Date(stamp + 86_400_000)
  const before = new Date(stamp - 86_400_000)
  const dayOf = (date: Date): CalendarDay => ({
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
  })
  return inSummer(season, dayOf(before)) !== inSummer(season, dayOf(next))
}

/**
 * Offset of a zone abbreviation (`EDT`, `pt`, `UTC` …) on a day, or null for one that is not known.
 * ET, CT, MT and PT take summer or winter time by the US rule of that day (Energy Policy Act of 2005,
 * from 2007 on; the Uniform Time Act's dates before).
 */
export function abbreviationOffset(
  abbreviation: string,
  at: CalendarDay,
): AbbreviationOffset | null {
  const name = abbreviation.toUpperCase()
  const winter = seasonless.get(name)
  if (winter !== undefined)
    return {
      minutes: inSummer('us', at) ? winter + hour : winter,
      ambiguous: false,
      contradicted: false,
    }
  const zone = zones.get(name)
  if (!zone) return null
  const contradicted =
    zone.season !== undefined &&
    !onChangeDay(zone.season, at) &&
    inSummer(zone.season, at) !== zone.summer
  return { minutes: zone.minutes, ambiguous: ambiguous.has(name), contradicted }
}
