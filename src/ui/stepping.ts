import { calendarToken, exactToken, previousPeriod, type Period } from '../core/period'

/**
 * Token of the period before or after one: the next calendar unit, else the same length beside it. Nothing lies beside
 * `all`, so that it leads to its last month.
 */
export function neighbour(period: Period, way: 'before' | 'after'): string {
  if (period.token === 'all') return calendarToken(period.to - 1, 1, period.timeZone)
  if (way === 'before') return previousPeriod(period).token
  const months = monthsOf(period.token)
  if (months !== null) return calendarToken(period.to, months, period.timeZone)
  return exactToken(period.to, period.to + (period.to - period.from))
}

function monthsOf(token: string): 1 | 3 | 12 | null {
  if (/^\d{4}$/.test(token)) return 12
  if (/^\d{4}-Q[1-4]$/.test(token)) return 3
  return /^\d{4}-\d\d$/.test(token) ? 1 : null
}
