import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cellTests, coincidence, uniformity } from '../../../src/core/statistics/exposure'

describe('cells of a calendar', () => {
  test('are measured against the hours they were observed', () => {
    const tests = cellTests([30, 10, 10, 10], [100, 100, 100, 0])
    expect(tests[3]).toBeNull()
    expect(tests[0]?.expected).toBeCloseTo(20, 12)
    expect(tests[1]?.expected).toBeCloseTo(20, 12)
    for (const cell of tests) if (cell) expect(cell.q).toBeGreaterThanOrEqual(cell.p)
  })

  test('a cell far above its share is marked, its neighbours are not', () => {
    const counts = Array.from({ length: 24 }, (_, hour) => (hour === 3 ? 40 : 10))
    const tests = cellTests(
      counts,
      Array.from({ length: 24 }, () => 50),
    )
    expect(tests.map((cell) => (cell?.q ?? 1) < 0.05)).toEqual(counts.map((count) => count === 40))
  })

  test('without any count or time mark nothing', () => {
    expect(cellTests([0, 0], [5, 5])).toEqual([
      { expected: 0, p: 1, q: 1 },
      { expected: 0, p: 1, q: 1 },
    ])
    expect(cellTests([0, 0], [0, 0])).toEqual([null, null])
  })

  test('expect as many as were counted, altogether', () => {
    const pairs = fc.array(fc.tuple(fc.nat(50), fc.integer({ min: 1, max: 100 })), { minLength: 1 })
    fc.assert(
      fc.property(pairs, (cells) => {
        const counts = cells.map(([count]) => count)
        const tests = cellTests(
          counts,
          cells.map(([, hours]) => hours),
        )
        const expected = tests.reduce((total, cell) => total + (cell?.expected ?? 0), 0)
        expect(expected).toBeCloseTo(
          counts.reduce((total, count) => total + count, 0),
          6,
        )
      }),
    )
  })
})

describe('all cells together', () => {
  test('few counts are simulated, many are not', () => {
    expect(uniformity([3, 1, 2], [10, 10, 10], 1)?.method).toBe('simulated')
    const ample = uniformity([30, 10, 20], [10, 10, 10], 1)
    expect(ample).toMatchObject({ method: 'asymptotic', degrees: 2 })
    expect(ample?.chiSquare).toBeCloseTo(10, 12)
    expect(ample?.p).toBeCloseTo(Math.exp(-5), 12)
  })

  test('a simulated p comes near the exact one', () => {
    // 4 of 4 in one of two equal cells: 2 of 16 outcomes are as extreme.
    expect(Math.abs((uniformity([4, 0], [1, 1], 1)?.p ?? 0) - 0.125)).toBeLessThan(0.03)
    expect(uniformity([2, 2], [1, 1], 1)?.p).toBe(1)
  })

  test('cells never observed do not count', () => {
    expect(uniformity([3, 0, 2], [10, 0, 10], 1)?.degrees).toBe(1)
    expect(uniformity([3, 0], [10, 0], 1)).toBeNull()
    expect(uniformity([0, 0], [10, 10], 1)).toBeNull()
  })
})

test('starts inside maintenance windows against the share of time these take', () => {
  const vault = coincidence(31, 500, 0.0032708617860053024)
  expect(vault?.ratio).toBeCloseTo(18.955249122807018, 9)
  expect((vault?.p ?? 0) / 4.459299206669386e-29).toBeCloseTo(1, 8)
  expect(coincidence(0, 500, 0.01)?.p).toBe(1)
  expect(coincidence(0, 0, 0.01)).toBeNull()
  expect(coincidence(0, 5, 0)).toBeNull()
})
