import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changePoint, changePoints } from '../../../src/core/statistics/change-point'
import { randomFrom } from '../../../src/core/statistics/random'

/** `count` starts at random in [from, to). */
function starts(count: number, from: number, to: number, seed: number): number[] {
  const random = randomFrom(seed)
  return Array.from({ length: count }, () => from + random.f53() * (to - from))
}

describe('a change of rate', () => {
  const changed = [...starts(60, 0, 300, 1), ...starts(20, 300, 1000, 2)]

  test('is found near its date with the rates on both sides', () => {
    const point = changePoint(changed, 1000, 1)
    expect(point?.at).toBeGreaterThan(250)
    expect(point?.at).toBeLessThan(350)
    expect(point?.p).toBe(0.001)
    expect((point?.before ?? 0) + (point?.after ?? 0)).toBe(80)
    expect(point?.comparison.upper).toBeLessThan(1)
    // LLR = a·ln(a/(nτ)) + b·ln(b/(n(1 − τ))) at the split found.
    const { before = 0, after = 0, at = 0 } = point ?? {}
    const tau = at / 1000
    expect(point?.likelihood).toBeCloseTo(
      before * Math.log(before / (80 * tau)) + after * Math.log(after / (80 * (1 - tau))),
      9,
    )
  })

  test('is looked for again on either side, and listed in order', () => {
    const even = (count: number, from: number, to: number) =>
      Array.from({ length: count }, (_, k) => from + ((k + 0.5) / count) * (to - from))
    const thrice = [...even(80, 0, 300), ...even(10, 300, 600), ...even(90, 600, 900)]
    const points = changePoints(thrice, 900, 1)
    expect(points).toHaveLength(2)
    expect(Math.abs((points[0]?.at ?? 0) - 300)).toBeLessThan(50)
    expect(Math.abs((points[1]?.at ?? 0) - 600)).toBeLessThan(50)
    expect(changePoints(starts(60, 0, 300, 4), 300, 1)).toEqual([])
  })

  test('is not looked for in fewer than 20 incidents or outside the margins', () => {
    expect(changePoint(starts(19, 0, 100, 1), 100, 1)).toBeNull()
    expect(changePoint(starts(30, 0, 5, 1), 100, 1)).toBeNull()
  })

  test('repeats for the same seed and in any order of the starts', () => {
    expect(changePoint(changed.toReversed(), 1000, 1)).toEqual(changePoint(changed, 1000, 1))
  })

  test('among very many incidents is found to the day', () => {
    const many = [...starts(4000, 0, 400, 1), ...starts(2500, 400, 800, 2)]
    const point = changePoint(many, 800, 1)
    expect(Number.isInteger(point?.at)).toBe(true)
    expect(Math.abs((point?.at ?? 0) - 400)).toBeLessThan(20)
    expect(point?.p).toBe(0.001)
  })
})

test('a steady rate is called a change about as often as p says, by events and by days', () => {
  for (const count of [30, 5200]) {
    let small = 0
    for (let seed = 1; seed <= 60; seed++) {
      const point = changePoint(starts(count, 0, 500, seed), 500, 7, 99)
      if ((point?.p ?? 1) <= 0.1) small++
    }
    expect(small).toBeLessThanOrEqual(14)
    expect(small).toBeGreaterThanOrEqual(1)
  }
})

test('the split found is at a start, leaves the margins, and p is a proper share', () => {
  const days = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), {
    minLength: 20,
    maxLength: 40,
  })
  fc.assert(
    fc.property(days, (times) => {
      const point = changePoint(times, 100, 1, 19)
      fc.pre(point !== null)
      expect(times.some((time) => Math.abs(time - (point?.at ?? -1)) < 1e-9)).toBe(true)
      expect(point?.at).toBeGreaterThanOrEqual(10 - 1e-9)
      expect(point?.at).toBeLessThanOrEqual(90 + 1e-9)
      expect(point?.p).toBeGreaterThanOrEqual(0.05)
      expect(point?.p).toBeLessThanOrEqual(1)
    }),
  )
})
