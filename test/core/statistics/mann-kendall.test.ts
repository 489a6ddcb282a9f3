import fc from 'fast-check'
import { expect, test } from 'vitest'
import { monotoneTrend } from '../../../src/core/statistics/mann-kendall'

test('twelve months with ties', () => {
  const trend = monotoneTrend([0, 0, 12, 0, 7, 30, 0, 45, 20, 0, 60, 38])
  expect(trend).toMatchObject({ n: 12, s: 28, variance: 196, method: 'normal', lower: 0 })
  expect(trend?.z).toBeCloseTo(1.9285714285714286, 12)
  expect(trend?.p).toBeCloseTo(0.05378408886239828, 10)
  expect(trend?.tau).toBeCloseTo(0.4605661864718383, 12)
  expect(trend?.slope).toBeCloseTo(3.627272727272727, 12)
  expect(trend?.upper).toBeCloseTo(6.666666666666667, 12)
})

test('few months without ties are counted through', () => {
  // 4! = 24 orders, 2 of them as extreme.
  const rising = monotoneTrend([1, 2, 4, 8])
  expect(rising).toMatchObject({ s: 6, method: 'exact', tau: 1 })
  expect(rising?.p).toBeCloseTo(2 / 24, 12)
  expect(monotoneTrend([3, 1, 2])?.p).toBe(1)
})

test('a series that does not change has slope 0 and p 1', () => {
  expect(monotoneTrend([5, 5, 5, 5])).toMatchObject({
    z: 0,
    p: 1,
    tau: null,
    slope: 0,
    autocorrelation: null,
  })
  expect(monotoneTrend([1, 2])).toBeNull()
})

test('alternation shows as negative correlation of neighbours', () => {
  expect(monotoneTrend([0, 9, 0, 9, 0, 9])?.autocorrelation).toBeCloseTo(-5 / 6, 12)
})

const series = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 3, maxLength: 24 })

test('mirroring the series mirrors the trend', () => {
  fc.assert(
    fc.property(series, (months) => {
      const forth = monotoneTrend(months)
      const back = monotoneTrend(months.toReversed())
      expect(back?.s).toBe(-(forth?.s ?? 0) + 0)
      expect(back?.p).toBeCloseTo(forth?.p ?? 0, 12)
      expect(back?.slope).toBeCloseTo(-(forth?.slope ?? 0), 9)
      expect(forth?.slope).toBeGreaterThanOrEqual(forth?.lower ?? Infinity)
      expect(forth?.slope).toBeLessThanOrEqual(forth?.upper ?? -Infinity)
    }),
  )
})

test('adding a straight line adds to the slope', () => {
  fc.assert(
    fc.property(series, fc.integer({ min: -5, max: 5 }), (months, rise) => {
      const tilted = months.map((value, month) => value + rise * month)
      expect(monotoneTrend(tilted)?.slope).toBeCloseTo(
        (monotoneTrend(months)?.slope ?? 0) + rise,
        9,
      )
    }),
  )
})
