import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomFrom } from '../../../src/core/statistics/random'
import { uniformSample } from '../../../src/core/statistics/uniform-sample'

describe('random numbers', () => {
  test('are those of xoshiro128** seeded by SplitMix32', () => {
    const random = randomFrom(1)
    expect([1, 2, 3, 4, 5].map(() => random.u32())).toEqual([
      393288148, 2174103013, 3814759091, 2092745082, 1865176206,
    ])
  })

  test('fill a fraction with 53 bits, the high word first', () => {
    const random = randomFrom(42)
    expect([random.f53(), random.f53()]).toEqual([0.15377165265745885, 0.018084542542176507])
  })

  test('below n are scaled, not reduced by a remainder', () => {
    const random = randomFrom(20171012)
    expect([1, 2, 3, 4, 5, 6, 7, 8].map(() => random.below(5))).toEqual([2, 0, 1, 3, 0, 4, 3, 4])
  })

  test('repeat for the same seed and stay within their limits', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 2 ** 21 }), (seed, n) => {
        const one = randomFrom(seed)
        const two = randomFrom(seed)
        for (let i = 0; i < 20; i++) {
          const value = one.below(n)
          expect(value).toBe(two.below(n))
          expect(value).toBeLessThan(n)
          expect(value).toBeGreaterThanOrEqual(0)
          expect(one.f53()).toBe(two.f53())
        }
      }),
    )
  })

  test('of different seeds differ', () => {
    expect(randomFrom(1).u32()).not.toBe(randomFrom(2).u32())
  })
})

test('a uniform sample is what the stream gives, in ascending order', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 60 }), (seed, n) => {
      const random = randomFrom(seed)
      const plain = () => Float64Array.from({ length: n }, () => random.f53()).sort()
      const next = uniformSample(n, randomFrom(seed))
      for (let i = 0; i < 3; i++) expect([...next()]).toEqual([...plain()])
    }),
  )
})
