import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exclusions } from '../../src/core/metrics/exclusions'
import { metricContext } from '../../src/core/metric-context'
import { blankIncident, plainImpact, type Incident } from '../../src/core/incident'
import { doubts, quality, rejectedFiles, rowsListed, type Doubt } from '../../src/core/quality'
import { defaultQuery } from '../../src/core/query'
import { defaultSettings, type Settings } from '../../src/core/settings'
import { fileBeginnings, unusedColumns } from '../../src/core/unused-columns'
import { at, day, exactly, framed, incidentAt, incidents, minute } from '../support/incidents'

const asOf = at('2023-01-01')
const declared: Settings = {
  ...defaultSettings,
  observation: { from: at('2022-10-01'), to: null },
}

function found(given: readonly Incident[], settings = declared) {
  const { frame } = framed(given)
  return quality(frame, settings, asOf)
}

const sound = () => incidentAt('2022-12-01 10:00', '2022-12-01 11:00', { errorRate: exactly(1) })

test('records without a doubt have none', () => {
  const { findings, incidents: looked, quiet, derivedFrom } = found([sound(), sound()])
  expect(findings).toEqual([])
  expect(looked).toBe(2)
  expect(quiet).toEqual([])
  expect(derivedFrom).toBeNull()
})

describe('a record is listed', () => {
  const rated = { errorRate: exactly(1) }
  const from = '2022-12-01 10:00'
  const to = '2022-12-01 11:00'
  const cases: readonly (readonly [Doubt, Incident])[] = [
    ['no-start', { ...sound(), impacts: [] }],
    ['future', incidentAt('2023-02-01', '2023-02-02', rated)],
    ['stale', incidentAt('2022-12-24', null, rated)],
    ['ongoing', incidentAt('2022-12-25', null, rated)],
    ['conflict', { ...sound(), flags: ['rate-disagreement', 'clock-disagreement'] }],
    [
      'disputed-length',
      {
        ...sound(),
        impacts: [
          {
            from: at(from),
            to: at(to),
            durationLow: 50 * minute,
            durationHigh: 60 * minute,
            errorRate: exactly(1),
          },
        ],
      },
    ],
    ['status-page-time', { ...sound(), flags: ['status-page-time'] }],
    ['unknown-rate', incidentAt(from, to)],
    ['zero-length', incidentAt(from, from, rated)],
    ['tz-assumed', { ...sound(), flags: ['tz-assumed'] }],
    ['suggested-cause', { ...sound(), flags: ['evidence-a', 'cause-inferred'] }],
  ]
  test.each(cases)('under %s and under nothing else', (kind, incident) => {
    expect(found([sound(), incident]).findings).toEqual([{ kind, count: 1, rows: [1] }])
  })

  test('under each doubt there is', () => {
    expect(cases.map(([kind]) => kind)).toEqual([...doubts])
  })
})

test('what a person took out and what is no incident is not doubted', () => {
  const given = [
    incidentAt('2022-12-01', null, { flags: ['excluded'] }),
    incidentAt('2022-12-01', null, { flags: ['duplicate'] }),
    incidentAt('2022-12-01', null, { kind: 'maintenance' }),
  ]
  expect(found(given)).toMatchObject({ findings: [], incidents: 0 })
})

test('of very many records the first in order of import are listed, and all counted', () => {
  const given = Array.from({ length: rowsListed + 5 }, (_, i) =>
    incidentAt(at('2022-12-20') - i * day, at('2022-12-20') - i * day + minute),
  )
  const [finding] = found(given).findings
  expect(finding?.count).toBe(rowsListed + 5)
  expect(finding?.rows).toEqual(Array.from({ length: rowsListed }, (_, row) => row))
})

test('doubts are counted as the figures count them', () => {
  fc.assert(
    fc.property(incidents(), (given) => {
      const { frame } = framed(given)
      const settings = { ...declared, observation: { from: at('2019-01-01'), to: null } }
      const counted = exclusions.compute(metricContext(frame, defaultQuery, settings, asOf))
      const of = new Map(
        quality(frame, settings, asOf).findings.map(({ kind, count }) => [kind, count]),
      )
      expect(of.get('unknown-rate') ?? 0).toBe(counted.unknownRate)
      expect(of.get('disputed-length') ?? 0).toBe(counted.disputedLength)
      expect((of.get('stale') ?? 0) + (of.get('ongoing') ?? 0)).toBe(counted.ongoing)
    }),
  )
})

test('a long time without a record is told with both its ends, the longest first', () => {
  const settings = { ...declared, observation: { from: at('2020-01-01'), to: null } }
  const given = [
    incidentAt('2020-03-01', '2020-03-02', { errorRate: exactly(1) }),
    incidentAt('2022-05-01', '2022-05-02', { errorRate: exactly(1) }),
  ]
  expect(found(given, settings).quiet).toEqual([
    { from: at('2020-03-01'), to: at('2022-05-01') },
    { from: at('2022-05-01'), to: asOf },
  ])
})

test('where nobody declared when recording began, the assumed beginning is told', () => {
  expect(found([sound()], defaultSettings).derivedFrom).toBe(at('2022-12-01'))
  expect(found([], defaultSettings).derivedFrom).toBeNull()
})

test('rejected records are counted by file and import', () => {
  const file = (name: string, rejected: number) => ({
    name,
    format: 'csv',
    records: 5,
    incidents: 5 - rejected,
    rejected,
  })
  const batch = { name: '', importedAt: 0, contentHash: '', issues: [], rejected: [] }
  expect(
    rejectedFiles([
      { ...batch, id: 'first', files: [file('a.csv', 2), file('b.csv', 0)] },
      { ...batch, id: 'second', files: [file('a.csv', 1)] },
    ]),
  ).toEqual([
    { batchId: 'first', file: 'a.csv', count: 2 },
    { batchId: 'second', file: 'a.csv', count: 1 },
  ])
})

test('columns beside the fields are named once per file, those of the import itself are not', () => {
  const of = (file: string, extra: Incident['extra']): Incident => ({
    ...blankIncident({ file, row: 1, format: 'csv' }),
    id: `${file} ${extra.join()}`,
    title: 'An incident',
    impacts: [plainImpact(asOf, asOf + minute, null)],
    extra,
  })
  const { frame, blocks } = framed([
    of('a.csv', [['team', 'red']]),
    of('b.csv', []),
    of('a.csv', [
      ['team', 'blue'],
      ['ticket', '7'],
      ['row as imported', 'x'],
    ]),
  ])
  const files = fileBeginnings(frame)
  expect(files).toEqual([
    { file: 'a.csv', rows: [0, 2] },
    { file: 'b.csv', rows: [1] },
  ])
  const [block] = blocks
  expect(files.map(({ rows }) => (block ? unusedColumns(block, rows) : null))).toEqual([
    ['team', 'ticket'],
    [],
  ])
})
