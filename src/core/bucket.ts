import { calendarEdges, localDate } from './calendar'
import type { MetricContext } from './metric-context'

export function minutes(ms: number): number {
  return ms / 60_000
}

/** One calendar month of the reporting zone, whole, epoch ms UTC. `month` is `YYYY-MM`. */
export interface Month {
  readonly month: string
  readonly from: number
  readonly to: number
}

/** The months that the period touches, each cut to it. */
export function monthsOf({ period }: MetricContext): readonly Month[] {
  if (period.to <= period.from) return []
  const edges = calendarEdges(period.from, period.to, 'month', period.timeZone)
  return edges.slice(0, -1).map((edge, i) => ({
    month: monthName(edge, period.timeZone),
    from: Math.max(edge, period.from),
    to: Math.min(edges[i + 1]!, period.to),
  }))
}

function monthName(at: number, timeZone: string): string {
  const { year, month } = localDate(at, timeZone)
  return `${year}-${String(month).padStart(2, '0')}`
}
