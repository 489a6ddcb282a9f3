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
 */
export function budgetForecasts(
  context: MetricContext,
): (ahead: Ahead) => BudgetForecast | NoForecast {
  const pasts = new Map<string | null, Record<Basis, readonly number[]>>()
  const slots = new Uint32Array(context.frame.incidents.count)
  const pastOf = (service: string | null, to: number) => {
    const kept = pasts.get(service)
    if (kept) return kept
    const made = pastDurations(context, service, to, slots)
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

/**
 * Minutes of each incident that began within the observation and before `to`, where it took some time. `slots` has room
 * for every row and may hold anything: it is kept between services, because clearing it would cost more than the work.
 */
function pastDurations(
  context: MetricContext,
  service: string | null,
  to: number,
  slots: Uint32Array,
): Record<Basis, readonly number[]> {
  const { spans } = context.timelines(service)
  const { from } = context.clip(service, -Infinity, to)
  const { startAt } = context.frame.incidents
  const owners: number[] = []
  const until: number[] = []
  const raw: number[] = []
  const weighted: number[] = []
  for (let i = 0; i < spans.from.length; i++) {
    const row = spans.row[i]!
    const end = Math.min(spans.to[i]!, to)
    if (!(startAt[row]! >= from && end > spans.from[i]!)) continue
    let slot = slots[row]!
    if (owners[slot] !== row) {
      slot = owners.push(row) - 1
      slots[row] = slot
      until.push(-Infinity)
      raw.push(0)
      weighted.push(0)
    }
    // The spans of one incident on several services are one duration.
    const length = minutes(end - Math.max(spans.from[i]!, until[slot]!))
    if (!(length > 0)) continue
    raw[slot]! += length
    weighted[slot]! += length * spans.weight[i]!
    until[slot] = end
  }
  return { raw, weighted: weighted.filter((one) => one > 0) }
}
