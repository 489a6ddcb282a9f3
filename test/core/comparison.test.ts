import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { comparison } from '../../src/core/comparison'
import type { Incident } from '../../src/core/incident'
import { metricContext } from '../../src/core/metric-context'
import { exactToken } from '../../src/core/period'
import { defaultQuery } from '../../src/core/query'
import { defaultSettings, type Settings } from '../../src/core/settings'
import {
  at,
  day,
  exactly,
  framed,
  incidentAt,
  incidents,
  minute,
  spreedly,
} from '../support/incidents'

const from = at('2020-01-01')
const middle = from + 100 * day
const to = from + 200 * day
const observed: Settings = { ...defaultSettings, observation: { from, to: null } }

function compared(
  list: readonly Incident[],
  settings = observed,
  [start, edge, end]: readonly [number, number, number] = [from, middle, to],
) {
  const { frame } = framed(list)
  const context = (period: string) =>
    metricContext(frame, { ...defaultQuery, period }, settings, Math.max(end, at('2021-01-01')))
  return comparison(context(exactToken(edge, end)), context(exactToken(start, edge)))
}

/** Incidents of these minutes, one a day from an instant on. */
function daily(start: number, lengths: readonly number[]): readonly Incident[] {
  return lengths.map((length, i) => incidentAt(start + i * day, start + i * day + length * minute))
}

function same(count: number, length = 10): readonly number[] {
  return Array.from({ length: count }, () => length)
}

describe('frequency', () => {
  test('10 in 100 days against 4: ratio .40 [.092, 1.39], p = .1796', () => {
    const { frequency } = compared([...daily(from, same(10)), ...daily(middle, same(4))])
    expect(frequency.ratio).toBeCloseTo(0.4, 12)
    expect(frequency.lower).toBeCloseTo(0.092, 3)
    expect(frequency.upper).toBeCloseTo(1.39, 2)
    expect(frequency.p).toBeCloseTo(0.1796, 4)
    expect(frequency.midP).toBeCloseTo(0.1185, 4)
    expect(frequency.verdict).toBe('no clear change')
    expect(frequency.sentence).toBe(
      '4 incidents in 100 days against 10 in 100 days: chance alone would do as much 18 times in 100.',
    )
  })

  test('far fewer is improving, far more is worsening', () => {
    const verdict = (before: number, after: number) =>
      compared([...daily(from, same(before)), ...daily(middle, same(after))]).frequency.verdict
    expect([verdict(30, 5), verdict(5, 30), verdict(0, 20)]).toEqual([
      'improving',
      'worsening',
      'worsening',
    ])
  })

  test('below eight in all there is no verdict, however unequal', () => {
    const { frequency } = compared(daily(middle, same(7)))
    expect(frequency).toMatchObject({
      verdict: 'too few incidents',
      ratio: null,
      lower: null,
      upper: null,
    })
    expect(frequency.p).toBeLessThan(0.05)
    expect(frequency.sentence).toContain('Too few to call it a change')
  })

  test('unequal periods are compared by their observed time', () => {
    const edge = from + 40 * day
    const list = [...daily(from, same(10)), ...daily(edge, same(40))]
    expect(compared(list, observed, [from, edge, to]).frequency).toMatchObject({
      ratio: 1,
      p: 1,
      verdict: 'no clear change',
    })
  })

  test('a period before recording began is no period without incidents', () => {
    const settings = { ...observed, observation: { from: middle, to: null } }
    const { frequency, downtime } = compared(daily(middle, same(9)), settings)
    expect(frequency).toMatchObject({ p: null, ratio: null, verdict: 'too few incidents' })
    expect(frequency.sentence).toBe('Nothing to compare: the earlier period was not observed.')
    expect(downtime).toMatchObject({ previous: null, difference: null })
  })

  test('where the first incident sets the start of recording it drops out', () => {
    const list = [...daily(from + 80 * day, same(10)), ...daily(middle, same(20))]
    const { frequency } = compared(list, defaultSettings)
    // Nine in the 20 days after the first, not ten in the 20 days since the month began.
    expect(frequency.ratio).toBeCloseTo(20 / 100 / (9 / 20), 9)
    expect(frequency.previous.n).toBe(10)
    expect(frequency.sentence).toContain('nobody declared when recording began')
  })
})

describe('downtime', () => {
  test('minutes per observed day, and what the records leave open', () => {
    const list = [
      incidentAt(from, from + 300 * minute, { errorRate: exactly(0.5) }),
      incidentAt(middle, middle + 100 * minute, { errorRate: { value: 0.5, low: 0.1, high: 1 } }),
    ]
    const { current, previous, difference, sentence } = compared(list).downtime
    expect(previous?.raw.value).toBeCloseTo(3, 12)
    expect(current?.raw.value).toBeCloseTo(1, 12)
    expect(difference?.raw).toEqual({ value: -2, low: -2, high: -2 })
    expect(difference?.weighted.value).toBeCloseTo(0.5 - 1.5, 12)
    expect(difference?.weighted.low).toBeCloseTo(0.1 - 1.5, 12)
    expect(difference?.weighted.high).toBeCloseTo(1 - 1.5, 12)
    expect(sentence).toBe('1 minute of downtime per observed day against 3.')
  })

  test('bounds wider than the difference are told', () => {
    const disputed = {
      ...incidentAt(middle, middle + 100 * minute),
      impacts: [
        {
          from: middle,
          to: middle + 100 * minute,
          durationLow: 50 * minute,
          durationHigh: 400 * minute,
          errorRate: null,
        },
      ],
    }
    const { sentence } = compared([incidentAt(from, from + 120 * minute), disputed]).downtime
    expect(sentence).toContain('What the records leave open is wider than the difference')
  })
})

describe('restore', () => {
  test('2017 against later: ratio .75 [.002, 261], P(shorter) 64 %, p = .70, no verdict', () => {
    const edges = [at('2017-01-01'), at('2018-01-01'), at('2023-01-01')] as const
    const settings = { ...observed, observation: { from: at('2017-01-01'), to: null } }
    const { restore } = compared(spreedly(), settings, edges)
    expect(restore.ratio).toBeCloseTo(0.75, 2)
    expect(restore.lower).toBeCloseTo(0.002, 3)
    expect(restore.upper).toBeCloseTo(261, 0)
    expect(restore.shorter).toBeCloseTo(0.64, 2)
    expect(restore.p).toBeCloseTo(0.7, 12)
    expect(restore.method).toBe('exact')
    expect(restore.detectableReduction).toBeCloseTo(0.77, 2)
    expect(restore.verdict).toBe('too few incidents')
    expect(restore.sentence).toBe(
      'Typically restored in 7.48 minutes (n = 2) against 10 (n = 3): chance alone would do as much 7 times in 10. Only a fall by 77 % or more would show.',
    )
  })

  const short = [4, 5, 6, 7, 5, 4, 6, 5, 7, 6]
  const long = [40, 55, 61, 72, 38, 44, 67, 52, 70, 49]

  test('shorter is improving, longer is worsening', () => {
    const list = (before: readonly number[], after: readonly number[]) =>
      compared([...daily(from, before), ...daily(middle, after)]).restore
    expect(list(long, short)).toMatchObject({ verdict: 'improving' })
    expect(list(long, short).sentence).toContain('less than once in 1,000')
    expect(list(short, long)).toMatchObject({ verdict: 'worsening' })
    expect(list(short, short)).toMatchObject({ verdict: 'no clear change', ratio: 1, p: 1 })
  })

  test('eight on both sides are needed for a word', () => {
    const verdict = (n: number) =>
      compared([...daily(from, long), ...daily(middle, short.slice(0, n))]).restore.verdict
    expect([verdict(7), verdict(8)]).toEqual(['too few incidents', 'improving'])
  })

  test('open ones are left out and told', () => {
    const open = incidentAt(middle + 50 * day, null)
    const { restore } = compared([...daily(from, long), ...daily(middle, short), open])
    expect(restore.current).toMatchObject({ n: 10, open: 1 })
    expect(restore.sentence).toContain('1 still open is left out')
  })

  test('one side without two closed incidents cannot be compared', () => {
    const { restore } = compared([...daily(from, long), ...daily(middle, [5])])
    expect(restore).toMatchObject({
      ratio: null,
      p: null,
      method: null,
      verdict: 'too few incidents',
    })
  })
})

describe('whatever the incidents', () => {
  const span = [at('2020-01-01'), at('2021-01-01'), at('2022-01-01')] as const

  test('the order of import changes nothing, and every figure survives JSON', () => {
    fc.assert(
      fc.property(incidents(), (list) => {
        const one = compared(list, observed, span)
        expect(compared(list.toReversed(), observed, span)).toEqual(one)
        expect(JSON.parse(JSON.stringify(one))).toEqual(one)
      }),
    )
  })

  test('probabilities are probabilities and intervals hold their ratio', () => {
    fc.assert(
      fc.property(incidents(), (list) => {
        const { frequency, restore } = compared(list, observed, span)
        for (const p of [frequency.p, frequency.midP, restore.p, restore.shorter])
          if (p !== null) expect(p >= 0 && p <= 1).toBe(true)
        for (const { ratio, lower, upper } of [frequency, restore]) {
          if (ratio === null) continue
          expect(lower ?? 0).toBeLessThanOrEqual(ratio + 1e-9)
          expect(upper ?? Infinity).toBeGreaterThanOrEqual(ratio - 1e-9)
        }
      }),
    )
  })
})
