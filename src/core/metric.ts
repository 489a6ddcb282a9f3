import type { PromiseName } from './budget'
import type { MetricContext } from './metric-context'
import type { Working } from './working'

/** A measured figure with its measurement bounds: `low <= value <= high`. Not a confidence interval. */
export interface Range {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** Verdicts on a trend: a closed set of words. */
export type TrendVerdict = 'improving' | 'worsening' | 'no clear change' | 'too few incidents'

/** Verdicts on a budget: `cannot tell` when the bounds straddle it. */
export type BudgetVerdict = 'within' | 'exceeded' | 'cannot tell'

/**
 * A metric: one file in `metrics/` and one line in its index. `compute` returns plain JSON; null where there is
 * nothing to say, never NaN. `definition`, `formula`, `edge` and `source` are shown on screen and in the README.
 */
export interface Metric<Result> {
  readonly label: string
  /** What it is, in a sentence. */
  readonly definition: string
  readonly formula: string
  /** How ongoing, overlapping, clipped and unknown ones are treated. */
  readonly edge: string
  readonly source: string
  compute(context: MetricContext): Result
  /**
   * How the figure of a service, or of the set for null, came about, from what `compute` uses. What has no figure of a
   * single service answers for the set. `promise` tells which budget is meant; the first one where it is not given.
   */
  explain(context: MetricContext, service: string | null, promise?: PromiseName): Working
}

/** Ties a metric's result type to its declaration. */
export function metric<Result>(declaration: Metric<Result>): Metric<Result> {
  return declaration
}

export function rangeOf(value: number, low: number, high: number): Range {
  return { value, low: Math.min(low, value), high: Math.max(high, value) }
}
