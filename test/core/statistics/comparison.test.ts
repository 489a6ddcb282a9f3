import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareDurations } from '../../../src/core/statistics/comparison'

const before = [3, 5, 6, 8, 9, 9, 12, 14, 15, 18, 20, 22, 27, 31, 40, 44, 60, 85, 120, 300]
const after = [
  1.2000000000000002, 2.4000000000000004, 3.6, 4.800000000000001, 6, 8, 10.8, 16, 24, 48,
]

test('three against two is counted through and shows nothing', () => {
  const result = compareDurations([11, 7, 13], [4, 14], 1)
  expect(result?.permutation).toEqual({ p: 0.7, method: 'exact', splits: 10 })
  expect(result?.ratio).toBeCloseTo(0.7480821996956535, 12)
  expect(result?.shorter).toBeCloseTo(0.6377027319514975, 10)
  expect(result?.lower).toBeCloseTo(0.002141605, 8)
  expect(result?.upper).toBeCloseTo(261.31196, 4)
  expect(result?.degreesOfFreedom).toBeCloseTo(1.1774009344238408, 10)
  expect(result?.detectableReduction).toBeCloseTo(0.7698553760461075, 10)
})

test('twenty against ten is shuffled with a seed', () => {
  const result = compareDurations(before, after, 1, 1999)
  expect(result?.permutation).toEqual({ p: 0.0205, method: 'simulated', splits: 1999 })
  expect(result?.ratio).toBeCloseTo(0.3489913526032856, 12)
  expect(result?.shorter).toBeCloseTo(0.9874645017450204, 10)
  expect(result?.lower).toBeCloseTo(0.14108629225100386, 8)
  expect(result?.upper).toBeCloseTo(0.8632657521057241, 8)
})

test('too many to shuffle take the normal limit, which the shuffling approaches', () => {
  const wide = (n: number, factor: number) =>
    Array.from({ length: n }, (_, i) => factor * Math.exp(((i * 37) % 101) / 25))
  const shuffled = compareDurations(wide(600, 1), wide(500, 1.1), 1, 9999)?.permutation
  const limit = compareDurations(wide(600, 1), wide(500, 1.1), 1, 99_999)?.permutation
  expect(shuffled?.method).toBe('simulated')
  expect(limit).toMatchObject({ method: 'normal', splits: 0 })
  expect(Math.abs((shuffled?.p ?? 1) - (limit?.p ?? 0))).toBeLessThan(0.02)
})

test('needs two positive durations on each side', () => {
  expect(compareDurations([1], [2, 3], 1)).toBeNull()
  expect(compareDurations([1, 2], [], 1)).toBeNull()
  expect(compareDurations([1, 0], [2, 3], 1)).toBeNull()
})

test('durations that do not vary have a ratio and no interval', () => {
  expect(compareDurations([2, 2], [4, 4], 1)).toMatchObject({
    lower: null,
    upper: null,
    shorter: null,
    detectableReduction: null,
  })
})

const sample = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 2, maxLength: 6 })

test('swapping the periods inverts the ratio and mirrors the probability', () => {
  fc.assert(
    fc.property(sample, sample, (one, two) => {
      const forth = compareDurations(one, two, 1)
      const back = compareDurations(two, one, 1)
      expect((forth?.ratio ?? 0) * (back?.ratio ?? 0)).toBeCloseTo(1, 9)
      expect(forth?.permutation.p).toBeCloseTo(back?.permutation.p ?? -1, 12)
      if (forth?.shorter !== null) {
        expect((forth?.shorter ?? 0) + (back?.shorter ?? 0)).toBeCloseTo(1, 9)
      }
    }),
  )
})
