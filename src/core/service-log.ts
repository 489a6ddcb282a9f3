import { calendarEdges } from './calendar'
import type { MetricContext } from './metric-context'
import { canonicalServices } from './settings'

/** When incidents started, of one service or (null) of all in scope together, over the observed part of the period. */
export interface ServiceLog {
  readonly service: string | null
  /** `[from, to)`, epoch ms UTC; empty where `to <= from`. */
  readonly from: number
  readonly to: number
  /** False where `from` rests on the first incident, since nobody declared when recording began. */
  readonly declared: boolean
  /** Epoch ms UTC, ascending. */
  readonly startAt: Float64Array
}

/** The log of all services in scope together. */
export function wholeLog({ frame, observation, started, window }: MetricContext): ServiceLog {
  const startAt = new Float64Array(started.length)
  // A plain loop: `from` with a mapper takes ten times as long for a million.
  for (let i = 0; i < started.length; i++) startAt[i] = frame.incidents.startAt[started[i]!]!
  return {
    service: null,
    ...window,
    declared: !(observation.derived && window.from === observation.from),
    startAt,
  }
}

/** A log per service in scope, in order of name; each over its own observation window. O(spans). */
export function serviceLogs(context: MetricContext): readonly ServiceLog[] {
  const { frame, observation, period, rows, services, settings } = context
  const { incidents, spans, dictionaries } = frame
  const windows = services.map((service) => {
    const own = settings.services.find(({ name }) => name === service)?.observation
    const from = Math.max(period.from, own?.from ?? observation.from)
    return {
      from,
      to: Math.min(period.to, own?.to ?? observation.to, context.asOf),
      declared:
        !(observation.derived && from === observation.from) || typeof own?.from === 'number',
    }
  })
  const place = new Map(services.map((service, at) => [service, at]))
  const placeOf = canonicalServices(settings, dictionaries.services).map(
    (service) => place.get(service) ?? -1,
  )
  const counted = new Uint8Array(incidents.count)
  for (const row of rows) counted[row] = 1
  // The spans of one incident lie together: a service it names twice is met twice in a row.
  const latest = services.map(() => -1)
  const starts = services.map((): number[] => [])
  for (let span = 0; span < spans.count; span++) {
    const at = placeOf[spans.service[span]!]!
    const row = spans.incident[span]!
    if (at < 0 || !counted[row] || latest[at] === row) continue
    latest[at] = row
    const startAt = incidents.startAt[row]!
    if (startAt >= windows[at]!.from && startAt < windows[at]!.to) starts[at]!.push(startAt)
  }
  return services.map((service, at) => ({
    service,
    ...windows[at]!,
    startAt: Float64Array.from(starts[at]!).sort(),
  }))
}

/** The calendar units of the reporting zone that lie wholly inside the log's window, epoch ms UTC. */
export function completeUnits(
  { period }: MetricContext,
  { from, to }: ServiceLog,
  unit: 'month' | 'quarter',
): readonly { readonly from: number; readonly to: number }[] {
  if (to <= from) return []
  const edges = calendarEdges(from, to, unit, period.timeZone)
  return edges
    .slice(0, -1)
    .map((edge, i) => ({ from: edge, to: edges[i + 1]! }))
    .filter((whole) => whole.from >= from && whole.to <= to)
}
