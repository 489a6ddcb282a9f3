import { Heap } from './heap'
import type { MetricContext } from './metric-context'
import { timeline, type Spans } from './timeline'

/** Parts of the set's downtime that incidents account for, ms. Both columns are indexed by the row of the frame. */
export interface Shares {
  /** Rows with a part, in order of start. */
  readonly rows: Uint32Array
  readonly raw: Float64Array
  readonly weighted: Float64Array
}

const known = new WeakMap<MetricContext, Shares>()

/** The shares of the period; made once per context, since causes and themes both rest on them. */
export function periodShares(context: MetricContext): Shares {
  const made = known.get(context) ?? shares(context, context.window.from, context.window.to)
  known.set(context, made)
  return made
}

/**
 * Downtime of the set in `[from, to)` split among its incidents so that the shares add up to it: a moment's raw time
 * equally among those active, its weighted time by the airport game. Source: Littlechild & Owen 1973
 */
export function shares(context: MetricContext, from: number, to: number): Shares {
  const { spans } = context.timelines(null)
  const { count } = context.frame.incidents
  const pieces = clipped(onePerRow(spans, count), from, to)
  const { length } = pieces.row
  const parts = { raw: new Float64Array(length), weighted: new Float64Array(length) }
  for (let i = 0; i < length;) i = stretch(pieces, i, parts.raw, parts.weighted)
  const raw = new Float64Array(count)
  const weighted = new Float64Array(count)
  const met = new Uint8Array(count)
  const rows = new Uint32Array(length)
  let different = 0
  for (let i = 0; i < length; i++) {
    const row = pieces.row[i]!
    if (!met[row]) rows[different++] = row
    met[row] = 1
    raw[row]! += parts.raw[i]!
    weighted[row]! += parts.weighted[i]!
  }
  return { rows: rows.subarray(0, different), raw, weighted }
}

/** The spans with each incident at most once at any moment, with its largest weight. In order of start. */
function onePerRow(spans: Spans, rows: number): Spans {
  const times = new Uint8Array(rows)
  let several = false
  for (const row of spans.row) {
    if (times[row]! > 0) several = true
    if (times[row]! < 2) times[row]!++
  }
  if (!several) return spans
  const own = new Map<number, number[]>()
  const parts: { from: number; to: number; weight: number; row: number }[] = []
  spans.row.forEach((row, i) => {
    if (times[row] === 1)
      parts.push({ from: spans.from[i]!, to: spans.to[i]!, weight: spans.weight[i]!, row })
    else {
      const list = own.get(row) ?? []
      list.push(i)
      own.set(row, list)
    }
  })
  for (const [row, list] of own) {
    const line = timeline(
      {
        from: Float64Array.from(list, (i) => spans.from[i]!),
        to: Float64Array.from(list, (i) => spans.to[i]!),
        weight: Float64Array.from(list, (i) => spans.weight[i]!),
        row: new Uint32Array(list.length),
      },
      'max',
    )
    line.from.forEach((from, i) =>
      parts.push({ from, to: line.to[i]!, weight: line.weight[i]!, row }),
    )
  }
  parts.sort((a, b) => a.from - b.from)
  return {
    from: Float64Array.from(parts, (part) => part.from),
    to: Float64Array.from(parts, (part) => part.to),
    weight: Float64Array.from(parts, (part) => part.weight),
    row: Uint32Array.from(parts, (part) => part.row),
  }
}

/** What of the spans lies in `[from, to)` and has a length. */
function clipped(spans: Spans, from: number, to: number): Spans {
  const most = spans.from.length
  const made = {
    from: new Float64Array(most),
    to: new Float64Array(most),
    weight: new Float64Array(most),
    row: new Uint32Array(most),
  }
  let count = 0
  for (let i = 0; i < most; i++) {
    const start = Math.max(spans.from[i]!, from)
    const end = Math.min(spans.to[i]!, to)
    if (!(end > start)) continue
    made.from[count] = start
    made.to[count] = end
    made.weight[count] = spans.weight[i]!
    made.row[count++] = spans.row[i]!
  }
  return {
    from: made.from.subarray(0, count),
    to: made.to.subarray(0, count),
    weight: made.weight.subarray(0, count),
    row: made.row.subarray(0, count),
  }
}

/**
 * Shares out the pieces from `first` up to the next moment without any, and gives the index after them. What one piece
 * gets of each moment is the same for all of its weight, so a running total per weight is enough: a piece's share is the
 * total at its end less that at its start. Totals begin anew with each stretch, which keeps lone incidents exact.
 */
function stretch(pieces: Spans, first: number, raw: Float64Array, weighted: Float64Array): number {
  let end = pieces.to[first]!
  let after = first + 1
  while (after < pieces.row.length && pieces.from[after]! < end) {
    if (pieces.to[after]! > end) end = pieces.to[after]!
    after++
  }
  if (after === first + 1) {
    raw[first] = end - pieces.from[first]!
    weighted[first] = raw[first]! * pieces.weight[first]!
    return after
  }
  const levels = new Levels(pieces.weight.subarray(first, after))
  const ending = new Heap((a, b) => pieces.to[a]! < pieces.to[b]!)
  let active = 0
  let total = 0
  let at = pieces.from[first]!
  const pass = (until: number) => {
    if (active > 0) total += (until - at) / active
    at = until
  }
  const leave = (until: number) => {
    while (ending.items.length > 0 && pieces.to[ending.items[0]!]! <= until) {
      const piece = ending.items[0]!
      ending.pop()
      pass(pieces.to[piece]!)
      raw[piece]! += total
      weighted[piece]! += levels.change(pieces.weight[piece]!, at, -1)
      active--
    }
  }
  for (let i = first; i < after; i++) {
    leave(pieces.from[i]!)
    pass(pieces.from[i]!)
    raw[i] = -total
    weighted[i] = -levels.change(pieces.weight[i]!, at, 1)
    active++
    ending.push(i)
  }
  leave(Infinity)
  return after
}

/** Per distinct weight, how many active pieces reach it, and what each of them has got of its increment so far. */
class Levels {
  readonly #rank = new Map<number, number>()
  readonly #step: Float64Array
  readonly #reaching: Uint32Array
  readonly #got: Float64Array
  readonly #since: Float64Array

  constructor(weights: Float64Array) {
    const distinct = [...new Set(weights)].sort((a, b) => a - b)
    distinct.forEach((weight, rank) => this.#rank.set(weight, rank))
    this.#step = Float64Array.from(distinct, (weight, rank) => weight - (distinct[rank - 1] ?? 0))
    this.#reaching = new Uint32Array(distinct.length)
    this.#got = new Float64Array(distinct.length)
    this.#since = new Float64Array(distinct.length)
  }

  /** A piece of this weight comes (1) or goes (−1); gives what a piece of this weight would have got up to then, ms. */
  change(weight: number, at: number, by: 1 | -1): number {
    const rank = this.#rank.get(weight) ?? 0
    const [step, reaching, got, since] = [this.#step, this.#reaching, this.#got, this.#since]
    let sum = 0
    for (let level = 0; level <= rank; level++) {
      const count = reaching[level]!
      if (count > 0) got[level]! += (step[level]! * (at - since[level]!)) / count
      since[level] = at
      reaching[level] = count + by
      sum += got[level]!
    }
    return sum
  }
}
