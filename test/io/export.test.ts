import 'fake-indexeddb/auto'
import { afterEach, expect, test } from 'vitest'
import type { Edit } from '../../src/core/edits'
import { importFiles } from '../../src/core/import'
import { openInput } from '../../src/core/input'
import { defaultQuery } from '../../src/core/query'
import { defaultSettings } from '../../src/core/settings'
import type { Snapshot } from '../../src/core/snapshot'
import { Engine } from '../../src/io/engine'
import type { Source } from '../../src/io/protocol'

const now = 1_700_000_000_000
const quiet = { signal: new AbortController().signal, onProgress: () => undefined }
const engines: Engine[] = []
let databases = 0

afterEach(() => {
  for (const engine of engines.splice(0)) engine.close()
})

async function workspace(database: string | null = `export ${++databases}`): Promise<Engine> {
  const engine = new Engine({ onOpened: () => undefined, onHeld: () => undefined })
  engines.push(engine)
  await engine.openWorkspace({ database, held: null }, now)
  return engine
}

async function keep(engine: Engine, ...sources: Source[]) {
  const staged = await engine.stage(sources, {}, now, quiet)
  await engine.commit(staged.id, now)
  return staged
}

const log: Source = {
  name: 'log.csv',
  text: [
    'id,title,services,start_utc,end_utc,error_rate,severity,Reporter',
    'A,Login fails,Login,2023-01-01T00:00:00Z,2023-01-01T01:00:00Z,0.5,major,Ann',
    'B,"=Checkout, slow",Checkout;Login,2023-02-01T00:00:00Z,2023-02-01T02:00:00Z,,minor,Bob',
    'C,Search is down,Search,2023-03-01T00:00:00Z,2023-03-01T03:00:00Z,1,critical,',
    'D,No time,Search,some day,,,,',
  ].join('\n'),
}
const report: Source = {
  name: 'report.txt',
  text: [
    'Incident Report for Example',
    'Resolved',
    'Between 10:02 UTC and 10:31 UTC about 4 % of uploads failed. Uploads were down for 20 minutes.',
    'Posted 5 months ago. Mar 07, 2023 - 11:00 UTC',
  ].join('\n'),
}

test('a backup brings back everything in another workspace, without a question or a review', async () => {
  const first = await workspace()
  await keep(first, log)
  await keep(first, report)
  await first.saveSettings({ ...defaultSettings, title: 'Shop', timeZone: 'Europe/Berlin' }, now)
  const backup = await (await first.exportData(defaultQuery, 'all', 'json')).text()
  const held = JSON.parse(backup) as Snapshot
  expect(held).toMatchObject({ title: 'Shop', asOf: now, settings: { timeZone: 'Europe/Berlin' } })
  expect(held.batches.map(({ name }) => name)).toEqual(['log.csv', 'report.txt'])
  expect(held.batches[0]?.rejected).toHaveLength(1)

  const second = await workspace()
  const staged = await keep(second, { name: 'backup.json', text: backup })
  expect(staged).toMatchObject({ questions: [], needsReview: false, reports: [], rejected: [] })
  expect(staged.backupSettings).toEqual(held.settings)
  const again = JSON.parse(
    await (await second.exportData(defaultQuery, 'all', 'json')).text(),
  ) as Snapshot
  expect(again.incidents).toEqual(held.incidents)
  expect(again.settings).toEqual(defaultSettings)

  await second.saveSettings(staged.backupSettings!, now)
  expect(second.answer(defaultQuery)).toEqual(first.answer(defaultQuery))
  expect(second.answer(defaultQuery).report.frequency.n).toBe(4)
})

test('a workspace that is kept in memory only is exported with its titles and texts', async () => {
  const engine = await workspace(null)
  await keep(engine, log)
  const text = await (await engine.exportData(defaultQuery, 'all', 'json')).text()
  const { incidents } = JSON.parse(text) as Snapshot
  expect(incidents.map(({ title }) => title)).toEqual([
    'Login fails',
    '=Checkout, slow',
    'Search is down',
  ])
  expect(incidents[0]?.extra).toEqual([['Reporter', 'Ann']])
})

test('a backup imported where it came from changes nothing', async () => {
  const engine = await workspace()
  await keep(engine, log)
  await keep(engine, report)
  const text = await (await engine.exportData(defaultQuery, 'all', 'json')).text()
  const { changes } = await engine.stage([{ name: 'backup.json', text }], {}, now, quiet)
  expect(changes).toEqual({ added: 0, updated: 0, unchanged: 4 })
})

test('the screen is exported as it is listed: filtered, searched and in its order', async () => {
  const engine = await workspace()
  await keep(engine, log)
  const ids = async (change: object) => {
    const blob = await engine.exportData({ ...defaultQuery, ...change }, 'screen', 'json')
    const { incidents, batches } = JSON.parse(await blob.text()) as Snapshot
    expect(batches).toEqual([])
    return incidents.map(({ id }) => id)
  }
  expect(await ids({})).toEqual(['C', 'B', 'A'])
  expect(await ids({ sort: 'start' })).toEqual(['A', 'B', 'C'])
  expect(await ids({ services: ['Login'] })).toEqual(['B', 'A'])
  expect(await ids({ search: 'checkout' })).toEqual(['B'])
  expect(await ids({ period: '2023-03' })).toEqual(['C'])
})

test('tables come with their type, neutral for spreadsheets and exact for programs', async () => {
  const engine = await workspace()
  await keep(engine, log)
  const sheet = await engine.exportData(defaultQuery, 'all', 'spreadsheet')
  expect(sheet.type).toBe('text/csv;charset=utf-8')
  expect(await sheet.text()).toContain(`"'=Checkout, slow"`)
  expect(await (await engine.exportData(defaultQuery, 'all', 'csv')).text()).toContain(
    ',"=Checkout, slow",',
  )
})

test('a dashboard is exported and keeps its own as-of instant', async () => {
  const engine = await workspace()
  await keep(engine, log)
  const text = await (await engine.exportData(defaultQuery, 'all', 'json')).text()
  await engine.openDashboard(text)
  const again = JSON.parse(
    await (await engine.exportData(defaultQuery, 'all', 'json')).text(),
  ) as Snapshot
  expect(again.asOf).toBe(now)
  expect(again.incidents).toEqual((JSON.parse(text) as Snapshot).incidents)
})

test('settings in a backup that are none are not offered', async () => {
  const first = await workspace()
  await keep(first, log)
  const held = JSON.parse(
    await (await first.exportData(defaultQuery, 'all', 'json')).text(),
  ) as Snapshot
  const hostile = [
    7,
    { ...defaultSettings, timeZone: 'Mars' },
    { ...defaultSettings, services: 'all' },
    { ...defaultSettings, rule: { ...defaultSettings.rule, weights: {} } },
    { ...defaultSettings, slo: [{ target: 1e9, allowedPpm: 0, window: 'month', basis: 'raw' }] },
    { ...defaultSettings, asOf: 1e300 },
  ]
  for (const settings of hostile) {
    const second = await workspace()
    const source = { name: 'backup.json', text: JSON.stringify({ ...held, settings }) }
    const staged = await second.stage([source], {}, now, quiet)
    expect(staged.changes.added, JSON.stringify(settings)).toBe(3)
    expect(staged.backupSettings, JSON.stringify(settings)).toBeNull()
  }
})

const edits: readonly Edit[] = [
  {
    id: 'e1',
    at: now,
    reason: 'Closed late',
    action: { type: 'set', ids: ['A'], fields: { severity: 'critical', title: 'Login is down' } },
  },
  { id: 'e2', at: now, reason: 'A drill', action: { type: 'exclude', ids: ['C'] } },
  {
    id: 'e3',
    at: now,
    reason: 'Never recorded',
    action: {
      type: 'create',
      fields: { title: 'Power is out', impacts: [{ at: 0, from: now - 9e8, to: now - 8e8 }] },
    },
  },
]

async function edited(): Promise<Engine> {
  const engine = await workspace()
  await keep(engine, log)
  await keep(engine, report)
  for (const edit of edits) await engine.edit(edit)
  return engine
}

async function backupOf(engine: Engine): Promise<string> {
  return (await engine.exportData(defaultQuery, 'all', 'json')).text()
}

test('a backup brings back the change log, and each edit can be taken back', async () => {
  const first = await edited()
  const text = await backupOf(first)
  const held = JSON.parse(text) as Snapshot
  expect(held.edits?.map(({ id }) => id)).toEqual(['e1', 'e2', 'e3'])

  const second = await workspace()
  const staged = await keep(second, { name: 'backup.json', text })
  expect(staged).toMatchObject({ edits: 3, rejected: [], changes: { added: 4, updated: 0 } })
  expect(second.editLog()).toEqual(first.editLog())
  expect(second.answer(defaultQuery)).toEqual(first.answer(defaultQuery))
  const again = JSON.parse(await backupOf(second)) as Snapshot
  expect(again.incidents).toEqual(held.incidents)
  expect(again.edits).toEqual(held.edits)

  await second.undoEdit('e1', now)
  await second.undoEdit('e2', now)
  await second.undoEdit('e3', now)
  expect((await second.incident('A'))?.title).toBe('Login fails')
  expect((await second.incident('A'))?.severity).toBe('major')
  expect((await second.incident('C'))?.flags).toEqual([])
  expect(await second.incident('by-hand-e3')).toBeNull()
})

test('undoing a backup leaves none of its edits behind', async () => {
  const text = await backupOf(await edited())
  const engine = await workspace()
  const { id } = await keep(engine, { name: 'backup.json', text })
  const opened = await engine.undo(id, now)
  expect(opened.records).toBe(0)
  expect(engine.editLog()).toEqual([])
})

test('a backup imported where it came from brings no edit twice', async () => {
  const engine = await edited()
  const source = { name: 'backup.json', text: await backupOf(engine) }
  const staged = await engine.stage([source], {}, now, quiet)
  expect(staged).toMatchObject({ edits: 0, changes: { added: 0, updated: 0, unchanged: 4 } })
  await engine.undoEdit('e2', now)
  const later = await engine.stage([source], {}, now, quiet)
  expect(later.edits).toBe(1)
  await engine.commit(later.id, now)
  expect(engine.editLog().map(({ id }) => id)).toEqual(['e2', 'e3', 'e1'])
})

test('edits in a backup that are none leave the records as edited', async () => {
  const held = JSON.parse(await backupOf(await edited())) as Snapshot
  const hostile: readonly unknown[] = [
    7,
    [{ ...edits[0], id: '' }],
    [edits[0], edits[0]],
    [{ ...edits[0], action: { type: 'set', ids: 'A', fields: {} } }],
    [{ ...edits[0], action: { type: 'set', ids: ['A'], fields: { kind: 'war' } } }],
    [{ ...edits[0], action: { type: 'erase', ids: ['A'] } }],
  ]
  for (const log of hostile) {
    const engine = await workspace()
    const staged = await keep(engine, {
      name: 'b.json',
      text: JSON.stringify({ ...held, edits: log }),
    })
    expect(staged.edits, JSON.stringify(log)).toBe(0)
    expect(staged.issues.map(({ code }) => code)).toContain('edits-inside')
    expect((await engine.incident('A'))?.title).toBe('Login is down')
    expect((await engine.incident('by-hand-e3'))?.title).toBe('Power is out')
  }
})

test('elsewhere than in a workspace a backup holds its records as edited', async () => {
  const text = await backupOf(await edited())
  const bytes = new TextEncoder().encode(text)
  const input = await openInput({
    name: 'backup.json',
    size: bytes.length,
    async *open() {
      yield bytes
    },
  })
  const { frame, issues, rejected } = await importFiles([input], {
    assume: {},
    now,
    onBlock: () => undefined,
  })
  expect(frame.incidents.count).toBe(5)
  expect(frame.dictionaries.flags).toContain('excluded')
  expect(rejected).toEqual([])
  expect(issues.map(({ code }) => code)).toEqual([
    'settings-inside',
    'imports-inside',
    'edits-inside',
  ])
})
