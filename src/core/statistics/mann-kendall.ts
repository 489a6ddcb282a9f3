import { normalCdf, normalInverse } from './distributions'
import { ascending, centralSum, mean, type Numbers } from './numbers'
import { quantile } from './quantile'

/** A monotone trend in a series of equal periods. */
export interface MonotoneTrend {
  readonly n: number
  readonly s: number
  readonly variance: number
  readonly z: number
  /** Two-sided: exact for n ≤ 10 without ties, else normal. */
  readonly p: number
  readonly method: 'exact' | 'normal'
  /** Kendall's τ-b; null if all values are equal. */
  readonly tau: number | null
  /** Theil–Sen: the median change per period, with Gilbert's 95 % interval of rounded ranks. */
  readonly slope: number
  readonly lower: number
  readonly upper: number
  /** Correlation of neighbouring periods; null if all are equal. Beyond 2/√n, p is too small. */
  readonly autocorrelation: number | null
}

/**
 * Mann–Kendall test and Theil–Sen slope of a series in order of time, one value per period. Null below three.
 * O(n² log n): for months, not incidents. Source: Mann 1945; Kendall 1975; Sen 1968; Gilbert 1987, 16.5.
 */
export function monotoneTrend(series: Numbers): MonotoneTrend | null {
  const n = series.length
  if (n < 3) return null
  const slopes: number[] = []
  let s = 0
  for (const [j, later] of series.entries()) {
    for (const [i, earlier] of series.entries()) {
      if (i >= j) break
      slopes.push((later - earlier) / (j - i))
      s += Math.sign(later - earlier)
    }
  }
  const ties = tieSizes(series)
  const pairs = (n * (n - 1)) / 2
  const tiedPairs = ties.reduce((total, t) => total + (t * (t - 1)) / 2, 0)
  const spread = (k: number) => k * (k - 1) * (2 * k + 5)
  const variance = ties.reduce((total, t) => total - spread(t), spread(n)) / 18
  const z = s === 0 ? 0 : (s - Math.sign(s)) / Math.sqrt(variance)
  const exact = n <= 10 && ties.length === 0
  const sorted = ascending(slopes)
  const reach = normalInverse(0.975) * Math.sqrt(variance)
  const ranked = (rank: number) => sorted[Math.min(Math.max(Math.round(rank), 1), pairs) - 1] ?? 0
  return {
    n,
    s,
    variance,
    z,
    p: exact ? exactP(n, Math.abs(s)) : Math.min(1, 2 * normalCdf(-Math.abs(z))),
    method: exact ? 'exact' : 'normal',
    tau: tiedPairs === pairs ? null : s / Math.sqrt(pairs * (pairs - tiedPairs)),
    slope: quantile(sorted, 0.5) ?? 0,
    lower: ranked((pairs - reach) / 2),
    upper: ranked((pairs + reach) / 2 + 1),
    autocorrelation: lagOne(series),
  }
}

/** Sizes of the groups of equal values, of two and more. */
function tieSizes(series: Numbers): number[] {
  const counts = new Map<number, number>()
  for (const value of series) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts.values()].filter((count) => count > 1)
}

/** P(|S| ≥ s) over all orders of n different values, by counting orders with each number of inversions. */
function exactP(n: number, s: number): number {
  let orders = [1]
  for (let k = 2; k <= n; k++) {
    const next = Array.from({ length: orders.length + k - 1 }, () => 0)
    for (const [inversions, count] of orders.entries()) {
      for (let i = 0; i < k; i++) next[inversions + i] = (next[inversions + i] ?? 0) + count
    }
    orders = next
  }
  const pairs = (n * (n - 1)) / 2
  let extreme = 0
  let all = 0
  for (const [inversions, count] of orders.entries()) {
    if (Math.abs(pairs - 2 * inversions) >= s) extreme += count
    all += count
  }
  return extreme / all
}

function lagOne(series: Numbers): number | null {
  const centre = mean(series) ?? 0
  const square = centralSum(series, centre, 2)
  if (square === 0) return null
  let product = 0
  let previous: number | null = null
  for (const value of series) {
    if (previous !== null) product += (previous - centre) * (value - centre)
    previous = value
  }
  return product / square
}
