import { Heap } from './heap'

/**
 * The state of something over time: disjoint segments in order, each with a weight, and running totals, so that any
 * window is answered in O(log n). Source: sweep line over intervals.
 */
export interface Timeline {
  readonly from: Float64Array
  readonly to: Float64Array
  readonly weight: Float64Array
  /** Total length of the segments before each one, ms; one longer than the segments. */
  readonly coveredBefore: Float64Array
  /** The same weighted, ms. */
  readonly weightedBefore: Float64Array
}

/** Spans to sweep, sorted by `from`. Spans of no length are skipped. */
export interface Spans {
  readonly from: Float64Array
  readonly to: Float64Array
  readonly weight: Float64Array
  /** The incident each span belongs to. */
  readonly row: Uint32Array
}

/**
 * Sweeps sorted spans into segments. Where spans overlap, `max` takes the largest weight (they describe the same
 * failure) and `sum` their sum, at most 1: the two ends of the Fréchet–Boole bounds on a union. O(n log n).
 */
export function timeline(spans: Spans, combine: 'max' | 'sum'): Timeline {
  const { to, weight } = spans
  const out = new Segments(spans.from.length * 2)
  const active = new Heap(
    combine === 'max'
      ? (a, b) => weight[a]! > weight[b]! || (weight[a] === weight[b] && to[a]! > to[b]!)
      : (a, b) => to[a]! < to[b]!,
  )
  let sum = 0
  let fullUntil = -Infinity
  let at = -Infinity
  /** Drops what has ended from the top. Below the top of a `max` heap ended spans may wait; they never count. */
  const settle = () => {
    const items = active.items
    while (items.length > 0 && to[items[0]!]! <= at) {
      sum -= weight[items[0]!]!
      active.pop()
    }
    if (items.length === 0) sum = 0
  }
  const advance = (until: number) => {
    settle()
    while (active.items.length > 0 && at < until) {
      const top = active.items[0]!
      const end = Math.min(to[top]!, until)
      out.push(at, end, combine === 'max' ? weight[top]! : Math.min(1, exactSum(active.items)))
      at = end
      settle()
    }
  }
  /** A running sum drifts; with few spans, which is the rule, it is summed afresh. */
  const exactSum = (items: readonly number[]) => {
    if (items.length > 64) return sum
    let fresh = 0
    for (const item of items) {
      fresh += weight[item]!
      if (fresh >= 1) return 1
    }
    return fresh
  }
  /** Nothing shows of a span under one that lasts as long and weighs as much, or weighs all there is. */
  const isHidden = (i: number) => {
    if (combine === 'sum') return to[i]! <= fullUntil
    const top = active.items[0]
    return top !== undefined && weight[i]! <= weight[top]! && to[i]! <= to[top]!
  }
  for (let i = 0; i < spans.from.length; i++) {
    const from = spans.from[i]!
    if (!(to[i]! > from) || isHidden(i)) continue
    if (weight[i]! >= 1 && to[i]! > fullUntil) fullUntil = to[i]!
    advance(from)
    at = from
    active.push(i)
    sum += weight[i]!
  }
  advance(Infinity)
  return out.timeline()
}

/** Covered and weighted length inside `[from, to)`, ms. */
export function within(
  line: Timeline,
  from: number,
  to: number,
): { covered: number; weighted: number } {
  if (!(to > from)) return { covered: 0, weighted: 0 }
  const a = totalsAt(line, from)
  const b = totalsAt(line, to)
  return { covered: b.covered - a.covered, weighted: b.weighted - a.weighted }
}

/** Stretches of touching segments that begin inside `[from, to)`: one that ran into it began before. */
export function episodes(line: Timeline, from: number, to: number): number {
  let count = 0
  let i = firstEndingAfter(line, from)
  let end = i > 0 ? line.to[i - 1]! : -Infinity
  for (; i < line.from.length && line.from[i]! < to; i++) {
    if (line.from[i]! > end && line.from[i]! >= from) count++
    end = line.to[i]!
  }
  return count
}

/** Index of the first segment that ends after `at`. */
export function firstEndingAfter(line: Timeline, at: number): number {
  let low = 0
  let high = line.to.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (line.to[middle]! <= at) low = middle + 1
    else high = middle
  }
  return low
}

function totalsAt(line: Timeline, at: number): { covered: number; weighted: number } {
  const i = firstEndingAfter(line, at)
  let covered = line.coveredBefore[i]!
  let weighted = line.weightedBefore[i]!
  const from = line.from[i]
  if (from !== undefined && at > from) {
    covered += at - from
    weighted += (at - from) * line.weight[i]!
  }
  return { covered, weighted }
}

/** Segments being collected; equal neighbours that touch are kept as one. */
class Segments {
  readonly #from: Float64Array
  readonly #to: Float64Array
  readonly #weight: Float64Array
  #count = 0

  constructor(limit: number) {
    this.#from = new Float64Array(limit)
    this.#to = new Float64Array(limit)
    this.#weight = new Float64Array(limit)
  }

  push(from: number, to: number, weight: number): void {
    const last = this.#count - 1
    if (last >= 0 && this.#to[last] === from && this.#weight[last] === weight) {
      this.#to[last] = to
      return
    }
    this.#from[this.#count] = from
    this.#to[this.#count] = to
    this.#weight[this.#count] = weight
    this.#count++
  }

  timeline(): Timeline {
    const from = this.#from.slice(0, this.#count)
    const to = this.#to.slice(0, this.#count)
    const weight = this.#weight.slice(0, this.#count)
    const coveredBefore = new Float64Array(this.#count + 1)
    const weightedBefore = new Float64Array(this.#count + 1)
    // Neumaier's correction keeps the running total of a million weights exact to rounding.
    let sum = 0
    let lost = 0
    for (let i = 0; i < this.#count; i++) {
      const length = to[i]! - from[i]!
      coveredBefore[i + 1] = coveredBefore[i]! + length
      const term = length * weight[i]!
      const next = sum + term
      lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum
      sum = next
      weightedBefore[i + 1] = sum + lost
    }
    return { from, to, weight, coveredBefore, weightedBefore }
  }
}
