import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { jsonText } from '../../../src/core/documents/json'
import { readYaml } from '../../../src/core/documents/yaml'
import { isYamlRecords } from '../../../src/core/documents/yaml-head'
import { jsonRecords } from '../../../src/core/formats/json-records'
import { UserError } from '../../../src/core/issue'
import { readAs, windows } from '../../support/read-format'

const value = (text: string) => readYaml(text, 'log.yaml').map(jsonText)

describe('YAML', () => {
  it('keeps scalars as they are written', () => {
    const text = 'region: NO\nid: 012\nrate: 1e3\ntime: 12:30:45\nday: 2024-01-01\nquoted: "null"\n'
    expect(value(text)).toEqual([
      '{"region":"NO","id":"012","rate":"1e3","time":"12:30:45","day":"2024-01-01","quoted":"null"}',
    ])
    expect(value('- ~\n- null\n-\n')).toEqual(['[null,null,null]'])
  })

  it('follows references and merges, but not without end', () => {
    expect(value('a: &x {service: web}\nb: {<<: *x, id: 1}\n')).toEqual([
      '{"a":{"service":"web"},"b":{"id":"1","service":"web"}}',
    ])
    const name = (at: number) => String.fromCharCode(97 + at)
    const levels = Array.from({ length: 9 }, (_, at) => {
      const items = Array.from({ length: 9 }, () => (at === 0 ? '"x"' : `*${name(at - 1)}`))
      return `${name(at)}: &${name(at)} [${items.join(',')}]`
    })
    expect(() => value(levels.join('\n'))).toThrow(/refers to its own parts too often/)
    expect(() => value('a: &a [*a]\n')).toThrow(/line 1: values are nested more than 100 deep/)
    expect(() => value('a: *b\n')).toThrow(UserError)
  })

  it('gives every document', () => {
    expect(value('id: 1\n---\nid: 2\n')).toEqual(['{"id":"1"}', '{"id":"2"}'])
  })

  it.each([
    ['tags of a program', 'a: !!python/object/apply:os.system ["id"]\n', /line 1/],
    ['a key twice', 'id: 1\nid: 2\n', /line 2/],
    ['tabs', 'a:\n\tb: 1\n', /line 2/],
    ['depth', '['.repeat(40_000), /nested too deeply/],
    ['depth in a block', `${'- '.repeat(20_000)}a`, /nested too deeply/],
    ['depth behind other brackets', '[}'.repeat(20_000), /nested too deeply/],
  ])('is refused for %s', (_, text, message) => {
    expect(() => value(text)).toThrow(message)
    expect(() => value(text)).toThrow(UserError)
  })

  it('cannot reach a prototype', () => {
    value('__proto__: {polluted: 1}\nconstructor: {prototype: {polluted: 1}}\n')
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  it('reads what JSON says as JSON does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ id: fc.uuid(), title: fc.string({ unit: 'grapheme' }) })),
        (list) => {
          expect(value(JSON.stringify(list))).toEqual([JSON.stringify(list)])
        },
      ),
    )
  })
})

describe('a text is YAML that lists records', () => {
  it.each([
    ['block items', '# log\n---\n- id: 1\n  title: a\n- id: 2\n  title: b\n'],
    ['flow items', '- {id: 1, title: a}\n- {"id": 2, "title": "b"}\n'],
    ['a list under its name', 'incidents:\n  - id: 1\n    title: a\n'],
    ['a list at the margin', 'incidents:\n- id: 1\n  title: a\n'],
    ['documents', 'id: 1\ntitle: a\nstarted_at: 2024-01-01\n---\nid: 2\n'],
    ['names nobody knows', '- Beginn: 1\n  Ende: 2\n'],
  ])('with %s', (_, text) => {
    expect(isYamlRecords(text)).toBe(true)
  })

  it.each([
    ['our settings', 'title: Our systems\nservices:\n  - name: API\n    aliases: [web]\n'],
    ['an SLO', 'apiVersion: openslo/v1\nkind: SLO\nmetadata:\n  name: a\nspec:\n  service: x\n'],
    ['a manifest', 'apiVersion: v1\nkind: Service\nmetadata:\n  name: x\n'],
    ['a workflow', 'name: CI\non: push\njobs:\n  build:\n    runs-on: x\n'],
    ['bullets', '- Detection: 10:32 by a monitor\n- Cause: a bad deploy\n'],
    ['prose', 'Start: we saw errors.\nThen it was fixed.\nEnd: all good, title: none\n'],
    ['CSV', 'id,title,start\n1,a,2024-01-01\n'],
  ])('not with %s', (_, text) => {
    expect(isYamlRecords(text)).toBe(false)
  })
})

test('records of YAML are read like those of JSON', async () => {
  const { incidents, rejected } = await readAs(
    jsonRecords,
    'incidents:\n  - id: 1\n    title: a\n    started_at: 2024-01-01T00:00:00Z\n    ended_at: 2024-01-01T01:00:00Z\n  - id: 2\n    title: b\n',
  )
  expect(incidents.map((one) => [one.id, ...windows(one)])).toEqual([
    ['1', '2024-01-01 00:00 – 2024-01-01 01:00'],
  ])
  expect(rejected.map(({ row, code, raw }) => [row, code, raw.trim()])).toEqual([
    [2, 'missing-start', 'id: 2\n    title: b'],
  ])
})
