import { foreignMonth, monthLength, monthNumber, weekday, weekdayNumber } from './calendar'

export interface DayReading {
  readonly year: number
  /** 1..12 */
  readonly month: number
  readonly day: number
  readonly twoDigitYear: boolean
  /** Index of the character after the day. */
  readonly next: number
}

export interface DayProblem {
  readonly problem:
    | 'no-such-day'
    | 'sentinel-date'
    | 'out-of-range'
    | 'ambiguous-day-order'
    | 'unreadable-date'
  readonly message: string
}

const yearFirst =
  /^(\d{4})(?:-(\d{2})-(\d{2})|([/.])(\d{1,2})\4(\d{1,2})|-(\d{1,2})-(\d{1,2})(?=\s|$)|(\d{2})(\d{2})(?=[Tt ]\d)|年(\d{1,2})月(\d{1,2})日)(?!\d)/
const signedYear = /^[+-]\d{4,6}-\d{2}-\d{2}[Tt]/
const numeric = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/
const dayWord = /^([A-Za-z]{3,9})\.?,?\s+/
const dayMonth =
  /(\d{1,2})(?:st|nd|rd|th)?([\s/.-]{1,3})(\p{L}{3,10})\.?[\s/,.-]{1,3}(\d{4}|\d{2})(?!\d)/uy
const monthDay = /([A-Za-z]{3,9})\.?\s{1,3}(\d{1,2})(?:st|nd|rd|th)?,?\s{1,3}(\d{4})(?!\d)/y

/** First days and "for ever" of databases and spreadsheets: they stand for "not stated". */
const sentinels: ReadonlySet<number> = new Set([
  10101, 16010101, 17530101, 18991230, 18991231, 19000101, 19000102, 19010101, 99991231,
])
/** 1970-01-01 is a zero, too, but only as a whole instant or a bare day. */
const epochZero = /^1970-01-01(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z| ?UTC|[+-]00:?00)?)?$/

function checked(
  year: number,
  month: number,
  day: number,
  next: number,
  twoDigitYear = false,
): DayReading | DayProblem {
  if (year === 0) return { problem: 'sentinel-date', message: 'stands for "not stated"' }
  if (month < 1 || month > 12 || day < 1 || day > monthLength(year, month))
    return { problem: 'no-such-day', message: 'this day does not exist' }
  if (sentinels.has(year * 10_000 + month * 100 + day))
    return { problem: 'sentinel-date', message: 'stands for "not stated"' }
  if (year < 1900 || year > 2100)
    return { problem: 'out-of-range', message: 'the year lies outside 1990 to 2100' }
  return { year, month, day, twoDigitYear, next }
}

/** The only year of that ending in the plausible window from 1990 on, or 0. */
function fullYear(ending: number, latest: number): number {
  const last = new Date(latest).getUTCFullYear()
  if (2000 + ending <= last) return 2000 + ending
  return ending >= 90 ? 1900 + ending : 0
}

function withYear(
  yearText: string,
  month: number,
  day: number,
  next: number,
  latest: number,
): DayReading | DayProblem {
  if (yearText.length === 4) return checked(Number(yearText), month, day, next)
  const year = fullYear(Number(yearText), latest)
  return year === 0
    ? { problem: 'out-of-range', message: 'its year of two digits lies in no plausible century' }
    : checked(year, month, day, next, true)
}

/**
 * Reads the day a text begins with, after an English day of the week if there is one. Null when it begins with none.
 * `order` decides between 1 February and 2 January; without it only a date that one order alone can read is read.
 */
export function dayIn(
  text: string,
  order: 'day-first' | 'month-first' | undefined,
  latest: number,
): DayReading | DayProblem | null {
  if (epochZero.test(text)) return { problem: 'sentinel-date', message: 'stands for "not stated"' }
  const iso = yearFirst.exec(text)
  if (iso) {
    const month = Number(iso[2] ?? iso[5] ?? iso[7] ?? iso[9] ?? iso[11])
    const day = Number(iso[3] ?? iso[6] ?? iso[8] ?? iso[10] ?? iso[12])
    return checked(Number(iso[1]), month, day, iso[0].length)
  }
  if (signedYear.test(text))
    return { problem: 'out-of-range', message: 'the year lies outside 1990 to 2100' }
  const slashed = numeric.exec(text)
  if (slashed) return numericDay(slashed, order, latest)

  const named = dayWord.exec(text)
  const weekdayNamed = named ? weekdayNumber(named[1] ?? '') : -1
  const from = weekdayNamed >= 0 && named ? named[0].length : 0
  const reading = namedDay(text, from, latest)
  if (reading === null || 'problem' in reading || weekdayNamed < 0) return reading
  return weekday(reading.year, reading.month, reading.day) === weekdayNamed
    ? reading
    : { problem: 'unreadable-date', message: 'the day of the week does not fit the date' }
}

function numericDay(
  found: RegExpExecArray,
  order: 'day-first' | 'month-first' | undefined,
  latest: number,
): DayReading | DayProblem {
  const [all, a = '', mark, b = '', year = ''] = found
  const [first, second] = [Number(a), Number(b)]
  if (year.length === 2 && mark === '-')
    return {
      problem: 'ambiguous-day-order',
      message: 'year, month and day cannot be told apart: write the year with four digits',
    }
  const either = first !== second && first <= 12 && second <= 12
  if (order === undefined && either)
    return { problem: 'ambiguous-day-order', message: 'day and month cannot be told apart' }
  const dayFirst = order === undefined ? first > 12 : order === 'day-first'
  return dayFirst
    ? withYear(year, second, first, all.length, latest)
    : withYear(year, first, second, all.length, latest)
}

function namedDay(text: string, from: number, latest: number): DayReading | DayProblem | null {
  dayMonth.lastIndex = from
  const dayLed = dayMonth.exec(text)
  if (dayLed) {
    const [, day = '', mark, name = '', year = ''] = dayLed
    // Other languages come from programs, which write 05/août/25; in prose their words may be anything.
    const month = monthNumber(name) || (mark === '/' || mark === '-' ? foreignMonth(name) : 0)
    if (month === 0) return null
    return withYear(year, month, Number(day), dayMonth.lastIndex, latest)
  }
  monthDay.lastIndex = from
  const monthLed = monthDay.exec(text)
  if (!monthLed) return null
  const month = monthNumber(monthLed[1] ?? '')
  if (month === 0) return null
  return withYear(monthLed[3] ?? '', month, Number(monthLed[2]), monthDay.lastIndex, latest)
}
