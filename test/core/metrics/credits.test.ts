import { describe, expect, test } from 'vitest'
import { credits } from '../../../src/core/metrics/credits'
import { at, incidentAt, minute, spreedly } from '../../support/incidents'
import { asked, promising } from '../../support/targets'

const tiers = [
  { below: 99.99, percent: 10 },
  { below: 99, percent: 30 },
  { below: 95, percent: 100 },
]

function months(list = spreedly(), asOf = '2023-01-01', period = 'all', own = tiers) {
  return credits.compute(asked(list, promising([], own), asOf, { period }))
}

describe('credits', () => {
  test('September and October 2017 owe 10 %', () => {
    const [september, october, november] = months()
    expect(september).toMatchObject({
      month: '2017-09',
      complete: true,
      percent: { low: 10, value: 10, high: 10 },
    })
    expect(september?.availability?.value).toBeCloseTo(0.999583333, 8)
    expect(october?.availability?.value).toBeCloseTo(0.999708781, 8)
    expect(october?.availability?.low).toBeCloseTo(0.999462366, 8)
    expect(november?.percent).toEqual({ low: 0, value: 0, high: 0 })
  })

  test('bounds that reach over a tier show in the credit', () => {
    // October has 44,640 minutes: 13 are above 99.97 %, 24 below.
    const [, october] = months(spreedly(), '2023-01-01', '2017', [{ below: 99.97, percent: 25 }])
    expect(october?.percent).toEqual({ low: 0, value: 0, high: 25 })
  })

  test('exactly at a tier nothing is owed, a millisecond later it is', () => {
    const start = at('2017-09-05 10:00')
    const lasting = (ms: number) =>
      months([incidentAt(start, start + ms, { services: ['Core API'] })], '2017-10-01', '2017-09', [
        { below: 99.95, percent: 10 },
      ])
    expect(lasting(21.6 * minute)[0]?.percent?.value).toBe(0)
    expect(lasting(21.6 * minute)[0]?.next).toEqual({ below: 99.95, percent: 10, minutes: 0 })
    expect(lasting(21.6 * minute + 1)[0]?.percent?.value).toBe(10)
  })

  test('the next tier of September is 414 minutes away, and the last has none', () => {
    expect(months()[0]?.next).toEqual({ below: 99, percent: 30, minutes: 414 })
    const list = [incidentAt('2017-09-05', '2017-09-15', { services: ['Core API'] })]
    expect(months(list, '2017-10-01', '2017-09')[0]).toMatchObject({
      percent: { value: 100 },
      next: null,
    })
  })

  test('a month that goes on is judged as a whole', () => {
    const [september] = months(spreedly(), '2017-09-16', '2017-09', [{ below: 99.95, percent: 10 }])
    expect(september).toMatchObject({ complete: false, percent: { value: 0 } })
    expect(september?.next?.minutes).toBeCloseTo(10.6, 9)
  })

  test('a service without tiers owes nothing and is not listed', () => {
    expect(months(spreedly(), '2023-01-01', 'all', [])).toEqual([])
  })
})
