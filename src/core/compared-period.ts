import { exactToken, previousPeriod, yearBefore } from './period'
import type { Query } from './query'
import type { Report } from './report'

/**
 * Token of the period that a report is compared with, or null where there is none: nothing was asked for, or nothing
 * was observed then. While a period is under way only as much of the other is taken as has passed of it.
 */
export function comparedPeriod(
  { period, observation, asOf }: Pick<Report, 'period' | 'observation' | 'asOf'>,
  compare: Query['compare'],
): string | null {
  if (compare === 'none') return null
  const other = compare === 'previous' ? previousPeriod(period) : yearBefore(period)
  if (other.to <= observation.from) return null
  if (asOf >= period.to) return other.token
  const to = Math.min(other.to, other.from + (asOf - period.from))
  return to > other.from ? exactToken(other.from, to) : null
}
