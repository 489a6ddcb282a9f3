import { chiSquareCdf, chiSquareUpper } from './distributions'
import { ascending, centralSum, mean, type Numbers } from './numbers'
import { quantile } from './quantile'

/** How unevenly incidents follow each other: −1 like clockwork, 0 at random, towards 1 in bursts. */
export interface Burstiness {
  readonly gaps: number
  /** Median gap, in the unit of the times. */
  readonly medianGap: number
  /** Sample standard deviation of the gaps over their mean. */
  readonly variation: number
  /** (r − 1)/(r + 1), r = population standard deviation over mean. Source: Goh & Barabási 2008. */
  readonly burstiness: number
  /** The same corrected for few gaps; null below 10 incidents. Source: Kim & Jo 2016. */
  readonly finiteSize: number | null
}

/** Burstiness of the gaps between starts. Null below three incidents or if all start at once. */
export function burstiness(times: Numbers): Burstiness | null {
  const sorted = ascending(times)
  const gaps = sorted.subarray(1).map((time, i) => time - (sorted[i] ?? 0))
  const k = gaps.length
  const average = mean(gaps)
  if (k < 2 || average === null || average === 0) return null
  const r = Math.sqrt(centralSum(gaps, average, 2) / k) / average
  return {
    gaps: k,
    medianGap: quantile(ascending(gaps), 0.5) ?? average,
    variation: r * Math.sqrt(k / (k - 1)),
    burstiness: (r - 1) / (r + 1),
    finiteSize: k + 1 < 10 ? null : finiteSizeBurstiness(r, k),
  }
}

/** (√(k+1)·r − √(k−1)) / ((√(k+1) − 2)·r + √(k−1)) for k gaps of variation r. */
export function finiteSizeBurstiness(r: number, k: number): number {
  const more = Math.sqrt(k + 1)
  const less = Math.sqrt(k - 1)
  return (more * r - less) / ((more - 2) * r + less)
}

/** Whether counts per equal period vary more than a Poisson process lets them. */
export interface Dispersion {
  /** D/(m − 1); 1 for a Poisson process. */
  readonly fano: number
  readonly chiSquare: number
  readonly degrees: number
  /** P(this much variation or more). Below .01 Poisson intervals are to be widened by √fano. */
  readonly pOver: number
  readonly pTwoSided: number
}

/** D = Σ(c − c̄)²/c̄ against χ²(m − 1). Null below two periods or if nothing happened. Source: Fisher 1950. */
export function dispersion(counts: Numbers): Dispersion | null {
  const average = mean(counts)
  if (average === null || average === 0 || counts.length < 2) return null
  const degrees = counts.length - 1
  const chiSquare = centralSum(counts, average, 2) / average
  const pOver = chiSquareUpper(chiSquare, degrees)
  return {
    fano: chiSquare / degrees,
    chiSquare,
    degrees,
    pOver,
    pTwoSided: Math.min(1, 2 * Math.min(pOver, chiSquareCdf(chiSquare, degrees))),
  }
}
