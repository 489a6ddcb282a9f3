import fc from 'fast-check'
import { expect, test } from 'vitest'
import { airportShares } from '../../support/airport'
import { benjaminiHochberg } from '../../../src/core/statistics/multiple-testing'

test('p-values are adjusted for their number, in the order given', () => {
  const adjusted = benjaminiHochberg([0.001, 0.04, 0.03, 0.2, 0.5])
  const wanted = [0.005, 0.06666666666666667, 0.06666666666666667, 0.25, 0.5]
  for (const [i, q] of adjusted.entries()) expect(q).toBeCloseTo(wanted[i] ?? 0, 12)
  expect(benjaminiHochberg([])).toEqual([])
})

test('adjusted p-values keep the order, and are never below p nor above 1', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (pValues) => {
      const adjusted = benjaminiHochberg(pValues)
      for (const [i, p] of pValues.entries()) {
        const q = adjusted[i] ?? -1
        expect(q).toBeGreaterThanOrEqual(p * (1 - 1e-12))
        expect(q).toBeLessThanOrEqual(1)
        for (const [j, other] of pValues.entries()) {
          if (other < p) expect(adjusted[j]).toBeLessThanOrEqual(q)
        }
      }
    }),
  )
})

test.each([
  [
    [0.2, 0.5, 1],
    [0.06666666666666667, 0.21666666666666667, 0.7166666666666667],
  ],
  [
    [1, 1],
    [0.5, 0.5],
  ],
  [
    [0, 0.4],
    [0, 0.4],
  ],
])('overlapping weights %j are shared as %j', (weights, wanted) => {
  for (const [i, share] of airportShares(weights).entries()) {
    expect(share).toBeCloseTo(wanted[i] ?? -1, 12)
  }
})

test('shares add up to the largest weight, whatever the order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 }),
      (weights) => {
        const shares = airportShares(weights)
        expect(shares.reduce((total, share) => total + share, 0)).toBeCloseTo(
          Math.max(...weights),
          10,
        )
        const reversed = airportShares(weights.toReversed()).toReversed()
        for (const [i, share] of shares.entries()) {
          expect(share).toBeLessThanOrEqual((weights[i] ?? 0) + 1e-12)
          expect(reversed[i]).toBeCloseTo(share, 10)
        }
      },
    ),
  )
})
