import {
  ascending,
  centralSum,
  logarithms,
  mean,
  sampleMoments,
  sum,
  type Numbers,
} from './numbers'
import { quantile } from './quantile'

/** Location and spread of durations, in their own unit. */
export interface Description {
  readonly n: number
  readonly minimum: number
  readonly maximum: number
  readonly median: number
  /** exp(mean of ln x); null if a value is not positive. */
  readonly geometricMean: number | null
  readonly mean: number
  /** Sample standard deviation; null below two values. */
  readonly standardDeviation: number | null
  /** Sample standard deviation of ln x; null below two values or if one is not positive. */
  readonly logStandardDeviation: number | null
  /** Null below 10 values, where it would only restate the maximum. */
  readonly p90: number | null
  /** Null below 100 values. */
  readonly p99: number | null
  /** Share of the largest value in the sum, 0..1; null if the sum is 0. */
  readonly largestShare: number | null
  /** Where one value holds more than a quarter of the sum: the mean of the others. */
  readonly meanWithoutLargest: number | null
}

/** Median and geometric mean before the mean, which a single long incident can carry. Null of nothing. O(n log n). */
export function description(values: Numbers): Description | null {
  const sorted = ascending(values)
  const n = sorted.length
  const median = quantile(sorted, 0.5)
  const minimum = sorted[0]
  const maximum = sorted[n - 1]
  if (median === null || minimum === undefined || maximum === undefined) return null
  const total = sum(sorted)
  const logs = logarithms(sorted)
  const logMean = logs && mean(logs)
  const logMoments = logs && sampleMoments(logs)
  const largestShare = total > 0 ? maximum / total : null
  return {
    n,
    minimum,
    maximum,
    median,
    geometricMean: logMean === null ? null : Math.exp(logMean),
    mean: total / n,
    standardDeviation: n < 2 ? null : Math.sqrt(centralSum(sorted, total / n, 2) / (n - 1)),
    logStandardDeviation: logMoments && Math.sqrt(logMoments.variance),
    p90: n < 10 ? null : quantile(sorted, 0.9),
    p99: n < 100 ? null : quantile(sorted, 0.99),
    largestShare,
    meanWithoutLargest:
      n > 1 && largestShare !== null && largestShare > 0.25
        ? sum(sorted.subarray(0, n - 1)) / (n - 1)
        : null,
  }
}
