import fc from 'fast-check'
import { expect, test } from 'vitest'
import { duplicatePairs } from '../../src/core/duplicates'
import type { Incident } from '../../src/core/incident'
import { defaultSettings } from '../../src/core/settings'
import { at, framed, incidentAt, incidents } from '../support/incidents'

const asOf = at('2023-01-01')

function pairs(
  given: readonly Incident[],
  settled: (first: number, second: number) => boolean = () => false,
) {
  const { frame } = framed(given)
  const files = [...new Set(given.map(({ source }) => source.file))]
  const sources = Uint32Array.from(given, ({ source }) => files.indexOf(source.file))
  return duplicatePairs({ frame, settings: defaultSettings, asOf, sources, settled })
}

test('of very many overlaps those most alike are kept', () => {
  const given = Array.from({ length: 400 }, (_, i) =>
    of(i % 2 ? 'a.csv' : 'b.csv', '2022-03-01 10:00', `2022-03-${10 + (i % 17)} 10:00`),
  )
  const found = pairs(given)
  expect(found).toHaveLength(200)
  expect(new Set(found.map(({ likeness }) => likeness))).toEqual(new Set([1]))
})

function of(file: string, from: string, to: string | null, rest: Partial<Incident> = {}): Incident {
  return incidentAt(from, to, { source: { file, row: 1, format: 'csv', url: null }, ...rest })
}

test('records of two sources on one service at one time are suggested, the most alike first', () => {
  const given = [
    of('page.csv', '2022-03-01 10:00', '2022-03-01 11:00'),
    of('pager.csv', '2022-03-01 10:30', '2022-03-01 12:00'),
    of('pager.csv', '2022-03-01 10:00', '2022-03-01 10:55'),
  ]
  expect(pairs(given).map(({ first, second }) => [first, second])).toEqual([
    [0, 2],
    [0, 1],
  ])
  expect(pairs(given)[1]?.likeness).toBeCloseTo(0.25)
})

test('of one source the very same times on the same services are suggested, and no overlap', () => {
  const [from, to] = ['2022-03-01 10:00', '2022-03-01 11:00']
  const first = of('a.csv', from, to, { services: ['API', 'Web'] })
  const pair = [first, { ...first, id: 'other', services: ['Web', 'API'] }]
  expect(pairs(pair)).toMatchObject([{ first: 0, second: 1, likeness: 1 }])
  expect(pairs([...pair, { ...first, id: 'third' }]).map(({ second }) => second)).toEqual([1, 2])
  const others = [
    of('a.csv', from, '2022-03-01 11:01', { services: ['API', 'Web'] }),
    of('a.csv', from, to, { services: ['API'] }),
    of('a.csv', from, to, { services: ['API', 'Web'], flags: ['day-precision'] }),
    of('a.csv', from, to, { services: ['API', 'Web'], flags: ['excluded'] }),
  ]
  for (const other of others) expect(pairs([first, other])).toEqual([])
  const open = of('a.csv', from, null)
  expect(pairs([open, { ...open, id: 'other' }])).toEqual([])
})

test('one source, another service, another time or another kind is no suggestion', () => {
  const first = of('a.csv', '2022-03-01 10:00', '2022-03-01 11:00')
  const others = [
    of('a.csv', '2022-03-01 10:00', '2022-03-01 10:59'),
    of('b.csv', '2022-03-01 10:00', '2022-03-01 11:00', { services: ['web'] }),
    of('b.csv', '2022-03-01 11:00', '2022-03-01 12:00'),
    of('b.csv', '2022-03-01 10:00', '2022-03-01 11:00', { kind: 'maintenance' }),
    of('b.csv', '2022-03-01 10:00', '2022-03-01 11:00', { flags: ['duplicate'] }),
  ]
  for (const other of others) expect(pairs([first, other])).toEqual([])
})

test('a pair that is settled is not suggested again', () => {
  const given = [
    of('a.csv', '2022-03-01 10:00', '2022-03-01 11:00'),
    of('b.csv', '2022-03-01 10:00', null),
  ]
  expect(pairs(given)).toHaveLength(1)
  expect(pairs(given, () => true)).toEqual([])
})

test('what the sweep finds is what comparing all with all finds', () => {
  fc.assert(
    fc.property(incidents(), (some) => {
      const given = some.map((incident, i) => ({
        ...incident,
        source: { ...incident.source, file: i % 2 ? 'a.csv' : 'b.csv' },
      }))
      const expected = new Set<string>()
      for (let i = 0; i < given.length; i++)
        for (let j = i + 1; j < given.length; j += 2)
          if (overlapping(given[i]!, given[j]!)) expected.add(`${i} ${j}`)
      const found = pairs(given).filter(({ first, second }) => first % 2 !== second % 2)
      expect(new Set(found.map(({ first, second }) => `${first} ${second}`))).toEqual(expected)
    }),
    { numRuns: 60 },
  )
})

function overlapping(a: Incident, b: Incident): boolean {
  if (!a.services.some((service) => b.services.includes(service))) return false
  const [one, two] = [a.impacts[0]!, b.impacts[0]!]
  const from = Math.max(one.from, two.from)
  return Math.min(one.to ?? asOf, two.to ?? asOf) > from
}
