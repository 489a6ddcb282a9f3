import { metric } from '../metric'
import { restoreTimes } from '../restore-times'
import { description } from '../statistics/descriptive'
import { middleOf, plain, summed } from '../working'
import { meanInterval, type MeanInterval } from '../statistics/mean-interval'
import { kaplanMeier, restrictedMean, survivalQuantile } from '../statistics/kaplan-meier'

/** Minutes. Nothing is given below its least n. */
export interface RestoreResult {
  readonly clock: 'impact' | 'page'
  /** Closed incidents of some length. */
  readonly n: number
  readonly mean: number | null
  readonly median: number | null
  /** From 10 closed incidents. */
  readonly p90: number | null
  readonly geomean: number | null
  /** 95 % interval of the mean, from 5 closed incidents, and by which method. */
  readonly meanCi: MeanInterval
  /** Still open at the as-of instant. */
  readonly censored: number
  /** Kaplan–Meier, with the open ones; null when it is beyond what was observed. */
  readonly kmMedian: number | null
  /** Mean time to restore within 7 days, open ones included. */
  readonly rmst7d: number | null
  readonly zeroLengthExcluded: number
  /** Share of the largest incident in the sum, 0..1. */
  readonly largestShare: number | null
  /** Mean of the others where the largest holds more than a quarter of the sum. */
  readonly meanWithoutLargest: number | null
}

const week = 7 * 24 * 60
const bootstrapSeed = 20171012

export const restore = metric<RestoreResult>({
  label: 'Time to restore',
  definition: 'From the start of impact to its end, per incident: detection time included.',
  formula:
    'median, geometric mean, mean and 90th percentile (Hyndman–Fan type 7) of closed incidents; Kaplan–Meier where some are still open',
  edge: 'Incidents of no length are left out and counted. Open ones are censored, not dropped. An incident belongs to the period it starts in.',
  source:
    'IEC 60050-192 (time to restoration); Kaplan & Meier 1958; Olsson 2005; Efron 1987; Hall 1992',
  compute(context) {
    const { closed, open, zeroLength } = restoreTimes(context)
    const stated = description(closed)
    const curve = kaplanMeier(closed, open)
    return {
      clock: context.rule.clock,
      n: closed.length,
      mean: stated?.mean ?? null,
      median: stated?.median ?? null,
      p90: stated?.p90 ?? null,
      geomean: stated?.geometricMean ?? null,
      meanCi: meanInterval(closed, bootstrapSeed),
      censored: open.length,
      kmMedian: survivalQuantile(curve, 0.5),
      rmst7d: curve.length + open.length > 0 ? restrictedMean(curve, week) : null,
      zeroLengthExcluded: zeroLength,
      largestShare: stated?.largestShare ?? null,
      meanWithoutLargest: stated?.meanWithoutLargest ?? null,
    }
  },
  explain(context, service) {
    const { rows, closed, open, zeroLength } = restoreTimes(context, service)
    const interval = meanInterval(closed, bootstrapSeed)
    const stated = description(closed)
    return {
      figure: 'restore',
      service,
      intervals: null,
      rows: [...rows],
      steps: [
        {
          label: 'Median',
          expression: middleOf(closed),
          value: stated?.median ?? null,
          unit: 'minutes',
        },
        {
          label: 'Mean',
          expression: `(${summed(closed)}) / ${closed.length}`,
          value: stated?.mean ?? null,
          unit: 'minutes',
        },
        ...(stated?.p90
          ? [
              {
                label: '90th percentile',
                expression: `of n = ${closed.length}, Hyndman–Fan type 7`,
                value: stated.p90,
                unit: 'minutes' as const,
              },
            ]
          : []),
        ...(open.length > 0
          ? [
              {
                label: 'Median with the open ones',
                expression: `Kaplan–Meier, ${open.length} censored`,
                value: survivalQuantile(kaplanMeier(closed, open), 0.5),
                unit: 'minutes' as const,
              },
            ]
          : []),
      ],
      notes: [
        ...(interval.lower !== null && interval.upper !== null
          ? [
              `95 % interval of the mean: ${plain(interval.lower)} to ${plain(interval.upper)} minutes (${interval.method}).`,
            ]
          : []),
        ...(zeroLength > 0 ? [`${zeroLength} of no length are left out.`] : []),
        ...(open.length > 0
          ? [`${open.length} still open: left out of these figures, censored in Kaplan–Meier.`]
          : []),
      ],
      result: stated?.median ?? null,
      unit: 'minutes',
    }
  },
})
