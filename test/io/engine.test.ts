import 'fake-indexeddb/auto'
import { afterEach, expect, test } from 'vitest'
import { screenFigures } from '../../src/core/answers'
import type { Opened } from '../../src/core/answers'
import { Cancelled } from '../../src/core/input'
import { UserError } from '../../src/core/issue'
import { defaultQuery } from '../../src/core/query'
import { defaultSettings } from '../../src/core/settings'
import { Engine } from '../../src/io/engine'
import type { Source } from '../../src/io/protocol'

const now = 1_700_000_000_000
const engines: Engine[] = []
let databases = 0

afterEach(() => {
  for (const engine of engines.splice(0)) engine.close()
})

function newEngine() {
  const told: Opened[] = []
  const held: string[] = []
  const engine = new Engine({ onOpened: (one) => told.push(one), onHeld: (one) => held.push(one) })
  engines.push(engine)
  return { engine, told, held }
}

function csv(name: string, rows: readonly string[]): Source {
  return { name, text: ['id,title,services,start_utc,end_utc,error_rate', ...rows].join('\n') }
}

function row(n: number, hours = 1) {
  const day = String((n % 27) + 1).padStart(2, '0')
  const end = String(hours).padStart(2, '0')
  return `INC-${n},Outage ${n},API,2023-01-${day}T00:00:00Z,2023-01-${day}T${end}:00:00Z,0.5`
}

const three = csv('log.csv', [row(1), row(2), row(3)])
const quiet = { signal: new AbortController().signal, onProgress: () => undefined }

async function workspace(database: string | null = `test ${++databases}`) {
  const tools = newEngine()
  const opened = await tools.engine.openWorkspace({ database, held: null }, now)
  return { ...tools, opened, database }
}

async function keep(engine: Engine, ...sources: Source[]) {
  const staged = await engine.stage(sources, {}, now, quiet)
  return { staged, opened: await engine.commit(staged.id, now) }
}

test('an import that is kept is there again when the database is opened anew', async () => {
  const { engine, database, held } = await workspace()
  const { opened } = await keep(engine, three)
  expect(opened).toMatchObject({ mode: 'workspace', records: 3, notice: null })
  engine.close()
  const again = newEngine().engine
  const place = { database, held: held.at(-1) ?? null }
  const reopened = await again.openWorkspace(place, now)
  expect(reopened).toEqual(opened)
  expect(again.answer(defaultQuery).report).toEqual(
    expect.objectContaining({ services: ['API'], asOf: now }),
  )
})

test('nothing is stored before an import is kept', async () => {
  const { engine, database } = await workspace()
  await engine.stage([three], {}, now, quiet)
  expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(database)
})

test('the figures of kept batches are those of one import of everything', async () => {
  const parts = await workspace()
  await keep(parts.engine, csv('a.csv', [row(1), row(2)]))
  await keep(parts.engine, csv('b.csv', [row(2, 5), row(3)]))
  const whole = await workspace(null)
  await keep(whole.engine, csv('all.csv', [row(1), row(2, 5), row(3)]))
  expect(parts.engine.answer(defaultQuery)).toEqual(whole.engine.answer(defaultQuery))
})

test('what a staged import changes is told before it is kept', async () => {
  const { engine } = await workspace()
  await keep(engine, three)
  const next = csv('newer.csv', [row(4), row(3), row(2, 7), row(1)])
  const staged = await engine.stage([next], {}, now, quiet)
  expect(staged.changes).toEqual({ added: 1, updated: 1, unchanged: 2 })
  expect(staged.files).toEqual([
    { name: 'newer.csv', format: 'csv', records: 4, incidents: 4, rejected: 0 },
  ])
  expect(staged.sample.map(({ id }) => id)).toEqual(['INC-4', 'INC-3', 'INC-2', 'INC-1'])
})

test('the same file again changes nothing, and a note says so', async () => {
  const { engine } = await workspace()
  const first = await keep(engine, three)
  const { staged, opened } = await keep(engine, csv('copy.csv', [row(1), row(2), row(3)]))
  expect(staged.changes).toEqual({ added: 0, updated: 0, unchanged: 3 })
  expect(staged.issues.map(({ code }) => code)).toContain('already-imported')
  expect(opened).toEqual(first.opened)
})

test('an encoding that a file does not tell is asked for, and nothing is read before', async () => {
  const { engine } = await workspace()
  const text = 'id,title,start\n1,Caf\u00e9,2023-01-01T00:00:00Z\n'
  const latin = new File([Uint8Array.from(text, (letter) => letter.charCodeAt(0))], 'log.csv')
  const asked = await engine.stage([latin], {}, now, quiet)
  expect(asked).toMatchObject({ files: [], sample: [], questions: [{ code: 'encoding' }] })
  const [first] = asked.questions[0]?.answers ?? []
  expect(first?.label).toContain('Café')
  const staged = await engine.stage([latin], first?.assume ?? {}, now, quiet)
  expect(staged.questions).toEqual([])
  expect(staged.sample).toMatchObject([{ title: 'Café' }])
})

test('an encoding that was answered holds for later tables with the same columns, and for no others', async () => {
  const { engine } = await workspace()
  const latin = (name: string, text: string) =>
    new File([Uint8Array.from(text, (letter) => letter.charCodeAt(0))], name)
  const first = latin('a.csv', 'id,title,start\n1,Caf\u00e9,2023-01-01T00:00:00Z\n')
  const staged = await engine.stage([first], { encoding: 'windows-1252' }, now, quiet)
  const opened = await engine.commit(staged.id, now)
  expect(opened.settings.mappings).toEqual([
    { header: ['id', 'title', 'start'], assume: { encoding: 'windows-1252' } },
  ])
  const like = latin('b.csv', 'id,title,start\n2,Gem\u00fcse,2023-02-01T00:00:00Z\n')
  const again = await engine.stage([like], {}, now, quiet)
  expect(again.questions).toEqual([])
  expect(again.sample).toMatchObject([{ title: 'Gemüse' }])
  const other = latin('c.csv', 'id,name,start\n2,Gem\u00fcse,2023-02-01T00:00:00Z\n')
  const asked = await engine.stage([other], {}, now, quiet)
  expect(asked.questions).toMatchObject([{ code: 'encoding' }])
})

test('undoing an import brings back what it replaced', async () => {
  const { engine } = await workspace()
  const first = await keep(engine, three)
  const before = engine.answer(defaultQuery)
  const second = await keep(engine, csv('b.csv', [row(2, 9), row(8)]))
  expect(second.opened.records).toBe(4)
  const undone = await engine.undo(second.opened.batches[1]?.id ?? '', now)
  expect(undone).toEqual(first.opened)
  expect(engine.answer(defaultQuery)).toEqual(before)
})

test('an import that was discarded cannot be kept', async () => {
  const { engine } = await workspace()
  const staged = await engine.stage([three], {}, now, quiet)
  await engine.discard(staged.id)
  await expect(engine.commit(staged.id, now)).rejects.toThrow(UserError)
})

test('an import that is cancelled leaves nothing behind', async () => {
  const { engine } = await workspace()
  const control = new AbortController()
  const many = csv(
    'many.csv',
    Array.from({ length: 20_000 }, (_, n) => row(n)),
  )
  const staging = engine.stage([many], {}, now, {
    signal: control.signal,
    onProgress: () => control.abort(),
  })
  await expect(staging).rejects.toThrow(Cancelled)
})

test('a dropped faultline.yaml becomes the settings when the import is kept', async () => {
  const { engine } = await workspace()
  const config = { name: 'faultline.yaml', text: 'title: Our systems\n' }
  const { staged, opened } = await keep(engine, three, config)
  expect(staged.issues.map(({ code }) => code)).toContain('settings')
  expect(opened).toMatchObject({ title: 'Our systems', records: 3 })
})

test('the SLOs of a dropped OpenSLO file are added to the settings', async () => {
  const { engine } = await workspace()
  const before = await engine.saveSettings({ ...defaultSettings, title: 'Ours' }, now)
  const text = `apiVersion: openslo/v1
kind: SLO
metadata: { name: api }
spec:
  service: API
  budgetingMethod: Occurrences
  timeWindow: [{ duration: 28d, isRolling: true }]
  objectives: [{ target: 0.999 }]
`
  const { opened } = await keep(engine, { name: 'slo.yaml', text })
  expect(opened.settings.title).toBe(before.title)
  expect(opened.settings.services).toMatchObject([
    { name: 'API', slo: [{ target: 99.9, window: '28d' }] },
  ])
})

test('settings are kept, and decide what services are called', async () => {
  const { engine, database } = await workspace()
  await keep(engine, three)
  const service = {
    name: 'Core',
    aliases: ['api'],
    share: 1,
    observation: null,
    slo: [],
    credits: [],
  }
  const opened = await engine.saveSettings({ ...defaultSettings, services: [service] }, now)
  expect(opened.services).toEqual([{ value: 'Core', count: 3 }])
  engine.close()
  const again = await newEngine().engine.openWorkspace({ database, held: null }, now)
  expect(again.services).toEqual(opened.services)
})

test('rows and incidents are read from the stored texts', async () => {
  const { engine } = await workspace()
  await keep(engine, three)
  const slice = await engine.rows({ ...defaultQuery, sort: 'start' }, 1, 1)
  expect(slice).toMatchObject({ total: 3, offset: 1, rows: [{ id: 'INC-2', title: 'Outage 2' }] })
  expect(await engine.incident('INC-3')).toMatchObject({ title: 'Outage 3', services: ['API'] })
  expect(await engine.incident('nobody')).toBeNull()
})

test('a comparison is taken over the period before', async () => {
  const { engine } = await workspace(null)
  await keep(
    engine,
    csv('a.csv', [row(1)]),
    csv('b.csv', ['X,Later,API,2023-02-03T00:00:00Z,2023-02-03T02:00:00Z,1']),
  )
  const query = { ...defaultQuery, period: '2023-02', compare: 'previous' } as const
  const { report, comparison } = engine.answer(query)
  expect(report.downtime.raw.value).toBe(120)
  expect(comparison?.period.label).toBe('Jan 2023')
  expect(comparison?.downtime.raw.value).toBe(60)
  const unseen = engine.answer({ ...query, period: '2023-01' })
  expect(unseen.comparison?.availability.raw).toBeNull()
  expect(unseen.change?.frequency.sentence).toContain('the earlier period was not observed')
})

test('only the figures of the screen are computed for it', async () => {
  const { engine } = await workspace(null)
  await keep(engine, three)
  const { report, change } = engine.answer(defaultQuery)
  expect(Object.keys(report)).toEqual(expect.arrayContaining([...screenFigures]))
  for (const cluster of report.clusters) expect(cluster).not.toHaveProperty('rows')
  expect(report).not.toHaveProperty('patterns')
  expect(change).toBeNull()
})

test('a working names its incidents by their stored titles', async () => {
  const { engine } = await workspace()
  await keep(engine, three)
  const text = await engine.working(defaultQuery, 'downtime', { service: 'API' })
  expect(text).toContain('Subject: API')
  expect(text).toContain('Outage 2 [INC-2]')
})

test('without a database the data is kept in memory, and a notice says so', async () => {
  const { engine, opened } = await workspace(null)
  expect(opened.notice).toContain('in memory only')
  expect((await keep(engine, three)).opened.records).toBe(3)
})

test('a file that cannot be read at all is refused, and nothing waits for it', async () => {
  const { engine } = await workspace()
  const picture = new File(
    [new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0])],
    'a.png',
  )
  await expect(engine.stage([picture], {}, now, quiet)).rejects.toThrow(UserError)
})
