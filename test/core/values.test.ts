import { describe, expect, test } from 'vitest'
import { duration, errorRate } from '../../src/core/values'

describe('error rates', () => {
  test.each([
    ['2%', 0.02, 0.02, 0.02],
    ['2 percent', 0.02, 0.02, 0.02],
    ['1,5 %', 0.015, 0.015, 0.015],
    ['99.9%', 0.999, 0.999, 0.999],
    ['1.5‰', 0.0015, 0.0015, 0.0015],
    ['~2%', 0.02, 0.015, 0.025],
    ['~2.4 %', 0.024, 0.0235, 0.0245],
    ['about 30 %', 0.3, 0.25, 0.35],
    ['up to 6 %', null, 0, 0.06],
    ['>50%', null, 0.5, 1],
    ['1–2 %', null, 0.01, 0.02],
    ['1/50', 0.02, 0.02, 0.02],
    ['0.02 [0.015, 0.025]', 0.02, 0.015, 0.025],
    ['[0, 0.06]', null, 0, 0.06],
    ['0', 0, 0, 0],
  ])('%s', (text, value, low, high) => {
    const reading = errorRate(text, undefined)
    expect(reading).toMatchObject({ value })
    expect(reading).toHaveProperty('low', expect.closeTo(low, 12))
    expect(reading).toHaveProperty('high', expect.closeTo(high, 12))
  })

  test('a bare number needs the unit of its column', () => {
    expect(errorRate('0.5', undefined)).toMatchObject({ problem: 'ambiguous' })
    expect(errorRate('0.5', 'ratio')).toMatchObject({ value: 0.5 })
    expect(errorRate('0.5', 'percent')).toMatchObject({ value: 0.005 })
    expect(errorRate('1.5e-2', 'ratio')).toMatchObject({ value: 0.015 })
  })

  test.each(['120%', '-1%', '1000%', '5'])('%s is out of range', (text) => {
    expect(errorRate(text, 'ratio')).toMatchObject({ problem: 'out-of-range' })
  })

  test.each(['1,500%', '2%%', '2pp', 'some users', 'none', '2%-1%', '0x2%', '=2%'])(
    '%s is not read',
    (text) => {
      expect(errorRate(text, 'ratio')).toMatchObject({ problem: 'unreadable' })
    },
  )

  test('what is not stated is not zero', () => {
    expect(errorRate('n/a', 'ratio')).toMatchObject({ problem: 'missing' })
  })
})

describe('lengths of time', () => {
  test.each([
    ['13 min', 13 * 60],
    ['1h 05m', 65 * 60],
    ['1 hour 30 minutes', 5400],
    ['PT15M', 900],
    ['P1DT2H', 93_600],
    ['00:14:00', 840],
    ['1 day, 2:00:00', 93_600],
    ['1,5 h', 5400],
    ['500ms', 0.5],
  ])('%s', (text, seconds) => {
    expect(duration(text, undefined)).toMatchObject({ value: seconds * 1000 })
  })

  test('bounds of wordings that are not exact', () => {
    expect(duration('~2h', undefined)).toMatchObject({
      value: 7_200_000,
      low: 5_400_000,
      high: 9_000_000,
      approximate: true,
    })
    expect(duration('<1h', undefined)).toMatchObject({ value: null, low: 0, high: 3_600_000 })
    expect(duration('>4h', undefined)).toMatchObject({ value: null, low: 14_400_000, high: null })
    expect(duration('2-3h', undefined)).toMatchObject({
      value: null,
      low: 7_200_000,
      high: 10_800_000,
    })
  })

  test('numbers and short clocks need a unit', () => {
    expect(duration('900', undefined)).toMatchObject({ problem: 'ambiguous' })
    expect(duration('900', 'seconds')).toMatchObject({ value: 900_000 })
    expect(duration('1:30', undefined)).toMatchObject({ problem: 'ambiguous' })
    expect(duration('1:30', 'hours')).toMatchObject({ value: 5_400_000 })
    expect(duration('1:30', 'minutes')).toMatchObject({ value: 90_000 })
  })

  test.each(['1M', 'P1M', '1h30', '1h1h', 'two hours', '1:30:75', 'P1DT', '1 2h'])(
    '%s is not read',
    (text) => {
      expect(duration(text, 'minutes')).toMatchObject({ problem: 'unreadable' })
    },
  )

  test.each(['-5m', '-PT5M', '99999999h'])('%s is out of range', (text) => {
    expect(duration(text, undefined)).toMatchObject({ problem: 'out-of-range' })
  })
})
