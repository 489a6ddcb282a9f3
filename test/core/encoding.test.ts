import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isAscii } from '../../src/core/encoding'

test('ASCII is told wherever the bytes lie', () => {
  const bytes = fc.uint8Array({ min: 0, max: 130, maxLength: 40 })
  fc.assert(
    fc.property(bytes, fc.nat({ max: 40 }), fc.nat({ max: 40 }), (all, from, to) => {
      const some = all.subarray(from, to)
      expect(isAscii(some)).toBe(some.every((byte) => byte < 128))
    }),
  )
  const long = new Uint8Array(100_000)
  expect(isAscii(long)).toBe(true)
  long[99_999] = 200
  expect(isAscii(long)).toBe(false)
})
