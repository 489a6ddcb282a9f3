import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  ascending,
  logarithms,
  mean,
  sampleMoments,
  sum,
} from '../../../src/core/statistics/numbers'

test('a sum keeps what plain addition loses', () => {
  expect(sum([1, 1e100, 1, -1e100])).toBe(2)
  expect(sum(Array.from({ length: 10 }, () => 0.1))).toBe(1)
})

test('a sum of whole numbers is exact in any order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -(2 ** 40), max: 2 ** 40 })), (values) => {
      expect(sum(values)).toBe(Number(values.reduce((total, value) => total + BigInt(value), 0n)))
    }),
  )
})

test('nothing has no mean, one value no variance', () => {
  expect(mean([])).toBeNull()
  expect(sampleMoments([3])).toBeNull()
  expect(sampleMoments([2, 4])).toEqual({ mean: 3, variance: 2 })
})

test('sorting leaves the values given untouched and orders them as numbers', () => {
  const values = [10, 9, 100, 1]
  expect([...ascending(values)]).toEqual([1, 9, 10, 100])
  expect(values).toEqual([10, 9, 100, 1])
})

test('values that are not all positive have no logarithms', () => {
  expect(logarithms([1, 0])).toBeNull()
  expect(logarithms([1, -1])).toBeNull()
  expect(logarithms([1])?.[0]).toBe(0)
})
