import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  burstiness,
  dispersion,
  finiteSizeBurstiness,
} from '../../../src/core/statistics/burstiness'
import { timeOfDay } from '../../../src/core/statistics/rayleigh'

describe('burstiness', () => {
  test('of two bursts', () => {
    const result = burstiness([0, 1, 2, 3, 50, 51, 52, 120])
    expect(result).toMatchObject({ gaps: 7, medianGap: 1, finiteSize: null })
    expect(result?.variation).toBeCloseTo(1.6466225252743085, 12)
    expect(result?.burstiness).toBeCloseTo(0.2077564542981696, 12)
    expect(finiteSizeBurstiness(1.524476230637191, 7)).toBeCloseTo(0.5016637661244455, 12)
  })

  test('of a clockwork is −1, from ten incidents on also for finite size', () => {
    const clock = Array.from({ length: 12 }, (_, i) => i * 24)
    expect(burstiness(clock)).toMatchObject({ variation: 0, burstiness: -1, finiteSize: -1 })
  })

  test('needs two gaps and starts at different times', () => {
    expect(burstiness([1, 2])).toBeNull()
    expect(burstiness([5, 5, 5])).toBeNull()
  })

  test('does not depend on origin, unit or order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 3 }), (times) => {
        const plain = burstiness(times)
        const moved = burstiness(times.map((time) => 1000 + 60 * time).toReversed())
        expect(moved?.burstiness ?? 0).toBeCloseTo(plain?.burstiness ?? 0, 9)
        expect(plain?.burstiness ?? 0).toBeGreaterThanOrEqual(-1)
        expect(plain?.burstiness ?? 0).toBeLessThan(1)
      }),
    )
  })
})

describe('dispersion of monthly counts', () => {
  test('of twelve months, two of them full', () => {
    // Mean 1: D = 2·5² + 10·1² = 60.
    const counts = [0, 0, 0, 0, 0, 6, 0, 0, 6, 0, 0, 0]
    const result = dispersion(counts)
    expect(result?.chiSquare).toBeCloseTo(60, 12)
    expect(result?.fano).toBeCloseTo(60 / 11, 12)
    expect(result?.pOver).toBeLessThan(0.01)
  })

  test('has no value for one month or for none', () => {
    expect(dispersion([3])).toBeNull()
    expect(dispersion([0, 0, 0])).toBeNull()
  })

  test('of equal counts is 0 and not over-dispersed', () => {
    expect(dispersion([4, 4, 4])).toMatchObject({ fano: 0, chiSquare: 0, pOver: 1, pTwoSided: 0 })
  })
})

describe('time of day', () => {
  test('of five reports gathers in the evening, without being certain', () => {
    const result = timeOfDay([
      16.516666666666666, 19.35, 12.716666666666667, 21.016666666666666, 20.233333333333334,
    ])
    expect(result?.concentration).toBeCloseTo(0.7193314921755982, 12)
    expect(result?.meanHour).toBeCloseTo(18.26267479351438, 10)
    expect(result?.z).toBeCloseTo(2.587188978177864, 10)
    expect(result?.p).toBeCloseTo(0.06870263192754673, 10)
  })

  test('has no mean where directions cancel', () => {
    expect(timeOfDay([0, 6, 12, 18])).toMatchObject({ meanHour: null })
    expect(timeOfDay([0, 6, 12, 18])?.p).toBeGreaterThan(0.9)
    expect(timeOfDay([])).toBeNull()
  })

  test('turns with the clock', () => {
    const hour = fc.double({ min: 0, max: 23.99, noNaN: true })
    fc.assert(
      fc.property(fc.array(hour, { minLength: 1 }), hour, (hours, shift) => {
        const plain = timeOfDay(hours)
        const turned = timeOfDay(hours.map((h) => (h + shift) % 24))
        expect(turned?.concentration).toBeCloseTo(plain?.concentration ?? -1, 9)
        expect(turned?.p).toBeCloseTo(plain?.p ?? -1, 9)
        expect(plain?.p).toBeLessThanOrEqual(1)
      }),
    )
  })
})
