import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  geometricMeanInterval,
  hallInterval,
  modifiedCoxInterval,
  proportionInterval,
  quantileInterval,
  rateInterval,
} from '../../../src/core/statistics/intervals'
import { meanInterval } from '../../../src/core/statistics/mean-interval'
import { ascending, mean } from '../../../src/core/statistics/numbers'
import { quantile } from '../../../src/core/statistics/quantile'

const five = [11, 7, 13, 4, 14]
const twenty = [3, 5, 6, 8, 9, 9, 12, 14, 15, 18, 20, 22, 27, 31, 40, 44, 60, 85, 120, 300]

function ends(interval: { lower: number | null; upper: number | null } | null) {
  return [interval?.lower ?? Number.NaN, interval?.upper ?? Number.NaN]
}

function near(values: readonly number[], wanted: readonly number[]) {
  expect(values.length).toBe(wanted.length)
  for (const [i, value] of values.entries()) expect(value / (wanted[i] ?? 0)).toBeCloseTo(1, 9)
}

describe('interval of a quantile', () => {
  test.each([
    [5, 0.5, null, null, 1],
    [6, 0.5, 1, 6, 0.96875],
    [9, 0.5, 2, 8, 0.9609375],
    [20, 0.5, 6, 15, 0.9586105346679688],
    [20, 0.9, 15, null, 0.988746865835491],
    [36, 0.9, 29, 36, 0.9539621052026521],
    [100, 0.9, 84, 96, 0.955690107191223],
  ])('of %d values at p = %d has ranks %s and %s', (n, p, lowerRank, upperRank, coverage) => {
    const interval = quantileInterval(
      Array.from({ length: n }, (_, i) => i + 1),
      p,
    )
    expect(interval).toMatchObject({ lowerRank, upperRank, lower: lowerRank, upper: upperRank })
    expect(interval.coverage).toBeCloseTo(coverage, 10)
  })

  test('of five medians does not exist, and their range covers 93.75 %', () => {
    expect(quantileInterval(ascending(five), 0.5).rangeCoverage).toBeCloseTo(0.9375, 12)
  })

  test('contains the quantile and covers at least its level', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1000, noNaN: true }), { maxLength: 300 }),
        fc.constantFrom(0.1, 0.5, 0.9),
        (values, p) => {
          const sorted = ascending(values)
          const interval = quantileInterval(sorted, p)
          const middle = quantile(sorted, p) ?? 0
          expect(interval.lower ?? -Infinity).toBeLessThanOrEqual(middle + 1e-9)
          expect(interval.upper ?? Infinity).toBeGreaterThanOrEqual(middle - 1e-9)
          expect(interval.coverage).toBeGreaterThanOrEqual(0.95 - 1e-9)
        },
      ),
    )
  })
})

describe('interval of a mean', () => {
  test('geometric, of five and of twenty', () => {
    near(ends(geometricMeanInterval(five)), [4.657023913895978, 17.03493080187535])
    near(ends(geometricMeanInterval(twenty)), [12.38642148442067, 36.04620514054469])
  })

  test('of lognormal durations, modified Cox', () => {
    near(ends(modifiedCoxInterval(five)), [5.061436373529602, 20.588348035587646])
    expect(modifiedCoxInterval(twenty)?.point).toBeCloseTo(40.52323998865207, 10)
  })

  test('corrected for skewness, Hall', () => {
    near(ends(hallInterval(twenty)), [27.616585045415814, 86.7805067083972])
    expect(hallInterval([4, 4, 4])).toEqual({ lower: 4, upper: 4 })
  })

  test('needs two values, and on logs positive ones', () => {
    expect(hallInterval([1])).toBeNull()
    expect(geometricMeanInterval([1])).toBeNull()
    expect(geometricMeanInterval([1, 0])).toBeNull()
    expect(modifiedCoxInterval([1, -1])).toBeNull()
  })

  test('says nothing rather than reach beyond all numbers', () => {
    expect(modifiedCoxInterval([1e-300, 1e300])).toBeNull()
  })
})

describe('the interval shown for a mean', () => {
  test('is chosen by the number of values', () => {
    const values = Array.from({ length: 5001 }, (_, i) => 1 + (i % 97))
    expect(meanInterval(values.slice(0, 4), 1)).toEqual({
      method: 'none',
      lower: null,
      upper: null,
    })
    expect(meanInterval(values.slice(0, 5), 1).method).toBe('modified Cox')
    expect(meanInterval(values.slice(0, 19), 1).method).toBe('modified Cox')
    expect(meanInterval(values.slice(0, 20), 1).method).toBe('BCa')
    expect(meanInterval(values, 1).method).toBe('Hall')
  })

  test('of the five reports is modified Cox', () => {
    near(ends(meanInterval(five, 20171012)), [5.061436373529602, 20.588348035587646])
  })

  test('is none where values do not vary or have no logs', () => {
    expect(meanInterval([5, 5, 5, 5, 5, 5], 1).method).toBe('none')
    expect(meanInterval([0, 1, 2, 3, 4], 1).method).toBe('none')
  })
})

describe('interval of a rate', () => {
  test('is exact, after Garwood', () => {
    expect(rateInterval(0, 30)).toMatchObject({ lower: 0 })
    near([rateInterval(0, 30).upper], [0.12296264847046451])
    near([rateInterval(0, 30, 0.9).upper], [-Math.log(0.05) / 30])
    near(ends(rateInterval(1, 30)), [0.0008439269328096632, 0.18572144636462992])
    near(ends(rateInterval(5, 1948)), [0.0008334119045782449, 0.00598990353147981])
  })

  test('contains the rate and narrows with more of the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (count) => {
        const one = rateInterval(count, 10)
        const double = rateInterval(2 * count, 20)
        expect(one.lower).toBeLessThan(count / 10)
        expect(one.upper).toBeGreaterThan(count / 10)
        expect(double.upper - double.lower).toBeLessThan(one.upper - one.lower)
      }),
    )
  })
})

test('the interval of a proportion contains it and mirrors', () => {
  fc.assert(
    fc.property(fc.nat(300), fc.integer({ min: 1, max: 300 }), (count, more) => {
      const trials = count + more
      const { lower, upper } = proportionInterval(count, trials)
      const mirror = proportionInterval(trials - count, trials)
      expect(lower).toBeLessThanOrEqual(count / trials)
      expect(upper).toBeGreaterThan(count / trials)
      expect(mirror.lower).toBeCloseTo(1 - upper, 9)
    }),
  )
  expect(proportionInterval(0, 10)).toMatchObject({ lower: 0 })
  expect(proportionInterval(10, 10)).toMatchObject({ upper: 1 })
})

test('every interval of a mean contains it when data are nearly symmetric', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 90, max: 110 }), { minLength: 5, maxLength: 60 }),
      (x) => {
        const { method, lower, upper } = meanInterval(x, 1)
        fc.pre(method !== 'none')
        const centre = mean(x) ?? 0
        expect(lower ?? Infinity).toBeLessThanOrEqual(centre)
        expect(upper ?? -Infinity).toBeGreaterThanOrEqual(centre)
      },
    ),
  )
})
