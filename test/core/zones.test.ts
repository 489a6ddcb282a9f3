import { describe, expect, it } from 'vitest'
import { abbreviationOffset, zoneAbbreviations } from '../../src/core/zones'

const at = (year: number, month: number, day: number) => ({ year, month, day })

describe('abbreviationOffset', () => {
  it.each([
    ['UTC', 0],
    ['GMT', 0],
    ['Z', 0],
    ['EDT', -240],
    ['CDT', -300],
    ['MDT', -360],
    ['PDT', -420],
    ['MST', -420],
    ['BST', 60],
    ['CEST', 120],
    ['JST', 540],
    ['AEST', 600],
    ['IST', 330],
  ])('knows %s as %i minutes in July', (name, minutes) => {
    expect(abbreviationOffset(name, at(2023, 7, 1))).toMatchObject({ minutes, contradicted: false })
  })

  it('reads small letters', () => {
    expect(abbreviationOffset('pst', at(2023, 1, 5))?.minutes).toBe(-480)
  })

  it('gives ET, CT, MT and PT the season of the date', () => {
    expect(abbreviationOffset('ET', at(2023, 3, 11))?.minutes).toBe(-300)
    expect(abbreviationOffset('ET', at(2023, 3, 12))?.minutes).toBe(-240)
    expect(abbreviationOffset('PT', at(2023, 11, 4))?.minutes).toBe(-420)
    expect(abbreviationOffset('PT', at(2023, 11, 5))?.minutes).toBe(-480)
    expect(abbreviationOffset('CT', at(2023, 7, 1))?.minutes).toBe(-300)
    expect(abbreviationOffset('MT', at(2023, 1, 1))?.minutes).toBe(-420)
  })

  it('follows the clock changes in force before 2007', () => {
    expect(abbreviationOffset('ET', at(2006, 3, 20))?.minutes).toBe(-300)
    expect(abbreviationOffset('ET', at(2006, 4, 2))?.minutes).toBe(-240)
    expect(abbreviationOffset('ET', at(2006, 10, 29))?.minutes).toBe(-300)
  })

  it('says when an abbreviation belongs to the other season, but not on the day of the change', () => {
    expect(abbreviationOffset('EST', at(2023, 7, 1))).toMatchObject({
      minutes: -300,
      contradicted: true,
    })
    expect(abbreviationOffset('CET', at(2023, 7, 1))?.contradicted).toBe(true)
    expect(abbreviationOffset('AEDT', at(2023, 7, 1))?.contradicted).toBe(true)
    expect(abbreviationOffset('AEDT', at(2023, 12, 1))?.contradicted).toBe(false)
    expect(abbreviationOffset('EST', at(2023, 3, 12))?.contradicted).toBe(false)
  })

  it('says which abbreviations name several zones', () => {
    for (const name of ['IST', 'CST', 'BST'])
      expect(abbreviationOffset(name, at(2023, 7, 1))?.ambiguous).toBe(true)
    expect(abbreviationOffset('EDT', at(2023, 7, 1))?.ambiguous).toBe(false)
  })

  it('knows nothing of an abbreviation outside the table', () => {
    expect(abbreviationOffset('XYZT', at(2023, 7, 1))).toBeNull()
  })

  it('lists longer abbreviations before those they begin with', () => {
    expect(zoneAbbreviations.indexOf('WEST')).toBeLessThan(zoneAbbreviations.indexOf('EST'))
    expect(zoneAbbreviations.at(-1)).toBe('Z')
  })
})
