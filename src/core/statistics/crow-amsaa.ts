import { chiSquareCdf, chiSquareInverse, chiSquareUpper } from './distributions'
import { ascending, type Numbers } from './numbers'
import { randomFrom } from './random'
import { uniformSample } from './uniform-sample'

/** A power-law rate of incidents, λβt^(β−1): β < 1 means ever rarer. */
export interface PowerLaw {
  readonly n: number
  readonly shape: number
  readonly unbiasedShape: number
  readonly scale: number
  /** Incidents per unit of time at the end. */
  readonly finalRate: number
  /** 95 % interval of the shape. */
  readonly lower: number
  readonly upper: number
  /** 2Σln(T/tᵢ), against χ² with 2n degrees. */
  readonly chiSquare: number
  /** Two-sided p of "no trend". */
  readonly p: number
}

/**
 * Crow–AMSAA: β̂ = n/Σln(T/tᵢ) for times in (0, T] since a declared origin, observed until T. A detail, never a verdict:
 * with an origin the data chose it invents improvement. Null below two incidents or for a time outside (0, T).
 * Source: MIL-HDBK-189C.
 */
export function powerLaw(times: Numbers, until: number): PowerLaw | null {
  const n = times.length
  const total = logSum(times, until)
  if (n < 2 || total === null) return null
  const shape = n / total
  const scale = n / until ** shape
  const chiSquare = 2 * total
  const degrees = 2 * n
  return {
    n,
    shape,
    unbiasedShape: (n - 1) / total,
    scale,
    finalRate: (shape * n) / until,
    lower: chiSquareInverse(0.025, degrees) / chiSquare,
    upper: chiSquareInverse(0.975, degrees) / chiSquare,
    chiSquare,
    p: Math.min(
      1,
      2 * Math.min(chiSquareCdf(chiSquare, degrees), chiSquareUpper(chiSquare, degrees)),
    ),
  }
}

/**
 * Whether the power law fits: Cramér–von Mises 1/(12n) + Σ((tᵢ/T)^β̄ − (2i − 1)/2n)², p by simulation (its law does not
 * depend on β). Null as above. O(simulations·n). Source: MIL-HDBK-189C.
 */
export function powerLawFit(
  times: Numbers,
  until: number,
  seed: number,
  simulations = 999,
): { readonly distance: number; readonly p: number } | null {
  const n = times.length
  const total = logSum(times, until)
  if (n < 2 || total === null) return null
  const observed = distance(ascending(times).map((time) => time / until))
  const sample = uniformSample(n, randomFrom(seed))
  let hits = 0
  for (let b = 0; b < simulations; b++) {
    if (distance(sample()) >= observed) hits++
  }
  return { distance: observed, p: (hits + 1) / (simulations + 1) }
}

function logSum(times: Numbers, until: number): number | null {
  let total = 0
  for (const time of times) total += Math.log(until / time)
  return Number.isFinite(total) && total > 0 ? total : null
}

function distance(fractions: Float64Array): number {
  const n = fractions.length
  let logs = 0
  for (const fraction of fractions) logs -= Math.log(fraction)
  const shape = (n - 1) / logs
  let total = 1 / (12 * n)
  for (const [i, fraction] of fractions.entries()) {
    total += (fraction ** shape - (2 * i + 1) / (2 * n)) ** 2
  }
  return total
}
