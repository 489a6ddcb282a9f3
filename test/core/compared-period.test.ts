import { expect, test } from 'vitest'
import { comparedPeriod } from '../../src/core/compared-period'
import { resolvePeriod } from '../../src/core/period'

const start = 1_640_995_200_000 // 2022-01-01
const day = 86_400_000

/** What is compared with the period of a token, on the given day of 2022. */
function compared(token: string, compare: 'none' | 'previous' | 'year', today = 365) {
  const asOf = start + today * day
  const period = resolvePeriod(token, {
    timeZone: 'UTC',
    asOf,
    observedFrom: start - 365 * day,
    observedTo: asOf,
  })
  return comparedPeriod({ period, asOf }, compare)
}

test.each([
  ['2022-03', 'previous', '2022-02'],
  ['2022-Q2', 'previous', '2022-Q1'],
  ['2022-03', 'year', `${start - 306 * day}..${start - 275 * day}`],
  ['2022-03', 'none', null],
  ['2021-01', 'previous', '2020-12'],
  ['1970-01', 'previous', null],
  ['all', 'previous', `${start - 3 * 365 * day}..${start - 365 * day}`],
] as const)('%s against %s is %s', (token, compare, expected) => {
  expect(compared(token, compare)).toBe(expected)
})

test('of a month under way as many days are compared', () => {
  // Ten days into March.
  expect(compared('2022-03', 'previous', 69)).toBe(`${start + 31 * day}..${start + 41 * day}`)
})

test('a period that has not begun is compared with nothing', () => {
  expect(compared('2022-06', 'previous', 69)).toBeNull()
})
