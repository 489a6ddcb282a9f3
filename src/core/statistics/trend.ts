import { normalCdf } from './distributions'
import { ascending, sampleMoments, sum, type Numbers } from './numbers'

/** A trend in frequency: a negative statistic means ever rarer. */
export interface Trend {
  readonly n: number
  readonly statistic: number
  /** Two-sided. */
  readonly p: number
  readonly method: 'exact' | 'normal'
}

/** Largest n for which the exact distribution is used; beyond, its alternating sum loses digits. */
const mostExact = 12

/**
 * Laplace's test for a trend in a Poisson process: U = (Σt/T − n/2)/√(n/12), with times in (0, T] since an origin that
 * does not depend on the incidents. Exact for n ≤ 12. Null of nothing. O(n). Source: Cox & Lewis 1966, 3.3.
 */
export function laplace(times: Numbers, until: number): Trend | null {
  const n = times.length
  if (n === 0 || !(until > 0)) return null
  const total = sum(times) / until
  const statistic = (total - n / 2) / Math.sqrt(n / 12)
  return n <= mostExact
    ? {
        n,
        statistic,
        p: Math.min(1, 2 * irwinHallCdf(Math.min(total, n - total), n)),
        method: 'exact',
      }
    : { n, statistic, p: 2 * normalCdf(-Math.abs(statistic)), method: 'normal' }
}

/**
 * The same where the origin was not declared: the first incident becomes the origin and is dropped, since otherwise
 * the data choose the origin and every log seems to improve.
 */
export function conditionalLaplace(times: Numbers, until: number): Trend | null {
  const sorted = ascending(times)
  const origin = sorted[0]
  if (origin === undefined) return null
  return laplace(
    sorted.subarray(1).map((time) => time - origin),
    until - origin,
  )
}

/** Laplace's U divided by the variation of the gaps, which keeps clusters from passing for a trend. */
export interface ClusterRobustTrend {
  readonly gapVariation: number
  readonly statistic: number
  /** Two-sided, normal: to be relied on from 12 incidents. */
  readonly p: number
}

/**
 * Lewis–Robinson: U/CV of the gaps (sample CV; the first gap counts from the origin). Null below two incidents or if
 * all gaps are equal. O(n log n). Source: Lewis & Robinson 1974.
 */
export function lewisRobinson(times: Numbers, until: number): ClusterRobustTrend | null {
  const trend = laplace(times, until)
  let previous = 0
  const gaps = ascending(times).map((time) => {
    const gap = time - previous
    previous = time
    return gap
  })
  const moments = sampleMoments(gaps)
  if (trend === null || moments === null || moments.variance === 0) return null
  const gapVariation = Math.sqrt(moments.variance) / moments.mean
  const statistic = trend.statistic / gapVariation
  return { gapVariation, statistic, p: 2 * normalCdf(-Math.abs(statistic)) }
}

/**
 * P(sum of n uniform fractions ≤ s) = Σ(−1)^k C(n, k)(s − k)ⁿ/n!, k ≤ s, taken from the nearer end. For n ≤ 12.
 * Source: Irwin 1927; Hall 1927.
 */
export function irwinHallCdf(s: number, n: number): number {
  if (s <= 0) return 0
  if (s > n / 2) return 1 - irwinHallCdf(n - s, n)
  let total = 0
  let choose = 1
  let factorial = 1
  for (let k = 0; k <= s; k++) {
    total += (k % 2 === 0 ? choose : -choose) * (s - k) ** n
    choose = (choose * (n - k)) / (k + 1)
  }
  for (let i = 2; i <= n; i++) factorial *= i
  return total / factorial
}
