import { tzOffset } from '@date-fns/tz'
import { isTimeZone } from '../dates'
import { abbreviationOffset, zoneAbbreviations, type CalendarDay } from '../zones'

/** A zone as a text states it. */
export type ZoneText =
  | { readonly kind: 'abbreviation'; readonly name: string }
  | { readonly kind: 'offset'; readonly minutes: number }
  | { readonly kind: 'region'; readonly timeZone: string }

/** A day as a text states it; `alternative` is the other reading of `3/4/23`. */
export interface DateToken {
  readonly charStart: number
  readonly charEnd: number
  readonly year: number | null
  readonly month: number
  readonly day: number
  readonly alternative: { readonly month: number; readonly day: number } | null
}

/** A time of day as a text states it. `charStart` includes "approximately" before it. */
export interface TimeToken {
  readonly charStart: number
  readonly charEnd: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly meridiem: 'am' | 'pm' | null
  readonly zone: ZoneText | null
  readonly approximate: boolean
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const monthSource =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)'

/** 1..12 for an English month name or its abbreviation, else null. */
export function monthOf(name: string): number | null {
  const at = months.indexOf(name.slice(0, 3).toLowerCase())
  return at < 0 ? null : at + 1
}

/** The words of a zone: an offset, a place, a region of the United States or an abbreviation. */
export const zonePattern = [
  '(?:UTC|GMT)\\s?[+−-]\\d{1,2}(?::?\\d{2})?',
  '(?:US|America|Europe|Asia|Australia|Africa|Atlantic|Pacific|Etc)/[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_]+)?',
  '(?:Eastern|Central|Mountain|Pacific)(?: (?:Standard|Daylight))?(?: Time)?',
  ...zoneAbbreviations,
  'utc',
  'gmt',
  '[A-Z]{2,4}T',
].join('|')

/** The zone as status pages print it behind a time: `CEST`, and `-03` or `GMT-03:00` where a zone has no letters. */
export const stampZonePattern = '(?:UTC|GMT)?[+-]\\d{1,2}(?::?\\d{2})?|[A-Z]{1,5}'

const timePattern = new RegExp(
  '(?:(?<=\\d{4}-\\d{2}-\\d{2}T)|(?<![\\w:.$#/]))' +
    '(?:(?<h>\\d{1,2}):(?<m>\\d{2})(?::(?<s>\\d{2})(?:\\.\\d{1,6})?)?(?![\\d:])(?:(?<ap>\\s?[AaPp]\\.?[Mm]\\.?|[ap])(?![A-Za-z]))?' +
    '|(?<h2>\\d{1,2})\\s?(?<ap2>[AaPp]\\.?[Mm]\\.?)(?![A-Za-z])' +
    '|(?<hm>[012]\\d[0-5]\\d)(?=\\s?(?:UTC|GMT|Z)(?![A-Za-z])))' +
    `(?:\\s?\\(?(?<zone>${zonePattern})(?![A-Za-z])\\)?)?`,
  'g',
)

const approximatePrefix =
  /(?:(?:approximately|approx\.?|around|about|roughly|circa|shortly after|shortly before)\s|[~≈]\s?)$/i

const datePattern = new RegExp(
  `\\b(?<mon>${monthSource})\\.?\\s+(?<d>\\d{1,2})(?:st|nd|rd|th)?(?![\\d:])(?:,?\\s+(?<y>(?:19|20)\\d{2})(?![\\d:]))?` +
    `|\\b(?<d2>\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?(?<mon2>${monthSource})\\b\\.?(?:,?\\s+(?<y2>(?:19|20)\\d{2})(?![\\d:]))?` +
    '|(?<![\\d-])(?<y3>(?:19|20)\\d{2})-(?<m3>\\d{2})-(?<d3>\\d{2})(?!\\d)' +
    '|(?<![\\d/])(?<a4>\\d{1,2})/(?<b4>\\d{1,2})/(?<y4>(?:20)?\\d{2})(?![\\d/])' +
    '|(?<![\\d.-])(?<a5>\\d{1,2})(?<sep>[.-])(?<b5>\\d{1,2})\\k<sep>(?<y5>20\\d{2})(?!\\d)',
  'g',
)

/** A zone from its words in a text. Whether an abbreviation is known, its offset on a day tells. */
export function zoneText(words: string): ZoneText {
  const offset = /^(?:UTC|GMT)?\s?([+−-])(\d{1,2})(?::?(\d{2}))?$/i.exec(words)
  if (offset) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0)
    return { kind: 'offset', minutes: offset[1] === '+' ? minutes : -minutes }
  }
  if (words.includes('/') && isTimeZone(words)) return { kind: 'region', timeZone: words }
  const region = /^(Eastern|Central|Mountain|Pacific)(?: (Standard|Daylight))?/.exec(words)
  if (region) {
    const season = region[2] ? region[2].charAt(0) : ''
    return { kind: 'abbreviation', name: `${(region[1] ?? '').charAt(0)}${season}T` }
  }
  return { kind: 'abbreviation', name: words.toUpperCase() }
}

/** What comes later is not looked at: a text of short lines would be searched to its end for each. */
const longestToken = 100

/** Every time of day in `text` within `[from, to)`; a time repeated in another zone in parentheses counts once. */
export function findTimes(text: string, from: number, to: number): readonly TimeToken[] {
  const tokens: TimeToken[] = []
  const reach = text.slice(0, to + longestToken)
  timePattern.lastIndex = from
  for (
    let match = timePattern.exec(reach);
    match && match.index < to;
    match = timePattern.exec(reach)
  ) {
    const token = timeToken(text, match)
    if (!token || token.charEnd > to) continue
    const before = tokens.at(-1)
    const gap = before
      ? text.slice(before.charEnd, Math.min(token.charStart, before.charEnd + 4))
      : ''
    if (before && /^\s?[(/]\s?$/.test(gap) && before.charEnd + gap.length === token.charStart) {
      if (!before.zone) tokens[tokens.length - 1] = { ...token, charStart: before.charStart }
      continue
    }
    tokens.push(token)
  }
  return tokens
}

function timeToken(text: string, match: RegExpExecArray): TimeToken | null {
  const groups = match.groups ?? {}
  const compact = groups['hm']
  const hour = Number(compact ? compact.slice(0, 2) : (groups['h'] ?? groups['h2']))
  const minute = Number(compact ? compact.slice(2) : (groups['m'] ?? 0))
  const second = Number(groups['s'] ?? 0)
  if (hour > 23 || minute > 59 || second > 59) return null
  const half = (groups['ap'] ?? groups['ap2'])?.trim().charAt(0).toLowerCase()
  if (groups['h2'] !== undefined && (hour > 12 || hour === 0)) return null
  const prefix = approximatePrefix.exec(text.slice(Math.max(0, match.index - 20), match.index))
  let charEnd = match.index + match[0].length
  let zone = groups['zone'] === undefined ? null : zoneText(groups['zone'])
  if (!zone && text.charAt(match.index - 1) === 'T') {
    const offset = /^([+-])(\d{2}):?(\d{2})/.exec(text.slice(charEnd, charEnd + 6))
    if (offset) {
      const minutes = Number(offset[2]) * 60 + Number(offset[3])
      zone = { kind: 'offset', minutes: offset[1] === '+' ? minutes : -minutes }
      charEnd += offset[0].length
    }
  }
  return {
    charStart: match.index - (prefix ? prefix[0].length : 0),
    charEnd,
    hour,
    minute,
    second,
    meridiem: hour > 12 ? null : half === 'a' ? 'am' : half === 'p' ? 'pm' : null,
    zone,
    approximate: prefix !== null,
  }
}

/** Every date in `text` within `[from, to)` that exists in the calendar (29 February is left to the year). */
export function findDates(text: string, from: number, to: number): readonly DateToken[] {
  const tokens: DateToken[] = []
  const reach = text.slice(0, to + longestToken)
  datePattern.lastIndex = from
  for (
    let match = datePattern.exec(reach);
    match && match.index < to;
    match = datePattern.exec(reach)
  ) {
    const groups = match.groups ?? {}
    const year = groups['y'] ?? groups['y2'] ?? groups['y3'] ?? groups['y4'] ?? groups['y5']
    let month = groups['m3'] ? Number(groups['m3']) : monthOf(groups['mon'] ?? groups['mon2'] ?? '')
    let day = Number(groups['d'] ?? groups['d2'] ?? groups['d3'])
    let alternative: DateToken['alternative'] = null
    const first = groups['a4'] ?? groups['a5']
    if (first !== undefined) {
      const a = Number(first)
      const b = Number(groups['b4'] ?? groups['b5'])
      // Between dots the day comes first, wherever dates are written so.
      const dayFirst = a > 12 || groups['sep'] === '.'
      month = dayFirst ? b : a
      day = dayFirst ? a : b
      if (!dayFirst && b <= 12 && a !== b) alternative = { month: b, day: a }
    }
    if (month === null || month < 1 || month > 12 || day < 1 || day > 31) continue
    tokens.push({
      charStart: match.index,
      charEnd: match.index + match[0].length,
      year: year === undefined ? null : Number(year.length === 2 ? `20${year}` : year),
      month,
      day,
      alternative,
    })
  }
  return tokens
}

const day = 86_400_000

/** Days that a date can mean, given the year of the anchor where it states none. */
export function possibleDays(date: DateToken, anchorAt: number | null): readonly CalendarDay[] {
  const around = anchorAt === null ? null : new Date(anchorAt).getUTCFullYear()
  const years =
    date.year !== null ? [date.year] : around === null ? [] : [around - 1, around, around + 1]
  const readings = [{ month: date.month, day: date.day }]
  if (date.alternative && anchorAt !== null) readings.push(date.alternative)
  return years
    .flatMap((year) => readings.map((reading) => ({ year, ...reading })))
    .filter((d) => new Date(Date.UTC(d.year, d.month - 1, d.day)).getUTCDate() === d.day)
}

/** Of the days that a date can mean the one nearest to the anchor; null where nothing settles it. */
export function nearestDay(date: DateToken, anchorAt: number | null): CalendarDay | null {
  if (date.alternative && anchorAt === null) return null
  const away = (on: CalendarDay) =>
    Math.abs(Date.UTC(on.year, on.month - 1, on.day) - (anchorAt ?? 0))
  return possibleDays(date, anchorAt).toSorted((a, b) => away(a) - away(b))[0] ?? null
}

/** The calendar day of an instant, in UTC. */
export function dayAt(at: number): CalendarDay {
  const on = new Date(at)
  return { year: on.getUTCFullYear(), month: on.getUTCMonth() + 1, day: on.getUTCDate() }
}

/** The calendar days from two before to two after an instant. */
export function daysAround(at: number): readonly CalendarDay[] {
  return [-2, -1, 0, 1, 2].map((n) => dayAt(at + n * day))
}

export interface ZonedInstant {
  readonly at: number
  readonly ambiguous: boolean
  readonly contradicted: boolean
}

/** Instant of a time of day on a day in a zone, epoch ms UTC, or null for an abbreviation that is not known. */
export function instantOf(
  time: Pick<TimeToken, 'hour' | 'minute' | 'second' | 'meridiem'>,
  on: CalendarDay,
  zone: ZoneText,
): ZonedInstant | null {
  const hour =
    time.meridiem === null ? time.hour : (time.hour % 12) + (time.meridiem === 'pm' ? 12 : 0)
  const clock = Date.UTC(on.year, on.month - 1, on.day, hour, time.minute, time.second)
  if (zone.kind === 'offset')
    return { at: clock - zone.minutes * 60_000, ambiguous: false, contradicted: false }
  if (zone.kind === 'region') {
    const offsetAt = (at: number) => tzOffset(zone.timeZone, new Date(at)) * 60_000
    return { at: clock - offsetAt(clock - offsetAt(clock)), ambiguous: false, contradicted: false }
  }
  const offset = abbreviationOffset(zone.name, on)
  if (!offset) return null
  return {
    at: clock - offset.minutes * 60_000,
    ambiguous: offset.ambiguous,
    contradicted: offset.contradicted,
  }
}
