import { describe, expect, test } from 'vitest'
import { calendarToken, previousPeriod, resolvePeriod, yearBefore } from '../../src/core/period'
import { at, day } from '../support/incidents'

const context = {
  timeZone: 'UTC',
  asOf: at('2017-10-12'),
  observedFrom: at('2017-09-01'),
  observedTo: at('2017-10-12'),
}
const resolved = (token: string) => resolvePeriod(token, context)

describe('a period', () => {
  test.each([
    ['2017', '2017-01-01', '2018-01-01', '2017'],
    ['2017-Q3', '2017-07-01', '2017-10-01', 'Q3 2017'],
    ['2017-09', '2017-09-01', '2017-10-01', 'Sep 2017'],
    ['30d', '2017-09-12', '2017-10-12', '30 days to 11 Oct 2017'],
    ['2017-09-01..2017-10-12', '2017-09-01', '2017-10-13', '1 Sep 2017 – 12 Oct 2017'],
    ['all', '2017-09-01', '2017-10-12', '1 Sep 2017 – 11 Oct 2017'],
  ])('%s runs from %s to %s', (token, from, to, label) => {
    expect(resolved(token)).toMatchObject({ from: at(from), to: at(to), label })
  })

  test.each(['', 'nonsense', '2017-13', '0d', '2017-10-12..2017-09-01', '5..3'])(
    'an unreadable token (%s) stands for everything observed',
    (token) => {
      expect(resolved(token)).toMatchObject({ token: 'all', from: context.observedFrom })
    },
  )

  test('before a month comes the month before, whatever its length', () => {
    expect(previousPeriod(resolved('2017-03'))).toMatchObject({
      token: '2017-02',
      from: at('2017-02-01'),
    })
    expect(previousPeriod(resolved('2017-Q1'))).toMatchObject({
      token: '2016-Q4',
      to: at('2017-01-01'),
    })
  })

  test('before any other period comes the same length', () => {
    expect(previousPeriod(resolved('30d'))).toMatchObject({
      from: at('2017-10-12') - 60 * day,
      to: at('2017-10-12') - 30 * day,
    })
  })

  test('a year before has the same local dates', () => {
    expect(yearBefore(resolved('2017-09'))).toMatchObject({
      from: at('2016-09-01'),
      to: at('2016-10-01'),
    })
  })

  test('an instant has its calendar tokens in the zone', () => {
    const late = at('2017-12-31 23:30')
    expect(calendarToken(late, 1, 'UTC')).toBe('2017-12')
    expect(calendarToken(late, 3, 'Asia/Tokyo')).toBe('2018-Q1')
    expect(calendarToken(late, 12, 'Asia/Tokyo')).toBe('2018')
  })
})
