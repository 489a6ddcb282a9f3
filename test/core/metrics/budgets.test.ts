import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Incident } from '../../../src/core/incident'
import { budgets, type Budget } from '../../../src/core/metrics/budgets'
import { rulePresets } from '../../../src/core/rule'
import { defaultSettings, type Settings, type Slo } from '../../../src/core/settings'
import { at, day, exactly, incidentAt, incidents, minute, spreedly } from '../../support/incidents'
import { asked, promise, promising } from '../../support/targets'

function budgetOf(
  list: readonly Incident[],
  slo: Slo,
  asOf: string,
  { period = 'all', settings = promising([slo]) }: { period?: string; settings?: Settings } = {},
): Budget {
  const context = asked(list, settings, asOf, { period })
  const found = budgets.compute(context).find(({ promised }) => promised)
  if (!found) throw new Error('There is no budget')
  return found
}

describe('September 2017 at 99.95 %', () => {
  const september = budgetOf(spreedly(), promise(99.95, 'month'), '2023-01-01', {
    period: '2017-09',
  })

  test('has 3.6 of 21.6 minutes left', () => {
    expect(september.totalMinutes).toBeCloseTo(21.6, 9)
    expect(september.consumedMinutes).toEqual({ value: 18, low: 17, high: 18 })
    expect(september.remainingMinutes.value).toBeCloseTo(3.6, 9)
    expect(september.percentConsumed).toBeCloseTo(83.3333, 3)
    expect(september.verdict).toBe('within')
  })

  test('calls for slowing down', () => {
    expect(september.policy).toBe('slow')
  })

  test('is over: it neither runs out nor has a forecast', () => {
    expect(september.exhaustion).toEqual([])
    expect(september.forecast).toBeNull()
    expect(september.noForecast).toBe('window is over')
  })

  test('at 99.99 % is overspent by 13.68 minutes, and more than wholly consumed', () => {
    const tight = budgetOf(spreedly(), promise(99.99, 'month'), '2023-01-01', { period: '2017-09' })
    expect(tight.remainingMinutes.value).toBeCloseTo(-13.68, 9)
    expect(tight.percentConsumed).toBeCloseTo((100 * 18) / 4.32, 9)
    expect(tight).toMatchObject({ verdict: 'exceeded', policy: 'freeze', room: { fullOutage: 0 } })
  })
})

describe('time to exhaustion', () => {
  const slo = promise(99.95, 'month')

  test('18 minutes in 25 days use the last of September up at its very end', () => {
    const { exhaustion, burnRate, countedTo } = budgetOf(spreedly(), slo, '2017-09-26')
    expect(burnRate).toBeCloseTo(1, 12)
    expect(countedTo).toBe(at('2017-09-26'))
    expect(exhaustion[0]).toMatchObject({ lookback: 'window', at: at('2017-10-01') })
    expect(exhaustion[0]?.minutesPerDay).toBeCloseTo(0.72, 12)
  })

  test('7 minutes in the last 7 days use 3.6 up in 3.6 days', () => {
    const [, week] = budgetOf(spreedly(), slo, '2017-09-26').exhaustion
    expect(week).toEqual({ lookback: '7d', minutesPerDay: 1, at: at('2017-09-26') + 3.6 * day })
  })

  test('is not at this pace where nothing is spent, and now where all is', () => {
    expect(budgetOf(spreedly(), slo, '2017-11-20').exhaustion[0]?.at).toBeNull()
    const spent = budgetOf(spreedly(), promise(99.99, 'month'), '2017-09-26')
    expect(spent.exhaustion.map((pace) => pace.at)).toEqual(Array(3).fill(at('2017-09-26')))
  })
})

describe('rolling windows', () => {
  test('30 days to 12 October 2017 are whole again on the 15th at 16:40:24', () => {
    const budget = budgetOf(spreedly(), promise(99.95, '30d'), '2017-10-12')
    expect(budget.remainingMinutes.value).toBeCloseTo(-9.4, 9)
    expect(budget.recoversAt).toBe(at('2017-10-15 16:40') + 24_000)
    expect(budget).toMatchObject({ exhaustion: [], noForecast: 'rolling window' })
  })

  test('within the budget there is nothing to recover from', () => {
    expect(
      budgetOf(spreedly(), promise(99.95, '30d', 'weighted'), '2017-10-12').recoversAt,
    ).toBeNull()
  })

  test('any number of days will do', () => {
    const budget = budgetOf(spreedly(), promise(99.9, '45d'), '2017-10-31')
    expect(budget.totalMinutes).toBeCloseTo(64.8, 9)
    expect(budget.consumedMinutes.value).toBe(20)
  })

  test('stand beside each other: 0, 0, 2.579, 1.290, 1.538, 1.435 times the pace', () => {
    const { windows } = budgetOf(spreedly(), promise(99.95, 'month'), '2017-10-12')
    expect(windows.map(({ days }) => days)).toEqual([1, 3, 7, 14, 28, 30, 90])
    const rates = windows.map(({ burnRate }) => Number(burnRate?.toFixed(3)))
    expect(rates.slice(0, 6)).toEqual([0, 0, 2.579, 1.29, 1.538, 1.435])
    expect(windows[2]?.percentConsumed).toBeCloseTo(257.936508, 5)
  })

  test('say how much of them was observed: 41 of 90 days', () => {
    const { windows } = budgetOf(spreedly(), promise(99.95, 'month'), '2017-10-12')
    expect(windows[6]?.observedMinutes).toBe(41 * 1440)
    expect(windows[6]?.burnRate).toBeCloseTo(31 / (41 * 1440) / 0.0005, 9)
  })
})

test('of a month before recording began nothing can be told', () => {
  const budget = budgetOf(spreedly(), promise(99.95, 'month'), '2023-01-01', { period: '2017-03' })
  expect(budget).toMatchObject({ verdict: 'cannot tell', percentConsumed: null, burnRate: null })
})

test('room at the mean weight is what a partial outage may still take', () => {
  const list = [
    incidentAt('2017-09-05 10:00', '2017-09-05 10:40', {
      services: ['Core API'],
      errorRate: exactly(0.25),
    }),
  ]
  const { room } = budgetOf(list, promise(99.95, 'month', 'weighted'), '2017-09-10')
  expect(room.fullOutage).toBeCloseTo(11.6, 9)
  expect(room.atMeanWeight).toBeCloseTo(46.4, 9)
  expect(budgetOf(list, promise(99.95, 'month'), '2017-09-10').room.atMeanWeight).toBeNull()
})

test.each([
  [10, 'none'],
  [10.8, 'notice'],
  [16.2, 'slow'],
  [21.6, 'freeze'],
] as const)('%d of 21.6 minutes: %s', (length, stage) => {
  const start = at('2017-09-05 10:00')
  const list = [incidentAt(start, start + length * minute, { services: ['Core API'] })]
  expect(budgetOf(list, promise(99.95, 'month'), '2017-09-10').policy).toBe(stage)
})

test('excluded maintenance leaves the budget as well as the downtime', () => {
  const list = [
    incidentAt('2017-09-05 02:00', '2017-09-05 04:00', {
      kind: 'maintenance',
      services: ['Core API'],
    }),
    incidentAt('2017-09-05 03:30', '2017-09-05 04:30', { services: ['Core API'] }),
  ]
  const slo = promise(99.95, 'month')
  const rule = { ...rulePresets.impact, maintenance: 'exclude' as const }
  const budget = budgetOf(list, slo, '2017-09-10', { settings: { ...promising([slo]), rule } })
  expect(budget.totalMinutes).toBeCloseTo((43_200 - 120) * 0.0005, 9)
  expect(budget.consumedMinutes.value).toBe(30)
})

describe('forecast', () => {
  const many = (n: number, minutes: (i: number) => number) =>
    Array.from({ length: n }, (_, i) => {
      const start = at('2017-09-01') + i * 5 * day
      return incidentAt(start, start + minutes(i) * minute, { services: ['Core API'] })
    })
  const slo = promise(99.9, 'year')
  const asOf = '2018-07-01'

  test('says why there is none below 8 incidents', () => {
    const budget = budgetOf(
      many(7, (i) => 5 + i),
      slo,
      asOf,
    )
    expect(budget).toMatchObject({ forecast: null, noForecast: 'too few incidents' })
  })

  test('has a word from 8', () => {
    const { forecast, noForecast } = budgetOf(
      many(8, (i) => 5 + i),
      slo,
      asOf,
    )
    expect(forecast).toMatchObject({ kind: 'word', word: 'very likely', n: 8 })
    expect(noForecast).toBeNull()
  })

  test('has a percentage from 20, and lower the longer the incidents were', () => {
    const short = budgetOf(
      many(40, (i) => 5 + (i % 9)),
      slo,
      asOf,
    ).forecast
    const long = budgetOf(
      many(40, (i) => 8 + (i % 9)),
      slo,
      asOf,
    ).forecast
    expect(short).toMatchObject({ kind: 'percent', n: 40 })
    expect(
      long?.kind === 'percent' && short?.kind === 'percent' && long.percent < short.percent,
    ).toBe(true)
  })

  test('does not count incidents of no length', () => {
    const list = many(8, (i) => (i === 3 ? 0 : 5 + i))
    expect(budgetOf(list, slo, asOf).noForecast).toBe('too few incidents')
  })

  test('of an overspent budget is none', () => {
    expect(
      budgetOf(
        many(40, () => 60),
        slo,
        asOf,
      ).noForecast,
    ).toBe('already exceeded')
  })
})

describe('whatever the incidents', () => {
  const slo = [
    promise(99.9, 'month'),
    promise(99, '28d', 'weighted'),
    promise(99.5, 'quarter'),
    promise(98, 'period'),
  ]
  const settings: Settings = {
    ...defaultSettings,
    slo,
    observation: { from: at('2019-12-01'), to: null },
  }
  const found = (list: readonly Incident[]) => budgets.compute(asked(list, settings, '2021-07-01'))

  test('total = consumed + remaining, and the verdict is in step with the bounds', () => {
    fc.assert(
      fc.property(incidents(), (list) => {
        for (const { totalMinutes, consumedMinutes, remainingMinutes, verdict } of found(list)) {
          expect(consumedMinutes.value + remainingMinutes.value).toBeCloseTo(totalMinutes, 6)
          expect(remainingMinutes.low).toBeLessThanOrEqual(remainingMinutes.high)
          if (verdict === 'within') expect(remainingMinutes.low).toBeGreaterThanOrEqual(-1e-9)
          if (verdict === 'exceeded') expect(remainingMinutes.high).toBeLessThan(1e-9)
        }
      }),
    )
  })

  test('a rolling budget is whole again within its window, and just so', () => {
    fc.assert(
      fc.property(incidents(), (list) => {
        for (const { recoversAt, remainingMinutes, from, to } of found(list)) {
          if (recoversAt === null) continue
          expect(remainingMinutes.value).toBeLessThan(0)
          expect(recoversAt).toBeGreaterThan(to)
          expect(recoversAt).toBeLessThanOrEqual(to + (to - from))
        }
      }),
    )
  })

  test('the months of a quarter spend what the quarter spends', () => {
    fc.assert(
      fc.property(incidents(), (list) => {
        const all = found(list).filter(({ basis }) => basis === 'raw')
        const [months, quarters] = ['month', 'quarter'].map((window) =>
          all
            .find((budget) => budget.window === window)
            ?.history.reduce((sum, { consumedMinutes }) => sum + consumedMinutes.value, 0),
        )
        expect(months).toBeCloseTo(quarters ?? -1, 6)
      }),
    )
  })
})
