import 'fake-indexeddb/auto'
import { afterEach, expect, test } from 'vitest'
import type { Edit, EditAction } from '../../src/core/edits'
import { UserError } from '../../src/core/issue'
import { defaultQuery } from '../../src/core/query'
import { Engine } from '../../src/io/engine'
import { change, tamper } from '../support/database'

const now = 1_700_000_000_000
const engines: Engine[] = []
let names = 0
let edits = 0

afterEach(() => {
  for (const engine of engines.splice(0)) engine.close()
})

async function workspace(database: string | null = `edits ${++names}`) {
  const engine = new Engine({ onOpened: () => undefined, onHeld: () => undefined })
  engines.push(engine)
  const opened = await engine.openWorkspace({ database, held: null }, now)
  return { engine, database, opened }
}

async function keep(engine: Engine, name: string, ...rows: readonly string[]) {
  const text = ['id,title,services,start_utc,end_utc,severity', ...rows].join('\n')
  const quiet = { signal: new AbortController().signal, onProgress: () => undefined }
  const staged = await engine.stage([{ name, text }], {}, now, quiet)
  const effect = await engine.stagedEffect(staged.id)
  return { staged, effect, opened: await engine.commit(staged.id, now) }
}

function edit(action: EditAction, reason = 'because'): Edit {
  edits++
  return { id: `e${edits}`, at: now + edits, reason, action }
}

const first = 'A,First,API,2023-01-01T00:00:00Z,2023-01-01T01:00:00Z,minor'
const second = 'B,Second,API,2023-02-01T00:00:00Z,2023-02-01T02:00:00Z,'
const shorter = {
  type: 'set',
  ids: ['A'],
  fields: { impacts: [{ at: 0, to: Date.UTC(2023, 0, 1, 0, 30) }] },
} as const satisfies EditAction

const downtime = (engine: Engine) => engine.answer(defaultQuery).report.downtime.raw.value

test('an edit changes the figures, outlives the page and is undone without a trace', async () => {
  const { engine, database } = await workspace()
  await keep(engine, 'log.csv', first, second)
  const before = engine.answer(defaultQuery)
  const made = edit(shorter)
  await engine.edit(made)
  expect(downtime(engine)).toBe(150)
  engine.close()
  const again = (await workspace(database)).engine
  expect(downtime(again)).toBe(150)
  expect(again.editLog()).toEqual([{ ...made, problem: null }])
  expect(await again.incident('A')).toMatchObject({ title: 'First', flags: ['edited'] })
  await again.undoEdit(made.id, now)
  expect(again.editLog()).toEqual([])
  expect(again.answer(defaultQuery)).toEqual(before)
})

test('the effect is told before the edit is made, and making nothing changes nothing', async () => {
  const { engine } = await workspace()
  await keep(engine, 'log.csv', first, second)
  const { before, after } = await engine.editEffect(edit(shorter, ''))
  expect([before.downtimeMinutes, after.downtimeMinutes]).toEqual([180, 150])
  expect(downtime(engine)).toBe(180)
  expect(engine.editLog()).toEqual([])
})

test('a newer export updates what changed and keeps the edits', async () => {
  const { engine } = await workspace()
  await keep(engine, 'log.csv', first, second)
  await engine.edit(edit(shorter))
  const newer = first.replace('First', 'Renamed').replace('minor', 'major')
  const { staged, effect } = await keep(engine, 'newer.csv', newer, second)
  expect(staged.changes).toEqual({ added: 0, updated: 1, unchanged: 1 })
  expect(effect?.after.downtimeMinutes).toBe(150)
  expect(downtime(engine)).toBe(150)
  expect(await engine.incident('A')).toMatchObject({
    title: 'Renamed',
    severity: 'major',
    impacts: [{ to: Date.UTC(2023, 0, 1, 0, 30) }],
  })
})

test('an export without a change brings nothing new, edits or not', async () => {
  const { engine } = await workspace()
  await keep(engine, 'log.csv', first, second)
  await engine.edit(edit(shorter))
  const { staged } = await keep(engine, 'copy.csv', second, first)
  expect(staged.changes).toEqual({ added: 0, updated: 0, unchanged: 2 })
})

test('an edit waits while its import is undone', async () => {
  const { engine } = await workspace()
  const { opened } = await keep(engine, 'log.csv', first, second)
  await engine.edit(edit(shorter))
  await engine.undo(opened.batches[0]?.id ?? '', now)
  expect(engine.editLog()).toMatchObject([{ problem: 'There is no record A now.' }])
  await keep(engine, 'again.csv', first, second)
  expect(engine.editLog()).toMatchObject([{ problem: null }])
  expect(downtime(engine)).toBe(150)
})

test('an edit without a reason, of nothing, or that breaks a record is refused', async () => {
  const { engine } = await workspace()
  await keep(engine, 'log.csv', first)
  const backwards = { ...shorter, fields: { impacts: [{ at: 0, to: 0 }] } }
  const unknown = { ...shorter, ids: ['nobody'] }
  for (const wrong of [edit(shorter, ' '), edit(backwards), edit(unknown)])
    await expect(engine.edit(wrong)).rejects.toThrow(UserError)
  expect(engine.editLog()).toEqual([])
})

test('an excluded record is listed and counts nowhere', async () => {
  const { engine } = await workspace()
  await keep(engine, 'log.csv', first, second)
  await engine.edit(edit({ type: 'exclude', ids: ['A'] }))
  const { frequency, exclusions } = engine.answer(defaultQuery).report
  expect(frequency.n).toBe(1)
  expect(exclusions.counts).toEqual([{ reason: 'excluded', n: 1 }])
  const { rows } = await engine.rows(defaultQuery, 0, 9)
  expect(rows.map(({ id, flags }) => [id, flags])).toEqual([
    ['B', []],
    ['A', ['excluded', 'edited']],
  ])
})

test('duplicates across imports are suggested until a person decides', async () => {
  const { engine } = await workspace()
  await keep(engine, 'page.csv', first)
  await keep(engine, 'pager.csv', first.replace('A,First', 'X,Alarm'), second)
  const suggested = await engine.duplicates()
  expect(suggested).toMatchObject([
    {
      service: 'API',
      likeness: 1,
      records: [
        { id: 'A', title: 'First', file: 'page.csv' },
        { id: 'X', title: 'Alarm', file: 'pager.csv' },
      ],
    },
  ])
  const differ = edit({ type: 'differ', ids: ['A', 'X'] })
  await engine.edit(differ)
  expect(await engine.duplicates()).toEqual([])
  await engine.undoEdit(differ.id, now)
  expect(await engine.duplicates()).toHaveLength(1)
  await engine.edit(edit({ type: 'duplicate', ids: ['X'], of: 'A' }))
  expect(await engine.duplicates()).toEqual([])
  expect(engine.answer(defaultQuery).report.frequency.n).toBe(2)
})

test('an edited record is still known by the import it came with', async () => {
  const { engine } = await workspace()
  const other = first.replace('A,First', 'X,Alarm').replace('T01:00', 'T00:59')
  await keep(engine, 'one.csv', first, other)
  await engine.edit(edit({ type: 'set', ids: ['A'], fields: { severity: 'major' } }))
  expect(await engine.duplicates()).toEqual([])
})

test('a stored edit that is damaged has no effect, and a notice says so', async () => {
  const { engine, database } = await workspace()
  await keep(engine, 'log.csv', first, second)
  await engine.edit(edit(shorter))
  engine.close()
  await tamper(
    database ?? '',
    'edits',
    change((record) => (record['text'] = String(record['text']).replace('because', 'since'))),
  )
  const again = await workspace(database)
  expect(again.opened.notice).toContain('1 of 1 stored edits are damaged')
  expect(downtime(again.engine)).toBe(180)
})

test('without a database edits are kept in memory', async () => {
  const { engine } = await workspace(null)
  await keep(engine, 'log.csv', first, second)
  const made = edit({ type: 'merge', ids: ['A', 'B'] })
  await engine.edit(made)
  expect(engine.answer(defaultQuery).report.frequency.n).toBe(1)
  await engine.undoEdit(made.id, now)
  expect(engine.answer(defaultQuery).report.frequency.n).toBe(2)
})

test('a dashboard cannot be edited', async () => {
  const engine = new Engine({ onOpened: () => undefined, onHeld: () => undefined })
  engines.push(engine)
  await expect(engine.edit(edit(shorter))).rejects.toThrow(UserError)
})
