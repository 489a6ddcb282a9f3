import { describe, expect, test } from 'vitest'
import { calendarEdges, localDate, localMidnight } from '../../src/core/calendar'
import { at, minute } from '../support/incidents'

function length(zone: string, year: number, month: number, months = 1): number {
  return (
    (localMidnight(year, month + months, 1, zone) - localMidnight(year, month, 1, zone)) / minute
  )
}

describe('calendar periods', () => {
  test.each([
    ['America/New_York', 2020, 3, 1, 44_580],
    ['America/New_York', 2020, 11, 1, 43_260],
    ['Europe/London', 2021, 3, 1, 44_580],
    ['Australia/Lord_Howe', 2020, 4, 1, 43_230],
    ['Australia/Lord_Howe', 2020, 10, 1, 44_610],
    ['Pacific/Apia', 2011, 12, 1, 43_200],
    ['America/New_York', 2017, 10, 3, 132_540],
    ['UTC', 2017, 10, 3, 132_480],
  ])('%s %d-%d, %d months: %d minutes', (zone, year, month, months, minutes) => {
    expect(length(zone, year, month, months)).toBe(minutes)
  })

  test('a day whose midnight is skipped begins at the change', () => {
    expect(localMidnight(2018, 11, 4, 'America/Sao_Paulo')).toBe(at('2018-11-04 03:00'))
    expect(localMidnight(2022, 3, 27, 'Asia/Beirut')).toBe(at('2022-03-26 22:00'))
  })

  test('a midnight that comes twice is its first occurrence', () => {
    // Havana set its clocks back from 01:00 to 00:00 on 2020-11-01.
    expect(localMidnight(2020, 11, 1, 'America/Havana')).toBe(at('2020-11-01 04:00'))
  })

  test('a day that never was is left out', () => {
    const edges = calendarEdges(
      at('2011-12-29 12:00'),
      at('2012-01-01 12:00'),
      'day',
      'Pacific/Apia',
    )
    const dates = edges.map((edge) => localDate(edge, 'Pacific/Apia').day)
    expect(dates).not.toContain(30)
    expect(new Set(edges).size).toBe(edges.length)
  })

  test.each(['day', 'week', 'month', 'quarter', 'year'] as const)(
    'edges of %ss cover the window and rise',
    (unit) => {
      const from = at('2019-05-17 13:00')
      const to = at('2021-02-03 01:00')
      const edges = calendarEdges(from, to, unit, 'Europe/Berlin')
      expect(edges[0]).toBeLessThanOrEqual(from)
      expect(edges.at(-1)).toBeGreaterThanOrEqual(to)
      edges.slice(1).forEach((edge, i) => expect(edge).toBeGreaterThan(edges[i]!))
    },
  )

  test('weeks start on Monday', () => {
    for (const edge of calendarEdges(at('2022-12-28'), at('2023-02-01'), 'week', 'UTC'))
      expect(new Date(edge).getUTCDay()).toBe(1)
  })
})
