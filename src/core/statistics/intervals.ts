import { betaInverse } from './beta'
import {
  binomialCdf,
  binomialUpper,
  chiSquareInverse,
  normalInverse,
  tInverse,
} from './distributions'
import { centralSum, logarithms, sampleMoments, type Numbers } from './numbers'

/** A 95 % sampling interval; a side that the data cannot give is null. */
export interface Interval {
  readonly lower: number | null
  readonly upper: number | null
}

/** An interval both of whose ends exist. */
export interface ClosedInterval extends Interval {
  readonly lower: number
  readonly upper: number
}

/** Order-statistic interval of a quantile. Ranks are 1-based; coverage is exact for continuous data. */
export interface QuantileInterval extends Interval {
  readonly lowerRank: number | null
  readonly upperRank: number | null
  readonly coverage: number
  /** Coverage of [minimum, maximum], to be shown where no interval exists. */
  readonly rangeCoverage: number
}

/**
 * Interval of the p-quantile without assumptions on the distribution: lower rank = the largest k with
 * P(Bin(n, p) ≤ k − 1) ≤ α/2, upper rank = the smallest k with P(Bin(n, p) ≥ k) ≤ α/2. `sorted` ascends.
 * Source: David & Nagaraja, Order Statistics, 7.1.
 */
export function quantileInterval(sorted: Numbers, p: number): QuantileInterval {
  const n = sorted.length
  // Ranks rise while the condition holds, so each is found by halving.
  const lowerRank = lastWhere(n, (k) => binomialCdf(k - 1, n, p) <= 0.025)
  const upperRank = lastWhere(n, (k) => binomialUpper(k, n, p) > 0.025) + 1
  const hasLower = lowerRank >= 1
  const hasUpper = upperRank <= n
  return {
    lower: (hasLower ? sorted[lowerRank - 1] : null) ?? null,
    upper: (hasUpper ? sorted[upperRank - 1] : null) ?? null,
    lowerRank: hasLower ? lowerRank : null,
    upperRank: hasUpper ? upperRank : null,
    coverage:
      (hasUpper ? binomialCdf(upperRank - 1, n, p) : 1) -
      (hasLower ? binomialCdf(lowerRank - 1, n, p) : 0),
    rangeCoverage: Math.max(0, 1 - p ** n - (1 - p) ** n),
  }
}

/** The largest k in 1..n for which a condition holds that holds up to some k and not after; 0 if for none. */
function lastWhere(n: number, holds: (k: number) => boolean): number {
  let low = 0
  let high = n
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (holds(middle)) low = middle
    else high = middle - 1
  }
  return low
}

/** Geometric mean: exp(ȳ ± t·s/√n) on logs. Null below two values or if one is not positive. */
export function geometricMeanInterval(values: Numbers): ClosedInterval | null {
  const moments = logMoments(values)
  if (moments === null) return null
  const n = values.length
  const reach = tInverse(0.975, n - 1) * Math.sqrt(moments.variance / n)
  return finite(Math.exp(moments.mean - reach), Math.exp(moments.mean + reach))
}

/**
 * Mean of lognormal durations, modified Cox: exp(ȳ + s²/2 ± t·√(s²/n + s⁴/(2(n − 1)))). Null below two values or if
 * one is not positive. Source: Olsson 2005.
 */
export function modifiedCoxInterval(
  values: Numbers,
): (ClosedInterval & { readonly point: number }) | null {
  const moments = logMoments(values)
  if (moments === null) return null
  const { mean, variance } = moments
  const n = values.length
  const centre = mean + variance / 2
  const reach =
    tInverse(0.975, n - 1) * Math.sqrt(variance / n + (variance * variance) / (2 * (n - 1)))
  const ends = finite(Math.exp(centre - reach), Math.exp(centre + reach))
  return ends && { point: Math.exp(centre), ...ends }
}

/**
 * Mean corrected for skewness: x̄ + s/√n·(±z + γ(2z² + 1)/(6√n)), γ = m₃/m₂^1.5. O(n), for large n. Null below two
 * values. Source: Hall 1992.
 */
export function hallInterval(values: Numbers): ClosedInterval | null {
  const moments = sampleMoments(values)
  if (moments === null) return null
  const n = values.length
  const { mean, variance } = moments
  if (variance === 0) return { lower: mean, upper: mean }
  const population = (variance * (n - 1)) / n
  const skewness = centralSum(values, mean, 3) / n / population ** 1.5
  const z = normalInverse(0.975)
  const shift = (skewness * (2 * z * z + 1)) / (6 * Math.sqrt(n))
  const unit = Math.sqrt(variance / n)
  return { lower: mean + unit * (shift - z), upper: mean + unit * (shift + z) }
}

/**
 * Rate of a Poisson process, per unit of `exposure` > 0: [χ²(α/2; 2n), χ²(1 − α/2; 2n + 2)] / 2T. Its upper end at
 * level .9 is the one-sided 95 % bound (3.00/T after no incident).
 * Source: Garwood 1936.
 */
export function rateInterval(count: number, exposure: number, level = 0.95): ClosedInterval {
  const tail = (1 - level) / 2
  return {
    lower: count === 0 ? 0 : chiSquareInverse(tail, 2 * count) / (2 * exposure),
    upper: chiSquareInverse(1 - tail, 2 * count + 2) / (2 * exposure),
  }
}

/** Proportion of `count` in `trials`, exact and conservative. Source: Clopper & Pearson 1934. */
export function proportionInterval(count: number, trials: number): ClosedInterval {
  return {
    lower: count === 0 ? 0 : betaInverse(0.025, count, trials - count + 1),
    upper: count === trials ? 1 : betaInverse(0.975, count + 1, trials - count),
  }
}

function logMoments(values: Numbers) {
  const logs = logarithms(values)
  return logs && sampleMoments(logs)
}

/** A spread so wide that an end overflows says nothing. */
function finite(lower: number, upper: number): ClosedInterval | null {
  return Number.isFinite(upper) ? { lower, upper } : null
}
