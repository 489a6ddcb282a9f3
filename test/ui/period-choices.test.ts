import { describe, expect, test } from 'vitest'
import { resolvePeriod } from '../../src/core/period'
import { customToken, periodChoices } from '../../src/ui/period-choices'
import { neighbour } from '../../src/ui/stepping'
import { at } from '../support/incidents'

const asOf = at('2023-01-01')
const span = { from: at('2017-09-15'), to: at('2022-12-16') }

function tokens(title: string): readonly string[] {
  const groups = periodChoices(span, asOf, 'UTC')
  return groups.find((group) => group.title === title)?.options.map(({ value }) => value) ?? []
}

describe('the periods on offer', () => {
  test('hold every year of the data, the newest first', () => {
    expect(tokens('Year')).toEqual(['2022', '2021', '2020', '2019', '2018', '2017'])
  })

  test('hold the months and quarters of the last two years up to the as-of instant', () => {
    expect(tokens('Month')).toHaveLength(24)
    expect(tokens('Month')[0]).toBe('2022-12')
    expect(tokens('Quarter')).toHaveLength(8)
  })

  test('hold no month before the data begins', () => {
    const young = { from: at('2022-11-15'), to: span.to }
    const groups = periodChoices(young, asOf, 'UTC')
    expect(groups.find(({ title }) => title === 'Month')?.options).toHaveLength(2)
  })

  test('begin in the month of the reporting zone', () => {
    const groups = periodChoices({ from: asOf, to: asOf }, asOf, 'America/New_York')
    expect(groups.find(({ title }) => title === 'Year')?.options[0]?.value).toBe('2022')
  })

  test('are all read as the period they name', () => {
    const context = { timeZone: 'UTC', asOf, observedFrom: span.from, observedTo: asOf }
    for (const { options } of periodChoices(span, asOf, 'UTC'))
      for (const { value } of options)
        if (value !== 'custom') expect(resolvePeriod(value, context).token).toBe(value)
  })

  test('need no data', () => {
    expect(periodChoices(null, asOf, 'UTC')[0]?.options[0]?.value).toBe('all')
  })
})

test('two days make a period only in their order', () => {
  expect(customToken('2017-09-10', '2017-10-12')).toBe('2017-09-10..2017-10-12')
  expect(customToken('2017-09-10', '2017-09-10')).toBe('2017-09-10..2017-09-10')
  expect(customToken('2017-10-12', '2017-09-10')).toBeNull()
  expect(customToken('', '2017-09-10')).toBeNull()
})

describe('stepping', () => {
  const context = { timeZone: 'UTC', asOf, observedFrom: span.from, observedTo: asOf }

  test.each([
    ['2017-Q4', 'after', '2018-Q1'],
    ['2018-Q1', 'before', '2017-Q4'],
    ['2022-02', 'after', '2022-03'],
    ['2022', 'before', '2021'],
    ['all', 'before', '2022-12'],
  ] as const)('from %s goes to the calendar unit %s', (token, way, expected) => {
    expect(neighbour(resolvePeriod(token, context), way)).toBe(expected)
  })

  test('from days of no calendar unit goes to as many days beside them', () => {
    const period = resolvePeriod('30d', context)
    const after = resolvePeriod(neighbour(period, 'after'), context)
    expect([after.from, after.to]).toEqual([period.to, period.to + 30 * 86_400_000])
  })
})
