import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sortedBy } from '../../src/core/sorted-by'

const key = fc.oneof(
  fc.nat({ max: 3 }),
  fc.nat({ max: 4_102_444_799_999 }),
  // Too far apart to be one number with the place.
  fc.constantFrom(0, Number.MAX_SAFE_INTEGER),
)

test('items come by their key, equal ones as they lay', () => {
  fc.assert(
    fc.property(fc.array(key, { maxLength: 300 }), fc.array(fc.nat()), (keys, picks) => {
      const items = Uint32Array.from(
        picks.filter(() => keys.length > 0),
        (n) => n % keys.length,
      )
      for (const list of [items, Uint32Array.from(keys.keys())])
        expect([...sortedBy(Float64Array.from(keys), list)]).toEqual(
          [...list].sort((a, b) => keys[a]! - keys[b]!),
        )
    }),
  )
})
