import fc from 'fast-check'
import { expect, test } from 'vitest'
import { monthsOf } from '../../src/core/bucket'
import type { Incident } from '../../src/core/incident'
import { metricContext } from '../../src/core/metric-context'
import { availability } from '../../src/core/metrics/availability'
import { budgets } from '../../src/core/metrics/budgets'
import { restore } from '../../src/core/metrics/restore'
import { defaultQuery } from '../../src/core/query'
import { allowedPpm, defaultSettings, plainService } from '../../src/core/settings'
import { at, framed, incidents, minute } from '../support/incidents'
import { resummed } from '../support/resum'

const asOf = at('2021-06-15 06:30')
const slo = { target: 99.9, allowedPpm: allowedPpm(99.9), window: 'month', basis: 'raw' } as const
const settings = {
  ...defaultSettings,
  observation: { from: at('2020-01-01'), to: null },
  services: ['api', 'web', 'vault'].map((name) => ({ ...plainService(name), slo: [slo] })),
}

/** Calls back for every service in every month, with the question narrowed to that month. */
function everyMonth(
  list: readonly Incident[],
  check: (context: ReturnType<typeof metricContext>, service: string) => void,
) {
  const { frame } = framed(list)
  const whole = metricContext(frame, defaultQuery, settings, asOf)
  for (const { month } of monthsOf(whole)) {
    const context = metricContext(frame, { ...defaultQuery, period: month }, settings, asOf)
    for (const service of context.services) check(context, service)
  }
}

test('the working of an availability, summed up again, gives it for every service and month', () => {
  fc.assert(
    fc.property(incidents(), (list) => {
      everyMonth(list, (context, service) => {
        const { intervals, window, result } = availability.explain(context, service)
        const { from, to } = window ?? context.window
        const down = intervals ? resummed(intervals.value).covered : NaN
        const value = typeof result === 'object' ? result?.value : NaN
        expect(value).toBeCloseTo(1 - down / (Math.min(to, asOf) - from), 12)
      })
    }),
    { numRuns: 25 },
  )
})

test('the working of a budget, summed up again, gives what is consumed and left', () => {
  fc.assert(
    fc.property(incidents(), (list) => {
      everyMonth(list, (context, service) => {
        const { intervals } = budgets.explain(context, service)
        const found = budgets
          .compute(context)
          .find((budget) => budget.service === service && budget.basis === 'raw')
        const consumed = intervals ? resummed(intervals.value).covered / minute : NaN
        const length = (context.period.to - context.period.from) / minute
        expect(found?.consumedMinutes.value).toBeCloseTo(consumed, 9)
        expect(found?.remainingMinutes.value).toBeCloseTo(length / 1000 - consumed, 9)
      })
    }),
    { numRuns: 25 },
  )
})

test('the rows of a time to restore, looked up again, give its mean and median', () => {
  fc.assert(
    fc.property(incidents(), (list) => {
      everyMonth(list, (context, service) => {
        const { rows, steps } = restore.explain(context, service)
        const lengths = rows
          .map((row) => list[row]?.impacts[0])
          .map((impact) => ((impact?.to ?? NaN) - (impact?.from ?? NaN)) / minute)
          .toSorted((a, b) => a - b)
        const value = (label: string) => steps.find((step) => step.label === label)?.value ?? null
        if (lengths.length === 0) {
          expect([value('Median'), value('Mean')]).toEqual([null, null])
          return
        }
        const half = lengths.length / 2
        const median = (lengths[Math.ceil(half) - 1]! + lengths[Math.floor(half)]!) / 2
        expect(value('Median')).toBeCloseTo(median, 9)
        const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length
        expect(value('Mean')).toBeCloseTo(mean, 9)
      })
    }),
    { numRuns: 25 },
  )
})
