import { normalInverse } from './distributions'
import { mostSize, resampledFrom, totalMoments, type ForecastBasis } from './forecast'
import {
  countPrediction,
  expectedCount,
  probabilityOfNone,
  type CountPrediction,
} from './negative-binomial'
import { mean } from './numbers'
import { quantile } from './quantile'
import { randomFrom, type Random } from './random'

/** Simulated downtime of a horizon, minutes: the fan of a chart. */
export interface DowntimeFan {
  readonly mean: number
  readonly p05: number
  readonly p25: number
  readonly p50: number
  readonly p75: number
  readonly p90: number
  readonly p95: number
  /** Share of simulations within what remains, and its standard error. */
  readonly within: number
  readonly standardError: number
}

const forecastSimulations = 20000

/** Beyond this many expected incidents a simulated total is drawn whole from its normal limit. */
const mostExpected = 1000
/** Fewer simulations where each takes many draws. */
const mostDraws = 4e6

/**
 * Downtime to expect over a horizon by resampling the durations, given in (start, id) order. Null below 20 incidents,
 * where a forecast is worth a word but no number.
 */
export function simulateDowntime(
  basis: ForecastBasis,
  seed: number,
  simulations = forecastSimulations,
): DowntimeFan | null {
  const { durations, seen, observed, horizon } = basis
  if (Math.min(seen, durations.length) < resampledFrom || !(observed > 0) || !(horizon > 0)) {
    return null
  }
  const counts = countPrediction(seen, observed, horizon)
  const random = randomFrom(seed)
  const expected = expectedCount(counts)
  if (counts.size > mostSize || expected > mostExpected) {
    const { centre, spread } = totalMoments(counts, durations)
    const totals = new Float64Array(simulations)
    // 1 − f53 is never 0, whose quantile is infinite.
    const draw = () => Math.max(0, centre + spread * normalInverse(1 - random.f53()))
    return fan(totals.map(draw), basis.remaining)
  }
  const runs = Math.ceil(Math.min(simulations, mostDraws / expected))
  const one = () => durations[random.below(durations.length)] ?? 0
  return fan(simulatedTotals(counts, one, random, runs), basis.remaining)
}

/** Totals of `runs` simulations: one f53 for each count (sequential inversion), then one draw per incident. */
export function simulatedTotals(
  counts: CountPrediction,
  one: () => number,
  random: Random,
  runs: number,
): Float64Array {
  return new Float64Array(runs).map(() => {
    let left = countDraw(counts, random.f53())
    let total = 0
    while (left-- > 0) total += one()
    return total
  })
}

function fan(totals: Float64Array, remaining: number): DowntimeFan {
  totals.sort()
  let fitting = 0
  for (const total of totals) if (total <= remaining) fitting++
  const within = fitting / totals.length
  const at = (p: number) => quantile(totals, p) ?? 0
  return {
    mean: mean(totals) ?? 0,
    p05: at(0.05),
    p25: at(0.25),
    p50: at(0.5),
    p75: at(0.75),
    p90: at(0.9),
    p95: at(0.95),
    within,
    standardError: Math.sqrt((within * (1 - within)) / totals.length),
  }
}

function countDraw(counts: CountPrediction, fraction: number): number {
  let probability = probabilityOfNone(counts)
  let reached = probability
  let count = 0
  // Where the sum of probabilities stops growing, it has reached 1 up to rounding.
  while (fraction > reached) {
    count++
    probability *= ((counts.size + count - 1) / count) * (1 - counts.keep)
    if (reached + probability === reached && count > expectedCount(counts)) break
    reached += probability
  }
  return count
}
