import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  kaplanMeier,
  restrictedMean,
  survivalQuantile,
} from '../../../src/core/statistics/kaplan-meier'
import { ascending, mean } from '../../../src/core/statistics/numbers'

const closed = [4, 7, 7, 13, 14]
const ongoing = [11, 20]

test('incidents that are still open keep the curve up', () => {
  const steps = kaplanMeier(closed, ongoing)
  expect(steps.map(({ at, atRisk, ended }) => [at, atRisk, ended])).toEqual([
    [4, 7, 1],
    [7, 6, 2],
    [13, 3, 1],
    [14, 2, 1],
  ])
  const survival = [
    0.8571428571428572, 0.5714285714285715, 0.38095238095238104, 0.19047619047619052,
  ]
  const errors = [0.13226001425322165, 0.18704390591656492, 0.19934023560848904, 0.1675551310830945]
  for (const [i, step] of steps.entries()) {
    expect(step.survival).toBeCloseTo(survival[i] ?? 0, 12)
    expect(step.standardError).toBeCloseTo(errors[i] ?? 0, 12)
  }
  expect(survivalQuantile(steps, 0.5)).toBe(13)
  expect(restrictedMean(steps, 20)).toBeCloseTo(11.523809523809526, 12)
  expect(mean(closed)).toBe(9)
})

test('a median not reached is not made up', () => {
  expect(survivalQuantile(kaplanMeier([5], [10, 10, 10]), 0.5)).toBeNull()
  expect(survivalQuantile(kaplanMeier([], [10]), 0.5)).toBeNull()
  expect(restrictedMean(kaplanMeier([], [10]), 60)).toBe(60)
})

test('an end at the same time as a censoring comes first', () => {
  expect(kaplanMeier([5], [5])[0]).toMatchObject({ atRisk: 2, survival: 0.5 })
})

test('a share that is met exactly counts as met despite rounding', () => {
  const steps = kaplanMeier([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [])
  expect(survivalQuantile(steps, 0.9)).toBe(9)
  expect(survivalQuantile(steps, 0.5)).toBe(5)
})

const times = fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 40 })

test('the curve never rises, and open incidents never lower it', () => {
  fc.assert(
    fc.property(times, times, (ends, open) => {
      const steps = kaplanMeier(ends, open)
      let previous = 1
      for (const { survival } of steps) {
        expect(survival).toBeLessThanOrEqual(previous)
        expect(survival).toBeGreaterThanOrEqual(0)
        previous = survival
      }
      const closedOnly = restrictedMean(kaplanMeier(ends, []), 100)
      expect(restrictedMean(steps, 100)).toBeGreaterThanOrEqual(closedOnly - 1e-9)
      expect(kaplanMeier(ends.toReversed(), open.toReversed())).toEqual(steps)
    }),
  )
})

test('with nothing open the restricted mean is the mean', () => {
  fc.assert(
    fc.property(times, (ends) => {
      fc.pre(ends.length > 0)
      expect(restrictedMean(kaplanMeier(ends, []), 1000)).toBeCloseTo(mean(ascending(ends)) ?? 0, 9)
    }),
  )
})
