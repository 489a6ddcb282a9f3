import { minutes, monthsOf } from '../bucket'
import { metric, type Range } from '../metric'
import type { MetricContext } from '../metric-context'
import { boundNotes, intervalWorking, plain, summed } from '../working'

/** Ratios 0..1, null outside the observation ("no data"). */
export interface AvailabilityResult {
  readonly set: 'any-down'
  readonly raw: Range | null
  readonly weighted: Range | null
  /** Mean of the services' raw availabilities, by share. */
  readonly average: Range | null
  /** Minutes it is taken over. */
  readonly observedMinutes: number
  /** −log10(1 − raw), floored to one decimal; null without downtime. */
  readonly nines: number | null
  readonly byService: readonly ServiceAvailability[]
  readonly byMonth: readonly MonthAvailability[]
}

export interface ServiceAvailability {
  readonly service: string
  readonly raw: Range | null
  readonly weighted: Range | null
  readonly observedMinutes: number
}

export interface MonthAvailability {
  readonly month: string
  readonly raw: Range | null
  readonly weighted: Range | null
  readonly observedMinutes: number
}

export const availability = metric<AvailabilityResult>({
  label: 'Availability',
  definition: 'The share of the observed time in which the service worked as promised.',
  formula: '1 − downtime / observed time',
  edge: 'Null where nothing was observed. Shown rounded down, never up. Several services: any-down; the mean of the services stands beside it. Maintenance leaves both sides only under the rule "exclude".',
  source: 'IEC 60050-192; Google SRE Workbook, chapter 2',
  compute(context) {
    const { from, to } = context.window
    const byService = context.services.map((service) => ({
      service,
      ...part(context, service, context.period.from, context.period.to),
    }))
    const whole = part(context, null, from, to)
    return {
      set: 'any-down',
      ...whole,
      average: average(context, byService),
      nines: nines(whole.raw),
      byService,
      byMonth: monthsOf(context).map(({ month, from, to }) => ({
        month,
        ...part(context, null, from, to),
      })),
    }
  },
  explain(context, service) {
    const { from, to } = context.period
    const { raw, observedMinutes } = part(context, service, from, to)
    const down = minutes(context.downtime(service, from, to).raw.value)
    const intervals = intervalWorking(context, service, from, to)
    return {
      figure: 'availability',
      service,
      intervals,
      rows: [],
      steps: [
        {
          label: 'Observed time',
          expression: observedExpression(context, service),
          value: observedMinutes,
          unit: 'minutes',
        },
        {
          label: 'Downtime',
          expression: summed(intervals.value.stretches.map((one) => minutes(one.to - one.from))),
          value: down,
          unit: 'minutes',
        },
        {
          label: 'Availability',
          expression: `1 − ${plain(down)} / ${plain(observedMinutes)}`,
          value: raw?.value ?? null,
          unit: 'ratio',
        },
      ],
      notes: raw
        ? boundNotes(intervals)
        : ['Nothing of this period was observed, so there is no data.'],
      result: raw,
      unit: 'ratio',
    }
  },
})

/** "132,480 − 0 min": the window, less excluded maintenance. */
function observedExpression(context: MetricContext, service: string | null): string {
  const { from, to } = context.clip(service, context.period.from, context.period.to)
  const whole = plain(minutes(Math.max(0, to - from)))
  if (context.rule.maintenance !== 'exclude') return `${whole} observed and elapsed`
  return `${whole} observed and elapsed − ${plain(minutes(context.maintained(service, from, to)))} of maintenance`
}

function part(context: MetricContext, service: string | null, from: number, to: number) {
  const observed = context.observed(service, from, to)
  const { raw, weighted } = context.downtime(service, from, to)
  return {
    raw: ratio(raw, observed),
    weighted: ratio(weighted, observed),
    observedMinutes: minutes(observed),
  }
}

function ratio(down: Range, observed: number): Range | null {
  if (!(observed > 0)) return null
  return {
    value: 1 - down.value / observed,
    low: 1 - down.high / observed,
    high: 1 - down.low / observed,
  }
}

function nines(raw: Range | null): number | null {
  if (!raw || raw.value >= 1) return null
  return Math.floor(-Math.log10(1 - raw.value) * 10) / 10
}

function average(context: MetricContext, services: readonly ServiceAvailability[]): Range | null {
  let shares = 0
  const sum = { value: 0, low: 0, high: 0 }
  for (const { service, raw } of services) {
    if (!raw) continue
    const share = context.settings.services.find(({ name }) => name === service)?.share ?? 1
    shares += share
    sum.value += share * raw.value
    sum.low += share * raw.low
    sum.high += share * raw.high
  }
  if (!(shares > 0)) return null
  return { value: sum.value / shares, low: sum.low / shares, high: sum.high / shares }
}
