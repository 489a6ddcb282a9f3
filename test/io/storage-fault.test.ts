import { expect, test } from 'vitest'
import { UserError } from '../../src/core/issue'
import { storageFault } from '../../src/io/storage-fault'

test.each([
  [new DOMException('full', 'QuotaExceededError'), 'no room'],
  [
    Object.assign(new Error('aborted'), {
      name: 'AbortError',
      inner: new DOMException('full', 'QuotaExceededError'),
    }),
    'no room',
  ],
  [Object.assign(new Error('closed'), { name: 'DatabaseClosedError' }), 'closed'],
  [
    Object.assign(new Error('Internal error opening backing store'), { name: 'UnknownError' }),
    'could not write',
  ],
])('a failed write is told in words: %s', (error, words) => {
  expect(storageFault(error)).toBeInstanceOf(UserError)
  expect((storageFault(error) as UserError).message).toContain(words)
})

test('a bug stays a bug', () => {
  const error = new TypeError('x is undefined')
  expect(storageFault(error)).toBe(error)
})
