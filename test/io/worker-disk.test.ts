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
  const text = () => ({ bytes: new Uint8Array([97]), ends: new Uint32Array([1]) })
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

function fakeDisk(change: Partial<Disk> = {}): Disk {
  return {
    read: (file, from, to) => ({
      bytes: file
        .slice(from, to)
        .arrayBuffer()
        .then((buffer) => new Uint8Array(buffer)),
      sha256: Promise.resolve('digest'),
    }),
    keep: async () => undefined,
    ...change,
  }
}

test('pieces come with their bytes and digests, and a worker without work ends', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { start, started } = workers(fakeDisk())
  const disk = new WorkerDisk(start)
  expect(started).toEqual([])
  const file = new Blob(['abc'])
  const pieces = [disk.read(file, 0, 2), disk.read(file, 2, 4)]
  expect(await Promise.all(pieces.map(({ bytes }) => bytes))).toEqual([
    new Uint8Array([97, 98]),
    new Uint8Array([99]),
  ])
  expect(await Promise.all(pieces.map(({ sha256 }) => sha256))).toEqual(['digest', 'digest'])
  expect(started[0]?.ended).toBe(false)
  vi.advanceTimersByTime(5000)
  expect(started[0]?.ended).toBe(true)
  expect(await disk.read(file, 0, 1).bytes).toEqual(new Uint8Array([97]))
  expect(started.length).toBe(2)
})

test('blocks are handed over, and a failure comes back as it was', async () => {
  const keep = vi.fn(async () => {
    throw new UserError('No room', 'Make some.')
  })
  const { start } = workers(fakeDisk({ keep }))
  const given = block()
  await expect(new WorkerDisk(start).keep(place, [[3, given]])).rejects.toEqual(
    new UserError('No room', 'Make some.'),
  )
  expect(keep).toHaveBeenCalledWith(place, [[3, block()]])
  expect(given.titles.bytes.length).toBe(0)
})

test('where the worker fails files are read here, and blocks it had are lost', async () => {
  const never = new Promise<never>(() => undefined)
  const stuck = fakeDisk({ read: () => ({ bytes: never, sha256: never }), keep: () => never })
  const { start, started } = workers(stuck)
  const disk = new WorkerDisk(start)
  const piece = disk.read(new Blob(['ab']), 0, 2)
  const kept = expect(disk.keep(place, [[0, block()]])).rejects.toThrow('nothing was kept')
  started[0]?.fail()
  expect(await piece.bytes).toEqual(new Uint8Array([97, 98]))
  expect(await piece.sha256).toMatch(/^fb8e20fc/)
  await kept
  expect(await disk.read(new Blob(['c']), 0, 2).bytes).toEqual(new Uint8Array([99]))
  expect(started.length).toBe(1)
})

test('where no worker starts all is done here', async () => {
  const disk = new WorkerDisk(() => {
    throw new ReferenceError('Worker is not defined')
  })
  expect(await disk.read(new Blob(['ab']), 1, 2).bytes).toEqual(new Uint8Array([98]))
})

test('a store without room is told of as such by the worker', async () => {
  const full: Disk = {
    ...fakeDisk(),
    keep: () => Promise.reject(storageFault(new DOMException('full', 'QuotaExceededError'))),
  }
  const { start } = workers(full)
  await expect(new WorkerDisk(start).keep(place, [])).rejects.toThrow('no room left')
})
