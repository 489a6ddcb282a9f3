import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exhaustion, rollingRecovery } from '../../../src/core/statistics/exhaustion'

const minute = 60_000
const day = 86_400_000

describe('time to exhaustion', () => {
  const september = {
    remaining: 3.6 * minute,
    usedInLookback: 18 * minute,
    lookback: 25 * day,
    asOf: Date.UTC(2017, 8, 26),
    windowEnd: Date.UTC(2017, 9, 1),
  }

  test('18 of 21.6 minutes in 25 days leave five days', () => {
    const { pace, exhaustedAt } = exhaustion(september)
    expect((pace * day) / minute).toBeCloseTo(0.72, 12)
    expect(exhaustedAt).toBe(Date.UTC(2017, 9, 1))
  })

  test('is not at this pace where it falls past the end or nothing was used', () => {
    expect(exhaustion({ ...september, remaining: 3.7 * minute }).exhaustedAt).toBeNull()
    expect(exhaustion({ ...september, usedInLookback: 0 })).toEqual({ pace: 0, exhaustedAt: null })
    expect(exhaustion({ ...september, lookback: 0 }).exhaustedAt).toBeNull()
  })

  test('is now where the budget is overspent', () => {
    expect(exhaustion({ ...september, remaining: -1 }).exhaustedAt).toBe(september.asOf)
  })
})

describe('recovery of a rolling budget', () => {
  const segment = (from: number, minutes: number, weight = 1) => ({
    from,
    to: from + minutes * minute,
    weight,
  })
  const autumn = [
    segment(Date.UTC(2017, 8, 15, 16, 31), 11),
    segment(Date.UTC(2017, 8, 25, 19, 21), 7),
    segment(Date.UTC(2017, 9, 5, 12, 43), 13),
  ]
  const rolling = { window: 30 * day, total: 21.6 * minute, asOf: Date.UTC(2017, 9, 12) }

  test('31 of 21.6 minutes: 9.4 of the oldest 11 must leave the window', () => {
    expect(rollingRecovery(autumn, rolling)).toBeCloseTo(Date.UTC(2017, 9, 15, 16, 40, 24), 3)
  })

  test('is now where nothing is overspent, and later with a smaller budget', () => {
    expect(rollingRecovery(autumn, { ...rolling, total: 31 * minute })).toBe(rolling.asOf)
    expect(rollingRecovery([], rolling)).toBe(rolling.asOf)
    expect(rollingRecovery(autumn, { ...rolling, total: 0 })).toBe(Date.UTC(2017, 10, 4, 12, 56))
  })

  test('half the weight leaves half as fast', () => {
    const half = autumn.map((part) => ({ ...part, weight: 0.5 }))
    expect(rollingRecovery(half, { ...rolling, total: 10.8 * minute })).toBeCloseTo(
      rollingRecovery(autumn, rolling),
      3,
    )
  })

  test('leaves exactly the budget in the window', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(lengths, fc.integer({ min: 0, max: 2000 }), (minutes, total) => {
        const segments = minutes.map((length, i) => segment(i * day, length))
        const query = { window: 30 * day, total: total * minute, asOf: 21 * day }
        const at = rollingRecovery(segments, query)
        const opens = at - query.window
        const inside = segments.reduce(
          (sum, { from, to }) => sum + Math.max(0, to - Math.max(from, opens)),
          0,
        )
        expect(inside).toBeLessThanOrEqual(query.total + 1)
        if (at > query.asOf) expect(inside).toBeGreaterThanOrEqual(query.total - 1)
      }),
    )
  })
})
