import 'fake-indexeddb/auto'
import { expect, test, vi } from 'vitest'
import { Engine } from '../../src/io/engine'
import { count } from '../support/database'

const now = 1_700_000_000_000
const quiet = { signal: new AbortController().signal, onProgress: () => undefined }
let databases = 0

/** More texts than are held back: most are written before the import is kept. */
const rows = Array.from(
  { length: 25_000 },
  (_, n) => `${n},Outage ${n},${'word '.repeat(60)},API,2023-01-01T00:00:00Z,2023-01-01T01:00:00Z`,
)
const large = new File([['id,title,text,services,start,end', ...rows].join('\n')], 'large.csv')

async function opened() {
  const name = `large imports ${++databases}`
  const engine = new Engine({ onOpened: () => undefined, onHeld: () => undefined })
  await engine.openWorkspace({ database: name, held: null }, now)
  return { engine, name }
}

test('what is left to write is written while the import is looked at', async () => {
  const { engine, name } = await opened()
  const add = vi.spyOn(IDBObjectStore.prototype, 'add')
  const added = () => add.mock.contexts.map((store) => (store as IDBObjectStore).name)
  const staged = await engine.stage([large], {}, now, quiet)
  await engine.stagedEffect(staged.id)
  await vi.waitUntil(() => added().includes('columns'), 10_000)
  add.mockRestore()
  expect(await count(name, 'blocks')).toBe(Math.ceil(rows.length / 8192))
  expect(await count(name, 'batches')).toBe(0)
  expect((await engine.commit(staged.id, now)).records).toBe(rows.length)
  expect((await engine.incident('0'))?.title).toBe('Outage 0')
  engine.close()
})

test('an import that is given up leaves nothing of what was written', async () => {
  const { engine, name } = await opened()
  const { id } = await engine.stage([large], {}, now, quiet)
  await engine.stagedEffect(id)
  await engine.discard(id)
  expect([await count(name, 'columns'), await count(name, 'blocks')]).toEqual([0, 0])
  engine.close()
})

test('a discard while an import is being kept comes too late', async () => {
  const { engine, name } = await opened()
  const staged = await engine.stage([large], {}, now, quiet)
  const [kept] = await Promise.all([
    engine.commit(staged.id, now),
    Promise.resolve().then(() => engine.discard(staged.id)),
  ])
  expect(kept.records).toBe(rows.length)
  expect(await count(name, 'blocks')).toBe(Math.ceil(rows.length / 8192))
  expect((await engine.incident('24999'))?.text).toContain('word')
  engine.close()
})

test('a file that is gone while it is read is told of', async () => {
  const { engine } = await opened()
  const file = new File([large], 'large.csv')
  const stream = vi.spyOn(Blob.prototype, 'stream')
  stream.mockImplementation(
    () =>
      new ReadableStream({
        type: 'bytes',
        pull: (controller) => controller.error(new DOMException('gone', 'NotReadableError')),
      }),
  )
  await expect(engine.stage([file], {}, now, quiet)).rejects.toMatchObject({
    name: 'UserError',
    message: 'large.csv: the file cannot be read any more',
  })
  stream.mockRestore()
  engine.close()
})

test('a store without room for the texts fails the import, and leaves nothing', async () => {
  const add = vi.spyOn(IDBObjectStore.prototype, 'add')
  add.mockImplementation(function (this: IDBObjectStore, ...given) {
    if (this.name === 'blocks') throw new DOMException('full', 'QuotaExceededError')
    return IDBObjectStore.prototype.put.apply(this, given)
  })
  const { engine, name } = await opened()
  const kept = engine.stage([large], {}, now, quiet).then(({ id }) => engine.commit(id, now))
  await expect(kept).rejects.toThrow('no room left')
  add.mockRestore()
  expect(await count(name, 'batches')).toBe(0)
  engine.close()
})
