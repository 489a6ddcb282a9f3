import { minutes } from './bucket'
import type { BudgetVerdict, Range } from './metric'
import type { MetricContext } from './metric-context'
import { calendarToken, resolvePeriod, type Period } from './period'
import { folded, type Settings, type Slo } from './settings'
import { firstEndingAfter, type Spans } from './timeline'

export const bases = ['raw', 'weighted'] as const
export type Basis = (typeof bases)[number]

/** A promise and whom it is about: null = all services in scope together (any down). */
export interface Promised {
  readonly service: string | null
  readonly slo: Slo
}

/** Which promise of a service, or of the set, a working is about. */
export interface PromiseName {
  readonly target: number
  readonly window: string
  readonly basis: Basis
}

/** The promise asked for with its basis, else the first one; a set of one service also has that service's. */
export function namedPromise(
  context: MetricContext,
  service: string | null,
  name: PromiseName | undefined,
): (Promised & { readonly basis: Basis }) | null {
  const all = promises(context)
  const [only, more] = context.services
  const own = all.filter((one) => one.service === service)
  const alike = service === null && more === undefined ? only : null
  const promised = own.length > 0 ? own : all.filter((one) => one.service === alike)
  const found = promised.find(
    ({ slo }) => slo.target === name?.target && slo.window === name.window,
  )
  const chosen = found ?? promised[0]
  return chosen ? { ...chosen, basis: (found && name?.basis) ?? chosen.slo.basis } : null
}

/** Every promise on the set, then those of each service in scope. */
export function promises({ services, settings }: MetricContext): readonly Promised[] {
  const own = services.flatMap((service) =>
    (settings.services.find(({ name }) => name === service)?.slo ?? []).map((slo) => ({
      service,
      slo,
    })),
  )
  return [...settings.slo.map((slo) => ({ service: null, slo })), ...own]
}

/** Services with a target or credits that no record names, by name or alias: most likely a slip of the pen. */
export function unknownServices(
  settings: Settings,
  knownServices: readonly string[],
): readonly string[] {
  const known = new Set(knownServices.map(folded))
  return settings.services
    .filter(({ slo, credits }) => slo.length > 0 || credits.length > 0)
    .filter(({ name, aliases }) => ![name, ...aliases].some((word) => known.has(folded(word))))
    .map(({ name }) => name)
}

const monthsIn = { month: 1, quarter: 3, year: 12 } as const
export type CalendarWindow = keyof typeof monthsIn

export function isCalendar(window: string): window is CalendarWindow {
  return window in monthsIn
}

/** Token of the calendar window that holds an instant. */
export function windowToken(window: CalendarWindow, at: number, timeZone: string): string {
  return calendarToken(at, monthsIn[window], timeZone)
}

/** The calendar window that holds the end of the observed period, or the rolling one that ends there. */
export function budgetWindow(context: MetricContext, window: Slo['window']): Period {
  if (window === 'period') return context.period
  const { timeZone } = context.period
  const end = observedEnd(context)
  return resolvePeriod(isCalendar(window) ? windowToken(window, end - 1, timeZone) : window, {
    timeZone,
    asOf: end,
    observedFrom: context.observation.from,
    observedTo: end,
  })
}

/** End of the observed and elapsed part of the period, epoch ms. */
export function observedEnd({ window }: MetricContext): number {
  return Math.max(window.from, window.to)
}

interface Interval {
  readonly from: number
  readonly to: number
}

/** What of a budget is used. Lengths minutes. */
export interface Spending {
  readonly totalMinutes: number
  readonly consumedMinutes: Range
  /** Time in which downtime would be known; less than the window where it began before recording or lies ahead. */
  readonly observedMinutes: number
  /** Not capped at 100; null where the budget is nothing, or nothing was observed. */
  readonly percentConsumed: number | null
  /** 1 = exactly on budget; null when the target is 100 % or nothing has elapsed. */
  readonly burnRate: number | null
  readonly verdict: BudgetVerdict
}

/**
 * The budget of a window: total = window × allowed badness, even where it lies ahead; consumed = downtime so far.
 * Of a window in which nothing was observed nothing can be told. O(log n).
 */
export function spending(
  context: MetricContext,
  service: string | null,
  { allowedPpm }: Pick<Slo, 'allowedPpm'>,
  basis: Basis,
  { from, to }: Interval,
): Spending {
  const excluded =
    context.rule.maintenance === 'exclude' ? context.maintained(service, from, to) : 0
  const totalMinutes = minutes(((to - from - excluded) * allowedPpm) / 1e6)
  const { value, low, high } = context.downtime(service, from, to)[basis]
  const consumedMinutes = { value: minutes(value), low: minutes(low), high: minutes(high) }
  const elapsed = context.observed(service, from, to)
  const seen = elapsed > 0
  return {
    totalMinutes,
    consumedMinutes,
    observedMinutes: minutes(elapsed),
    percentConsumed: seen && totalMinutes > 0 ? (100 * consumedMinutes.value) / totalMinutes : null,
    burnRate: seen && allowedPpm > 0 ? value / elapsed / (allowedPpm / 1e6) : null,
    verdict: seen ? budgetVerdict(consumedMinutes, totalMinutes) : 'cannot tell',
  }
}

function budgetVerdict({ low, high }: Range, total: number): BudgetVerdict {
  if (high <= total) return 'within'
  return low > total ? 'exceeded' : 'cannot tell'
}

/**
 * The spans that can reach into the window, as views: they begin with the stretch of touching segments that covers its
 * start, and end with the last span that starts inside. O(log n).
 */
export function spansReaching(
  context: MetricContext,
  service: string | null,
  { from, to }: Interval,
): Spans {
  const { spans, value } = context.timelines(service)
  let segment = firstEndingAfter(value, from)
  while (segment > 0 && value.to[segment - 1] === value.from[segment]) segment--
  const begin = firstAtLeast(spans.from, value.from[segment] ?? Infinity)
  const end = Math.max(begin, firstAtLeast(spans.from, to))
  return {
    from: spans.from.subarray(begin, end),
    to: spans.to.subarray(begin, end),
    weight: spans.weight.subarray(begin, end),
    row: spans.row.subarray(begin, end),
  }
}

function firstAtLeast(values: Float64Array, limit: number): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (values[middle]! >= limit) high = middle
    else low = middle + 1
  }
  return low
}
