import { normalCdf, normalInverse, tCdf, tInverse } from './distributions'
import { logarithms, sampleMoments, sum, type Numbers } from './numbers'
import { randomFrom } from './random'

/** How the later durations compare with the earlier; a ratio below 1 means shorter. */
export interface DurationComparison {
  readonly before: number
  readonly after: number
  /** Ratio of the geometric means, with Welch's 95 % interval; ends null where the logs do not vary or it overflows. */
  readonly ratio: number
  readonly lower: number | null
  readonly upper: number | null
  /** P(the typical duration is now shorter), 0..1; null where the logs do not vary. */
  readonly shorter: number | null
  /** Welch–Satterthwaite. */
  readonly degreesOfFreedom: number | null
  /** P-value of a difference this large under shuffling. */
  readonly permutation: Permutation
  /** Smallest reduction, 0..1, found with 80 % power at the 5 % level; null where the logs do not vary. */
  readonly detectableReduction: number | null
}

export interface Permutation {
  readonly p: number
  readonly method: 'exact' | 'simulated' | 'normal'
  /** Splits looked at; 0 for the normal approximation. */
  readonly splits: number
}

const permutationSplits = 9999

/** Beyond this many draws the permutation distribution is taken as normal, which it then is. */
const mostDraws = 2e7

/**
 * Compares durations on logs. Null unless both sides have two or more, all positive. Source: Welch 1947 (interval),
 * Behrens–Fisher posterior approximated by Welch–Satterthwaite (`shorter`), Fisher's permutation test.
 */
export function compareDurations(
  before: Numbers,
  after: Numbers,
  seed: number,
  splits = permutationSplits,
): DurationComparison | null {
  const logs0 = logarithms(before)
  const logs1 = logarithms(after)
  const moments0 = logs0 && sampleMoments(logs0)
  const moments1 = logs1 && sampleMoments(logs1)
  if (!logs0 || !logs1 || !moments0 || !moments1) return null
  const n0 = logs0.length
  const n1 = logs1.length
  const difference = moments1.mean - moments0.mean
  const part0 = moments0.variance / n0
  const part1 = moments1.variance / n1
  const error = Math.sqrt(part0 + part1)
  const degrees =
    error === 0 ? null : (part0 + part1) ** 2 / (part0 ** 2 / (n0 - 1) + part1 ** 2 / (n1 - 1))
  const reach = degrees === null ? null : tInverse(0.975, degrees) * error
  const pooled = Math.sqrt(
    ((n0 - 1) * moments0.variance + (n1 - 1) * moments1.variance) / (n0 + n1 - 2),
  )
  const power = normalInverse(0.975) + normalInverse(0.8)
  return {
    before: n0,
    after: n1,
    ratio: Math.exp(difference),
    lower: reach === null ? null : Math.exp(difference - reach),
    upper: reach === null ? null : finite(Math.exp(difference + reach)),
    shorter: degrees === null ? null : tCdf(-difference / error, degrees),
    degreesOfFreedom: degrees,
    permutation: permutation(logs0, logs1, seed, splits),
    detectableReduction:
      pooled === 0 ? null : 1 - Math.exp(-power * pooled * Math.sqrt(1 / n0 + 1 / n1)),
  }
}

function permutation(
  before: Float64Array,
  after: Float64Array,
  seed: number,
  splits: number,
): Permutation {
  const pool = Float64Array.from([...before, ...after])
  const chosen = after.length
  const total = sum(pool)
  const distance = (part: number) =>
    Math.abs(part / chosen - (total - part) / (pool.length - chosen))
  // A tie with what was observed counts as such although its sum was taken in another order.
  const observed = distance(sum(after)) - 1e-12
  const all = combinations(pool.length, chosen)
  if (all <= 20000) {
    let hits = 0
    for (const part of partSums(pool, chosen)) if (distance(part) >= observed) hits++
    return { p: hits / all, method: 'exact', splits: all }
  }
  if (splits * chosen > mostDraws) return normalPermutation(pool, after)
  const random = randomFrom(seed)
  let hits = 0
  for (let b = 0; b < splits; b++) {
    let part = 0
    for (let i = 0; i < chosen; i++) {
      const j = i + random.below(pool.length - i)
      const value = pool[j] ?? 0
      pool[j] = pool[i] ?? 0
      pool[i] = value
      part += value
    }
    if (distance(part) >= observed) hits++
  }
  return { p: (hits + 1) / (splits + 1), method: 'simulated', splits }
}

/** Mean of a sample without replacement: variance S²/n₁·n₀/n. Source: Cochran, Sampling Techniques, 2.5. */
function normalPermutation(pool: Float64Array, after: Float64Array): Permutation {
  const moments = sampleMoments(pool)
  const variance =
    ((moments?.variance ?? 0) / after.length) * ((pool.length - after.length) / pool.length)
  const distance = Math.abs(sum(after) / after.length - (moments?.mean ?? 0))
  const p = variance === 0 ? 1 : 2 * normalCdf(-distance / Math.sqrt(variance))
  return { p, method: 'normal', splits: 0 }
}

/** n over k, or Infinity once it is beyond counting through. */
function combinations(n: number, k: number): number {
  let count = 1
  for (let i = 1; i <= Math.min(k, n - k); i++) {
    count = (count * (n - i + 1)) / i
    if (count > 1e6) return Infinity
  }
  return Math.round(count)
}

/** The sum of every choice of `size` of the values. */
function* partSums(values: Float64Array, size: number, from = 0, part = 0): Generator<number> {
  if (size === 0) {
    yield part
    return
  }
  for (let i = from; i <= values.length - size; i++) {
    yield* partSums(values, size - 1, i + 1, part + (values[i] ?? 0))
  }
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
