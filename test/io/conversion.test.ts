import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { UserError } from '../../src/core/issue'
import { conversion } from '../../src/io/conversion'
import { outcomeOf } from '../../src/io/outcome'

const file = new File(['PK'], 'log.xlsx')
const terminate = vi.fn()
let heard: unknown[] = []
let target = new EventTarget()

beforeEach(() => {
  heard = []
  target = new EventTarget()
  terminate.mockClear()
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

const convert = conversion(
  () =>
    Object.assign(target, {
      postMessage: (message: unknown) => void heard.push(message),
      terminate,
    }) as unknown as Worker,
)

function say(data: unknown): void {
  target.dispatchEvent(new MessageEvent('message', { data }))
}

test('the worker gets the file, and ends with its answer', async () => {
  const sheets = [{ name: 'log.xlsx/2024', text: new Blob(['id']) }]
  const converted = convert(file, undefined)
  expect(heard).toEqual([file])
  expect(terminate).not.toHaveBeenCalled()
  say({ kind: 'ok', value: sheets })
  expect(await converted).toBe(sheets)
  expect(terminate).toHaveBeenCalledOnce()
  expect(vi.getTimerCount()).toBe(0)
})

test('what the file is refused for reaches the page as it was thrown', async () => {
  const converted = convert(file, undefined)
  say(await outcomeOf(Promise.reject(new UserError('log.xlsx: broken', 'Save it again.'))))
  await expect(converted).rejects.toEqual(new UserError('log.xlsx: broken', 'Save it again.'))
  expect(terminate).toHaveBeenCalledOnce()
})

test('to cancel ends the worker at once', async () => {
  const control = new AbortController()
  const converted = convert(file, control.signal)
  control.abort(new Error('enough'))
  await expect(converted).rejects.toThrow('enough')
  expect(terminate).toHaveBeenCalledOnce()
})

test('what was cancelled before starts nothing', async () => {
  await expect(convert(file, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough')
  expect(heard).toEqual([])
})

test('a worker that dies or says nothing for a minute is given up', async () => {
  const dying = convert(file, undefined)
  target.dispatchEvent(new Event('error', { cancelable: true }))
  await expect(dying).rejects.toThrow(/more time or memory/)
  const hanging = convert(file, undefined)
  const outcome = expect(hanging).rejects.toThrow(UserError)
  await vi.advanceTimersByTimeAsync(59_999)
  expect(terminate).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(1)
  await outcome
  expect(terminate).toHaveBeenCalledTimes(2)
})
