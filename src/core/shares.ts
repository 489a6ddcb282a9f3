import type { MetricContext } from './metric-context'
import { airportShares } from './statistics/airport'

/** Parts of the set's downtime that an incident accounts for, ms. */
export interface Share {
  raw: number
  weighted: number
}

interface Active {
  readonly row: number
  readonly to: number
  readonly weight: number
}

/**
 * Downtime of the set in `[from, to)` split among its incidents so that the shares add up to it: a moment's raw time
 * equally among those active, its weighted time by the airport game. Source: Littlechild & Owen 1973
 */
export function shares(
  context: MetricContext,
  from: number,
  to: number,
): ReadonlyMap<number, Share> {
  const found = new Map<number, Share>()
  const { spans } = context.timelines(null)
  let active: Active[] = []
  let at = -Infinity
  const give = (until: number) => {
    while (active.length > 0 && at < until) {
      let end = until
      for (const one of active) if (one.to < end) end = one.to
      const length = Math.min(end, to) - Math.max(at, from)
      if (length > 0) split(active, length, found)
      at = end
      active = active.filter((one) => one.to > at)
    }
  }
  for (let i = 0; i < spans.from.length; i++) {
    const start = spans.from[i]!
    if (start >= to) break
    if (!(spans.to[i]! > start)) continue
    give(start)
    at = start
    active.push({ row: spans.row[i]!, to: spans.to[i]!, weight: spans.weight[i]! })
  }
  give(to)
  return found
}

function split(active: readonly Active[], length: number, found: Map<number, Share>): void {
  const heaviest = new Map<number, number>()
  for (const { row, weight } of active) heaviest.set(row, Math.max(weight, heaviest.get(row) ?? 0))
  const rows = [...heaviest.keys()]
  const parts = airportShares([...heaviest.values()])
  rows.forEach((row, i) => {
    const share = found.get(row) ?? { raw: 0, weighted: 0 }
    share.raw += length / rows.length
    share.weighted += length * parts[i]!
    found.set(row, share)
  })
}
