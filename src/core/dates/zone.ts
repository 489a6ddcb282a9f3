import { abbreviationOffset, type CalendarDay } from '../zones'
import { isTimeZone } from './zone-table'

export interface ZoneReading {
  /** ms east of UTC, null where only a name or nothing is stated. */
  readonly offset: number | null
  /** IANA name, where one is stated. */
  readonly name: string | null
  readonly abbreviation: boolean
  readonly ambiguous: boolean
  readonly contradicted: boolean
}

const minute = 60_000
const offsetForm =
  /^(?:(?:UTC|GMT)?\s?([+-])(\d{1,2})(?::?(\d{2}))?|Z)(?:\s?\(([A-Za-z /-]{1,40})\)|\[([A-Za-z0-9_+/-]{1,60})\]|\s([A-Za-z]{2,5}))?$/i
const nameForm = /^\[?([A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)+)\]?$/
const wordForm = /^\(?([A-Za-z]{1,5})\)?$/

function stated(offset: number | null, name: string | null): ZoneReading {
  return { offset, name, abbreviation: false, ambiguous: false, contradicted: false }
}

/** Whether an abbreviation beside an offset is known and, if it names one zone only, means the same. */
function suits(abbreviation: string, offset: number, day: CalendarDay): boolean {
  const found = abbreviationOffset(abbreviation, day)
  return found !== null && (found.ambiguous || found.minutes * minute === offset)
}

/**
 * Reads what stands after a time: nothing, `Z`, an offset up to ±14:00 (also `UTC+2`, `+0200 CEST`, `+01:00[Zone]`), an
 * IANA name, or an abbreviation, whose summer or winter time the date decides. Null for anything else.
 */
export function zoneAt(
  text: string,
  day: CalendarDay,
): ZoneReading | { readonly problem: 'unknown-zone'; readonly message: string } | null {
  if (text === '') return stated(null, null)
  // Go writes "+0000 UTC".
  const twice = /^([+-]\d{4}) ([A-Z]{3,5})$/.exec(text)
  if (twice) {
    const shift = zoneAt(twice[1] ?? '', day)
    const word = abbreviationOffset(twice[2] ?? '', day)
    const agree = shift && 'offset' in shift && shift.offset === (word?.minutes ?? NaN) * minute
    return agree ? shift : null
  }
  const inside = /^\(((?:UTC|GMT)[+-][\d:]{1,5})\)$/.exec(text)?.[1]
  if (inside !== undefined) return zoneAt(inside, day)
  if (text === 'Z' || text === 'z' || text === 'UTC' || text === 'GMT') return stated(0, null)
  const shift = offsetForm.exec(text)
  if (shift) {
    const [, sign, hours = '00', minutes = '0', , bracketed, word] = shift
    if (bracketed !== undefined && !isTimeZone(bracketed)) return null
    const size = Number(hours) * 60 + Number(minutes)
    // Bare "+5" stands after UTC or GMT only; a one-digit offset after a time may be anything.
    if (
      Number(minutes) > 59 ||
      size > 14 * 60 ||
      (hours.length === 1 && !/^(?:UTC|GMT)/i.test(text))
    )
      return null
    const offset = (sign === '-' ? -size : size) * minute
    return word === undefined || suits(word, offset, day) ? stated(offset, bracketed ?? null) : null
  }
  const named = nameForm.exec(text)?.[1]
  if (named !== undefined)
    return isTimeZone(named)
      ? stated(null, named)
      : { problem: 'unknown-zone', message: `the time zone ${named} is not known` }
  const word = wordForm.exec(text)?.[1]
  if (word === undefined) return null
  const found = word.length > 1 ? abbreviationOffset(word, day) : null
  if (found === null)
    return word.length > 2
      ? {
          problem: 'unknown-zone',
          message: `the time zone ${word} is not known: write the UTC offset`,
        }
      : null
  return {
    offset: found.minutes * minute,
    name: null,
    abbreviation: !/^(?:UTC|GMT)$/i.test(word),
    ambiguous: found.ambiguous,
    contradicted: found.contradicted,
  }
}
