/** Milliseconds of a day. */
export const dayMs = 86_400_000

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Days of a Gregorian month, `month` 1..12; 0 for a month that does not exist. */
export function monthLength(year: number, month: number): number {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return leap ? 29 : (monthLengths[month - 1] ?? 0)
}

/** Epoch ms of a day's UTC midnight, by counting days (H. Hinnant, "chrono-compatible low-level date algorithms"). */
export function dayStart(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return (era * 146_097 + dayOfEra - 719_468) * dayMs
}

/** 0 = Sunday. */
export function weekday(year: number, month: number, day: number): number {
  return (((dayStart(year, month, day) / dayMs + 4) % 7) + 7) % 7
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const monthNames = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

/** Months as German, French, Spanish, Portuguese, Italian and Dutch programs write them, accents left out. */
const otherMonths: ReadonlyMap<string, number> = new Map(
  [
    'januar janvier janv enero ene janeiro gennaio gen januari',
    'februar fevrier fevr fev febrero fevereiro febbraio februari',
    'marz mrz mars marzo marco maart mrt',
    'avril avr abril abr aprile',
    'mai mayo maio maggio mag mei',
    'juni juin junio junho giugno giu',
    'juli juillet juil julio julho luglio lug',
    'aout agosto ago augustus',
    'septembre septiembre setembro set settembre',
    'oktober okt octobre octubre outubro out ottobre ott',
    'novembre noviembre novembro',
    'dezember dez decembre diciembre dic dezembro dicembre',
  ].flatMap((words, k) => words.split(' ').map((word) => [word, k + 1] as const)),
)

/** 1..12 for an English month or its abbreviation, else 0. */
export function monthNumber(word: string): number {
  const name = word.toLowerCase()
  return (name === 'sept' ? 9 : months.indexOf(name) + 1) || monthNames.indexOf(name) + 1
}

/** 1..12 for a month in another language of Western Europe, else 0. */
export function foreignMonth(word: string): number {
  const name = word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return monthNumber(name) || (otherMonths.get(name) ?? 0)
}

/** 0..6 for an English day of the week or its abbreviation, else -1. */
export function weekdayNumber(word: string): number {
  const name = word.toLowerCase()
  return weekdays.findIndex(
    (full) =>
      full === name || full.slice(0, 3) === name || (name.length === 4 && full.startsWith(name)),
  )
}

/** Days that ended with a leap second since 1990 (IERS Bulletin C), as yyyymmdd. */
const leapSeconds: ReadonlySet<number> = new Set([
  19901231, 19920630, 19930630, 19940630, 19951231, 19970630, 19981231, 20051231, 20081231,
  20120630, 20150630, 20161231,
])

/** Whether 23:59:60 UTC of that instant's day existed; `at` is the following midnight. */
export function followsLeapSecond(at: number): boolean {
  if (at % dayMs !== 0) return false
  const last = new Date(at - dayMs)
  return leapSeconds.has(
    last.getUTCFullYear() * 10_000 + (last.getUTCMonth() + 1) * 100 + last.getUTCDate(),
  )
}
