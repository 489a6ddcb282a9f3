import { describe, expect, test } from 'vitest'
import { contentsOf } from '../../../src/core/csv/contents'

describe('what a column holds', () => {
  test.each([
    [['', '2024-01-02 10:00'], 'moment'],
    [['1717403400000'], 'moment'],
    [['02/13/2024', '13/02/2024'], 'day'],
    [['31/02/2024'], 'day'],
    [['9:05', '10:15 PM'], 'clock'],
    [['10:00 UTC'], 'clock'],
    [['Solved (Permanently)'], 'outcome'],
    [['2h 5m', '3'], 'length'],
    [['90', '12.5'], 'number'],
    [['True', 'No'], 'other'],
    [['', 'n/a'], 'nothing'],
  ])('%j: %s', (cells, expected) => {
    expect(
      contentsOf(
        cells.map((cell) => [cell]),
        true,
      )(0),
    ).toBe(expected)
  })

  test('an empty beginning says nothing of the rest', () => {
    expect(contentsOf([['']], false)(0)).toBe('unseen')
  })
})
