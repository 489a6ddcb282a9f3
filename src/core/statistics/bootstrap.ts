import { normalCdf, normalInverse } from './distributions'
import type { ClosedInterval } from './intervals'
import { centralSum, mean, type Numbers } from './numbers'
import { quantile } from './quantile'
import { randomFrom } from './random'

/** Bootstrap intervals of a mean, with the two constants of BCa. */
export interface BootstrapMean {
  readonly mean: number
  readonly percentile: ClosedInterval
  readonly bca: ClosedInterval
  readonly bias: number
  readonly acceleration: number
}

const bootstrapReplicates = 1999

/**
 * 95 % percentile and BCa (bias-corrected and accelerated) intervals of the mean. One stream of random numbers, n
 * draws per replicate; give the values in (start, id) order to make them reproducible. Null of nothing.
 * O(replicates·n). Source: Efron 1987.
 */
export function bootstrapMean(
  values: Numbers,
  seed: number,
  replicates = bootstrapReplicates,
): BootstrapMean | null {
  const centre = mean(values)
  if (centre === null) return null
  const means = resampledMeans(values, seed, replicates)
  let below = 0
  for (const replicate of means) {
    if (replicate < centre) below += 1
    else if (replicate === centre) below += 0.5
  }
  const least = 1 / (replicates + 1)
  const bias = normalInverse(Math.min(Math.max(below / replicates, least), 1 - least))
  const square = centralSum(values, centre, 2)
  // The jackknife's differences of a mean are proportional to the distances from it.
  const acceleration = square === 0 ? 0 : centralSum(values, centre, 3) / (6 * square ** 1.5)
  const z = normalInverse(0.975)
  const at = (p: number) => quantile(means, p) ?? centre
  const corrected = (side: number) =>
    normalCdf(bias + (bias + side) / (1 - acceleration * (bias + side)))
  return {
    mean: centre,
    percentile: { lower: at(0.025), upper: at(0.975) },
    bca: { lower: at(corrected(-z)), upper: at(corrected(z)) },
    bias,
    acceleration,
  }
}

/** Means of `replicates` samples drawn from the values with replacement, ascending. */
function resampledMeans(values: Numbers, seed: number, replicates: number): Float64Array {
  const pool = Float64Array.from(values)
  const n = pool.length
  const random = randomFrom(seed)
  const means = new Float64Array(replicates)
  for (let b = 0; b < replicates; b++) {
    let total = 0
    for (let i = 0; i < n; i++) total += pool[random.below(n)] ?? 0
    means[b] = total / n
  }
  return means.sort()
}
