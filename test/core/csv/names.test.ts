import { expect, test } from 'vitest'
import { namesIn } from '../../../src/core/csv/names'

test.each([
  ['Checkout; Payments', false, ['Checkout', 'Payments']],
  ['Compute, Europe', false, ['Compute, Europe']],
  ['Checkout, Payments', true, ['Checkout', 'Payments']],
  ['Compute, Europe; Search', true, ['Compute, Europe', 'Search']],
  [
    "{'id': 'P1', 'type': 'service_reference', 'summary': 'User Database'}",
    false,
    ['User Database'],
  ],
  ['[{"id":"1","name":"API"},{"id":"2","name":"Web"}]', false, ['API', 'Web']],
  ['["API","Web"]', false, ['API', 'Web']],
  ["['API']", false, ['API']],
  ['[]', false, []],
  ['{}', true, []],
  ['[EU] Checkout', false, ['[EU] Checkout']],
  ["{'link': 'https://x.example.com/1', 'value': 'mail-gw'}", false, ['mail-gw']],
])('%j, as a list: %s', (text, list, expected) => {
  expect(namesIn(text, list)).toEqual(expected)
})
