import fc from 'fast-check'
import { expect, test } from 'vitest'
import { spanOrder } from '../../src/core/frame'

test('spans come by service, start and id, whatever their number', () => {
  const span = fc.record({
    service: fc.integer({ min: 0, max: 3 }),
    from: fc.oneof(fc.constantFrom(0, 1_700_000_000_000), fc.nat({ max: 4_102_444_799_999 })),
    incident: fc.nat({ max: 5 }),
  })
  const ids = ['b', 'a', 'é', 'B', 'aa', '']
  fc.assert(
    fc.property(fc.array(span, { maxLength: 40 }), (spans) => {
      const order = spanOrder(
        Uint16Array.from(spans, ({ service }) => service),
        Float64Array.from(spans, ({ from }) => from),
        Uint32Array.from(spans, ({ incident }) => incident),
        (incident) => ids[incident]!,
      )
      const expected = [...spans.keys()].sort((a, b) => {
        const [one, other] = [spans[a]!, spans[b]!]
        if (one.service !== other.service) return one.service - other.service
        if (one.from !== other.from) return one.from - other.from
        const [idA, idB] = [ids[one.incident]!, ids[other.incident]!]
        return idA < idB ? -1 : idA > idB ? 1 : a - b
      })
      expect([...order]).toEqual(expected)
    }),
  )
})
