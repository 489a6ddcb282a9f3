import 'fake-indexeddb/auto'
import { expect, test, vi } from 'vitest'
import { Engine } from '../../src/io/engine'
import { ownDisk, type Disk } from '../../src/io/disk'
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

async function opened(disk?: Disk) {
  const name = `large imports ${++databases}`
  const engine = new Engine({
    onOpened: () => undefined,
    onHeld: () => undefined,
    ...(disk && { disk }),
  })
  await engine.openWorkspace({ database: name, held: null }, now)
  return { engine, name }
}

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
  const gone = () => Promise.reject(new DOMException('gone', 'NotReadableError'))
  const disk: Disk = { ...ownDisk, read: () => ({ bytes: gone(), sha256: gone() }) }
  const { engine } = await opened(disk)
  await expect(engine.stage([large], {}, now, quiet)).rejects.toMatchObject({
    name: 'UserError',
    message: 'large.csv: the file cannot be read any more',
  })
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

test('a slow store is waited for, so that the texts do not pile up', async () => {
  const text = 'word '.repeat(100)
  const many = Array.from(
    { length: 130_000 },
    (_, n) => `${n},Outage,${n} ${text},API,2023-01-01T00:00:00Z,2023-01-01T01:00:00Z`,
  )
  let underWay = 0
  let open = false
  const waiting: (() => void)[] = []
  const keep = async () => {
    underWay++
    if (!open) await new Promise<void>((resolve) => waiting.push(resolve))
  }
  const { engine } = await opened({ ...ownDisk, keep })
  const file = new File([['id,title,text,services,start,end', ...many].join('\n')], 'many.csv')
  const staged = engine.stage([file], {}, now, quiet)
  await vi.waitUntil(() => underWay > 8)
  for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve))
  expect(underWay).toBeLessThan(11)
  open = true
  for (const go of waiting) go()
  await staged
  expect(underWay).toBeGreaterThan(11)
  engine.close()
})
