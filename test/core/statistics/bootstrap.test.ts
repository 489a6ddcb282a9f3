import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bootstrapMean } from '../../../src/core/statistics/bootstrap'

test('BCa and percentile intervals of five durations', () => {
  const five = bootstrapMean([11, 7, 13, 4, 14], 20171012)
  expect(five?.percentile.lower).toBeCloseTo(6.4, 12)
  expect(five?.percentile.upper).toBeCloseTo(13, 12)
  expect(five?.bca.lower).toBeCloseTo(6, 12)
  expect(five?.bca.upper).toBeCloseTo(12.6, 12)
  expect(five?.bias).toBeCloseTo(-0.042019388948433205, 12)
  expect(five?.acceleration).toBeCloseTo(-0.030349290285419436, 12)
})

test('BCa interval of twenty skewed durations reaches further up', () => {
  const twenty = bootstrapMean(
    [3, 5, 6, 8, 9, 9, 12, 14, 15, 18, 20, 22, 27, 31, 40, 44, 60, 85, 120, 300],
    1,
  )
  expect(twenty?.percentile.lower).toBeCloseTo(19.8975, 9)
  expect(twenty?.percentile.upper).toBeCloseTo(75.8125, 9)
  expect(twenty?.bca.lower).toBeCloseTo(24.1, 9)
  expect(twenty?.bca.upper).toBeCloseTo(97.31006405954571, 9)
})

test('a bootstrap repeats for the same seed and stays within the values', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1e5, noNaN: true }), { minLength: 1, maxLength: 40 }),
      fc.integer(),
      (values, seed) => {
        const once = bootstrapMean(values, seed, 99)
        expect(bootstrapMean(values, seed, 99)).toEqual(once)
        const least = Math.min(...values) * (1 - 1e-12)
        const most = Math.max(...values) * (1 + 1e-12)
        for (const { lower, upper } of [once?.bca, once?.percentile].flatMap((i) => i ?? [])) {
          expect(lower).toBeGreaterThanOrEqual(least)
          expect(upper).toBeGreaterThanOrEqual(lower)
          expect(upper).toBeLessThanOrEqual(most)
        }
      },
    ),
    { numRuns: 50 },
  )
})

test('nothing has no bootstrap, a constant has no spread', () => {
  expect(bootstrapMean([], 1)).toBeNull()
  expect(bootstrapMean([4, 4, 4], 1)?.bca).toEqual({ lower: 4, upper: 4 })
})
