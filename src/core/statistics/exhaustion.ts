/** When the budget of a calendar window runs out at the pace of the lookback. */
export interface Exhaustion {
  /** Budget used per unit of elapsed time, 0..: both in ms. */
  readonly pace: number
  /** Epoch ms; `asOf` if it has already run out, null if not before the window ends at this pace. */
  readonly exhaustedAt: number | null
}

/**
 * remaining/pace after `asOf`, where pace = used in the lookback/its length. All in ms. A budget that lasts exactly to
 * the end is exhausted at the end.
 */
export function exhaustion(budget: {
  readonly remaining: number
  readonly usedInLookback: number
  readonly lookback: number
  readonly asOf: number
  readonly windowEnd: number
}): Exhaustion {
  const { remaining, asOf } = budget
  const pace = budget.lookback > 0 ? budget.usedInLookback / budget.lookback : 0
  if (remaining < 0) return { pace, exhaustedAt: asOf }
  const at = pace > 0 ? asOf + remaining / pace : Infinity
  // The division may overshoot an end it meets exactly by a rounding.
  return {
    pace,
    exhaustedAt: at <= budget.windowEnd + 1e-3 ? Math.min(at, budget.windowEnd) : null,
  }
}

/**
 * When a rolling budget recovers if nothing more happens: the first instant t ≥ `asOf` at which the downtime within
 * [t − window, t) is down to `total`. `segments` are disjoint, in order, ending by `asOf`, epoch ms; their weight is 1
 * for wall-clock downtime. O(segments).
 */
export function rollingRecovery(
  segments: Iterable<{ readonly from: number; readonly to: number; readonly weight: number }>,
  rolling: { readonly window: number; readonly total: number; readonly asOf: number },
): number {
  const opensAt = rolling.asOf - rolling.window
  const inside: { from: number; to: number; weight: number }[] = []
  let excess = -rolling.total
  for (const { from, to, weight } of segments) {
    const start = Math.max(from, opensAt)
    if (to <= start || weight <= 0) continue
    inside.push({ from: start, to, weight })
    excess += (to - start) * weight
  }
  if (excess <= 0) return rolling.asOf
  for (const { from, to, weight } of inside) {
    const amount = (to - from) * weight
    if (amount >= excess) return from + excess / weight + rolling.window
    excess -= amount
  }
  // Only rounding leaves an excess after all of it has rolled off.
  return rolling.asOf + rolling.window
}
