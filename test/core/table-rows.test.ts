import { expect, test } from 'vitest'
import { FrameBuilder } from '../../src/core/frame-builder'
import { spanStarts } from '../../src/core/frame-reader'
import { blankIncident, plainImpact, type Incident } from '../../src/core/incident'
import { defaultQuery } from '../../src/core/query'
import { defaultSettings } from '../../src/core/settings'
import { incidentTable } from '../../src/core/table-rows'
import { blockSize, unpackText, type TextBlock } from '../../src/core/text-block'

const hour = 3_600_000
const start = 1_640_995_200_000 // 2022-01-01
const asOf = start + 365 * 24 * hour

function incident(id: string, more: Partial<Incident>): Incident {
  return { ...blankIncident({ file: 'a.csv', row: 1, format: 'csv' }), id, title: id, ...more }
}

function tableOf(incidents: readonly Incident[], settings = defaultSettings) {
  const blocks: TextBlock[] = []
  const builder = new FrameBuilder((block) => blocks.push(block))
  for (const one of incidents) builder.add(one)
  const frame = builder.finish()
  const reads: number[] = []
  const table = incidentTable({
    frame,
    settings,
    asOf,
    ids: unpackText(frame.ids),
    starts: spanStarts(frame),
    readBlock: async (row) => {
      reads.push(row)
      return blocks[Math.floor(row / blockSize)]!
    },
  })
  return { table, reads }
}

const log = [
  incident('a', {
    title: 'Checkout slow',
    services: ['Web'],
    severity: 'minor',
    cause: 'network',
    flags: ['excluded'],
    impacts: [plainImpact(start, start + 3 * hour, { value: 0.2, low: 0.1, high: 0.3 })],
  }),
  incident('b', {
    title: 'API down',
    services: ['API', 'Web'],
    severity: 'critical',
    impacts: [
      plainImpact(start + 40 * 24 * hour, start + 40 * 24 * hour + hour, null),
      {
        ...plainImpact(start + 40 * 24 * hour + hour / 2, start + 40 * 24 * hour + 2 * hour, null),
        durationHigh: 4 * hour,
      },
    ],
  }),
  incident('c', {
    title: 'Database moved',
    kind: 'maintenance',
    services: ['API'],
    impacts: [plainImpact(start + 50 * 24 * hour, null, null)],
  }),
  incident('d', { title: 'A note', kind: 'informational', services: ['Mail'] }),
]

async function ids(change: Partial<typeof defaultQuery>, incidents = log) {
  const { table } = tableOf(incidents)
  const { rows } = await table.rows({ ...defaultQuery, ...change }, 0, 100)
  return rows.map((row) => row.id).join('')
}

test('every kind is listed, the newest first and what has no start last', async () => {
  expect(await ids({})).toBe('cbad')
})

test.each([
  ['start', 'abcd'],
  ['-start', 'cbad'],
  ['duration', 'bacd'],
  ['-duration', 'cabd'],
  ['title', 'dbac'],
  ['-title', 'cabd'],
  ['service', 'cbad'],
  ['severity', 'bacd'],
  ['-severity', 'abcd'],
  ['cause', 'acbd'],
  ['rate', 'acbd'],
  ['nonsense', 'cbad'],
])('sorted by %s', async (sort, expected) => {
  expect(await ids({ sort })).toBe(expected)
})

test.each([
  ['a period', { period: '2022-02' }, 'cb'],
  ['a service', { services: ['Web'] }, 'ba'],
  ['an unknown service', { services: ['Nobody'] }, 'cbad'],
  ['severities', { severities: ['critical', 'unknown'] as const }, 'cbd'],
  ['a cause', { causes: ['network'] }, 'a'],
  ['no cause', { causes: ['unclassified'] }, 'cbd'],
  ['words in any case', { search: 'DOWN api' }, 'b'],
  ['a flag', { flags: ['excluded'] }, 'a'],
  ['flags of which one is not there', { flags: ['duplicate', 'excluded'] }, 'a'],
  ['a flag that is not there', { flags: ['duplicate'] }, ''],
  ['an id', { search: 'd a note' }, 'd'],
])('filtered by %s', async (_name, change, expected) => {
  expect(await ids(change)).toBe(expected)
})

test('the downtime of a row is the union of its impacts, once for all its services', async () => {
  const { table } = tableOf(log)
  const { rows } = await table.rows({ ...defaultQuery, search: 'api down' }, 0, 1)
  expect(rows[0]?.downtime?.raw).toEqual({ value: 120, low: 120, high: 270 })
  // A critical incident weighs 0.75, from 0.05 to 1.
  expect(rows[0]?.downtime?.weighted).toEqual({ value: 90, low: 6, high: 270 })
})

test('a stated error rate is the weight of its row', async () => {
  const { table } = tableOf(log)
  const { rows } = await table.rows({ ...defaultQuery, search: 'checkout' }, 0, 1)
  expect(rows[0]?.downtime?.weighted.value).toBeCloseTo(36, 9)
  expect(rows[0]?.errorRate).toEqual({ value: 0.2, low: 0.1, high: 0.3 })
})

test('one that goes on lasts until now, and its end is unknown', async () => {
  const { table } = tableOf(log)
  const [row] = (await table.rows(defaultQuery, 0, 1)).rows
  expect(row).toMatchObject({ id: 'c', endAt: null })
  expect(row?.downtime?.raw.value).toBe((365 - 50) * 24 * 60)
})

test('what is open for more than seven days is flagged: its end may be missing', async () => {
  const open = (id: string, days: number) =>
    incident(id, { impacts: [plainImpact(asOf - days * 24 * hour, null, null)] })
  const { table } = tableOf([open('young', 7), open('old', 8)])
  const { rows } = await table.rows({ ...defaultQuery, sort: 'start' }, 0, 9)
  expect(rows.map(({ id, flags }) => [id, flags])).toEqual([
    ['old', ['stale']],
    ['young', []],
  ])
})

test('without an impact there is no downtime, and the services are still named', async () => {
  const { table } = tableOf(log)
  const [row] = (await table.rows({ ...defaultQuery, search: 'note' }, 0, 1)).rows
  expect(row).toMatchObject({ startAt: null, downtime: null, services: ['Mail'] })
})

test('services carry the names the settings give them, each once', async () => {
  const settings = {
    ...defaultSettings,
    services: [
      { name: 'Front', aliases: ['api', 'web'], share: 1, observation: null, slo: [], credits: [] },
    ],
  }
  const { table } = tableOf(log, settings)
  const [row] = (await table.rows({ ...defaultQuery, search: 'api down' }, 0, 1)).rows
  expect(row?.services).toEqual(['Front'])
})

test('a window reads only the blocks it shows, and says how many rows there are', async () => {
  const many = Array.from({ length: 3 * blockSize }, (_, i) =>
    incident(`n${i}`, { impacts: [plainImpact(start + i * 1000, start + i * 1000 + 500, null)] }),
  )
  const { table, reads } = tableOf(many)
  const slice = await table.rows({ ...defaultQuery, sort: 'start' }, blockSize + 5, 3)
  expect(slice).toMatchObject({ total: 3 * blockSize, offset: blockSize + 5 })
  expect(slice.rows.map((row) => row.id)).toEqual(['n8197', 'n8198', 'n8199'])
  expect(new Set(reads.map((row) => Math.floor(row / blockSize)))).toEqual(new Set([1]))
})

test('a record that was replaced is not listed', async () => {
  const { table } = tableOf([...log, incident('a', { title: 'Checkout failed' })])
  const { rows } = await table.rows({ ...defaultQuery, search: 'checkout' }, 0, 10)
  expect(rows.map((row) => row.title)).toEqual(['Checkout failed'])
})
