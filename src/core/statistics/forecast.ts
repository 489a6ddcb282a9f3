import { normalCdf, tCdf } from './distributions'
import { logarithms, mean, sampleMoments, type Numbers } from './numbers'
import {
  countPrediction,
  countVariance,
  expectedCount,
  probabilityOfNone,
  type CountPrediction,
} from './negative-binomial'

/** What a forecast rests on. All times in minutes. */
export interface ForecastBasis {
  /** Durations of past incidents, weighted where the budget is. */
  readonly durations: Numbers
  /** Incidents seen in `observed`. */
  readonly seen: number
  readonly observed: number
  readonly horizon: number
  /** Budget left; negative when overspent. */
  readonly remaining: number
}

/** Chance that the downtime of the horizon fits into what is left of the budget. */
export interface Forecast {
  readonly probability: number
  readonly noneProbability: number
  readonly expectedIncidents: number
  readonly method: 'resampled' | 'lognormal' | 'normal'
}

const fewest = 8
export const resampledFrom = 20
/** Beyond this size the total is normal for all purposes. */
export const mostSize = 5000
const mostCells = 2000

/**
 * P(Σ durations ≤ remaining) with a negative-binomial count, exact on a grid: no seed. From 20 incidents durations are
 * resampled; for 8–19 a lognormal predictive law is used. Null below 8: no skill was found there. O(2000²).
 * Source: Panjer 1981.
 */
export function forecast(basis: ForecastBasis): Forecast | null {
  const { durations, seen, observed, horizon, remaining } = basis
  if (seen < fewest || durations.length < fewest || !(observed > 0) || !(horizon > 0)) return null
  const counts = countPrediction(seen, observed, horizon)
  const summary = {
    noneProbability: probabilityOfNone(counts),
    expectedIncidents: expectedCount(counts),
  }
  if (counts.size > mostSize) {
    const probability = remaining < 0 ? 0 : normalTotal(counts, durations, remaining)
    return { probability, ...summary, method: 'normal' }
  }
  const step = gridStep(remaining)
  const cells = Math.max(0, Math.floor(remaining / step + 1e-9)) + 1
  const resampled = seen >= resampledFrom && durations.length >= resampledFrom
  const law = resampled
    ? empiricalLaw(durations, step, cells)
    : lognormalLaw(durations, horizon, step, cells)
  if (law === null) return null
  const probability = remaining < 0 ? 0 : totalWithin(counts, law)
  return { probability, ...summary, method: resampled ? 'resampled' : 'lognormal' }
}

/** What may be said of a forecast: words with 8–19 incidents, a percentage kept within 5–95 from 20. */
export type ForecastStatement =
  | { readonly kind: 'word'; readonly word: 'unlikely' | 'possible' | 'likely' | 'very likely' }
  | { readonly kind: 'percent'; readonly percent: number }

export function forecastStatement({ probability, method }: Forecast): ForecastStatement {
  if (method !== 'lognormal') {
    return { kind: 'percent', percent: Math.min(95, Math.max(5, 100 * probability)) }
  }
  if (probability < 0.2) return { kind: 'word', word: 'unlikely' }
  if (probability < 0.5) return { kind: 'word', word: 'possible' }
  return { kind: 'word', word: probability <= 0.8 ? 'likely' : 'very likely' }
}

/** At most 2,000 cells up to what remains, none finer than a minute. */
export function gridStep(remaining: number): number {
  return Math.max(1, remaining / mostCells)
}

/**
 * P(duration is in cell j), j = 0 … cells − 1, of the durations seen. One between two cells counts partly in each, so
 * that the mean is kept: over thousands of incidents rounding to the nearest would add up.
 */
export function empiricalLaw(durations: Numbers, step: number, cells: number): Float64Array {
  const law = new Float64Array(cells)
  const share = 1 / durations.length
  for (const duration of durations) {
    const cell = Math.floor(duration / step)
    const upper = duration / step - cell
    if (cell < cells) law[cell] = (law[cell] ?? 0) + share * (1 - upper)
    if (cell + 1 < cells) law[cell + 1] = (law[cell + 1] ?? 0) + share * upper
  }
  return law
}

/**
 * The same of one further lognormal duration, rounded to the nearest cell: exp(ȳ + s√(1 + 1/n)·t₍ₙ₋₁₎) capped at `cap`. Null below two durations, if
 * one is not positive or all are equal. Source: Bayesian predictive law with the prior 1/σ.
 */
export function lognormalLaw(
  durations: Numbers,
  cap: number,
  step: number,
  cells: number,
): Float64Array | null {
  const logs = logarithms(durations)
  const moments = logs && sampleMoments(logs)
  if (moments === null || moments.variance === 0) return null
  const spread = Math.sqrt(moments.variance * (1 + 1 / durations.length))
  const shareUpTo = (duration: number) =>
    duration >= cap ? 1 : tCdf((Math.log(duration) - moments.mean) / spread, durations.length - 1)
  let below = 0
  return new Float64Array(cells).map((_, cell) => {
    const upTo = shareUpTo((cell + 0.5) * step)
    const inside = upTo - below
    below = upTo
    return inside
  })
}

/**
 * P(total ≤ last cell) of a negative-binomial number of independent amounts with the law given, by Panjer's recursion.
 * g₀ = (p/(1 − a f₀))ʳ, g_s = Σ(a + bj/s) f_j g_{s−j}/(1 − a f₀), a = 1 − p, b = (r − 1)(1 − p).
 */
export function totalWithin({ size, keep }: CountPrediction, law: Float64Array): number {
  const a = 1 - keep
  const b = (size - 1) * a
  const none = 1 - a * (law[0] ?? 0)
  // g₀ underflows for large r: everything is kept relative to it, and rescaled before it overflows.
  let scale = size * Math.log(keep / none)
  const g = new Float64Array(law.length)
  g[0] = 1
  let total = 1
  for (let s = 1; s < law.length; s++) {
    let even = 0
    let rising = 0
    for (let j = 1; j <= s; j++) {
      const product = (law[j] ?? 0) * (g[s - j] ?? 0)
      even += product
      rising += j * product
    }
    const value = (a * even + (b * rising) / s) / none
    g[s] = value
    total += value
    if (total > 1e200) {
      for (let i = 0; i <= s; i++) g[i] = (g[i] ?? 0) * 1e-200
      total *= 1e-200
      scale += 200 * Math.LN10
    }
  }
  return Math.min(1, Math.exp(Math.log(total) + scale))
}

function normalTotal(counts: CountPrediction, durations: Numbers, remaining: number): number {
  const { centre, spread } = totalMoments(counts, durations)
  return spread === 0 ? Number(centre <= remaining) : normalCdf((remaining - centre) / spread)
}

/** Mean and standard deviation of the total: E[N]E[D] and √(E[N]Var(D) + Var(N)E[D]²). */
export function totalMoments(
  counts: CountPrediction,
  durations: Numbers,
): { readonly centre: number; readonly spread: number } {
  const average = mean(durations) ?? 0
  const expected = expectedCount(counts)
  return {
    centre: expected * average,
    spread: Math.sqrt(
      expected * (sampleMoments(durations)?.variance ?? 0) + countVariance(counts) * average ** 2,
    ),
  }
}
