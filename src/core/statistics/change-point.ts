import { normalInverse } from './distributions'
import { ascending, type Numbers } from './numbers'
import { randomFrom, type Random } from './random'
import { compareRates, type RateComparison } from './rates'
import { uniformSample } from './uniform-sample'

/** The date that best splits a log into two different rates. */
export interface ChangePoint {
  /** In the unit and from the origin of the times. */
  readonly at: number
  readonly before: number
  readonly after: number
  /** Log-likelihood ratio of two rates against one. */
  readonly likelihood: number
  /** Share of simulated logs of one rate with a split at least as good. */
  readonly p: number
  /** The rate after against the rate before, with its exact interval; its own p ignores that the date was searched. */
  readonly comparison: RateComparison
}

interface Split {
  readonly likelihood: number
  /** As a fraction of the whole time. */
  readonly at: number
  readonly before: number
}

const changePointSimulations = 999

/** No split nearer to either end than this fraction of the time. */
const margin = 0.1
const fewest = 20
/** Beyond this many incidents the scan looks at day boundaries only. */
const mostEvents = 5000

/**
 * Scans the splits just before and just after each incident: LLR = a·ln(a/(nτ)) + b·ln(b/(n(1 − τ))), p by simulating
 * logs of as many incidents at one rate. Times in days in (0, until]. Above 5,000 incidents splits are day boundaries
 * and the simulated counts a Brownian bridge. Null below 20 incidents or if none lies between the margins.
 * Source: Csörgő & Horváth 1997 (likelihood-ratio change point).
 */
export function changePoint(
  times: Numbers,
  until: number,
  seed: number,
  simulations = changePointSimulations,
): ChangePoint | null {
  const n = times.length
  if (n < fewest) return null
  const fractions = ascending(times).map((time) => time / until)
  const scan = n > mostEvents ? dayScan(fractions, until) : eventScan(n)
  const best = scan.best(fractions)
  if (best === null) return null
  const simulated = scan.simulation(randomFrom(seed))
  let hits = 0
  for (let b = 0; b < simulations; b++) {
    if (simulated() >= best.likelihood - 1e-12) hits++
  }
  const at = best.at * until
  const { before } = best
  return {
    at,
    before,
    after: n - before,
    likelihood: best.likelihood,
    p: (hits + 1) / (simulations + 1),
    comparison: compareRates(
      { count: before, exposure: at },
      { count: n - before, exposure: until - at },
    ),
  }
}

/**
 * Change points in order of time: the strongest, then one more on either side of it, each only with p < .01.
 */
export function changePoints(
  times: Numbers,
  until: number,
  seed: number,
  simulations = changePointSimulations,
): ChangePoint[] {
  const sorted = ascending(times)
  const first = changePoint(sorted, until, seed, simulations)
  if (first === null || first.p >= 0.01) return []
  const left = changePoint(sorted.subarray(0, first.before), first.at, seed, simulations)
  const right = changePoint(
    sorted.subarray(first.before).map((time) => time - first.at),
    until - first.at,
    seed,
    simulations,
  )
  return [left, first, right && { ...right, at: right.at + first.at }].filter(
    (point): point is ChangePoint => point !== null && point.p < 0.01,
  )
}

interface Scan {
  readonly best: (fractions: Float64Array) => Split | null
  /** Gives the likelihood of the best split of one more simulated log at each call. */
  readonly simulation: (random: Random) => () => number
}

function eventScan(n: number): Scan {
  // k ln k for every count, since logarithms are what a simulation costs.
  const logs = Float64Array.from({ length: n + 1 }, (_, k) => (k === 0 ? 0 : k * Math.log(k)))
  const best = (fractions: Float64Array) => {
    let found: Split | null = null
    let most = -Infinity
    for (let i = 0; i < n; i++) {
      const at = fractions[i] ?? 0
      if (at < margin || at > 1 - margin) continue
      const logBefore = Math.log(at)
      const logAfter = Math.log(1 - at)
      for (let before = i; before <= i + 1; before++) {
        const likelihood =
          (logs[before] ?? 0) +
          (logs[n - before] ?? 0) -
          (logs[n] ?? 0) -
          before * logBefore -
          (n - before) * logAfter
        if (likelihood > most) {
          most = likelihood
          found = { likelihood, at, before }
        }
      }
    }
    return found
  }
  return {
    best,
    simulation: (random) => {
      const sample = uniformSample(n, random)
      return () => best(sample())?.likelihood ?? -Infinity
    },
  }
}

function dayScan(all: Float64Array, until: number): Scan {
  const n = all.length
  const days = Math.ceil(until)
  const first = Math.ceil(margin * until)
  const last = Math.floor((1 - margin) * until)
  const likelihoodOf = (before: number, at: number) =>
    (before === 0 ? 0 : before * Math.log(before / (n * at))) +
    (before === n ? 0 : (n - before) * Math.log((n - before) / (n * (1 - at))))
  return {
    best: (fractions) => {
      let found: Split | null = null
      let before = 0
      for (let day = first; day <= last; day++) {
        const at = day / until
        while (before < n && (fractions[before] ?? 1) < at) before++
        const likelihood = likelihoodOf(before, at)
        if (found === null || likelihood > found.likelihood) found = { likelihood, at, before }
      }
      return found
    },
    simulation: (random) => () => {
      const walk = new Float64Array(days + 1)
      let position = 0
      for (let day = 1; day <= days; day++) {
        const length = Math.min(1, until - (day - 1)) / until
        // 1 − f53 is never 0, whose quantile is infinite.
        position += Math.sqrt(length) * normalInverse(1 - random.f53())
        walk[day] = position
      }
      let most = -Infinity
      for (let day = first; day <= last; day++) {
        const at = day / until
        const bridge = (walk[day] ?? 0) - at * position
        most = Math.max(most, (bridge * bridge) / (2 * at * (1 - at)))
      }
      return most
    },
  }
}
