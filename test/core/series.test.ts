import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { metricContext } from '../../src/core/metric-context'
import { defaultQuery } from '../../src/core/query'
import { series, seriesUnits } from '../../src/core/series'
import { defaultSettings } from '../../src/core/settings'
import { at, framed, incidentAt, incidents, spreedly } from '../support/incidents'

function contextOf(
  list: Parameters<typeof framed>[0],
  timeZone = 'UTC',
  from = at('2017-09-01'),
  asOf = at('2023-01-01'),
) {
  const settings = { ...defaultSettings, timeZone, observation: { from, to: null } }
  return metricContext(framed(list).frame, defaultQuery, settings, asOf)
}

describe('a series', () => {
  test('puts each incident into the calendar bucket of its time', () => {
    const found = (unit: (typeof seriesUnits)[number]) =>
      series(contextOf(spreedly()), null, unit)
        .filter(({ raw }) => raw.value > 0)
        .map(({ bucket, raw, incidents: n }) => [bucket, raw.value, n])
    expect(found('day')[0]).toEqual(['2017-09-15', 11, 1])
    expect(found('week')[0]).toEqual(['2017-09-11', 11, 1])
    expect(found('quarter')).toEqual([
      ['2017-Q3', 18, 2],
      ['2017-Q4', 13, 1],
      ['2020-Q4', 4, 1],
      ['2022-Q4', 14, 1],
    ])
    expect(found('year')[0]).toEqual(['2017', 31, 3])
  })

  test('cuts days at local midnight: an incident over it falls into both', () => {
    const list = [incidentAt('2022-05-02 03:30', '2022-05-02 04:30')]
    const days = series(contextOf(list, 'America/New_York'), null, 'day').filter(
      ({ raw }) => raw.value > 0,
    )
    expect(days.map(({ bucket, raw, incidents: n }) => [bucket, raw.value, n])).toEqual([
      ['2022-05-01', 30, 1],
      ['2022-05-02', 30, 0],
    ])
  })

  test('adds up to the whole in every unit', () => {
    fc.assert(
      fc.property(incidents(), fc.constantFrom(...seriesUnits), (list, unit) => {
        const context = contextOf(list, 'Australia/Lord_Howe', at('2020-01-01'), at('2021-07-01'))
        const whole = context.downtime(null, context.period.from, context.period.to)
        const buckets = series(context, null, unit)
        const sum = buckets.reduce((total, { raw }) => total + raw.value, 0)
        expect(sum * 60_000).toBeCloseTo(whole.raw.value, 3)
        expect(buckets.reduce((total, one) => total + one.incidents, 0)).toBe(
          context.started.length,
        )
      }),
      { numRuns: 100 },
    )
  })
})
