import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wholeRecords } from '../../../src/core/documents/beginning'
import { isJsonObject, jsonText, readJson, type Json } from '../../../src/core/documents/json'
import { recordList } from '../../../src/core/documents/record-list'

const records = fc.array(
  fc.record({
    id: fc.integer(),
    title: fc.string({ unit: 'grapheme' }),
    started_at: fc.constant('2024-01-01T00:00:00Z'),
    updates: fc.array(
      fc.record({ text: fc.string(), note: fc.constant('a "quoted" \\ ] } text') }),
    ),
  }),
  { minLength: 2, maxLength: 6 },
)
const texts = (list: readonly Json[]) => list.filter(isJsonObject).map(jsonText)

describe('the beginning of a longer file', () => {
  it('holds the whole records of JSON before the cut', () => {
    fc.assert(
      fc.property(records, fc.boolean(), fc.nat({ max: 1000 }), (list, wrapped, share) => {
        const text = JSON.stringify(wrapped ? { page: { name: 'x' }, incidents: list } : list)
        const first = text.indexOf(JSON.stringify(list[0])) + JSON.stringify(list[0]).length
        const cut = first + Math.floor(((text.length - first) * share) / 1000)
        const read = texts(recordList(readJson(wholeRecords(text.slice(0, cut))).value) ?? [])
        const all = list.map((one) => JSON.stringify(one))
        expect(read).toEqual(all.slice(0, read.length))
        expect(read.length).toBeGreaterThan(0)
      }),
    )
  })

  it('ends before the record of YAML, or the line, that it is cut in', () => {
    const item = (id: number) => `  - id: ${id}\n    title: a\n`
    expect(wholeRecords(`incidents:\n${item(1)}${item(2)}  - id: 3\n    ti`)).toBe(
      `incidents:\n${item(1)}${item(2)}`,
    )
    expect(wholeRecords('a,b\n1,2\n3,')).toBe('a,b\n1,2\n')
    expect(wholeRecords('{"a":1}\n{"a":2}\n{"a":')).toBe('{"a":1}\n{"a":2}\n')
  })
})
