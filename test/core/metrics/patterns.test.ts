import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Incident } from '../../../src/core/incident'
import { metricContext } from '../../../src/core/metric-context'
import { patterns } from '../../../src/core/metrics/patterns'
import { exactToken } from '../../../src/core/period'
import { defaultQuery } from '../../../src/core/query'
import { defaultSettings } from '../../../src/core/settings'
import { at, day, framed, incidentAt, incidents, minute, spreedly } from '../../support/incidents'

const hour = 60 * minute
/** A Monday. */
const monday = at('2024-01-01')

function found(
  list: readonly Incident[],
  { timeZone = 'UTC', from = monday, to = at('2024-12-30') } = {},
) {
  const settings = {
    ...defaultSettings,
    timeZone,
    observation: { from: at('2015-01-01'), to: null },
  }
  const query = { ...defaultQuery, period: exactToken(from, to) }
  return patterns.compute(metricContext(framed(list).frame, query, settings, at('2025-01-01')))
}

function starting(times: readonly number[], rest: Partial<Incident> = {}): readonly Incident[] {
  return times.map((time) => incidentAt(time, time + minute, rest))
}

/** One a week from the first Monday on, at this hour of the week. */
function weekly(count: number, hourOfWeek: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => monday + i * 7 * day + hourOfWeek * hour)
}

describe('the week', () => {
  test('an incident on Monday at 14:30 UTC counts at 14 there and at 9 in New York', () => {
    const list = starting([monday + 14.5 * hour])
    expect(found(list).week.counts[0]?.[14]).toBe(1)
    expect(found(list, { timeZone: 'America/New_York' }).week.counts[0]?.[9]).toBe(1)
  })

  test('the hour that the clocks skip was never there, the one they repeat was there twice', () => {
    const week = (from: string, timeZone: string) =>
      found([], { timeZone, from: at(from), to: at(from) + 7 * day }).week.exposureHours[6]
    expect(week('2024-03-06', 'America/New_York')?.slice(0, 4)).toEqual([1, 1, 0, 1])
    expect(week('2024-10-30', 'America/New_York')?.slice(0, 4)).toEqual([1, 2, 1, 1])
    expect(week('2024-04-03', 'Australia/Lord_Howe')?.slice(0, 4)).toEqual([1, 1.5, 1, 1])
    expect(week('2024-10-02', 'Australia/Lord_Howe')?.slice(0, 4)).toEqual([1, 1, 0.5, 1])
  })

  test('a year of 52 weeks in New York: 53 Sundays at 1, 51 at 2, 52 of every other hour', () => {
    const { exposureHours } = found([], { timeZone: 'America/New_York' }).week
    const expected = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 52))
    expected[6]?.splice(1, 2, 53, 51)
    expect(exposureHours).toEqual(expected)
  })

  test('the hours watched add up to the period', () => {
    const zones = fc.constantFrom(
      'UTC',
      'Asia/Kathmandu',
      'America/St_Johns',
      'Australia/Lord_Howe',
    )
    const span = fc.tuple(fc.integer({ min: 0, max: 3e7 }), fc.integer({ min: 1, max: 4e7 }))
    fc.assert(
      fc.property(zones, span, (timeZone, [since, seconds]) => {
        const from = at('2023-01-01') + since * 1000
        const to = Math.min(from + seconds * 1000, at('2025-01-01'))
        const hours = found([], { timeZone, from, to }).week.exposureHours.flat()
        expect(hours.reduce((sum, value) => sum + value, 0)).toBeCloseTo((to - from) / hour, 6)
      }),
    )
  })

  test('below twenty incidents they are dots on a clock', () => {
    const { week } = found(starting(weekly(19, 14.25)))
    expect(week).toMatchObject({ tested: 'none', cells: [], uniformP: null })
    expect(week.dots).toEqual(Array.from({ length: 19 }, () => 14.25))
  })

  test('below a hundred eight blocks are tested, and only what stands out is marked', () => {
    const { week } = found(
      starting([...weekly(40, 14.5), ...weekly(10, 50.5), ...weekly(10, 130.5)]),
    )
    expect(week.tested).toBe('blocks')
    expect(week.cells).toHaveLength(8)
    expect(week.dots).toEqual([])
    const afternoon = week.cells.find(({ days, hours }) => days[0] === 0 && hours[0] === 12)
    expect(afternoon).toMatchObject({ days: [0, 4], hours: [12, 18], n: 40, marked: true })
    expect(afternoon?.expected).toBeCloseTo((60 * 5) / 7 / 4, 9)
    expect(week.uniformP).toBeLessThan(0.01)
  })

  test('from a hundred every hour is tested', () => {
    const evenly = Array.from({ length: 168 }, (_, i) => monday + (i % 52) * 7 * day + i * hour)
    const { week } = found(starting(evenly))
    expect(week.tested).toBe('hours')
    expect(week.cells).toHaveLength(168)
    expect(week.cells.every(({ marked }) => !marked)).toBe(true)
    expect(week.uniformP).toBeGreaterThan(0.9)
    const peaked = found(starting([...evenly, ...weekly(40, 14.5)])).week.cells
    expect(peaked.filter(({ marked }) => marked)).toMatchObject([
      { days: [0, 0], hours: [14, 15], n: 41 },
    ])
  })
})

describe('bursts', () => {
  test('the five public reports: 64 months, Fano 1.34, p = .036, too few for burstiness', () => {
    const { gaps, dispersion } = found(spreedly(), { from: at('2017-09-01'), to: at('2023-01-01') })
    expect(dispersion?.months).toBe(64)
    expect(dispersion?.fano).toBeCloseTo(1.34, 2)
    expect(dispersion?.p).toBeCloseTo(0.036, 3)
    expect(dispersion?.overdispersed).toBe(false)
    expect(gaps?.burstiness).toBeNull()
    expect(gaps?.variation).toBeCloseTo(1.158, 3)
  })

  test('a clockwork is −1, and its median gap is its beat', () => {
    const { gaps } = found(starting(weekly(20, 8)))
    expect(gaps).toMatchObject({ medianDays: 7, variation: 0, burstiness: -1 })
  })

  test('incidents that come in heaps are overdispersed', () => {
    const heap = Array.from({ length: 20 }, (_, i) => monday + 40 * day + i * hour)
    expect(found(starting(heap)).dispersion).toMatchObject({ months: 11, overdispersed: true })
  })

  test('two incidents have no gaps to judge', () => {
    expect(found(starting(weekly(2, 8))).gaps).toBeNull()
  })
})

describe('time of day', () => {
  test('the five public reports: around 18:16 UTC, and nothing to claim from five', () => {
    const { timeOfDay } = found(spreedly(), { from: at('2017-09-01'), to: at('2023-01-01') })
    expect(timeOfDay?.meanHour).toBeCloseTo(18 + 16 / 60, 1)
    expect(timeOfDay?.concentration).toBeCloseTo(0.72, 2)
    expect(timeOfDay?.p).toBeNull()
  })

  test('ten at one hour are no chance', () => {
    const { timeOfDay } = found(starting(weekly(10, 23.5)))
    expect(timeOfDay?.meanHour).toBeCloseTo(23.5, 9)
    expect(timeOfDay?.p).toBeLessThan(0.001)
  })
})

describe('maintenance', () => {
  const window = (service: string) =>
    incidentAt(monday, monday + 3.64 * day, { kind: 'maintenance', services: [service] })

  test('starts inside windows of the same service against the share of time', () => {
    const list = [
      window('api'),
      ...starting([monday, monday + day, monday + 10 * day, monday + 20 * day]),
      ...starting([monday + hour], { services: ['web'] }),
    ]
    const { maintenance } = found(list)
    expect(maintenance).toMatchObject([{ service: 'api', inside: 2, n: 4 }])
    expect(maintenance[0]?.expectedShare).toBeCloseTo(0.01, 9)
    expect(maintenance[0]?.ratio).toBeCloseTo(50, 6)
    // P(2 or more of 4) at 1 % each.
    expect(maintenance[0]?.p).toBeCloseTo(1 - 0.99 ** 4 - 4 * 0.01 * 0.99 ** 3, 12)
  })

  test('an incident that starts as the window ends is outside', () => {
    const list = [window('api'), ...starting([monday + 3.64 * day])]
    expect(found(list).maintenance).toMatchObject([{ inside: 0, n: 1, p: 1 }])
  })

  test('where windows are excluded, incidents inside them are still counted here', () => {
    const settings = {
      ...defaultSettings,
      rule: { ...defaultSettings.rule, maintenance: 'exclude' as const },
      observation: { from: monday, to: null },
    }
    const { frame } = framed([window('api'), ...starting([monday + day, monday + 30 * day])])
    const context = metricContext(frame, defaultQuery, settings, at('2024-12-30'))
    expect(patterns.compute(context).maintenance).toMatchObject([{ inside: 1, n: 2 }])
  })

  test('no windows, nothing to say', () => {
    expect(found(starting(weekly(5, 3))).maintenance).toEqual([])
  })
})

describe('whatever the incidents', () => {
  const span = { from: at('2019-12-01'), to: at('2022-12-01') }

  test('every one is in one hour of the week', () => {
    fc.assert(
      fc.property(incidents(), fc.constantFrom('UTC', 'Asia/Kathmandu'), (list, timeZone) => {
        const { n, week } = found(list, { ...span, timeZone })
        expect(n).toBe(list.length)
        expect(week.counts.flat().reduce((sum, count) => sum + count, 0)).toBe(n)
        expect(week.cells.reduce((sum, cell) => sum + cell.n, 0)).toBe(n < 20 ? 0 : n)
      }),
    )
  })

  test('the order of import changes nothing, and every figure survives JSON', () => {
    fc.assert(
      fc.property(incidents(), (list) => {
        const one = found(list, span)
        expect(found(list.toReversed(), span)).toEqual(one)
        expect(JSON.parse(JSON.stringify(one))).toEqual(one)
      }),
    )
  })
})
