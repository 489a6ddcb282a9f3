import {
  bases,
  budgetWindow,
  isCalendar,
  namedPromise,
  promises,
  spending,
  windowToken,
  type Basis,
  type Promised,
  type Spending,
} from '../budget'
import { budgetShares } from '../budget-shares'
import { budgetForecasts, type BudgetForecast, type NoForecast } from '../budget-forecast'
import { minutes } from '../bucket'
import { calendarEdges } from '../calendar'
import { metric, type Range } from '../metric'
import type { MetricContext } from '../metric-context'
import type { Period } from '../period'
import type { Policy } from '../settings'
import { exhaustion, rollingRecovery } from '../statistics/exhaustion'
import { firstEndingAfter, type Timeline } from '../timeline'
import { boundNotes, intervalWorking, plain, summed, type Working } from '../working'

/** One error budget: a service, target, window and basis. Instants epoch ms UTC, lengths minutes. */
export interface Budget extends Spending {
  /** null = all services in scope together (any down). */
  readonly service: string | null
  /** Percent as promised, such as 99.95. */
  readonly target: number
  /** `month` `quarter` `year` `28d` … or `period`. */
  readonly window: string
  /** "Dec 2022", "30 days to 12 Oct 2017". */
  readonly label: string
  readonly from: number
  readonly to: number
  /** Up to where the downtime is counted; `to` once the window is over. */
  readonly countedTo: number
  readonly basis: Basis
  /** True for the basis the promise names; the other is shown beside it. */
  readonly promised: boolean
  /** Negative when overspent. */
  readonly remainingMinutes: Range
  readonly room: Room
  /** What the policy asks for at this much consumed. */
  readonly policy: PolicyStage
  /** When it runs out at the pace of the window so far, the last 7 and the last 30 days; empty once it is over. */
  readonly exhaustion: readonly Pace[]
  /** When an overspent rolling budget is whole again if nothing more happens; else null. */
  readonly recoversAt: number | null
  readonly forecast: BudgetForecast | null
  /** Why there is no forecast; null where there is one. */
  readonly noForecast: NoForecast | null
  /** The same promise over 1, 3, 7, 14, 28, 30 and 90 days up to `countedTo`. */
  readonly windows: readonly RollingSpending[]
  /** Verdicts of the calendar windows of this kind in the period, oldest first; empty for a rolling window. */
  readonly history: readonly BudgetWindow[]
}

/** What may still happen before the target is missed, minutes; 0 when it is. */
export interface Room {
  readonly fullOutage: number
  /** At the mean weight of the downtime observed; null on the raw basis, where every outage counts whole. */
  readonly atMeanWeight: number | null
}

/** `none` below the first threshold. */
export type PolicyStage = 'none' | 'notice' | 'slow' | 'freeze'

export interface Pace {
  readonly lookback: 'window' | '7d' | '30d'
  readonly minutesPerDay: number
  /** Null = not at this pace; `countedTo` if it has run out already. */
  readonly at: number | null
}

export interface RollingSpending extends Spending {
  readonly days: number
}

export interface BudgetWindow extends Spending {
  /** Period token, such as `2017-09` or `2017-Q3`. */
  readonly token: string
}

export const budgets = metric<readonly Budget[]>({
  label: 'Error budget',
  definition: 'The downtime a target allows in its window, and how much of it is left.',
  formula:
    'total = window × (100 % − target); consumed = downtime so far; remaining = total − consumed; burn rate = (consumed / elapsed) / (100 % − target); runs out after remaining / pace',
  edge: 'The whole window counts for the total even where it lies ahead. Overspent stays negative. "Cannot tell" where the bounds of the downtime straddle the total. A target of 100 % has no burn rate. No forecast below 8 incidents, words up to 19, then percentages kept within 5 and 95. Recovery assumes no further downtime.',
  source: 'Google SRE Workbook, chapters 2 and 5; Panjer 1981',
  compute(context) {
    const forecastOf = budgetForecasts(context)
    return promises(context).flatMap((promised) =>
      bases.map((basis) => budget(context, promised, basis, forecastOf)),
    )
  },
  explain(context, service, name) {
    const promised = namedPromise(context, service, name)
    return promised ? spent(context, promised) : untold(service)
  },
})

function untold(service: string | null): Working {
  return {
    figure: 'budgets',
    service,
    intervals: null,
    rows: [],
    steps: [],
    notes: [`No target is set for ${service ?? 'all services together'}, so there is no budget.`],
    result: null,
    unit: 'minutes',
  }
}

const mostShares = 12

function spent(
  context: MetricContext,
  { service, slo, basis }: Promised & { readonly basis: Basis },
): Working {
  const window = budgetWindow(context, slo.window)
  const spent = spending(context, service, slo, basis, window)
  const { totalMinutes, consumedMinutes, observedMinutes, percentConsumed, burnRate } = spent
  const intervals = intervalWorking(context, service, window.from, window.to)
  const { target } = slo
  const incidents = budgetShares(context, { ...window, service, target, basis, totalMinutes })
  const allowed = plain(slo.allowedPpm / 10_000)
  const whole = plain(minutes(window.to - window.from))
  const length =
    context.rule.maintenance === 'exclude'
      ? `(${whole} − ${plain(minutes(context.maintained(service, window.from, window.to)))} of maintenance)`
      : whole
  const lengths = intervals.value.stretches.map(
    (one) => minutes(one.to - one.from) * (basis === 'raw' ? 1 : one.weight),
  )
  return {
    figure: 'budgets',
    service,
    window,
    intervals,
    rows: [],
    steps: [
      {
        label: `Budget of ${target} %`,
        expression: `${length} × ${allowed} %`,
        value: totalMinutes,
        unit: 'minutes',
      },
      {
        label: `Consumed, ${basis}`,
        expression: summed(lengths),
        value: consumedMinutes.value,
        unit: 'minutes',
      },
      {
        label: 'Remaining',
        expression: `${plain(totalMinutes)} − ${plain(consumedMinutes.value)}`,
        value: totalMinutes - consumedMinutes.value,
        unit: 'minutes',
      },
      {
        label: 'Percent consumed',
        expression: `100 × ${plain(consumedMinutes.value)} / ${plain(totalMinutes)}`,
        value: percentConsumed,
        unit: 'none',
      },
      {
        label: 'Burn rate',
        expression: `(${plain(consumedMinutes.value)} / ${plain(observedMinutes)}) / ${allowed} %`,
        value: burnRate,
        unit: 'none',
      },
      ...incidents.slice(0, mostShares).map((share) => ({
        label: 'Share of',
        row: share.row,
        expression:
          share.percent === null ? 'of no budget' : `${plain(share.percent)} % of the budget`,
        value: share.minutes,
        unit: 'minutes' as const,
      })),
    ],
    notes: [
      `Verdict: ${spent.verdict}.`,
      ...(incidents.length > mostShares
        ? [`${incidents.length - mostShares} incidents with smaller shares are not listed.`]
        : []),
      ...boundNotes(intervals),
    ],
    result: remainingOf(spent),
    unit: 'minutes',
  }
}

function remainingOf({ totalMinutes, consumedMinutes }: Spending): Range {
  return {
    value: totalMinutes - consumedMinutes.value,
    low: totalMinutes - consumedMinutes.high,
    high: totalMinutes - consumedMinutes.low,
  }
}

function budget(
  context: MetricContext,
  { service, slo }: Promised,
  basis: Basis,
  forecastOf: ReturnType<typeof budgetForecasts>,
): Budget {
  const window = budgetWindow(context, slo.window)
  const spent = spending(context, service, slo, basis, window)
  const { totalMinutes, consumedMinutes } = spent
  const countedTo = Math.max(window.from, context.clip(service, window.from, window.to).to)
  const remaining = totalMinutes - consumedMinutes.value
  const rolling = /^\d+d$/.test(slo.window)
  const foreseen = rolling
    ? 'rolling window'
    : forecastOf({
        service,
        basis,
        remainingMinutes: remaining,
        from: countedTo,
        to: window.to,
      })
  const told = typeof foreseen === 'object'
  return {
    service,
    target: slo.target,
    window: slo.window,
    label: window.label,
    from: window.from,
    to: window.to,
    countedTo,
    basis,
    promised: basis === slo.basis,
    ...spent,
    remainingMinutes: remainingOf(spent),
    room: room(context, service, basis, remaining),
    policy: policyStage(spent, context.settings.policy),
    exhaustion: rolling ? [] : paces(context, service, basis, window, countedTo, remaining),
    recoversAt: rolling && remaining < 0 ? recovery(context, service, basis, window, spent) : null,
    forecast: told ? foreseen : null,
    noForecast: told ? null : foreseen,
    windows: tableDays.map((days) => ({
      days,
      ...spending(context, service, slo, basis, { from: countedTo - days * day, to: countedTo }),
    })),
    history: history(context, { service, slo }, basis),
  }
}

const day = 86_400_000
const tableDays = [1, 3, 7, 14, 28, 30, 90] as const

function room(
  context: MetricContext,
  service: string | null,
  basis: Basis,
  remaining: number,
): Room {
  const fullOutage = Math.max(0, remaining)
  if (basis === 'raw') return { fullOutage, atMeanWeight: null }
  const { raw, weighted } = context.downtime(service, -Infinity, Infinity)
  const mean = raw.value > 0 ? weighted.value / raw.value : 0
  return { fullOutage, atMeanWeight: mean > 0 ? fullOutage / mean : null }
}

function policyStage(
  { percentConsumed, consumedMinutes }: Spending,
  { notice, slow, freeze }: Policy,
): PolicyStage {
  // Of a budget of nothing, anything is too much.
  const percent = percentConsumed ?? (consumedMinutes.value > 0 ? Infinity : 0)
  if (percent >= freeze) return 'freeze'
  if (percent >= slow) return 'slow'
  return percent >= notice ? 'notice' : 'none'
}

/** At the rate of the lookback, inside the calendar window. */
function paces(
  context: MetricContext,
  service: string | null,
  basis: Basis,
  window: Period,
  countedTo: number,
  remaining: number,
): readonly Pace[] {
  if (countedTo >= window.to) return []
  const lookbacks = [
    ['window', window.from],
    ['7d', countedTo - 7 * day],
    ['30d', countedTo - 30 * day],
  ] as const
  return lookbacks.flatMap(([lookback, from]): readonly Pace[] => {
    const length = context.observed(service, from, countedTo)
    if (!(length > 0)) return []
    const found = exhaustion({
      remaining: remaining * 60_000,
      usedInLookback: context.downtime(service, from, countedTo)[basis].value,
      lookback: length,
      asOf: countedTo,
      windowEnd: window.to,
    })
    return [{ lookback, minutesPerDay: minutes(found.pace * day), at: found.exhaustedAt }]
  })
}

/** When enough old downtime has left the rolling window. */
function recovery(
  context: MetricContext,
  service: string | null,
  basis: Basis,
  window: Period,
  { totalMinutes }: Spending,
): number {
  const seen = context.clip(service, window.from, window.to)
  return rollingRecovery(segments(context.timelines(service).value, basis, seen), {
    window: window.to - window.from,
    total: totalMinutes * 60_000,
    asOf: window.to,
  })
}

/** The states inside `[from, to)`, clipped; on the raw basis every one of them is a whole outage. */
function* segments(line: Timeline, basis: Basis, { from, to }: { from: number; to: number }) {
  for (let i = firstEndingAfter(line, from); i < line.from.length && line.from[i]! < to; i++)
    yield {
      from: Math.max(line.from[i]!, from),
      to: Math.min(line.to[i]!, to),
      weight: basis === 'raw' ? 1 : line.weight[i]!,
    }
}

function history(
  context: MetricContext,
  { service, slo }: Promised,
  basis: Basis,
): readonly BudgetWindow[] {
  const { window: kind } = slo
  const { from, to } = context.window
  const { timeZone } = context.period
  if (!isCalendar(kind) || to <= from) return []
  const edges = calendarEdges(from, to, kind, timeZone)
  return edges.slice(0, -1).map((edge, i) => ({
    token: windowToken(kind, edge, timeZone),
    ...spending(context, service, slo, basis, { from: edge, to: edges[i + 1]! }),
  }))
}
