import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Incident } from '../../../src/core/incident'
import { metricContext } from '../../../src/core/metric-context'
import { trends, type Trend } from '../../../src/core/metrics/trends'
import { exactToken } from '../../../src/core/period'
import { defaultQuery, type Query } from '../../../src/core/query'
import { defaultSettings, plainService, type Settings } from '../../../src/core/settings'
import { at, day, framed, incidentAt, incidents, minute, spreedly } from '../../support/incidents'

const from = at('2018-01-01')
const asOf = at('2023-01-01')
const observed: Settings = { ...defaultSettings, observation: { from, to: null } }

function judged(
  list: readonly Incident[],
  settings = observed,
  query: Partial<Query> = {},
  until = asOf,
): readonly Trend[] {
  const { frame } = framed(list)
  return trends.compute(metricContext(frame, { ...defaultQuery, ...query }, settings, until))
}

function one(measure: Trend['measure'], found: readonly Trend[], service: string | null = null) {
  const trend = found.find((each) => each.measure === measure && each.service === service)
  if (!trend) throw new Error(`no trend of ${measure}`)
  return trend
}

/** Incidents of ten minutes at these days since the start of recording. */
function onDays(days: readonly number[], service = 'api', length = 10): readonly Incident[] {
  return days.map((since) => {
    const start = Math.round(from + since * day)
    return incidentAt(start, start + length * minute, { services: [service] })
  })
}

/** `n` days of the five years, ever rarer for a power above 1. */
function spread(n: number, power: number): readonly number[] {
  return Array.from({ length: n }, (_, i) => 1826 * ((i + 0.5) / n) ** power)
}

describe('frequency', () => {
  test('ten repairs in 1,500 hours (NIST handbook 8.1.7): p = .187, no clear change', () => {
    const hours = [5, 40, 43, 175, 389, 712, 747, 795, 1299, 1478]
    const found = judged(onDays(hours.map((hour) => hour / 24)), observed, {
      period: exactToken(from, from + 1500 * 60 * minute),
    })
    const trend = one('frequency', found)
    expect(trend).toMatchObject({ verdict: 'no clear change', n: 10, method: 'Laplace, exact' })
    expect(trend.p).toBeCloseTo(0.187, 3)
  })

  test('ever rarer is improving, ever more frequent is worsening, even is no clear change', () => {
    const verdicts = [3, 1 / 3, 1].map(
      (power) => one('frequency', judged(onDays(spread(40, power)))).verdict,
    )
    expect(verdicts).toEqual(['improving', 'worsening', 'no clear change'])
  })

  test('no clear change says what would have been seen', () => {
    const { detail } = one('frequency', judged(onDays(spread(50, 1))))
    expect(detail).toContain('With 50 incidents only a change of about 2.6-fold')
    expect(one('frequency', judged(onDays(spread(20, 1)))).detail).toContain('about 5-fold')
    expect(one('frequency', judged(onDays(spread(8, 1)))).detail).toContain('more than 10-fold')
  })

  test('seven incidents are too few, eight are not', () => {
    expect(one('frequency', judged(onDays(spread(7, 3))))).toMatchObject({
      verdict: 'too few incidents',
      p: null,
      n: 7,
      method: 'none',
    })
    expect(one('frequency', judged(onDays(spread(8, 3)))).p).not.toBeNull()
  })

  test('an origin nobody declared is never chosen by the data', () => {
    // Eleven incidents late in an otherwise empty log: a trend only if recording is known to have begun before.
    const late = onDays(Array.from({ length: 11 }, (_, i) => 1400 + i * 38))
    expect(one('frequency', judged(late)).verdict).toBe('worsening')
    const undeclared = one('frequency', judged(late, defaultSettings))
    expect(undeclared.verdict).toBe('no clear change')
    expect(undeclared.method).toContain('from the first incident')
    expect(undeclared.detail).toContain('nobody declared when recording began')
  })

  test('a burst does not pass for a trend', () => {
    const bursts = [0, 1, 2, 3, 4].flatMap((burst) =>
      Array.from({ length: 8 }, (_, i) => 20 + burst * burst * 60 + i * 0.01),
    )
    const trend = one('frequency', judged(onDays(bursts)))
    expect(trend.method).toContain('Lewis–Robinson')
    expect(trend.p).toBeGreaterThan(0.01)
  })

  test('services are corrected for one another', () => {
    const rare = onDays(spread(30, 1.6), 'a')
    const alone = one('frequency', judged(rare)).p ?? 0
    const both = judged([...rare, ...onDays(spread(30, 1), 'b')])
    const corrected = one('frequency', both, 'a')
    expect(corrected.p).toBeCloseTo(2 * alone, 12)
    expect(corrected.detail).toContain('Corrected for judging 2 services')
    expect(one('frequency', both, 'b').verdict).toBe('no clear change')
  })

  test('a service that is watched later is judged from there', () => {
    const settings: Settings = {
      ...observed,
      services: [
        { ...plainService('new'), observation: { from: from + 1395 * day, to: null } },
        plainService('old'),
      ],
    }
    const late = onDays(
      Array.from({ length: 12 }, (_, i) => 1400 + i * 36),
      'new',
    )
    const found = judged([...late, ...onDays(spread(12, 1), 'old')], settings)
    expect(one('frequency', found, 'new')).toMatchObject({ verdict: 'no clear change', n: 12 })
  })
})

describe('downtime', () => {
  /** One incident on the fifth of each month, of these minutes; none for 0. */
  function monthly(minutes: readonly number[]): readonly Incident[] {
    return minutes.flatMap((length, i) => {
      const start = Date.UTC(2018, i, 5)
      return length > 0 ? [incidentAt(start, start + length * minute)] : []
    })
  }

  function over(months: number) {
    return { period: exactToken(from, Date.UTC(2018, months, 1)) }
  }

  test('ten minutes more every month are worsening by ten minutes a month', () => {
    const minutes = Array.from({ length: 14 }, (_, i) => 10 * (i + 1))
    const trend = one('downtime', judged(monthly(minutes), observed, over(14)))
    expect(trend).toMatchObject({
      verdict: 'worsening',
      n: 14,
      method: 'Mann–Kendall, normal, complete months',
      slope: { unit: 'month', minutes: 10, lower: 10, upper: 10 },
    })
    expect(one('downtime', judged(monthly(minutes.toReversed()), observed, over(14))).verdict).toBe(
      'improving',
    )
  })

  test('a month not over yet is left out', () => {
    const minutes = Array.from({ length: 12 }, () => 20).concat(9000)
    const until = at('2019-01-20')
    const trend = one('downtime', judged(monthly(minutes), observed, {}, until))
    expect(trend).toMatchObject({ n: 12, verdict: 'no clear change', slope: { minutes: 0 } })
  })

  test('a month that was not watched from its first day is left out', () => {
    const settings = { ...observed, observation: { from: at('2018-01-02'), to: null } }
    const minutes = Array.from({ length: 13 }, () => 20)
    expect(one('downtime', judged(monthly(minutes), settings, over(13)))).toMatchObject({ n: 12 })
  })

  test('undeclared, the month of the first incident is left out: it could not have been quiet', () => {
    const minutes = [900, ...Array.from({ length: 12 }, () => 20)]
    const trend = one('downtime', judged(monthly(minutes), defaultSettings, over(13)))
    expect(trend).toMatchObject({ n: 12, slope: { minutes: 0 } })
    expect(trend.detail).toContain('month of the first incident is left out')
  })

  test('eleven months are too few', () => {
    const minutes = Array.from({ length: 11 }, (_, i) => 10 * (i + 1))
    expect(one('downtime', judged(monthly(minutes), observed, over(11)))).toMatchObject({
      verdict: 'too few incidents',
      p: null,
      n: 11,
      slope: null,
    })
  })

  test('where most months have none, quarters take their place', () => {
    const minutes = Array.from({ length: 24 }, (_, i) => (i % 3 === 0 && i < 21 ? 10 + i : 0))
    const extra = monthly(minutes)
    const twice = [...extra, ...extra.slice(0, 1).map((incident) => ({ ...incident, id: 'again' }))]
    const trend = one('downtime', judged(twice, observed, over(24)))
    expect(trend.method).toBe('Mann–Kendall, exact, complete quarters')
    expect(trend).toMatchObject({ n: 8, slope: { unit: 'quarter' } })
  })

  test('with mostly empty quarters too nothing is said', () => {
    const minutes = Array.from({ length: 60 }, (_, i) => (i % 9 === 0 ? 10 : 0))
    expect(one('downtime', judged(monthly(minutes), observed, over(60))).verdict).toBe(
      'too few incidents',
    )
  })
})

describe('change point', () => {
  test('a rate that falls to a fifth is dated, with the rates on both sides', () => {
    const before = Array.from({ length: 40 }, (_, i) => 10 + i * 12)
    const after = Array.from({ length: 20 }, (_, i) => 520 + i * 65)
    const trend = one('change point', judged(onDays([...before, ...after])))
    expect(trend.verdict).toBe('improving')
    expect(trend.p).toBeLessThan(0.01)
    expect(trend.change).toMatchObject({ before: 40, after: 20 })
    expect(trend.change?.at).toBeGreaterThanOrEqual(from + 478 * day)
    expect(trend.change?.at).toBeLessThanOrEqual(from + 520 * day)
    expect(trend.change?.perYearBefore).toBeCloseTo((40 / 478) * 365.25, 6)
    const { ratio, lower, upper } = trend.change ?? {}
    expect(lower).toBeLessThan(ratio ?? 0)
    expect(upper).toBeLessThan(1)
    expect(trend.detail).toContain('The sharpest split is')
  })

  test('a steady rate has no clear change', () => {
    expect(one('change point', judged(onDays(spread(40, 1)))).verdict).toBe('no clear change')
  })

  test('it takes twenty incidents', () => {
    expect(one('change point', judged(onDays(spread(19, 3))))).toMatchObject({
      verdict: 'too few incidents',
      p: null,
      change: null,
    })
  })
})

describe('all trends', () => {
  test('five public reports are too few for any word', () => {
    const settings = { ...observed, observation: { from: at('2017-09-01'), to: null } }
    for (const trend of judged(spreedly(), settings))
      expect(trend).toMatchObject({ verdict: 'too few incidents', p: null })
  })

  test('all services together come first in every measure', () => {
    const found = judged([...onDays(spread(9, 1), 'a'), ...onDays(spread(9, 1), 'b')])
    expect(found.map(({ measure, service }) => [measure, service])).toEqual([
      ['frequency', null],
      ['frequency', 'a'],
      ['frequency', 'b'],
      ['downtime', null],
      ['downtime', 'a'],
      ['downtime', 'b'],
      ['change point', null],
    ])
  })

  test('without incidents every verdict is too few', () => {
    for (const { verdict, n } of judged([], defaultSettings))
      expect([verdict, n]).toEqual(['too few incidents', 0])
  })

  test('the order of import changes nothing, and every figure survives JSON', () => {
    const settings = { ...defaultSettings, observation: { from: at('2020-01-01'), to: null } }
    fc.assert(
      fc.property(incidents(), (list) => {
        const found = judged(list, settings)
        expect(judged(list.toReversed(), settings)).toEqual(found)
        expect(JSON.parse(JSON.stringify(found))).toEqual(found)
        for (const { p, verdict } of found) {
          if (p === null) expect(verdict).toBe('too few incidents')
          else expect(p >= 0 && p <= 1).toBe(true)
        }
      }),
    )
  })
})
