import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { powerLaw, powerLawFit } from '../../../src/core/statistics/crow-amsaa'
import {
  conditionalLaplace,
  irwinHallCdf,
  laplace,
  lewisRobinson,
} from '../../../src/core/statistics/trend'

// Repair times of NIST/SEMATECH e-Handbook 8.1.7, hours, observed for 1,500 h.
const repairs = [5, 40, 43, 175, 389, 712, 747, 795, 1299, 1478]
// Starts of five reports in days since 2017-09-01, observed for 1,948 days.
const reports = [
  14.688194444444445, 24.80625, 34.52986111111111, 1127.8756944444444, 1929.8430555555556,
]

describe('Laplace', () => {
  test('is exact for ten repairs', () => {
    const trend = laplace(repairs, 1500)
    expect(trend).toMatchObject({ n: 10, method: 'exact' })
    expect(trend?.statistic).toBeCloseTo(-1.3269491826491822, 12)
    expect(trend?.p).toBeCloseTo(0.18738680212389877, 12)
  })

  test('with a declared origin and conditional on the first incident', () => {
    expect(laplace(reports, 1948)?.statistic).toBeCloseTo(-1.382390184242859, 12)
    expect(laplace(reports, 1948)?.p).toBeCloseTo(0.17208744381846264, 12)
    const conditional = conditionalLaplace(reports, 1948)
    expect(conditional?.n).toBe(4)
    expect(conditional?.statistic).toBeCloseTo(-0.7241739024918901, 12)
    expect(conditional?.p).toBeCloseTo(0.48361650501985953, 12)
  })

  test('conditional on the first does not see where the clock started', () => {
    const later = conditionalLaplace(
      reports.map((day) => day + 500),
      2448,
    )
    expect(later?.p).toBeCloseTo(conditionalLaplace(reports, 1948)?.p ?? 0, 10)
  })

  test('says nothing of nothing', () => {
    expect(laplace([], 10)).toBeNull()
    expect(laplace([0], 0)).toBeNull()
    expect(conditionalLaplace([], 10)).toBeNull()
    expect(conditionalLaplace([3], 10)).toBeNull()
  })

  const times = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), {
    minLength: 1,
    maxLength: 40,
  })

  test('changes sign when time runs backwards and keeps p', () => {
    fc.assert(
      fc.property(times, (days) => {
        const forth = laplace(days, 100)
        const back = laplace(
          days.map((day) => 100 - day),
          100,
        )
        expect(back?.statistic).toBeCloseTo(-(forth?.statistic ?? Number.NaN), 9)
        expect(back?.p).toBeCloseTo(forth?.p ?? Number.NaN, 9)
        expect(forth?.p).toBeGreaterThanOrEqual(0)
        expect(forth?.p).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('exact and normal p are close where one gives way to the other', () => {
    const spread = (n: number) => Array.from({ length: n }, (_, i) => (i + 0.2) * (60 / n))
    const exact = laplace(spread(12), 100)
    const normal = laplace(spread(13), 100)
    expect([exact?.method, normal?.method]).toEqual(['exact', 'normal'])
    expect(Math.abs((exact?.p ?? 0) - (normal?.p ?? 1))).toBeLessThan(0.01)
  })
})

test.each([
  [0.5, 2, 0.125],
  [2, 4, 0.5],
  [4.2, 12, 0.03578459876315692],
  [11, 12, 0.9999999979123243],
  [1.6073, 5, 0.08595103802472923],
  [-1, 3, 0],
])('P(sum of uniforms ≤ %d), n = %d', (s, n, p) => {
  expect(irwinHallCdf(s, n)).toBeCloseTo(p, 12)
})

describe('Lewis–Robinson', () => {
  test('divides by the variation of the gaps', () => {
    const trend = lewisRobinson(repairs, 1500)
    expect(trend?.gapVariation).toBeCloseTo(1.104741595946194, 12)
    expect(trend?.statistic).toBeCloseTo(-1.201139875169334, 12)
    expect(trend?.p).toBeCloseTo(0.22969694744728997, 10)
  })

  test('does not depend on the order and needs gaps that differ', () => {
    expect(lewisRobinson(repairs.toReversed(), 1500)).toEqual(lewisRobinson(repairs, 1500))
    expect(lewisRobinson([10, 20, 30], 40)).toBeNull()
    expect(lewisRobinson([10], 40)).toBeNull()
  })
})

describe('the power law', () => {
  test('of ten repairs', () => {
    const law = powerLaw(repairs, 1500)
    expect(law?.shape).toBeCloseTo(0.5372288660341876, 12)
    expect(law?.unbiasedShape).toBeCloseTo(0.4835059794307689, 12)
    expect(law?.scale).toBeCloseTo(0.19665821571379197, 12)
    expect(law?.finalRate).toBeCloseTo(0.003581525773561251, 12)
    expect(law?.lower).toBeCloseTo(0.2576221231416389, 9)
    expect(law?.upper).toBeCloseTo(0.9178449584622894, 9)
    expect(law?.p).toBeCloseTo(0.021972714231593304, 9)
    const fit = powerLawFit(repairs, 1500, 1)
    expect(fit?.distance).toBeCloseTo(0.05376868522900569, 12)
    expect(fit?.p).toBe(0.682)
  })

  test('is not fitted to an incident at the origin or to one alone', () => {
    expect(powerLaw([0, 5], 10)).toBeNull()
    expect(powerLaw([5], 10)).toBeNull()
    expect(powerLawFit([5], 10, 1)).toBeNull()
  })

  test('reads an origin the data chose as improvement, where Laplace conditional on it does not', () => {
    expect(powerLaw(reports, 1948)?.p).toBeLessThan(0.01)
    expect(conditionalLaplace(reports, 1948)?.p).toBeGreaterThan(0.4)
  })
})
