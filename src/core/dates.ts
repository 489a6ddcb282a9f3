import { dayMs, dayStart, followsLeapSecond } from './dates/calendar'
import { clockAt } from './dates/clock'
import { dayIn } from './dates/day'
import { isoInstant } from './dates/iso-instant'
import { inUsualOrder } from './dates/usual-order'
import { zoneAt, type ZoneReading } from './dates/zone'
import { isTimeZone, wallInstant, zoneOffset } from './dates/zone-table'

export { isTimeZone, zoneOffset }

/** What a reading had to do or could not know. */
export type DateFlag =
  | 'trimmed'
  | 'precision-cut'
  | 'leap-second'
  | 'zone-abbreviation'
  | 'zone-ambiguous'
  | 'zone-contradicted'
  | 'two-digit-year'
  | 'epoch-seconds'
  | 'epoch-milliseconds'
  | 'epoch-microseconds'
  | 'epoch-nanoseconds'
  | 'excel-serial'
  | 'digits-only'

export interface Instant {
  /** Epoch ms UTC; of a day without a time, its first moment. */
  readonly at: number
  /** False where the assumed zone was needed. */
  readonly zoneStated: boolean
  /** Only a day was stated. */
  readonly dayOnly: boolean
  readonly flags: readonly DateFlag[]
}

export type DateProblemCode =
  | 'missing'
  | 'unreadable-date'
  | 'no-such-day'
  | 'no-such-time'
  | 'sentinel-date'
  | 'out-of-range'
  | 'nonexistent-local-time'
  | 'ambiguous-local-time'
  | 'ambiguous-day-order'
  | 'ambiguous-number'
  | 'unknown-zone'

export interface DateProblem {
  readonly problem: DateProblemCode
  readonly message: string
  /** The instants it could mean, epoch ms UTC, where there are several. */
  readonly candidates?: readonly number[]
}

export interface DateAssumptions {
  /** IANA zone of times that state none; UTC when absent. */
  readonly timeZone?: string
  readonly dates?: 'day-first' | 'month-first'
  /** Latest instant that is plausible, epoch ms; 2100 when absent. */
  readonly latest?: number
}

/** Earliest instant read from a text: before it lie only the zeros and defaults of programs. */
const earliest = Date.UTC(1990, 0, 1)
const lastInstant = Date.UTC(2100, 0, 1)
const longestText = 200

const noFlags: readonly DateFlag[] = []
const missingWords: ReadonlySet<string> = new Set([
  '',
  '-',
  '--',
  '—',
  '–',
  '?',
  '0',
  '.',
  'n/a',
  'na',
  '#n/a',
  'null',
  '(null)',
  '\\n',
  'none',
  'nil',
  'undefined',
  'nan',
  'nat',
  'tbd',
  'tba',
  'unknown',
  'not set',
  'empty',
  '(empty)',
  '(blank)',
  'invalid date',
  'ongoing',
  'open',
  'in progress',
  'unresolved',
  'present',
  'current',
  'still open',
  'active',
  'not resolved',
  'never',
  'now',
])

/** Whether a cell says, in whatever word, that nothing is stated: blank, `-`, `n/a`, `null`, `ongoing` … */
export function isMissing(text: string): boolean {
  return text === '' || (text.length <= 16 && missingWords.has(text.trim().toLowerCase()))
}

export function isDateProblem(reading: Instant | DateProblem): reading is DateProblem {
  return 'problem' in reading
}

function fail(problem: DateProblemCode, message: string): DateProblem {
  return { problem, message }
}

function shown(text: string): string {
  return text.length > 60 ? `"${text.slice(0, 60)}…"` : `"${text}"`
}

function inRange(reading: Instant, text: string, latest: number): Instant | DateProblem {
  if (reading.at >= earliest && reading.at < latest) return reading
  return fail(
    'out-of-range',
    reading.at < earliest
      ? `${shown(text)} lies before 1990`
      : `${shown(text)} lies more than a year after the time of the import`,
  )
}

/** Places a wall-clock time in the assumed zone, or in a zone the text names. */
function inZone(
  wall: number,
  zone: string,
  text: string,
  rest: Omit<Instant, 'at'>,
): Instant | DateProblem {
  const reading = wallInstant(zone, wall)
  if (reading === null) return fail('unknown-zone', `The time zone ${shown(zone)} is not known`)
  if (reading.kind === 'once') return { at: reading.at, ...rest }
  const [first, second] = reading.candidates
  if (rest.dayOnly) {
    const sameDay = Math.floor((first + zoneOffset(zone, first)) / dayMs) * dayMs === wall
    if (reading.kind === 'repeated' || sameDay) return { at: first, ...rest }
  }
  const iso = (at: number) => new Date(at).toISOString().replace('.000', '')
  return reading.kind === 'repeated'
    ? {
        problem: 'ambiguous-local-time',
        message: `${shown(text)} comes twice in ${zone}, when the clocks go back: ${iso(first)} or ${iso(second)}. Write it with its UTC offset`,
        candidates: reading.candidates,
      }
    : {
        problem: 'nonexistent-local-time',
        message: `${shown(text)} does not exist in ${zone}, the clocks skip it: ${iso(first)} or ${iso(second)} may be meant. Write it with its UTC offset`,
        candidates: reading.candidates,
      }
}

/** `yyyymmdd`, alone or with `hhmm` or `hhmmss` behind it. */
const runTogether = /^((?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?:(\d{4}|\d{6}))?$/

/** Plain numbers: the digits of a date, seconds to nanoseconds since 1970 by their count, and Excel's days since 1900. */
function numbered(text: string, assume: DateAssumptions): Instant | DateProblem {
  const [whole = '', fraction = ''] = text.split(/[.,]/)
  const epoch = (at: number, flag: DateFlag): Instant => ({
    at,
    zoneStated: true,
    dayOnly: false,
    flags: [flag],
  })
  const [, day, clock] = fraction === '' ? (runTogether.exec(whole) ?? []) : []
  if (day !== undefined) {
    const iso = day.replace(/^(\d{4})(\d{2})/, '$1-$2-')
    const reading = written(clock === undefined ? iso : `${iso}T${clock}`, assume, lastInstant)
    return isDateProblem(reading)
      ? reading
      : { ...reading, flags: [...reading.flags, 'digits-only'] }
  }
  if (whole.length === 10)
    return epoch(
      Number(whole) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3)),
      'epoch-seconds',
    )
  if (whole.length === 13) return epoch(Number(whole), 'epoch-milliseconds')
  if (whole.length === 16) return epoch(Number(whole.slice(0, 13)), 'epoch-microseconds')
  if (whole.length === 19) return epoch(Number(whole.slice(0, 13)), 'epoch-nanoseconds')
  // Excel counts a 29 February 1900 that never was; from March 1900 on its days are those since 1899-12-30.
  if (whole.length === 5 && Number(whole) >= 32_874) {
    const wall = Math.round((Number(`${whole}.${fraction || '0'}`) - 25_569) * dayMs)
    return inZone(wall, assume.timeZone ?? 'UTC', text, {
      zoneStated: false,
      dayOnly: fraction === '',
      flags: ['excel-serial'],
    })
  }
  return whole.length >= 8
    ? fail('ambiguous-number', `${shown(text)} could be a day, an id or a count: write a date`)
    : fail('unreadable-date', `${shown(text)} is not a date`)
}

/** Marks of direction that some programs put around a date. */
const invisible = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
/** An instant in JSON of .NET, ms since 1970. */
const dotNet = /^\/Date\((\d{13})\)\/$/
/** What a spreadsheet makes of a long number in a narrow column. */
const shortened = /^\d(?:[.,]\d+)?E\+?\d{1,2}$/i
/** What Java makes of seconds or milliseconds since 1970: all their digits, the zeros at the end left out. */
const scientific = /^1\.\d{4,12}E(?:9|12)$/

/** A text that is no date as it stands, without what programs put into one. */
function rearranged(text: string): string {
  return text.replace(invisible, '').trim().replace(dotNet, '$1')
}

/**
 * Reads one instant from text by explicit formats only; `new Date(text)` is never asked. ISO 8601 (extended, basic,
 * RFC 9557), `yyyy-mm-dd hh:mm[:ss]`, slashed and dotted dates by the order given, `14/Jul/25 3:42 PM`,
 * `Mar 11, 2024 14:32 UTC`, RFC 2822, Unix `date`, `yyyymmdd[hhmm[ss]]`, seconds to nanoseconds since 1970, Excel's serial days. Zones: offsets, IANA
 * names, abbreviations by date. What can be read in two ways is a problem, never a guess.
 */
export function instant(text: string, assume: DateAssumptions): Instant | DateProblem {
  const latest = assume.latest ?? lastInstant
  const quick = isoInstant(text)
  if (!Number.isNaN(quick))
    return inRange({ at: quick, zoneStated: true, dayOnly: false, flags: noFlags }, text, latest)
  if (text.length > longestText) return fail('unreadable-date', `${shown(text)} is not a date`)
  if (isMissing(text)) return fail('missing', 'Nothing is stated')
  const bare = text
    .trim()
    .replace(/^["']|"$/g, '')
    .trim()
  const stated = stands(bare, assume, latest)
  const plain = isDateProblem(stated) ? rearranged(bare) : bare
  const reading = plain === bare ? stated : stands(plain, assume, latest)
  if (isDateProblem(reading)) return reading
  const flagged: Instant =
    bare === text ? reading : { ...reading, flags: [...reading.flags, 'trimmed'] }
  return inRange(flagged, text, latest)
}

/**
 * A time that stated no zone and was read as UTC, placed by the abbreviation or offset that is stated elsewhere: `CET`,
 * `PT`, `UTC+2`.
 */
export function inStatedZone(reading: Instant, zone: string): Instant | DateProblem {
  const wall = new Date(reading.at)
  const day = { year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate() }
  const found = zoneAt(zone, day)
  if (found === null || 'problem' in found || found.offset === null)
    return fail('unknown-zone', `The time zone ${shown(zone)} is not known`)
  const flags = [...reading.flags, ...zoneFlags(found)]
  return { ...reading, at: reading.at - found.offset, zoneStated: true, flags }
}

function zoneFlags({ abbreviation, ambiguous, contradicted }: ZoneReading): readonly DateFlag[] {
  const flags: DateFlag[] = []
  if (abbreviation) flags.push('zone-abbreviation')
  if (ambiguous) flags.push('zone-ambiguous')
  if (contradicted) flags.push('zone-contradicted')
  return flags
}

function stands(text: string, assume: DateAssumptions, latest: number): Instant | DateProblem {
  if (/^\d+(?:[.,]\d+)?$/.test(text)) return numbered(text, assume)
  if (scientific.test(text)) return numbered(String(Number(text)), assume)
  if (shortened.test(text))
    return fail(
      'unreadable-date',
      `${shown(text)} was shortened by a spreadsheet, its last digits are lost: export the column as dates or as text`,
    )
  return written(text, assume, latest)
}

function written(stated: string, assume: DateAssumptions, latest: number): Instant | DateProblem {
  const text = inUsualOrder(stated)
  const unreadable = fail('unreadable-date', `${shown(text)} is not a date that is understood`)
  const day = dayIn(text, assume.dates, latest)
  if (day === null) return unreadable
  if ('problem' in day) return fail(day.problem, `${shown(text)}: ${day.message}`)
  const midnight = dayStart(day.year, day.month, day.day)
  const flags: DateFlag[] = day.twoDigitYear ? ['two-digit-year'] : []
  const assumed = assume.timeZone ?? 'UTC'
  if (day.next === text.length)
    return inZone(midnight, assumed, text, { zoneStated: false, dayOnly: true, flags })

  const time = clockAt(text, day.next)
  if (time === null) return unreadable
  if ('problem' in time) return fail(time.problem, `${shown(text)}: ${time.message}`)
  if (time.cut) flags.push('precision-cut')
  const zone = zoneAt(text.slice(time.next).trim(), day)
  if (zone === null) return unreadable
  if ('problem' in zone) return fail(zone.problem, `${shown(text)}: ${zone.message}`)
  flags.push(...zoneFlags(zone))
  const wall = midnight + time.ms
  const name = zone.name ?? (zone.offset === null ? assumed : null)
  const rest = { zoneStated: zone.name !== null || zone.offset !== null, dayOnly: false, flags }
  const placed =
    zone.offset === null
      ? inZone(wall, name ?? 'UTC', text, rest)
      : { at: wall - zone.offset, ...rest }
  if (isDateProblem(placed)) return placed
  if (
    zone.name !== null &&
    zone.offset !== null &&
    zoneOffset(zone.name, placed.at) !== zone.offset
  )
    return fail('unreadable-date', `${shown(text)} names a zone and another zone's offset`)
  if (!time.leap) return placed
  if (!followsLeapSecond(placed.at))
    return fail('no-such-time', `${shown(text)} holds a leap second that never was`)
  flags.push('leap-second')
  return { ...placed, at: placed.at - 1 }
}
