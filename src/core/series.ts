import { minutes } from './bucket'
import { calendarEdges, localDate } from './calendar'
import type { Range } from './metric'
import type { MetricContext } from './metric-context'
import { calendarToken } from './period'

export const seriesUnits = ['day', 'week', 'month', 'quarter', 'year'] as const
export type SeriesUnit = (typeof seriesUnits)[number]

/** One calendar bucket of the reporting zone, cut to the period. Instants epoch ms UTC, lengths minutes. */
export interface SeriesBucket {
  /** `2017-09-15` for a day and for a week's Monday, else a period token such as `2017-09`. */
  readonly bucket: string
  readonly from: number
  readonly to: number
  readonly raw: Range
  readonly weighted: Range
  /** Ratio 0..1; null where nothing was observed. */
  readonly availability: Range | null
  readonly observedMinutes: number
  /** Incidents that started in it. */
  readonly incidents: number
}

/** Downtime and availability of a service, or of the set for null, by calendar bucket. O(buckets · log n). */
export function series(
  context: MetricContext,
  service: string | null,
  unit: SeriesUnit,
): readonly SeriesBucket[] {
  const { period } = context
  if (period.to <= period.from) return []
  const edges = calendarEdges(period.from, period.to, unit, period.timeZone)
  const starts = Array.from(
    context.startedIn(service),
    (row) => context.frame.incidents.startAt[row]!,
  )
  let next = 0
  return edges.slice(0, -1).map((edge, i) => {
    const from = Math.max(edge, period.from)
    const to = Math.min(edges[i + 1]!, period.to)
    const { raw, weighted } = context.downtime(service, from, to)
    const observed = context.observed(service, from, to)
    const first = next
    while (next < starts.length && starts[next]! < to) next++
    return {
      bucket: bucketName(edge, unit, period.timeZone),
      from,
      to,
      raw: inMinutes(raw),
      weighted: inMinutes(weighted),
      availability:
        observed > 0
          ? {
              value: 1 - raw.value / observed,
              low: 1 - raw.high / observed,
              high: 1 - raw.low / observed,
            }
          : null,
      observedMinutes: minutes(observed),
      incidents: next - first,
    }
  })
}

function inMinutes({ value, low, high }: Range): Range {
  return { value: minutes(value), low: minutes(low), high: minutes(high) }
}

const months = { month: 1, quarter: 3, year: 12 } as const

function bucketName(at: number, unit: SeriesUnit, timeZone: string): string {
  if (unit !== 'day' && unit !== 'week') return calendarToken(at, months[unit], timeZone)
  const { year, month, day } = localDate(at, timeZone)
  return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-')
}
