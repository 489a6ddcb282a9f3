import type { DowntimeWorking } from '../../src/core/working'

/**
 * A second, naive way from intervals to sums: cut time at every edge and look at each piece by itself. Shares nothing
 * with the sweep but the intervals. In ms.
 */
export function resummed({ intervals, combine }: DowntimeWorking): {
  covered: number
  weighted: number
} {
  const edges = [...new Set(intervals.flatMap(({ usedFrom, usedTo }) => [usedFrom, usedTo]))].sort(
    (a, b) => a - b,
  )
  let covered = 0
  let weighted = 0
  edges.slice(1).forEach((to, i) => {
    const from = edges[i]!
    const weights = intervals
      .filter(({ usedFrom, usedTo }) => usedFrom <= from && usedTo >= to)
      .map(({ weight }) => weight)
    if (weights.length === 0) return
    covered += to - from
    const sum = weights.reduce((total, weight) => total + weight, 0)
    weighted += (to - from) * (combine === 'max' ? Math.max(...weights) : Math.min(1, sum))
  })
  return { covered, weighted }
}
