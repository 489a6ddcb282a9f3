import { localDate, localMidnight } from './calendar'
import { bucket, date } from './display'

/** `[from, to)`, epoch ms UTC, cut in the reporting zone. */
export interface Period {
  /** The token it was made from. */
  readonly token: string
  readonly from: number
  readonly to: number
  readonly timeZone: string
  /** "Sep 2017", "Q4 2017", "30 days to 12 Oct 2017", "1 Sep 2017 – 31 Dec 2022". */
  readonly label: string
}

export interface PeriodContext {
  readonly timeZone: string
  readonly asOf: number
  /** The observation window, which `all` stands for. */
  readonly observedFrom: number
  readonly observedTo: number
}

const day = 86_400_000

/**
 * Period of a token: `all`, `2017`, `2017-Q3`, `2017-09`, `30d` (rolling, ending at `asOf`),
 * `2017-09-01..2017-10-12` (local days, last one included) or `MS..MS` (exact instants, epoch ms).
 * An unreadable token stands for `all`.
 */
export function resolvePeriod(token: string, context: PeriodContext): Period {
  const { timeZone, asOf } = context
  const made = (from: number, to: number, label: string): Period => ({
    token,
    from,
    to,
    timeZone,
    label,
  })
  const calendar = calendarUnit(token)
  if (calendar) {
    const { year, month, months, label } = calendar
    return made(
      localMidnight(year, month, 1, timeZone),
      localMidnight(year, month + months, 1, timeZone),
      label,
    )
  }
  const rolling = /^(\d{1,4})d$/.exec(token)
  if (rolling && Number(rolling[1]) > 0) {
    const days = Number(rolling[1])
    return made(asOf - days * day, asOf, `${days} days to ${date(asOf - 1, timeZone)}`)
  }
  const exact = /^(\d{1,15})\.\.(\d{1,15})$/.exec(token)
  if (exact && Number(exact[1]) < Number(exact[2])) {
    const from = Number(exact[1])
    const to = Number(exact[2])
    return made(from, to, spanLabel(from, to, timeZone))
  }
  const days = /^(\d{4})-(\d\d)-(\d\d)\.\.(\d{4})-(\d\d)-(\d\d)$/.exec(token)
  if (days) {
    const [, y1, m1, d1, y2, m2, d2] = days.map(Number)
    const from = localMidnight(y1!, m1!, d1!, timeZone)
    const to = localMidnight(y2!, m2!, d2! + 1, timeZone)
    if (from < to) return made(from, to, spanLabel(from, to, timeZone))
  }
  const to = Math.max(context.observedTo, context.observedFrom)
  return {
    ...made(context.observedFrom, to, spanLabel(context.observedFrom, to, timeZone)),
    token: 'all',
  }
}

/** The token of exact instants. */
export function exactToken(from: number, to: number): string {
  return `${from}..${to}`
}

/** The period before: the previous calendar unit, else the same length just before. */
export function previousPeriod(period: Period): Period {
  const calendar = calendarUnit(period.token)
  if (calendar) {
    const { year, month, months } = calendar
    const from = localMidnight(year, month - months, 1, period.timeZone)
    const before = calendarToken(from, months, period.timeZone)
    return resolvePeriod(before, {
      timeZone: period.timeZone,
      asOf: period.from,
      observedFrom: from,
      observedTo: period.from,
    })
  }
  const from = period.from - (period.to - period.from)
  return {
    ...period,
    token: exactToken(from, period.from),
    from,
    to: period.from,
    label: spanLabel(from, period.from, period.timeZone),
  }
}

/** The same local dates one year earlier. */
export function yearBefore(period: Period): Period {
  const back = (at: number) => {
    const { year, month, day } = localDate(at, period.timeZone)
    const into = at - localMidnight(year, month, day, period.timeZone)
    return localMidnight(year - 1, month, day, period.timeZone) + into
  }
  const from = back(period.from)
  const to = back(period.to)
  return {
    ...period,
    token: exactToken(from, to),
    from,
    to,
    label: spanLabel(from, to, period.timeZone),
  }
}

/** Token of the calendar unit of `months` months that holds the instant. */
export function calendarToken(at: number, months: 1 | 3 | 12, timeZone: string): string {
  const { year, month } = localDate(at, timeZone)
  if (months === 12) return `${year}`
  if (months === 3) return `${year}-Q${Math.ceil(month / 3)}`
  return `${year}-${String(month).padStart(2, '0')}`
}

function calendarUnit(
  token: string,
): { year: number; month: number; months: 1 | 3 | 12; label: string } | null {
  const match = /^(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?$/.exec(token)
  if (!match) return null
  const year = Number(match[1])
  if (match[2]) return { year, month: Number(match[2]) * 3 - 2, months: 3, label: bucket(token) }
  if (match[3])
    return {
      year,
      month: Number(match[3]),
      months: 1,
      label: bucket(token),
    }
  return { year, month: 1, months: 12, label: `${year}` }
}

function spanLabel(from: number, to: number, timeZone: string): string {
  return `${date(from, timeZone)} – ${date(Math.max(from, to - 1), timeZone)}`
}
