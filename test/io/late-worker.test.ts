import { expect, test, vi } from 'vitest'
import { LateWorker } from '../../src/io/late-worker'

function fakeWorker() {
  const target = new EventTarget()
  const heard: unknown[] = []
  const terminate = vi.fn()
  const worker = Object.assign(target, {
    postMessage: (message: unknown) => void heard.push(message),
    terminate,
  })
  return { worker: worker as unknown as Worker, target, heard, terminate }
}

test('what is posted before the worker is there reaches it in order', async () => {
  const { worker, heard } = fakeWorker()
  const late = new LateWorker(Promise.resolve(worker))
  late.postMessage(1)
  late.postMessage(2)
  expect(heard).toEqual([])
  await vi.waitFor(() => expect(heard).toEqual([1, 2]))
  late.postMessage(3)
  expect(heard).toEqual([1, 2, 3])
})

test('what the worker says is heard by those who listened before it was there', async () => {
  const { worker, target } = fakeWorker()
  const late = new LateWorker(Promise.resolve(worker))
  const listener = vi.fn()
  late.addEventListener('message', listener)
  await Promise.resolve()
  target.dispatchEvent(new Event('message'))
  expect(listener).toHaveBeenCalledOnce()
})

test('code that does not come is an error of the worker', async () => {
  const late = new LateWorker(Promise.reject(new Error('offline')))
  const listener = vi.fn()
  late.addEventListener('error', listener)
  await vi.waitFor(() => expect(listener).toHaveBeenCalledOnce())
})

test('a worker that was ended before it was there does not stay', async () => {
  const { worker, heard, terminate } = fakeWorker()
  const late = new LateWorker(Promise.resolve(worker))
  late.postMessage(1)
  late.terminate()
  await vi.waitFor(() => expect(terminate).toHaveBeenCalledOnce())
  expect(heard).toEqual([])
})
