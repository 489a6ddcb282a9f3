import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { monthsOf } from '../../src/core/bucket'
import { figureWorking } from '../../src/core/figure-text'
import type { Incident } from '../../src/core/incident'
import type { Metric } from '../../src/core/metric'
import { metricContext } from '../../src/core/metric-context'
import * as metrics from '../../src/core/metrics'
import { defaultQuery, type Query } from '../../src/core/query'
import { contextReport } from '../../src/core/report'
import { allowedPpm, defaultSettings, type Settings, type Slo } from '../../src/core/settings'
import { intervalWorking } from '../../src/core/working'
import { workingText } from '../../src/core/working-text'
import { at, framed, incidentAt, incidents, spreedly } from '../support/incidents'
import { resummed } from '../support/resum'

const observed: Settings = { ...defaultSettings, observation: { from: at('2017-09-01'), to: null } }

function contextOf(
  list: readonly Incident[],
  query: Partial<Query> = {},
  settings = observed,
  asOf = at('2023-01-01'),
) {
  return metricContext(framed(list).frame, { ...defaultQuery, ...query }, settings, asOf)
}

function promise(target: number, window: Slo['window']): Slo {
  return { target, window, allowedPpm: allowedPpm(target), basis: 'raw' }
}

function textOf(metric: Metric<unknown>, list: readonly Incident[], query: Partial<Query> = {}) {
  const context = contextOf(list, query)
  const working = metric.explain(context, null)
  return workingText(working, metric, context, (row) => ({
    id: `id-${row}`,
    title: `<b>${row}</b>`,
  }))
}

describe('the working of a downtime', () => {
  test('summed up again by cutting time at every edge gives the figure, for every service and month', () => {
    fc.assert(
      fc.property(
        incidents(),
        fc.constantFrom('impact', 'statuspage', 'strict', 'page'),
        (list, rule) => {
          const settings = { ...defaultSettings, observation: { from: at('2020-01-01'), to: null } }
          const context = contextOf(list, { rule }, settings, at('2021-06-15 06:30'))
          for (const service of [null, ...context.services])
            for (const { from, to } of monthsOf(context)) {
              const working = intervalWorking(context, service, from, to)
              const { raw, weighted } = context.downtime(service, from, to)
              const [value, low, high] = [working.value, working.low, working.high].map(resummed)
              expect(value!.covered).toBe(raw.value)
              expect(value!.weighted).toBeCloseTo(weighted.value, 3)
              expect(Math.min(low!.covered, raw.value)).toBe(raw.low)
              expect(low!.weighted).toBeCloseTo(weighted.low, 3)
              expect(Math.max(high!.covered, raw.value)).toBe(raw.high)
              expect(Math.max(high!.weighted, weighted.value)).toBeCloseTo(weighted.high, 3)
            }
        },
      ),
      { numRuns: 40 },
    )
  })

  test('names what was clipped, merged, assumed and left out', () => {
    const context = contextOf(
      [
        incidentAt('2022-04-30 23:00', '2022-05-01 01:00'),
        incidentAt('2022-05-01 00:30', '2022-05-01 02:00', {
          errorRate: { value: 0.5, low: 0.5, high: 0.5 },
        }),
        incidentAt('2022-05-03 00:00', '2022-05-03 02:00', { kind: 'maintenance' }),
      ],
      { period: '2022-05' },
    )
    const { value, assumed, excluded } = intervalWorking(
      context,
      null,
      context.period.from,
      context.period.to,
    )
    expect(value.intervals[0]).toMatchObject({
      from: at('2022-04-30 23:00'),
      usedFrom: at('2022-05-01'),
    })
    expect(value.stretches.map(({ rows }) => rows)).toEqual(
      [[0], [0, 1], [1]].filter((rows) =>
        value.stretches.some((one) => one.rows.join() === rows.join()),
      ),
    )
    expect(value.covered).toBe(120 * 60_000)
    expect(assumed).toEqual([0])
    expect(excluded).toEqual([{ row: 2, reason: 'maintenance' }])
  })
})

describe('the working as text', () => {
  test('gives intervals, arithmetic, rule and source of an availability', () => {
    const text = textOf(metrics.availability, spreedly())
    expect(text).toContain('Availability: 99.998 % (99.997 % to 99.998 %)')
    expect(text).toContain('11 + 7 + 13 + 4 + 14 = 49 min')
    expect(text).toContain('weight 50 %, assumed')
    expect(text).toContain('Rule: impact')
    expect(text).toContain('Source: IEC 60050-192')
  })

  test('gives the values behind a median', () => {
    expect(textOf(metrics.restore, spreedly())).toContain(
      'middle of 4, 7, 11, 13, 14 (n = 5) = 11 min',
    )
  })

  test('says why there is no figure', () => {
    expect(textOf(metrics.availability, spreedly(), { period: '2016-01' })).toContain(
      'Nothing of this period was observed',
    )
  })

  test.each(Object.entries<Metric<unknown>>(metrics))(
    'of %s is plain text for the set and for a service',
    (_id, metric) => {
      const settings = { ...observed, slo: [promise(99.95, 'month'), promise(99.9, '28d')] }
      for (const list of [[], spreedly()])
        for (const service of [null, 'Core API']) {
          const context = contextOf(list, {}, settings)
          const working = metric.explain(context, service)
          const text = workingText(working, metric, context, (row) => ({
            id: `${row}`,
            title: 'x',
          }))
          expect(text).not.toMatch(/NaN|undefined|Infinity|\[object/)
          expect(text).toContain(metric.definition)
          expect(JSON.parse(JSON.stringify(working))).toEqual(working)
        }
    },
  )

  test('of a budget is taken over its own window, with each incident’s share', () => {
    const settings = { ...observed, slo: [promise(99.95, 'month')] }
    const context = contextOf(spreedly(), {}, settings)
    const working = metrics.budgets.explain(context, null, {
      target: 99.95,
      window: 'month',
      basis: 'raw',
    })
    const text = workingText(working, metrics.budgets, context, () => ({ id: 'i', title: 'x' }))
    expect(text).toContain('Dec 2022')
    expect(text).toContain('Budget of 99.95 % = 44,640 × 0.05 % = 22 min 19 s')
    expect(text).toContain('Remaining = 22.32 − 14 = 8 min 19 s')
    expect(text).toContain('Share of x [i] = 62.724 % of the budget = 14 min')
  })

  test('of a budget is that of the promise asked for', () => {
    const settings = { ...observed, slo: [promise(99.95, 'month'), promise(99.9, 'year')] }
    const context = contextOf(spreedly(), {}, settings)
    const asked = { target: 99.9, window: 'year', basis: 'weighted' } as const
    const { budgets } = contextReport(context, ['budgets'])
    const budget = budgets.find(({ target, basis }) => target === 99.9 && basis === 'weighted')
    expect(metrics.budgets.explain(context, null, asked).result).toEqual(budget?.remainingMinutes)
  })

  test('names only the incidents that it shows', () => {
    const many = Array.from({ length: 200 }, (_, i) =>
      incidentAt(at('2022-01-01') + i * 86_400_000, at('2022-01-01 01:00') + i * 86_400_000),
    )
    const { rows } = figureWorking(contextOf(many), 'downtime', { service: null })
    expect(rows.size).toBe(40)
  })
})
