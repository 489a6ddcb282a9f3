import { expect, test } from 'vitest'
import { defaultQuery } from '../../../src/core/query'
import { sortingOf, sortOf } from '../../../src/ui/table/columns'
import { activeFilters, noFilters } from '../../../src/ui/table/filters'

test('no filter is on at first', () => {
  expect(activeFilters(defaultQuery, 'all')).toEqual([])
})

test('each value of a filter can be taken off by itself', () => {
  const query = { ...defaultQuery, services: ['A', 'B'] }
  const [filter] = activeFilters(query, 'all')
  expect(filter?.values).toEqual([
    { label: 'A', without: { services: ['B'] } },
    { label: 'B', without: { services: ['A'] } },
  ])
  expect(filter?.cleared).toEqual({ services: [] })
})

test('every filter is named, the period by its label', () => {
  const query = {
    ...defaultQuery,
    period: '2017-09',
    severities: ['unknown' as const],
    causes: ['network'],
    flags: ['excluded'],
    search: 'api',
  }
  const filters = activeFilters(query, 'Sep 2017')
  expect(filters.map(({ name, values }) => `${name} ${values[0]?.label}`)).toEqual([
    'Period Sep 2017',
    'Severity unknown',
    'Cause network',
    'Flag excluded',
    'Search “api”',
  ])
  expect(activeFilters({ ...query, ...noFilters }, 'all')).toEqual([])
})

test.each(['start', '-start', 'rate', '-title'])('the sort %s is kept as it is', (sort) => {
  expect(sortOf(sortingOf(sort))).toBe(sort)
})

test('an unknown column sorts by start, newest first', () => {
  expect(sortOf(sortingOf('colour'))).toBe('-start')
  expect(sortOf([])).toBe('-start')
})
