import { metric } from '../metric'
import { rateInterval } from '../statistics/intervals'
import { episodes } from '../timeline'
import { plain } from '../working'

export interface FrequencyResult {
  /** Incidents that started in the observed period. */
  readonly n: number
  readonly perYear: number | null
  /** 95 % interval (Garwood), or null without observed time. */
  readonly perYearCi: readonly [low: number, high: number] | null
  /** Merged stretches of downtime. */
  readonly episodes: number
  readonly mtbfDays: number | null
  /** Whole and part days from the last start to the as-of instant. */
  readonly daysSinceLast: number | null
}

const day = 86_400_000
const year = 365.25 * day

export const frequency = metric<FrequencyResult>({
  label: 'Frequency and MTBF',
  definition: 'How often incidents start, and the mean operating time between failures.',
  formula:
    'per year = n / observed years, with the exact Poisson interval; MTBF = (observed time − downtime) / episodes',
  edge: 'An incident counts where it starts. Overlapping incidents are one episode. Without an episode there is no MTBF.',
  source: 'Garwood 1936; IEC 60050-192-05-13',
  compute(context) {
    const { from, to } = context.window
    const observed = context.observed(null, from, to)
    const n = context.started.length
    const count = episodes(context.timelines(null).value, from, to)
    const up = observed - context.downtime(null, from, to).raw.value
    const last = context.started[n - 1]
    const years = observed / year
    const interval = years > 0 ? rateInterval(n, years) : null
    return {
      n,
      perYear: years > 0 ? n / years : null,
      perYearCi: interval && [interval.lower, interval.upper],
      episodes: count,
      mtbfDays: count > 0 ? up / count / day : null,
      daysSinceLast:
        last === undefined ? null : (context.asOf - context.frame.incidents.startAt[last]!) / day,
    }
  },
  explain(context, service) {
    const { from, to } = context.clip(service, context.period.from, context.period.to)
    const observed = context.observed(service, from, to)
    const rows = [...context.startedIn(service)]
    const count = episodes(context.timelines(service).value, from, to)
    const down = context.downtime(service, from, to).raw.value
    const years = observed / year
    const interval = years > 0 ? rateInterval(rows.length, years) : null
    return {
      figure: 'frequency',
      service,
      intervals: null,
      rows,
      steps: [
        {
          label: 'Incidents per year',
          expression: `${rows.length} / ${plain(years)} years`,
          value: years > 0 ? rows.length / years : null,
          unit: 'per year',
        },
        {
          label: 'MTBF',
          expression: `(${plain(observed / day)} − ${plain(down / day)} days) / ${count} episodes`,
          value: count > 0 ? (observed - down) / count / day : null,
          unit: 'days',
        },
      ],
      notes: [
        ...(interval
          ? [
              `95 % interval: ${plain(interval.lower)} to ${plain(interval.upper)} per year (Garwood).`,
            ]
          : []),
        ...(count < rows.length
          ? ['Overlapping incidents are one episode, and incidents of no length are none.']
          : []),
      ],
      result: rows.length,
      unit: 'count',
    }
  },
})
