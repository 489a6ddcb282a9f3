import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareRates } from '../../../src/core/statistics/rates'

test.each([
  [
    10, 100, 4, 100, 0.4, 0.1795654296875, 0.11846923828125, 0.09157116054155078,
    1.3868356875995365,
  ],
  [3, 974, 2, 974, 2 / 3, 1, 0.6875, 0.05568188900721432, 5.819756578960775],
  [
    12, 90, 9, 30, 2.25, 0.11229368002113915, 0.07677644464502, 0.8372831145796662,
    5.818178611521541,
  ],
])('%d in %d against %d in %d', (n0, t0, n1, t1, ratio, p, midP, lower, upper) => {
  const result = compareRates({ count: n0, exposure: t0 }, { count: n1, exposure: t1 })
  expect(result.ratio).toBeCloseTo(ratio, 10)
  expect(result.p).toBeCloseTo(p, 10)
  expect(result.midP).toBeCloseTo(midP, 10)
  expect(result.lower).toBeCloseTo(lower, 10)
  expect(result.upper).toBeCloseTo(upper, 9)
})

test('a rate after none has no ratio and no upper end', () => {
  const some = compareRates({ count: 0, exposure: 30 }, { count: 5, exposure: 30 })
  expect(some).toMatchObject({ ratio: null, upper: null })
  expect(some.p).toBeCloseTo(0.0625, 12)
  expect(some.lower).toBeCloseTo(0.91635585731546, 10)
  expect(compareRates({ count: 0, exposure: 30 }, { count: 0, exposure: 30 })).toEqual({
    ratio: null,
    p: 1,
    midP: 1,
    lower: 0,
    upper: null,
  })
})

const period = fc.record({
  count: fc.nat(200),
  exposure: fc.double({ min: 1, max: 1000, noNaN: true }),
})

test('swapping the periods inverts the ratio and keeps p', () => {
  fc.assert(
    fc.property(period, period, (before, after) => {
      const forth = compareRates(before, after)
      const back = compareRates(after, before)
      expect(forth.p).toBeCloseTo(back.p, 9)
      expect(forth.midP).toBeLessThanOrEqual(forth.p + 1e-12)
      if (forth.ratio && back.ratio) expect(forth.ratio * back.ratio).toBeCloseTo(1, 9)
      if (forth.ratio !== null) expect(forth.lower).toBeLessThanOrEqual(forth.ratio * (1 + 1e-9))
      if (forth.upper !== null) expect(forth.upper).toBeGreaterThanOrEqual(forth.ratio ?? 0)
    }),
  )
})
