import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { budgetShares } from '../../../src/core/budget-shares'
import { budgets } from '../../../src/core/metrics/budgets'
import { burnDown } from '../../../src/core/metrics/burn-down'
import { defaultSettings } from '../../../src/core/settings'
import { at, exactly, incidentAt, incidents, minute, spreedly } from '../../support/incidents'
import { asked, promise, promising } from '../../support/targets'

const slo = promise(99.95, 'month')

test('September 2017 falls from 21.6 in two steps, each of one incident', () => {
  const context = asked(spreedly(), promising([slo]), '2023-01-01', { period: '2017-09' })
  const [series] = burnDown.compute(context)
  expect(series?.totalMinutes).toBeCloseTo(21.6, 9)
  const rounded = series?.points.map(({ at, remainingMinutes, row }) => [
    at,
    Number(remainingMinutes.toFixed(6)),
    row,
  ])
  expect(rounded).toEqual([
    [at('2017-09-01'), 21.6, null],
    [at('2017-09-15 16:31'), 21.6, null],
    [at('2017-09-15 16:42'), 10.6, 0],
    [at('2017-09-25 19:21'), 10.6, null],
    [at('2017-09-25 19:28'), 3.6, 1],
    [at('2017-10-01'), 3.6, null],
  ])
})

test('ends at the as-of instant, and begins with the recording', () => {
  const settings = { ...promising([slo]), observation: { from: at('2017-09-10'), to: null } }
  const [series] = burnDown.compute(asked(spreedly(), settings, '2017-09-20'))
  expect(series?.points[0]?.at).toBe(at('2017-09-10'))
  expect(series?.points.at(-1)?.at).toBe(at('2017-09-20'))
})

test('cuts an incident that reaches into the window at its edge', () => {
  const list = [incidentAt('2017-09-30 23:50', '2017-10-01 00:10', { services: ['Core API'] })]
  const [series] = burnDown.compute(asked(list, promising([slo]), '2017-10-12'))
  expect(series?.points[1]).toMatchObject({ at: at('2017-10-01 00:10'), row: 0 })
  expect((series?.totalMinutes ?? 0) - (series?.points[1]?.remainingMinutes ?? 0)).toBeCloseTo(
    10,
    9,
  )
})

test('gives an overlap to the worse incident', () => {
  const list = [
    incidentAt('2017-09-05 10:00', '2017-09-05 10:30', {
      services: ['Core API'],
      errorRate: exactly(0.2),
    }),
    incidentAt('2017-09-05 10:10', '2017-09-05 10:20', {
      services: ['Core API'],
      errorRate: exactly(0.5),
    }),
  ]
  const weighted = promise(99.95, 'month', 'weighted')
  const [series] = burnDown.compute(asked(list, promising([weighted]), '2017-09-10'))
  const spent = series?.points.map(({ remainingMinutes, row }) => [
    Number((series.totalMinutes - remainingMinutes).toFixed(6)),
    row,
  ])
  expect(spent).toEqual([
    [0, null],
    [0, null],
    [2, 0],
    [7, 1],
    [9, 0],
    [9, null],
  ])
})

test('thousands of incidents are at most 2,000 points and spend the same', () => {
  const list = Array.from({ length: 5000 }, (_, i) => {
    const start = at('2017-09-01') + i * 8 * minute
    return incidentAt(start, start + minute, { services: ['Core API'] })
  })
  const context = asked(list, promising([slo]), '2017-10-01')
  const [series] = burnDown.compute(context)
  expect(series?.points.length).toBeLessThanOrEqual(2000)
  expect(series?.points.length).toBeGreaterThan(1500)
  expect(series?.points.at(-1)?.remainingMinutes).toBeCloseTo(21.6 - 5000, 6)
})

describe('whatever the incidents', () => {
  const settings = {
    ...defaultSettings,
    slo: [promise(99.9, 'quarter'), promise(99, '90d', 'weighted'), promise(99, 'period')],
    observation: { from: at('2019-12-01'), to: null },
  }

  test('time goes on, nothing is given back, and the end is what the budget has left', () => {
    fc.assert(
      fc.property(incidents(), (list) => {
        const context = asked(list, settings, '2021-07-01')
        const promised = budgets.compute(context).filter((budget) => budget.promised)
        burnDown.compute(context).forEach(({ points }, i) => {
          points.slice(1).forEach((point, k) => {
            expect(point.at).toBeGreaterThan(points[k]?.at ?? Infinity)
            expect(point.remainingMinutes).toBeLessThanOrEqual(
              points[k]?.remainingMinutes ?? -Infinity,
            )
            // A point without an incident spends nothing.
            if (point.row === null) expect(point.remainingMinutes).toBe(points[k]?.remainingMinutes)
          })
          expect(points.at(-1)?.remainingMinutes).toBeCloseTo(
            promised[i]?.remainingMinutes.value ?? NaN,
            6,
          )
        })
      }),
    )
  })

  test('the shares of the incidents add up to what is consumed', () => {
    fc.assert(
      fc.property(incidents(), (list) => {
        const context = asked(list, settings, '2021-07-01')
        for (const budget of budgets.compute(context)) {
          const sum = budgetShares(context, budget).reduce((all, { minutes }) => all + minutes, 0)
          expect(sum).toBeCloseTo(budget.consumedMinutes.value, 6)
        }
      }),
    )
  })
})
