import fc from 'fast-check'
import { expect, test } from 'vitest'
import { axisPercent, labelEvery, ticks } from '../../../src/ui/charts/axis'

test.each([
  [0.07, 5, [0, 0.02, 0.04, 0.06, 0.08]],
  [1.1, 5, [0, 0.5, 1, 1.5]],
  [100, 5, [0, 50, 100]],
])('ticks up to %s are round', (top, most, expected) => {
  expect(ticks(top, most)).toEqual(expected)
})

test('ticks start at zero, reach the top and are never more than asked for', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-5, max: 100, noNaN: true }), (top) => {
      const found = ticks(top, 5)
      expect(found[0]).toBe(0)
      expect(found.at(-1)).toBeGreaterThanOrEqual(top * (1 - 1e-8))
      expect(found.length).toBeLessThanOrEqual(5)
    }),
  )
})

test('an axis of lost time reads as availability', () => {
  expect([0, 0.05, 0.02, 1.5].map(axisPercent)).toEqual(['100 %', '99.95 %', '99.98 %', '98.5 %'])
})

test('labels of months never crowd', () => {
  for (let months = 1; months <= 160; months++)
    expect(months / labelEvery(months)).toBeLessThanOrEqual(13.5)
})
