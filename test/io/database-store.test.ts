import 'fake-indexeddb/auto'
import { afterEach, expect, test, vi } from 'vitest'
import type { Opened } from '../../src/core/answers'
import { UserError } from '../../src/core/issue'
import { defaultQuery } from '../../src/core/query'
import { blockSize, type TextBlock } from '../../src/core/text-block'
import { Engine } from '../../src/io/engine'
import type { Source } from '../../src/io/protocol'
import { asked, change, count, tamper } from '../support/database'

const now = 1_700_000_000_000
const quiet = { signal: new AbortController().signal, onProgress: () => undefined }
const engines: Engine[] = []
let databases = 0

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  for (const engine of engines.splice(0)) engine.close()
})

function file(name: string, ids: readonly string[]): Source {
  const rows = ids.map((id) => `${id},Outage ${id},API,2023-01-01T00:00:00Z,2023-01-01T01:00:00Z`)
  return { name, text: ['id,title,services,start_utc,end_utc', ...rows].join('\n') }
}

async function open(database: string, held: string | null = null) {
  let hear: (opened: Opened) => void = () => undefined
  const heldNow: string[] = []
  const engine = new Engine({
    onOpened: (opened) => hear(opened),
    onHeld: (text) => heldNow.push(text),
  })
  engines.push(engine)
  const opened = await engine.openWorkspace({ database, held }, now)
  const heard = () => new Promise<Opened>((resolve) => (hear = resolve))
  return { engine, opened, heard, held: () => heldNow.at(-1) ?? null }
}

async function keep(engine: Engine, source: Source) {
  const staged = await engine.stage([source], {}, now, quiet)
  return engine.commit(staged.id, now)
}

function newName() {
  return `db test ${++databases}`
}

test('an import whose last write fails is wholly absent', async () => {
  const name = newName()
  const { engine } = await open(name)
  const before = await keep(engine, file('a.csv', ['A']))
  const staged = await engine.stage([file('b.csv', ['B'])], {}, now, quiet)
  const add = vi.spyOn(IDBObjectStore.prototype, 'add')
  add.mockImplementation(function (this: IDBObjectStore, ...given) {
    if (this.name === 'batches') throw new DOMException('disk full', 'QuotaExceededError')
    return IDBObjectStore.prototype.put.apply(this, given)
  })
  await expect(engine.commit(staged.id, now)).rejects.toMatchObject({
    name: 'UserError',
    message: expect.stringContaining('no room'),
  })
  vi.restoreAllMocks()
  expect(await count(name, 'blocks')).toBe(1)
  expect((await open(name)).opened).toEqual(before)
})

test('texts of an import that never finished are swept, and a notice says so', async () => {
  const name = newName()
  const first = await open(name)
  await keep(first.engine, file('a.csv', ['A']))
  first.engine.close()
  await tamper(name, 'blocks', (store) => {
    store.add({ batch: 'gone', index: 0, bytes: new Uint8Array(8), sha256: '' })
  })
  const second = await open(name)
  expect(second.opened.notice).toContain('did not finish')
  expect(await count(name, 'blocks')).toBe(1)
})

test('a damaged import is left out, and a notice says so', async () => {
  const name = newName()
  const first = await open(name)
  const imported = await keep(first.engine, file('a.csv', ['A']))
  await keep(first.engine, file('b.csv', ['B', 'C']))
  first.engine.close()
  await tamper(
    name,
    'columns',
    change((record) => {
      const bytes = record['bytes'] as Uint8Array
      if (record['id'] === imported.batches[0]?.id) bytes[bytes.length - 1]! ^= 1
    }),
  )
  const { engine, opened } = await open(name)
  expect(opened.records).toBe(2)
  expect(opened.notice).toContain('1 of 2 stored imports are damaged')
  expect(opened.batches.map((batch) => batch.name)).toEqual(['b.csv', 'a.csv'])
  const undone = await engine.undo(opened.batches[1]?.id ?? '', now)
  expect(undone).toMatchObject({ records: 2, notice: null })
  expect(await count(name, 'blocks')).toBe(1)
})

test.each([
  ['bytes of another kind', (record: Record<string, unknown>) => (record['bytes'] = 'text')],
  ['no checksum', (record: Record<string, unknown>) => delete record['sha256']],
  ['cut bytes', (record: Record<string, unknown>) => (record['bytes'] = new Uint8Array(3))],
])('a stored import with %s is left out', async (_name, edit) => {
  const name = newName()
  const first = await open(name)
  await keep(first.engine, file('a.csv', ['A']))
  first.engine.close()
  await tamper(name, 'columns', change(edit))
  const { opened } = await open(name)
  expect(opened).toMatchObject({ records: 0, notice: expect.stringContaining('damaged') })
})

test('a stored import without its columns is left out', async () => {
  const name = newName()
  const first = await open(name)
  await keep(first.engine, file('a.csv', ['A']))
  first.engine.close()
  await tamper(name, 'columns', (columns) => columns.clear())
  const { opened } = await open(name)
  expect(opened).toMatchObject({ records: 0, notice: expect.stringContaining('damaged') })
})

test('damaged texts cost no figure; how many records they are is told', async () => {
  const name = newName()
  const first = await open(name)
  await keep(first.engine, file('a.csv', ['A', 'B']))
  const figures = first.engine.answer(defaultQuery)
  first.engine.close()
  await tamper(
    name,
    'blocks',
    change((record) => {
      const { pieces } = record['titles'] as TextBlock['titles']
      pieces[0]![3]! ^= 255
    }),
  )
  const second = await open(name)
  expect(second.engine.answer(defaultQuery)).toEqual(figures)
  const told = second.heard()
  const { rows } = await second.engine.rows(defaultQuery, 0, 10)
  expect(rows.map(({ title }) => title)).toEqual(Array(2).fill('(title damaged in storage)'))
  expect((await told).notice).toContain('texts of 2 records are damaged')
})

test('texts that are gone are noticed when the database is opened', async () => {
  const name = newName()
  const first = await open(name)
  await keep(
    first.engine,
    file(
      'a.csv',
      Array.from({ length: blockSize + 1 }, (_, n) => `A${n}`),
    ),
  )
  first.engine.close()
  await tamper(name, 'blocks', (store) => store.clear())
  expect((await open(name)).opened.notice).toContain('a.csv are gone')
})

test('damaged settings give way to the defaults, and a notice says so', async () => {
  const name = newName()
  const first = await open(name)
  const { settings } = first.opened
  await first.engine.saveSettings({ ...settings, title: 'Ours' }, now)
  first.engine.close()
  await tamper(
    name,
    'settings',
    change((record) => (record['text'] = '{"title":"Theirs"}')),
  )
  const { opened } = await open(name)
  expect(opened).toMatchObject({ title: settings.title })
  expect(opened.notice).toContain('settings are damaged')
})

test('data of a newer version is refused and left as it is', async () => {
  const name = newName()
  const first = await open(name)
  await keep(first.engine, file('a.csv', ['A']))
  first.engine.close()
  await tamper(
    name,
    'meta',
    change((record) => (record['schema'] = 3)),
  )
  await expect(open(name)).rejects.toMatchObject({
    message: expect.stringContaining('another version'),
  })
  expect(await count(name, 'batches')).toBe(1)
})

test('a database of a higher version is refused before it is opened', async () => {
  const name = newName()
  ;(await asked(indexedDB.open(name, 30))).close()
  await expect(open(name)).rejects.toThrow(UserError)
  expect((await asked(indexedDB.open(name))).version).toBe(30)
})

test('a database that was replaced meanwhile is not written to', async () => {
  const name = newName()
  const { engine } = await open(name)
  await keep(engine, file('a.csv', ['A']))
  await tamper(
    name,
    'meta',
    change((record) => (record['databaseId'] = 'another')),
  )
  await expect(keep(engine, file('b.csv', ['B']))).rejects.toThrow('replaced meanwhile')
  expect(await count(name, 'batches')).toBe(1)
})

test('a database that was lost is noticed at the next visit', async () => {
  const name = newName()
  const first = await open(name)
  await keep(first.engine, file('a.csv', ['A', 'B']))
  first.engine.close()
  await asked(indexedDB.deleteDatabase(name))
  const { opened } = await open(name, first.held())
  expect(opened).toMatchObject({ records: 0 })
  expect(opened.notice).toContain('It held 2 records')
})

test('another database under the same name is noticed', async () => {
  const name = newName()
  const first = await open(name)
  await keep(first.engine, file('a.csv', ['A']))
  first.engine.close()
  const held = JSON.stringify({ identity: 'another', records: 5 })
  expect((await open(name, held)).opened.notice).toContain('It held 5 records')
  expect((await open(name, first.held())).opened.notice).toBeNull()
})

test('once the database is deleted elsewhere nothing is written any more', async () => {
  const name = newName()
  const { engine, heard } = await open(name)
  await keep(engine, file('a.csv', ['A']))
  const told = heard()
  await asked(indexedDB.deleteDatabase(name))
  expect(await told).toMatchObject({
    records: 1,
    notice: expect.stringContaining('reload this page'),
  })
  await expect(keep(engine, file('b.csv', ['B']))).rejects.toThrow(UserError)
  expect((await indexedDB.databases()).map((one) => one.name)).not.toContain(name)
})

test('two tabs import into one database, and each sees what the other kept', async () => {
  const name = newName()
  const one = await open(name)
  await keep(one.engine, file('a.csv', ['A']))
  const two = await open(name)
  const told = one.heard()
  const opened = await keep(two.engine, file('b.csv', ['B', 'A']))
  expect(opened).toMatchObject({ records: 2 })
  expect(await told).toEqual(opened)
  expect(one.engine.answer(defaultQuery)).toEqual(two.engine.answer(defaultQuery))
})

test('two tabs that keep an import at once both keep theirs', async () => {
  const name = newName()
  const one = await open(name)
  const two = await open(name)
  await Promise.all([
    keep(one.engine, file('a.csv', ['A'])),
    keep(two.engine, file('b.csv', ['B'])),
  ])
  expect((await open(name)).opened.records).toBe(2)
})

test('where storage is refused the data stays in memory, and a notice says so', async () => {
  vi.stubGlobal('indexedDB', {
    open: () => {
      throw new DOMException('The user denied permission', 'SecurityError')
    },
  })
  const { engine, opened } = await open(newName())
  expect(opened.notice).toContain('refuses to store')
  expect((await keep(engine, file('a.csv', ['A']))).records).toBe(1)
})

test('a tab that waits too long for another one says so and stores nothing', async () => {
  const name = newName()
  const { engine } = await open(name)
  vi.stubGlobal('navigator', {
    locks: {
      request: (
        lock: string,
        options: { signal?: AbortSignal },
        action: (lock: object | null) => unknown,
      ) =>
        options.signal
          ? Promise.reject(new DOMException(`${lock} is held`, 'TimeoutError'))
          : Promise.resolve(action({})),
    },
  })
  await expect(keep(engine, file('a.csv', ['A']))).rejects.toThrow('busy')
})
