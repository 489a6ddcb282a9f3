import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { metricContext, type MetricContext } from '../../src/core/metric-context'
import { defaultQuery } from '../../src/core/query'
import { defaultSettings } from '../../src/core/settings'
import { shares } from '../../src/core/shares'
import { airportShares } from '../support/airport'
import { at, framed, incidents } from '../support/incidents'

const from = at('2020-01-01')
const to = at('2021-06-15')
const settings = { ...defaultSettings, observation: { from, to: null } }

/** The same by looking at each piece between two edges by itself. */
function naive(context: MetricContext): Map<number, { raw: number; weighted: number }> {
  const { spans } = context.timelines(null)
  const all = [...spans.row].map((row, i) => ({
    row,
    from: Math.max(from, spans.from[i]!),
    to: Math.min(to, spans.to[i]!),
    weight: spans.weight[i]!,
  }))
  const edges = [...new Set(all.flatMap((one) => [one.from, one.to]))].sort((a, b) => a - b)
  const found = new Map<number, { raw: number; weighted: number }>()
  edges.slice(1).forEach((end, i) => {
    const start = edges[i]!
    const heaviest = new Map<number, number>()
    for (const one of all)
      if (one.from <= start && one.to >= end)
        heaviest.set(one.row, Math.max(one.weight, heaviest.get(one.row) ?? 0))
    const parts = airportShares([...heaviest.values()])
    for (const [place, row] of [...heaviest.keys()].entries()) {
      const share = found.get(row) ?? { raw: 0, weighted: 0 }
      found.set(row, {
        raw: share.raw + (end - start) / heaviest.size,
        weighted: share.weighted + (end - start) * parts[place]!,
      })
    }
  })
  return found
}

describe('the shares of downtime', () => {
  test('are those of the airport game, moment by moment', () => {
    fc.assert(
      fc.property(incidents(), fc.constantFrom('impact', 'strict', 'page'), (list, rule) => {
        const query = { ...defaultQuery, rule }
        const context = metricContext(framed(list).frame, query, settings, to)
        const found = shares(context, from, to)
        const expected = naive(context)
        expect(new Set(found.rows)).toEqual(new Set(expected.keys()))
        for (const [row, share] of expected) {
          expect(found.raw[row]).toBeCloseTo(share.raw, 2)
          expect(found.weighted[row]).toBeCloseTo(share.weighted, 2)
        }
      }),
      { numRuns: 60 },
    )
  })
})
