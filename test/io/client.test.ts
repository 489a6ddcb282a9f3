import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Opened } from '../../src/core/answers'
import { UserError } from '../../src/core/issue'
import { defaultQuery } from '../../src/core/query'
import { Client } from '../../src/io/client'
import type { ToPage, ToWorker } from '../../src/io/protocol'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

class FakeWorker extends EventTarget {
  readonly heard: ToWorker[] = []
  ended = false

  postMessage(message: ToWorker) {
    this.heard.push(message)
  }

  terminate() {
    this.ended = true
  }

  say(message: ToPage) {
    this.dispatchEvent(Object.assign(new Event('message'), { data: message }))
  }
}

function newClient() {
  const workers: FakeWorker[] = []
  const opened: Opened[] = []
  const held: string[] = []
  const reopen = vi.fn(async () => undefined)
  const client = new Client({
    startWorker: () => {
      const worker = new FakeWorker()
      workers.push(worker)
      return worker as unknown as Worker
    },
    reopen,
    onOpened: (one) => opened.push(one),
    onHeld: (one) => held.push(one),
  })
  const last = () => workers.at(-1)!
  return { client, workers, last, reopen, opened, held }
}

const rows = { query: defaultQuery, offset: 0, limit: 10 }
const files = { sources: [], assume: {}, now: 0 }

test('a call gets the answer that carries its number', async () => {
  const { client, last } = newClient()
  const first = client.call('incident', { id: 'a' })
  const second = client.call('incident', { id: 'b' })
  last().say({ type: 'outcome', id: 2, outcome: { kind: 'ok', value: 'of b' } })
  last().say({ type: 'outcome', id: 1, outcome: { kind: 'ok', value: 'of a' } })
  expect(await Promise.all([first, second])).toEqual(['of a', 'of b'])
})

test('trouble of a person stays a UserError, a bug an error', async () => {
  const { client, last } = newClient()
  const user = client.call('incident', { id: 'a' })
  const bug = client.call('incident', { id: 'b' })
  last().say({ type: 'outcome', id: 1, outcome: { kind: 'user-error', message: 'm', hint: 'h' } })
  last().say({ type: 'outcome', id: 2, outcome: { kind: 'bug', message: 'x is undefined' } })
  await expect(user).rejects.toMatchObject({ name: 'UserError', message: 'm', hint: 'h' })
  await expect(bug).rejects.toThrow('x is undefined')
  await expect(bug).rejects.not.toBeInstanceOf(UserError)
})

test('progress and news of the data reach the page', async () => {
  const { client, last, opened, held } = newClient()
  const progress: number[] = []
  void client.call('stage', files, { onProgress: ({ records }) => progress.push(records) })
  last().say({ type: 'progress', id: 1, progress: { doneBytes: 1, totalBytes: 2, records: 3 } })
  last().say({ type: 'opened', opened: {} as Opened })
  last().say({ type: 'held', held: 'text' })
  expect([progress, opened, held]).toEqual([[3], [{}], ['text']])
})

test('a cancelled call tells the worker, and rejects when it has stopped', async () => {
  const { client, last, workers } = newClient()
  const control = new AbortController()
  const call = client.call('stage', files, { signal: control.signal })
  control.abort()
  expect(last().heard.at(-1)).toEqual({ type: 'cancel', id: 1 })
  last().say({ type: 'outcome', id: 1, outcome: { kind: 'cancelled' } })
  await expect(call).rejects.toMatchObject({ name: 'AbortError' })
  await vi.advanceTimersByTimeAsync(5000)
  expect(workers).toHaveLength(1)
})

test('a worker that does not stop within a second is ended and replaced', async () => {
  const { client, workers, reopen } = newClient()
  const control = new AbortController()
  const call = client.call('stage', files, { signal: control.signal })
  const rejected = expect(call).rejects.toMatchObject({ name: 'AbortError' })
  control.abort()
  await vi.advanceTimersByTimeAsync(1000)
  await rejected
  expect(workers[0]?.ended).toBe(true)
  expect(reopen).toHaveBeenCalledTimes(1)
})

test('a question that is no longer asked is given up at once, and the worker stays', async () => {
  const { client, workers, last } = newClient()
  const control = new AbortController()
  const call = client.call('report', { query: defaultQuery }, { signal: control.signal })
  control.abort()
  await expect(call).rejects.toMatchObject({ name: 'AbortError' })
  expect(last().heard.at(-1)).toEqual({ type: 'cancel', id: 1 })
  await vi.advanceTimersByTimeAsync(5000)
  last().say({ type: 'outcome', id: 1, outcome: { kind: 'ok', value: null } })
  expect(workers).toHaveLength(1)
})

test('a call that was cancelled before it began is not made', async () => {
  const { client, workers } = newClient()
  const call = client.call('stage', files, { signal: AbortSignal.abort() })
  await expect(call).rejects.toMatchObject({ name: 'AbortError' })
  expect(workers).toHaveLength(0)
})

test('a busy worker may take its time as long as it gives signs of life', async () => {
  const { client, last, workers } = newClient()
  const call = client.call('stage', files)
  for (let second = 0; second < 60; second++) {
    await vi.advanceTimersByTimeAsync(1000)
    last().say({ type: 'beat' })
  }
  last().say({ type: 'outcome', id: 1, outcome: { kind: 'ok', value: 'done' } })
  expect(await call).toBe('done')
  expect(workers).toHaveLength(1)
})

test('a worker that says nothing for half a minute is replaced: reads are asked again, writes refused', async () => {
  const { client, workers, last } = newClient()
  const write = client.call('commit', { stagedId: 's', now: 0 })
  const refused = expect(write).rejects.toThrow(UserError)
  const read = client.call('rows', rows)
  await vi.advanceTimersByTimeAsync(30_000)
  await refused
  expect(workers).toHaveLength(2)
  expect(workers[0]?.ended).toBe(true)
  expect(last().heard).toMatchObject([{ name: 'rows', ask: rows }])
  last().say({ type: 'outcome', id: 3, outcome: { kind: 'ok', value: 'rows' } })
  expect(await read).toBe('rows')
})

test('an idle worker may be silent for ever', async () => {
  const { client, last, workers } = newClient()
  const call = client.call('rows', rows)
  last().say({ type: 'outcome', id: 1, outcome: { kind: 'ok', value: null } })
  await call
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect(workers).toHaveLength(1)
})

test.each(['error', 'messageerror'])(
  'a worker that fails with an %s is replaced',
  async (fault) => {
    const { client, workers, last } = newClient()
    const write = client.call('undo', { batchId: 'b', now: 0 })
    last().dispatchEvent(new Event(fault))
    await expect(write).rejects.toThrow('failed')
    expect(workers[0]?.ended).toBe(true)
  },
)

test('a worker that always fails is not started for ever', async () => {
  const { client, workers, last } = newClient()
  const read = client.call('rows', rows)
  const refused = expect(read).rejects.toThrow(UserError)
  for (let i = 0; i < 4; i++) {
    last().dispatchEvent(new Event('error'))
    await vi.advanceTimersByTimeAsync(1)
  }
  await refused
  expect(workers).toHaveLength(3)
})

test('what an ended worker still says is not heard', async () => {
  const { client, workers, last, opened } = newClient()
  void client.call('rows', rows)
  last().dispatchEvent(new Event('error'))
  await vi.advanceTimersByTimeAsync(1)
  workers[0]?.say({ type: 'opened', opened: {} as Opened })
  expect(opened).toEqual([])
})
