import { exactToken, previousPeriod, yearBefore } from './period'
import type { Query } from './query'
import type { Report } from './report'

/**
 * Token of the period that a report is compared with, whether or not anything was observed then. Null where nothing was
 * asked for, the period has not begun, or the other lies before 1970. While a period is under way only as much of the
 * other is taken as has passed of it.
 */
export function comparedPeriod(
  { period, asOf }: Pick<Report, 'period' | 'asOf'>,
  compare: Query['compare'],
): string | null {
  if (compare === 'none') return null
  const other = compare === 'previous' ? previousPeriod(period) : yearBefore(period)
  if (other.from < 0) return null
  if (asOf >= period.to) return other.token
  const to = Math.min(other.to, other.from + (asOf - period.from))
  return to > other.from ? exactToken(other.from, to) : null
}
