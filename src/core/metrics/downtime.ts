import { minutes, monthsOf } from '../bucket'
import { metric, type Range } from '../metric'
import { boundNotes, intervalWorking, summed } from '../working'
import type { Downtime } from '../metric-context'

/** Minutes. `stated` and `assumed` add up to `weighted.value`. */
export interface DowntimeResult {
  readonly set: 'any-down'
  readonly raw: Range
  readonly weighted: Range
  readonly stated: number
  readonly assumed: number
  readonly byService: readonly {
    readonly service: string
    readonly raw: Range
    readonly weighted: Range
  }[]
  readonly byMonth: readonly {
    readonly month: string
    readonly raw: Range
    readonly weighted: Range
  }[]
}

export const downtime = metric<DowntimeResult>({
  label: 'Downtime',
  definition:
    'Time in which a service did not work as promised: overlapping incidents count once. Weighted downtime counts each moment by the share of requests that failed.',
  formula:
    'raw = |union of impacts ∩ window|; weighted = ∫ w(t) dt with w the largest error rate at t',
  edge: 'Clipped to the observed part of the period. Ongoing incidents run to the as-of instant. Several services: down when any is. An unstated error rate is a range by severity. Bounds: shortest and longest durations claimed; at most the sum of the error rates, at most 1.',
  source: 'Interval union; Fréchet 1935 for the bounds of overlapping error rates',
  compute(context) {
    const { from, to } = context.window
    const whole = context.downtime(null, from, to)
    const assumed = minutes(whole.assumed)
    return {
      set: 'any-down',
      ...inMinutes(whole),
      stated: whole.weighted.value / 60_000 - assumed,
      assumed,
      byService: context.services.map((service) => ({
        service,
        ...inMinutes(context.downtime(service, context.period.from, context.period.to)),
      })),
      byMonth: monthsOf(context).map(({ month, from, to }) => ({
        month,
        ...inMinutes(context.downtime(null, from, to)),
      })),
    }
  },
  explain(context, service) {
    const { from, to } = context.period
    const intervals = intervalWorking(context, service, from, to)
    const { raw, weighted } = inMinutes(context.downtime(service, from, to))
    return {
      figure: 'downtime',
      service,
      intervals,
      rows: [],
      steps: [
        {
          label: 'Raw downtime',
          expression: summed(intervals.value.stretches.map((one) => minutes(one.to - one.from))),
          value: raw.value,
          unit: 'minutes',
        },
        {
          label: 'Weighted downtime',
          expression: summed(
            intervals.value.stretches.map((one) => minutes(one.to - one.from) * one.weight),
          ),
          value: weighted.value,
          unit: 'minutes',
        },
      ],
      notes: boundNotes(intervals),
      result: raw,
      unit: 'minutes',
    }
  },
})

function inMinutes({ raw, weighted }: Downtime): { raw: Range; weighted: Range } {
  return { raw: minutesRange(raw), weighted: minutesRange(weighted) }
}

function minutesRange({ value, low, high }: Range): Range {
  return { value: minutes(value), low: minutes(low), high: minutes(high) }
}
