import { bootstrapMean } from './bootstrap'
import { hallInterval, modifiedCoxInterval, type Interval } from './intervals'
import type { Numbers } from './numbers'

/** The 95 % interval of a mean that is worth showing, and by which method. */
export interface MeanInterval extends Interval {
  readonly method: 'none' | 'modified Cox' | 'BCa' | 'Hall'
}

const none: MeanInterval = { method: 'none', lower: null, upper: null }

/**
 * Chosen by size on simulated coverage: below 5 values none; 5–19 modified Cox ("if durations are lognormal"); 20–5,000
 * BCa; above, Hall's skewness-corrected one. None of values that do not vary. Give the values in (start, id) order.
 */
export function meanInterval(values: Numbers, seed: number): MeanInterval {
  const n = values.length
  if (n < 5 || values.every((value) => value === values[0])) return none
  if (n < 20) return named('modified Cox', modifiedCoxInterval(values))
  if (n <= 5000) return named('BCa', bootstrapMean(values, seed)?.bca ?? null)
  return named('Hall', hallInterval(values))
}

function named(method: MeanInterval['method'], interval: Interval | null): MeanInterval {
  return interval === null ? none : { method, lower: interval.lower, upper: interval.upper }
}
