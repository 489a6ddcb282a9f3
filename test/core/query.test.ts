import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultQuery, queryFromHash, queryHash, type Query } from '../../src/core/query'

const anyQuery: fc.Arbitrary<Query> = fc.record({
  view: fc.constantFrom('overview', 'incidents', 'data'),
  period: fc.constantFrom('all', '2017-09', '30d', '2017-01-01..2017-02-01'),
  compare: fc.constantFrom('none', 'previous', 'year'),
  services: fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { maxLength: 3 }),
  severities: fc.uniqueArray(fc.constantFrom('critical', 'major', 'minor', 'unknown')),
  causes: fc.array(fc.string({ minLength: 1 }), { maxLength: 3 }),
  rule: fc.constantFrom('', 'strict', 'page'),
  flags: fc.array(fc.string({ minLength: 1 }), { maxLength: 2 }),
  search: fc.string(),
  sort: fc.constantFrom('-start', 'title'),
  incident: fc.string(),
})

describe('the question in the address', () => {
  test('reads back as it was written', () => {
    fc.assert(
      fc.property(anyQuery, (query) => {
        expect(queryFromHash(queryHash(query))).toEqual(query)
      }),
    )
  })

  test('leaves defaults out', () => {
    expect(queryHash(defaultQuery)).toBe('#/overview')
  })

  test('never breaks on a hand-typed hash', () => {
    fc.assert(
      fc.property(fc.string(), (hash) => {
        expect(queryFromHash(hash).period).not.toBe('')
      }),
    )
    expect(queryFromHash('#/overview?service=%E0%A4%A&rule=nope&compare=x')).toMatchObject({
      rule: '',
      compare: 'none',
    })
  })
})
