import fc from 'fast-check'
import { expect, test } from 'vitest'
import { description } from '../../../src/core/statistics/descriptive'
import { ascending } from '../../../src/core/statistics/numbers'
import { quantile } from '../../../src/core/statistics/quantile'

const durations = fc.array(fc.double({ min: 0.01, max: 1e6, noNaN: true }), {
  minLength: 1,
  maxLength: 200,
})

test('quantiles lie on straight lines between the values', () => {
  expect(quantile([4, 7, 11, 13, 14], 0.5)).toBe(11)
  expect(quantile([4, 7, 11, 13, 14], 0.9)).toBeCloseTo(13.6, 12)
  expect(quantile([5], 0.99)).toBe(5)
  expect(quantile([], 0.5)).toBeNull()
})

test('quantiles rise with p from the minimum to the maximum', () => {
  fc.assert(
    fc.property(durations, (values) => {
      const sorted = ascending(values)
      expect(quantile(sorted, 0)).toBe(Math.min(...values))
      expect(quantile(sorted, 1)).toBe(Math.max(...values))
      const rising = [0, 0.1, 0.5, 0.9, 1].map((p) => quantile(sorted, p) ?? Number.NaN)
      for (const [i, value] of rising.slice(1).entries()) {
        expect(value).toBeGreaterThanOrEqual((rising[i] ?? Number.NaN) * (1 - 1e-12))
      }
    }),
  )
})

test('five durations are described by median and geometric mean, with no p90', () => {
  const five = description([11, 7, 13, 4, 14])
  expect(five).toMatchObject({ n: 5, minimum: 4, maximum: 14, median: 11, p90: null, p99: null })
  expect(five?.mean).toBeCloseTo(9.8, 12)
  expect(five?.geometricMean).toBeCloseTo(8.906855792921355, 12)
  expect(five?.standardDeviation).toBeCloseTo(4.207136793592526, 12)
  expect(five?.logStandardDeviation).toBeCloseTo(0.5222384605802572, 12)
})

test('one incident that carries the sum is named, and the mean given without it', () => {
  const values = [3, 5, 6, 8, 9, 9, 12, 14, 15, 18, 20, 22, 27, 31, 40, 44, 60, 85, 120, 300]
  const twenty = description(values)
  expect(twenty?.p90).toBeCloseTo(88.5, 9)
  expect(twenty?.largestShare).toBeCloseTo(300 / 848, 12)
  expect(twenty?.meanWithoutLargest).toBeCloseTo(548 / 19, 12)
  expect(description([1, 1, 1, 1])?.meanWithoutLargest).toBeNull()
})

test('values that are not positive have a mean but no geometric mean', () => {
  expect(description([0, 4])).toMatchObject({ mean: 2, geometricMean: null, largestShare: 1 })
  expect(description([0])).toMatchObject({ largestShare: null, standardDeviation: null })
  expect(description([])).toBeNull()
})

test('a description does not depend on the order of the values', () => {
  fc.assert(
    fc.property(durations, (values) => {
      expect(description(values.toReversed())).toEqual(description(values))
    }),
  )
})
