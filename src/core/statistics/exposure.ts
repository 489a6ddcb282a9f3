import { binomialUpper, chiSquareUpper, poissonCdf, poissonUpper } from './distributions'
import { benjaminiHochberg } from './multiple-testing'
import { sum, type Numbers } from './numbers'
import { randomFrom } from './random'

/** A cell of a calendar (such as Monday, 14 h) against what its share of the time would hold. */
export interface CellTest {
  readonly expected: number
  /** Exact two-sided Poisson p. */
  readonly p: number
  /** The same adjusted over all cells; mark a cell below .05 only. */
  readonly q: number
}

/**
 * Tests each cell's count against N·exposure/total exposure; null for a cell that was never observed. Source: exact
 * Poisson tails (twice the smaller); Benjamini & Hochberg 1995.
 */
export function cellTests(counts: Numbers, exposure: Numbers): (CellTest | null)[] {
  const rate = sum(counts) / sum(exposure)
  const tested: { cell: number; expected: number; p: number }[] = []
  for (const [cell, hours] of exposure.entries()) {
    if (!(hours > 0)) continue
    const count = counts[cell] ?? 0
    const expected = rate * hours
    const p = Math.min(1, 2 * Math.min(poissonCdf(count, expected), poissonUpper(count, expected)))
    tested.push({ cell, expected, p })
  }
  const adjusted = benjaminiHochberg(tested.map(({ p }) => p))
  const tests = Array.from(exposure, (): CellTest | null => null)
  for (const [i, { cell, expected, p }] of tested.entries()) {
    tests[cell] = { expected, p, q: adjusted[i] ?? 1 }
  }
  return tests
}

/** Whether counts follow exposure over all cells together. */
export interface Uniformity {
  readonly chiSquare: number
  readonly degrees: number
  readonly p: number
  readonly method: 'simulated' | 'asymptotic'
}

/** From this expected count per cell on, χ² is as good as a simulation. */
const ampleCell = 5

/**
 * χ² of counts against exposure; p by simulating the multinomial unless every cell expects 5 or more. Null if nothing
 * was counted or fewer than two cells were observed. Source: Pearson 1900; Hope 1968 (Monte-Carlo p).
 */
export function uniformity(
  counts: Numbers,
  exposure: Numbers,
  seed: number,
  simulations = 999,
): Uniformity | null {
  const total = sum(counts)
  const hours = sum(exposure)
  const shares: number[] = []
  const seen: number[] = []
  for (const [cell, exposed] of exposure.entries()) {
    if (!(exposed > 0)) continue
    shares.push(exposed / hours)
    seen.push(counts[cell] ?? 0)
  }
  if (total === 0 || shares.length < 2) return null
  const degrees = shares.length - 1
  const chiSquare = distance(seen, shares, total)
  if (Math.min(...shares) * total >= ampleCell || total > 5000) {
    return { chiSquare, degrees, p: chiSquareUpper(chiSquare, degrees), method: 'asymptotic' }
  }
  const limits = cumulative(shares)
  const random = randomFrom(seed)
  const drawn = new Float64Array(shares.length)
  let hits = 0
  for (let b = 0; b < simulations; b++) {
    drawn.fill(0)
    for (let i = 0; i < total; i++) {
      const cell = firstAbove(limits, random.f53())
      drawn[cell] = (drawn[cell] ?? 0) + 1
    }
    if (distance(drawn, shares, total) >= chiSquare - 1e-12) hits++
  }
  return { chiSquare, degrees, p: (hits + 1) / (simulations + 1), method: 'simulated' }
}

/** How often incidents start inside announced windows, against the share of time those take. */
export interface Coincidence {
  readonly inside: number
  readonly n: number
  readonly expectedShare: number
  /** inside/(n·share). */
  readonly ratio: number
  /** P(this many inside or more) if starts did not care: exact binomial. */
  readonly p: number
}

/** Null if there are no incidents or no windows. `expectedShare` = share of the time inside windows, 0..1. */
export function coincidence(inside: number, n: number, expectedShare: number): Coincidence | null {
  if (n === 0 || !(expectedShare > 0)) return null
  return {
    inside,
    n,
    expectedShare,
    ratio: inside / (n * expectedShare),
    p: binomialUpper(inside, n, expectedShare),
  }
}

function distance(counts: Numbers, shares: Numbers, total: number): number {
  let square = 0
  for (const [cell, share] of shares.entries()) {
    const expected = share * total
    square += ((counts[cell] ?? 0) - expected) ** 2 / expected
  }
  return square
}

function cumulative(shares: readonly number[]): Float64Array {
  let total = 0
  return Float64Array.from(shares, (share) => (total += share))
}

function firstAbove(limits: Float64Array, fraction: number): number {
  let low = 0
  let high = limits.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((limits[middle] ?? 1) > fraction) high = middle
    else low = middle + 1
  }
  return low
}
