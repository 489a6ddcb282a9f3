import type { Basis } from './budget'
import { minutes } from './bucket'
import type { MetricContext } from './metric-context'
import { forecast, forecastStatement, type ForecastStatement } from './statistics/forecast'

/** Whether a budget will hold to the end of its window, as far as that can be said, and what it rests on. */
export type BudgetForecast = ForecastStatement & {
  /** Past incidents of some length. */
  readonly n: number
  /** Incidents to expect in the rest of the window. */
  readonly expectedIncidents: number
}

/** Why there is no forecast: a closed set of words. */
export type NoForecast =
  | 'rolling window'
  | 'window is over'
  | 'already exceeded'
  | 'too few incidents'
  | 'durations are all alike'

/** What of a budget lies ahead: minutes left, and the instants between which they have to last. */
interface Ahead {
  readonly service: string | null
  readonly basis: Basis
  readonly remainingMinutes: number
  readonly from: number
  readonly to: number
}

const fewest = 8

/**
 * Forecasts of the budgets of a question. All of the observation counts as the past, whatever the period; durations are
 * weighted where the budget is. Incidents of no length spend nothing and are left out of durations and count alike.
 * Source: METRICS 5.7.
 */
export function budgetForecasts(
  context: MetricContext,
): (ahead: Ahead) => BudgetForecast | NoForecast {
  const pasts = new Map<string | null, Record<Basis, readonly number[]>>()
  const pastOf = (service: string | null, to: number) => {
    const kept = pasts.get(service)
    if (kept) return kept
    const made = pastDurations(context, service, to)
    pasts.set(service, made)
    return made
  }
  return ({ service, basis, remainingMinutes, from, to }) => {
    if (from >= to) return 'window is over'
    if (remainingMinutes < 0) return 'already exceeded'
    const durations = pastOf(service, from)[basis]
    if (durations.length < fewest) return 'too few incidents'
    const found = forecast({
      durations,
      seen: durations.length,
      observed: minutes(context.observed(service, -Infinity, from)),
      horizon: minutes(to - from),
      remaining: remainingMinutes,
    })
    if (!found) return 'durations are all alike'
    const { expectedIncidents } = found
    return { ...forecastStatement(found), n: durations.length, expectedIncidents }
  }
}

/** Minutes of each incident that began within the observation and before `to`, where it took some time. */
function pastDurations(
  context: MetricContext,
  service: string | null,
  to: number,
): Record<Basis, readonly number[]> {
  const { spans } = context.timelines(service)
  const { from } = context.clip(service, -Infinity, to)
  const { startAt, count } = context.frame.incidents
  const until = new Float64Array(count).fill(-Infinity)
  const raw = new Float64Array(count)
  const weighted = new Float64Array(count)
  for (let i = 0; i < spans.from.length; i++) {
    const row = spans.row[i]!
    if (!(startAt[row]! >= from && startAt[row]! < to)) continue
    // The spans of one incident on several services are one duration.
    const end = Math.min(spans.to[i]!, to)
    const length = end - Math.max(spans.from[i]!, until[row]!)
    if (!(length > 0)) continue
    raw[row] = raw[row]! + length
    weighted[row] = weighted[row]! + length * spans.weight[i]!
    until[row] = end
  }
  const some = (lengths: Float64Array) => [...lengths.filter((one) => one > 0)].map(minutes)
  return { raw: some(raw), weighted: some(weighted) }
}
