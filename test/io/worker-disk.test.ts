import { afterEach, expect, test, vi } from 'vitest'
import type { TextBlock } from '../../src/core/text-block'
import type { WorkerLine } from '../../src/io/client'
import type { Disk } from '../../src/io/disk'
import { serveDisk } from '../../src/io/serve-disk'
import { storageFault } from '../../src/io/storage-fault'
import { WorkerDisk, type FromDisk, type ToDisk } from '../../src/io/worker-disk'
import { UserError } from '../../src/core/issue'

const place = { database: 'd', databaseId: 'i', batch: 'b' }

afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

function block(): TextBlock {
  const text = () => ({ pieces: [new Uint8Array([97])], ends: new Uint32Array([1]) })
  return { first: 0, titles: text(), texts: text(), details: text() }
}

/** Workers that run `disk` behind messages which are copied and handed over as between threads. */
function workers(disk: Disk) {
  const started: (WorkerLine & { readonly fail: () => void; ended: boolean })[] = []
  const start = () => {
    const target = new EventTarget()
    let hear: (message: ToDisk) => void = () => undefined
    const worker = {
      ended: false,
      postMessage(message: ToDisk, handed: Transferable[]) {
        const copy = structuredClone(message, { transfer: handed })
        queueMicrotask(() => hear(copy))
      },
      addEventListener: target.addEventListener.bind(target),
      terminate: () => void (worker.ended = true),
      fail: () => target.dispatchEvent(new Event('error', { cancelable: true })),
    }
    serveDisk(disk, {
      post(message: FromDisk, handed) {
        const data: unknown = structuredClone(message, { transfer: handed })
        target.dispatchEvent(new MessageEvent('message', { data }))
      },
      listen: (onMessage) => (hear = onMessage),
    })
    started.push(worker as unknown as (typeof started)[number])
    return started.at(-1)!
  }
  return { start, started }
}

const written = { hashes: [], spare: [] }
const begin = () => undefined

test('a worker without work ends, and starts again for more', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { start, started } = workers({ begin, keep: async () => written })
  const disk = new WorkerDisk(start)
  expect(started).toEqual([])
  disk.begin()
  expect(started.length).toBe(1)
  await Promise.all([disk.keep(place, [], null), disk.keep(place, [], null)])
  expect(started[0]?.ended).toBe(false)
  vi.advanceTimersByTime(5000)
  expect(started[0]?.ended).toBe(true)
  await disk.keep(place, [], null)
  expect(started.length).toBe(2)
})

test('blocks are handed over, and a failure comes back as it was', async () => {
  const keep = vi.fn(async () => {
    throw new UserError('No room', 'Make some.')
  })
  const { start } = workers({ begin, keep })
  const given = block()
  await expect(new WorkerDisk(start).keep(place, [[3, given]], null)).rejects.toEqual(
    new UserError('No room', 'Make some.'),
  )
  expect(keep).toHaveBeenCalledWith(place, [[3, block()]], null)
  expect(given.titles.pieces[0]?.length).toBe(0)
})

test('full pieces come back to be written over, and the columns go along', async () => {
  const full = new Uint8Array([1, 2, 3])
  const keep = vi.fn(async () => ({ hashes: [new Uint32Array([1, 2])], spare: [full] }))
  const { start } = workers({ begin, keep })
  const columns = new Uint8Array([7])
  expect(await new WorkerDisk(start).keep(place, [[0, block()]], columns)).toEqual({
    hashes: [new Uint32Array([1, 2])],
    spare: [new Uint8Array([1, 2, 3])],
  })
  expect(keep).toHaveBeenCalledWith(place, [[0, block()]], new Uint8Array([7]))
  expect([columns.length, full.length]).toEqual([0, 0])
})

test('where the worker fails, what it had is lost', async () => {
  const never = new Promise<never>(() => undefined)
  const { start, started } = workers({ begin, keep: () => never })
  const kept = expect(new WorkerDisk(start).keep(place, [[0, block()]], null)).rejects.toThrow(
    'nothing was kept',
  )
  started[0]?.fail()
  await kept
})

test('where no worker starts blocks are stored here', async () => {
  const disk = new WorkerDisk(() => {
    throw new ReferenceError('Worker is not defined')
  })
  await expect(disk.keep(place, [], null)).rejects.toThrow('indexedDB')
})

test('a store without room is told of as such by the worker', async () => {
  const full: Disk = {
    begin,
    keep: () => Promise.reject(storageFault(new DOMException('full', 'QuotaExceededError'))),
  }
  const { start } = workers(full)
  await expect(new WorkerDisk(start).keep(place, [], null)).rejects.toThrow('no room left')
})
