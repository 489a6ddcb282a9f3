import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as display from '../../src/core/display'

describe('an availability', () => {
  test.each([
    [1, '100 %'],
    [0.999996, '99.999 %'],
    [1 - 1e-12, '99.999 %'],
    [0.9995833, '99.958 %'],
    [0.9995, '99.950 %'],
    [0, '0.000 %'],
    [null, '–'],
    [Number.NaN, '–'],
  ])('of %s reads %s', (ratio, text) => {
    expect(display.percent(ratio)).toBe(text)
  })

  test('is never rounded up over what it is', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (ratio) => {
        const shown = Number(display.percent(ratio).replace(' %', ''))
        expect(shown).toBeLessThanOrEqual(ratio * 100 + 1e-9)
        expect(shown).toBeGreaterThan(ratio * 100 - 0.001001)
      }),
    )
  })
})

describe('a length', () => {
  test.each([
    [0, '0 min'],
    [0.43, '26 s'],
    [8 + 19 / 60, '8 min 19 s'],
    [18, '18 min'],
    [59.999, '1 h 00 min'],
    [125, '2 h 05 min'],
    [3.4 * 1440, '3.4 d'],
    [1948 * 1440, '1,948 d'],
    [-3, '−3 min'],
    [null, '–'],
    [Number.POSITIVE_INFINITY, '–'],
  ])('of %s minutes reads %s', (minutes, text) => {
    expect(display.duration(minutes)).toBe(text)
  })

  test('at a glance has no seconds from ten minutes on', () => {
    expect([9.5, 51.83, 125.4].map(display.brief)).toEqual(['9 min 30 s', '52 min', '2 h 05 min'])
  })

  test.each([
    [{ value: 18.26, low: 17.195, high: 36.6 }, '18.3 (17.2–36.6) min'],
    [{ value: 49, low: 48, high: 60 }, '49 (48–60) min'],
    [{ value: 14, low: 14, high: 14 }, '14 min'],
    [{ value: 300, low: 240, high: 330 }, '5 (4–5.5) h'],
  ])('with bounds %o reads %s', (range, text) => {
    expect(display.range(range)).toBe(text)
  })

  test('shows its bounds alone only where there are some', () => {
    expect(display.bounds({ value: 49, low: 48, high: 60 })).toBe('48–60 min')
    expect(display.bounds({ value: 49, low: 49, high: 49 })).toBeNull()
  })
})

test.each([
  [8 + 19 / 60, '8 min 19 s'],
  [-4.752, '−4.8 min over'],
  [-400, '−6 h 40 min over'],
  [null, '–'],
])('a budget of %s minutes reads %s', (minutes, text) => {
  expect(display.budgetLeft(minutes)).toBe(text)
})

test('a rest never reads nothing and a lack never all', () => {
  expect([0, 0.004, 0.37, 0.996, 1, -0.2].map(display.share)).toEqual([
    '0 %',
    '< 1 %',
    '37 %',
    '> 99 %',
    '100 %',
    '−20 %',
  ])
})

test('differences carry their sign', () => {
  expect([14, -3, 0].map(display.difference)).toEqual(['+14 min', '−3 min', '±0 min'])
  expect([2, -1, 0].map(display.signed)).toEqual(['+2', '−1', '±0'])
  expect(display.points(-0.00161)).toBe('−0.161 points')
})

test('counts agree with their noun', () => {
  expect(display.count(1, 'incident')).toBe('1 incident')
  expect(display.count(1204, 'incident')).toBe('1,204 incidents')
  expect(display.count(2, 'stretch', 'stretches')).toBe('2 stretches')
})

test.each([
  [0.4, 'days', '10 h'],
  [1, 'days', '1 day'],
  [6.688, 'days', '6.7 days'],
  [1109.3, 'days', '1,109 days'],
  [957.6, 'natural', '2.6 years'],
  [Number.NaN, 'days', '–'],
] as const)('%s days, %s, reads %s', (length, unit, text) => {
  expect(display.days(length, unit)).toBe(text)
})

test('calendar buckets read as words', () => {
  expect(['2017-09', '2017-Q3', '2017'].map(display.bucket)).toEqual([
    'Sep 2017',
    'Q3 2017',
    '2017',
  ])
})

test('an instant reads in the reporting zone, with its offset', () => {
  const at = Date.UTC(2022, 11, 13, 20, 14)
  expect(display.instant(at, 'UTC')).toBe('13 Dec 2022 20:14 UTC')
  expect(display.instant(at, 'America/New_York')).toBe('13 Dec 2022 15:14 UTC−05:00')
  expect(display.instant(at, 'Asia/Kolkata')).toBe('14 Dec 2022 01:44 UTC+05:30')
  expect(display.moment(Date.UTC(2023, 0, 1), 'UTC')).toBe('1 Jan 2023')
  expect(display.moment(at, 'UTC')).toBe('13 Dec 2022 20:14')
  expect(display.instant(null, 'UTC')).toBe('–')
})

test.each([
  [{ value: 0.02, low: 0.015, high: 0.025 }, '2 % (1.5–2.5 %)'],
  [{ value: 1, low: 1, high: 1 }, '100 %'],
  [{ value: null, low: 0, high: 0.06 }, '0–6 %'],
  [null, '–'],
])('an error rate %o reads %s', (rate, text) => {
  expect(display.errorRate(rate)).toBe(text)
})

test('only an https link has a host to show', () => {
  expect(display.linkHost('https://status.example.com/incidents/1')).toBe('status.example.com')
  expect(display.linkHost('http://status.example.com/')).toBeNull()
  expect(display.linkHost('javascript:go()')).toBeNull()
  expect(display.linkHost('https://user@evil.example/')).toBeNull()
  expect(display.linkHost(null)).toBeNull()
})

test('words are listed as a sentence lists them', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(display.listed)).toEqual([
    '',
    'a',
    'a and b',
    'a, b and c',
  ])
})

test('no number of any kind shows through as a fault of the program', () => {
  const numbers = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Infinity, -Infinity, -0))
  fc.assert(
    fc.property(numbers, numbers, numbers, (value, low, high) => {
      const texts = [
        display.percent(value),
        display.share(value),
        display.duration(value),
        display.brief(value),
        display.range({ value, low, high }),
        display.budgetLeft(value),
        display.difference(value),
        display.points(value),
        display.whole(value),
        display.decimal(value, 2),
        display.days(value),
      ]
      expect(texts.join(' ')).not.toMatch(/NaN|undefined|Infinity|Invalid|\[object/)
    }),
  )
})
