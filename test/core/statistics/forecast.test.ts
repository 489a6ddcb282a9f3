import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tInverse } from '../../../src/core/statistics/distributions'
import {
  empiricalLaw,
  forecast,
  forecastStatement,
  gridStep,
  lognormalLaw,
  totalWithin,
} from '../../../src/core/statistics/forecast'
import { simulateDowntime, simulatedTotals } from '../../../src/core/statistics/forecast-simulation'
import {
  countPrediction,
  countProbabilities,
  countVariance,
  expectedCount,
  probabilityOfNone,
} from '../../../src/core/statistics/negative-binomial'
import { randomFrom } from '../../../src/core/statistics/random'

const day = 1440
const three = countPrediction(3, 41, 81)

function durations(n: number): number[] {
  return Array.from({ length: n }, (_, i) => 2 + ((i * 13) % 47))
}

describe('number of incidents', () => {
  test('after 3 in 41 days, for the next 81', () => {
    const wanted = [0.022003111075446783, 0.051130180244993134, 0.07638094548893441]
    for (const [k, p] of countProbabilities(three, 3).entries()) {
      expect(p).toBeCloseTo(wanted[k] ?? 0, 12)
    }
    expect(expectedCount(three)).toBeCloseTo(6.914634146341464, 12)
    expect(probabilityOfNone(countPrediction(5, 1948, 365.25))).toBeCloseTo(0.38861100878286065, 12)
  })

  test('has probabilities that add up and give its mean and variance', () => {
    const all = countProbabilities(three, 400)
    const moment = (power: number) => all.reduce((sum, p, k) => sum + p * k ** power, 0)
    expect(moment(0)).toBeCloseTo(1, 9)
    expect(moment(1)).toBeCloseTo(expectedCount(three), 9)
    expect(moment(2) - moment(1) ** 2).toBeCloseTo(countVariance(three), 6)
  })
})

describe('total within a budget', () => {
  test('of durations 7, 11 and 13 within 53 minutes', () => {
    expect(totalWithin(three, empiricalLaw([7, 11, 13], 1, 54))).toBeCloseTo(
      0.41470862689331056,
      12,
    )
  })

  test('of a year after five reports within 52 minutes', () => {
    const law = empiricalLaw([11, 7, 13, 4, 14], 1, 53)
    expect(totalWithin(countPrediction(5, 1948, 365.25), law)).toBeCloseTo(0.9948099910808715, 10)
  })

  test('is the chance of no incident where nothing is left', () => {
    expect(totalWithin(three, empiricalLaw([7, 11], 1, 1))).toBeCloseTo(
      probabilityOfNone(three),
      12,
    )
  })

  test('agrees with simulation, resampled and lognormal', () => {
    const random = randomFrom(1)
    const seen = [11, 7, 13]
    const share = (totals: Float64Array) => totals.filter((total) => total <= 53.24).length / 20_000
    expect(share(simulatedTotals(three, () => seen[random.below(3)] ?? 0, random, 20_000))).toBe(
      0.4177,
    )
    const logs = seen.map(Math.log)
    const centre = logs.reduce((sum, y) => sum + y, 0) / 3
    const s = Math.sqrt(logs.reduce((sum, y) => sum + (y - centre) ** 2, 0) / 2)
    const again = randomFrom(1)
    const draw = () => Math.exp(centre + s * Math.sqrt(4 / 3) * tInverse(again.f53(), 2))
    expect(share(simulatedTotals(three, draw, again, 20_000))).toBe(0.3625)
    const law = lognormalLaw(seen, 81 * day, gridStep(53.24), 54)
    expect(Math.abs(totalWithin(three, law ?? new Float64Array(1)) - 0.3625)).toBeLessThan(0.007)
  })

  test('survives counts whose chance of none is below all numbers', () => {
    const many = countPrediction(4000, 100, 100)
    expect(probabilityOfNone(many)).toBe(0)
    const half = totalWithin(many, empiricalLaw([1], 1, 4001))
    expect(half).toBeGreaterThan(0.4)
    expect(half).toBeLessThan(0.6)
  })

  test('rises with the budget', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 60 }),
        (seen, cells) => {
          const less = totalWithin(three, empiricalLaw(seen, 1, cells))
          const more = totalWithin(three, empiricalLaw(seen, 1, cells + 10))
          expect(less).toBeGreaterThan(0)
          expect(more).toBeGreaterThanOrEqual(less)
          expect(more).toBeLessThanOrEqual(1)
        },
      ),
      { numRuns: 50 },
    )
  })
})

describe('forecast', () => {
  const basis = (n: number) => ({
    durations: durations(n),
    seen: n,
    observed: 100 * day,
    horizon: 50 * day,
    remaining: 12 * n,
  })

  test('has no number below 8 incidents, a word to 19, and a percentage from 20', () => {
    expect(forecast(basis(7))).toBeNull()
    const eight = forecast(basis(8))
    const twenty = forecast(basis(20))
    expect(eight?.method).toBe('lognormal')
    expect(twenty?.method).toBe('resampled')
    expect(eight && forecastStatement(eight).kind).toBe('word')
    expect(twenty && forecastStatement(twenty).kind).toBe('percent')
  })

  test('of an overspent budget is 0', () => {
    for (const n of [8, 20, 5100]) {
      expect(forecast({ ...basis(n), remaining: -1 })?.probability).toBe(0)
    }
  })

  test('of very many incidents joins on to the exact one', () => {
    const left = (n: number) => ({ ...basis(n), remaining: 12.5 * n })
    const exact = forecast(left(4990))
    const normal = forecast(left(5010))
    expect([exact?.method, normal?.method]).toEqual(['resampled', 'normal'])
    expect(Math.abs((exact?.probability ?? 0) - (normal?.probability ?? 1))).toBeLessThan(0.02)
  })

  test('refuses durations of 0 where logs are needed, and times that are not positive', () => {
    expect(forecast({ ...basis(8), durations: [0, ...durations(7)] })).toBeNull()
    expect(forecast({ ...basis(20), horizon: 0 })).toBeNull()
    expect(forecast({ ...basis(20), observed: 0 })).toBeNull()
  })

  test.each([
    [0.1, 'unlikely'],
    [0.2, 'possible'],
    [0.5, 'likely'],
    [0.81, 'very likely'],
  ])('%d is said as "%s"', (probability, word) => {
    const made = {
      probability,
      noneProbability: 0,
      expectedIncidents: 1,
      method: 'lognormal',
    } as const
    expect(forecastStatement(made)).toEqual({ kind: 'word', word })
  })

  test('percentages stay within 5 and 95', () => {
    const made = {
      probability: 0.999,
      noneProbability: 0,
      expectedIncidents: 1,
      method: 'resampled',
    } as const
    expect(forecastStatement(made)).toEqual({ kind: 'percent', percent: 95 })
    expect(forecastStatement({ ...made, probability: 0 })).toEqual({ kind: 'percent', percent: 5 })
  })
})

describe('simulated downtime', () => {
  const basis = (n: number) => ({
    durations: durations(n),
    seen: n,
    observed: 100 * day,
    horizon: 50 * day,
    remaining: 12 * n,
  })

  test('agrees with the exact forecast and repeats for its seed', () => {
    const fan = simulateDowntime(basis(30), 1)
    expect(simulateDowntime(basis(30), 1)).toEqual(fan)
    const exact = forecast(basis(30))?.probability ?? -1
    expect(Math.abs((fan?.within ?? 0) - exact)).toBeLessThan(4 * (fan?.standardError ?? 0))
  })

  test('spreads in order around its median', () => {
    for (const n of [20, 300, 6000]) {
      const fan = simulateDowntime(basis(n), 1, 2000)
      const rising = [fan?.p05, fan?.p25, fan?.p50, fan?.p75, fan?.p90, fan?.p95]
      expect(rising).toEqual(rising.toSorted((a, b) => (a ?? 0) - (b ?? 0)))
      expect((fan?.mean ?? 0) / (fan?.p50 ?? 1)).toBeCloseTo(1, 1)
    }
  })

  test('gives no numbers below 20 incidents', () => {
    expect(simulateDowntime(basis(19), 1)).toBeNull()
  })
})
