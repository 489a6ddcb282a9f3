import { describe, expect, test } from 'vitest'
import { chance, counted, figure } from '../../src/core/chance'

describe('chance in words', () => {
  test.each([
    [1, 'almost every time'],
    [0.73, '7 times in 10'],
    [0.18, '18 times in 100'],
    [0.05, '5 times in 100'],
    [0.0102, 'once in 100'],
    [0.0095, 'once in 100'],
    [0.004, '4 times in 1,000'],
    [0.001, 'once in 1,000'],
    [0.0009, 'less than once in 1,000'],
    [0, 'less than once in 1,000'],
  ])('p = %s: %s', (p, words) => expect(chance(p)).toBe(words))

  test('never 10 in 10, 100 in 100 or 0 in anything', () => {
    for (let p = 0; p <= 1; p += 0.0001)
      expect(chance(p)).not.toMatch(/^0 |^10 times in 10$|^100 times|^1 times/)
  })
})

test.each([
  [0, '0'],
  [-0.001, '0'],
  [-96.06, '−96.1'],
  [0.386, '0.39'],
  [7.5, '7.5'],
  [100, '100'],
  [1598, '1,598'],
  [1_234_567, '1,234,567'],
])('%s is written %s', (value, text) => expect(figure(value)).toBe(text))

test('one is singular', () => {
  expect([0, 1, 2].map((n) => counted(n, 'incident'))).toEqual([
    '0 incidents',
    '1 incident',
    '2 incidents',
  ])
})
