import { isTimeZone } from '../dates'
import type { DurationUnit } from '../issue'
import { durationUnit } from '../values'
import { zoneAbbreviations } from '../zones'

/** A header taken apart. */
export interface Header {
  /** Its words run together, signs and accents left out: whole first, then without zone or unit. */
  readonly names: readonly string[]
  /** Zone it states: `UTC`, an IANA name, an abbreviation, or an offset such as `UTC+2`. */
  readonly zone: string | null
  /** Unit it states for numbers; of a clock, the unit of its larger part. */
  readonly unit: DurationUnit | null
  /** It states percent. */
  readonly percent: boolean
  /** Which number of a date comes first, where it says so: `Date (DD/MM/YYYY)`. */
  readonly order: 'day-first' | 'month-first' | null
}

const abbreviations: ReadonlySet<string> = new Set(zoneAbbreviations)

/** How the times of a column are written, in brackets: `(HH:MM)`, `[dd/mm/yyyy hh:mm:ss]`. */
const pattern = /[([]\s*([dmyhs]{1,4}(?:[\s:/.,-]{1,3}[dmyhsa]{1,4}){1,6})\s*[)\]]/i
const region = /[([]\s*([A-Za-z]+\/[A-Za-z_/+-]+)\s*[)\]]/
const offset =
  /[([]\s*(?:[A-Z]{2,5}\s)?((?:UTC|GMT)\s?[+-]\d{1,2}(?::?\d{2})?|[+-]\d{1,2}(?::?\d{2})?)\s*[)\]]/i
const lastOffset = /\b((?:UTC|GMT)\s?[+-]\d{1,2}(?::?\d{2})?)\s*$/i

/** A header as it is compared with those of known programs: `Seconds_to  First Ack` is `seconds to first ack`. */
export function headerKey(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s_]+/g, ' ')
    .trim()
}

/** Takes a header apart: `Duration (in mins.)` is duration in minutes, `created_at_utc` created at, in UTC. */
export function headerOf(text: string): Header {
  let cut = text.slice(0, 200)
  const take = (form: RegExp): string | null => {
    const found = form.exec(cut)
    if (!found) return null
    cut = cut.replace(found[0], ' ')
    return found[1] ?? null
  }
  const written = take(pattern)?.toLowerCase() ?? ''
  const shift =
    (take(offset) ?? take(lastOffset))
      ?.toUpperCase()
      .replace(/\s/g, '')
      .replace(/^(?=[+-]\d(?:\D|$))/, 'UTC') ?? null
  const place = region.exec(cut)?.[1] ?? null
  if (place !== null) cut = cut.replace(place, '')
  const words = wordsOf(cut)
  const names = [words.join('')]
  let zone = place !== null && isTimeZone(place) ? place : shift
  const [named, rest] = namedZone(words, cut)
  if (zone === null && named !== null) {
    zone = named
    names.push(rest.join(''))
  }
  let unit = clockUnit(written)
  const bare = words.filter((word) => {
    const stated =
      word === 'm' || word === 's' || word === 'h' || word === 'd'
        ? bracketed(cut, word)
        : durationUnit(word)
    if (stated !== null) unit = stated
    return stated === null
  })
  if (bare.length < words.length) {
    const name = bare.filter((word) => word !== 'in' && word !== 'of').join('')
    // "minutes" alone is a length, "day" alone is one of the calendar.
    if (name !== '' || !/^(?:second|minute|hour|day|week)$/.test(names[0] ?? ''))
      names.push(name === '' ? 'duration' : name)
  }
  // What else stands in brackets explains the name: "Severity (1-5)", "Start (local)".
  const outer = wordsOf(cut.replace(/\([^()]*\)|\[[^[\]]*\]/g, ' ')).join('')
  if (outer !== '' && !names.includes(outer)) names.push(outer)
  return { names, zone, unit, percent: words.includes('percent'), order: dayOrder(written) }
}

function wordsOf(text: string): readonly string[] {
  const spaced = text
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/%/g, ' percent ')
    .replace(/#|\bn[°º]|№/g, ' number ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  return spaced === ''
    ? []
    : spaced.split(' ').map((word) => (word === 'pct' || word === 'percentage' ? 'percent' : word))
}

/** A zone at the end, or UTC in front, and the other words. A zone of two letters is too often a word: it counts in brackets only. */
function namedZone(
  words: readonly string[],
  text: string,
): readonly [zone: string | null, rest: readonly string[]] {
  if (words.length < 2) return [null, words]
  const first = words[0]?.toUpperCase() ?? ''
  if (first === 'UTC' || first === 'GMT') return [first, words.slice(1)]
  const last = words.at(-1)?.toUpperCase() ?? ''
  const stated = abbreviations.has(last) && (last.length > 2 || /[([]\s*\w+\s*[)\]]\s*$/.test(text))
  return stated ? [last, words.slice(0, -1)] : [null, words]
}

function clockUnit(written: string): DurationUnit | null {
  if (/^h{1,2}:m/.test(written)) return 'hours'
  return /^m{1,2}:s/.test(written) ? 'minutes' : null
}

function dayOrder(written: string): Header['order'] {
  if (/^d{1,2}[/.-]m{1,3}[/.-]y/.test(written)) return 'day-first'
  return /^m{1,2}[/.-]d{1,2}[/.-]y/.test(written) ? 'month-first' : null
}

/** A unit of one letter counts in brackets or at the end of the header only. */
function bracketed(header: string, word: string): DurationUnit | null {
  return new RegExp(`[([_ ]${word}[)\\]]?\\s*$`, 'i').test(header) ? durationUnit(word) : null
}
