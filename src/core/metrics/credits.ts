import { windowToken } from '../budget'
import { minutes } from '../bucket'
import { calendarEdges } from '../calendar'
import { metric, type Range } from '../metric'
import type { MetricContext } from '../metric-context'
import type { Credit } from '../settings'
import { plain } from '../working'

/** What a service owes for one calendar month under its SLA. */
export interface MonthCredit {
  readonly service: string
  /** `YYYY-MM` */
  readonly month: string
  /** False while the month goes on, or where part of it was not observed: the credit may still change. */
  readonly complete: boolean
  /** Raw availability of what was observed, ratio 0..1; null where nothing was. */
  readonly availability: Range | null
  /**
   * Percent of the bill if nothing more happens in the month; `high` is what the longest durations cost. Null where
   * nothing was observed.
   */
  readonly percent: Range | null
  /** The next tier below, and the further downtime in the month that leads there; null in the last tier. */
  readonly next: {
    readonly below: number
    readonly percent: number
    readonly minutes: number
  } | null
}

export const credits = metric<readonly MonthCredit[]>({
  label: 'SLA credits',
  definition: 'What is owed to customers for each calendar month below a promised availability.',
  formula: 'credit = percentage of the lowest tier whose limit lies above the month’s availability',
  edge: 'Raw downtime, whole calendar months of the reporting zone. Exactly at a limit nothing is owed. A month that goes on is judged as a whole, as if nothing more happened. The credit is given for the shortest, the chosen and the longest durations.',
  source: 'Service level agreements of cloud providers',
  compute: monthCredits,
  explain(context, service) {
    const found = monthCredits(context).filter((one) => service === null || one.service === service)
    const owed = found.filter(({ percent }) => (percent?.high ?? 0) > 0)
    return {
      figure: 'credits',
      service,
      intervals: null,
      rows: [],
      steps: owed.slice(-mostMonths).map((one) => ({
        label: `Credit in percent, ${one.service}, ${one.month}`,
        expression: `lowest tier above ${plain(100 * (one.availability?.value ?? 0))} % (${plain(one.percent?.low ?? 0)} to ${plain(one.percent?.high ?? 0)})`,
        value: one.percent?.value ?? null,
        unit: 'none',
      })),
      notes: [
        found.length === 0
          ? 'No credits are agreed.'
          : `${owed.length} of ${found.length} months may owe a credit.`,
        ...(owed.length > mostMonths ? [`Only the last ${mostMonths} of them are listed.`] : []),
      ],
      result:
        found.length === 0
          ? null
          : `owed for ${found.filter(({ percent }) => (percent?.value ?? 0) > 0).length} of ${found.length} months`,
      unit: 'none',
    }
  },
})

const mostMonths = 24

function monthCredits(context: MetricContext): readonly MonthCredit[] {
  const { from, to } = context.window
  const { timeZone } = context.period
  if (to <= from) return []
  const edges = calendarEdges(from, to, 'month', timeZone)
  return context.services.flatMap((service) => {
    const own = context.settings.services.find(({ name }) => name === service)?.credits ?? []
    // The harshest tier in front.
    const tiers = own.toSorted((a, b) => a.below - b.below)
    if (tiers.length === 0) return []
    return edges.slice(0, -1).map((edge, i) => ({
      service,
      month: windowToken('month', edge, timeZone),
      ...monthCredit(context, service, tiers, edge, edges[i + 1]!),
    }))
  })
}

function monthCredit(
  context: MetricContext,
  service: string,
  tiers: readonly Credit[],
  from: number,
  to: number,
): Omit<MonthCredit, 'service' | 'month'> {
  const observed = context.observed(service, from, to)
  const seen = context.clip(service, from, to)
  const complete = seen.from === from && seen.to === to
  if (!(observed > 0)) return { complete, availability: null, percent: null, next: null }
  const { value, low, high } = context.downtime(service, from, to).raw
  // The month as a whole will be judged, not what has passed of it.
  const whole = observed + Math.max(0, to - seen.to)
  const owed = (downtime: number) =>
    tiers.find(({ below }) => downtime > allowed(below, whole))?.percent ?? 0
  const next = tiers.findLast(({ below }) => value <= allowed(below, whole))
  return {
    complete,
    availability: {
      value: 1 - value / observed,
      low: 1 - high / observed,
      high: 1 - low / observed,
    },
    percent: { value: owed(value), low: owed(low), high: owed(high) },
    next: next ? { ...next, minutes: minutes(allowed(next.below, whole) - value) } : null,
  }
}

/** Downtime down to which an availability in percent is kept. 100 − 99.95 is not 0.05 in binary: it is rounded. */
function allowed(below: number, length: number): number {
  return (length * Math.round((100 - below) * 1e8)) / 1e10
}
