import { describe, expect, test } from 'vitest'
import { assignColumns, knownHeaders } from '../../../src/core/csv/columns'
import { UserError } from '../../../src/core/issue'

function assigned(
  headers: readonly string[],
  map?: Record<string, string>,
): Record<string, string[]> {
  return Object.fromEntries(
    [...assignColumns(headers, map, 'a.csv')].map(([field, columns]) => [
      field,
      columns.map(({ header }) => header),
    ]),
  )
}

describe('headers', () => {
  test('the time of impact is believed before that of the record', () => {
    expect(assigned(['Created At', 'started_at', 'impact_start', 'Resolved'])).toEqual({
      start: ['impact_start', 'started_at', 'Created At'],
      resolved: ['Resolved'],
    })
  })

  test('of a title and a summary the summary is the text', () => {
    expect(assigned(['Summary', 'title'])).toEqual({ title: ['title'], text: ['Summary'] })
    expect(assigned(['Summary', 'Description'])).toEqual({
      title: ['Summary'],
      text: ['Description'],
    })
  })

  test('zones and units stand in headers', () => {
    const columns = assignColumns(
      ['Created At (UTC)', 'end_utc', 'Duration (in mins.)', 'seconds_to_first_ack'],
      undefined,
      '',
    )
    expect(columns.get('start')?.[0]).toMatchObject({ zone: 'UTC' })
    expect(columns.get('end')?.[0]).toMatchObject({ zone: 'UTC' })
    expect(columns.get('duration')?.[0]).toMatchObject({ unit: 'minutes' })
    expect(columns.get('acknowledgedAfter')?.[0]).toMatchObject({ unit: 'seconds' })
    expect(
      assignColumns(['Start (America/New_York)'], undefined, '').get('start')?.[0],
    ).toMatchObject({ zone: 'America/New_York' })
  })

  test('percent belongs to the name', () => {
    const columns = assignColumns(['impact', 'impact_pct', 'Error %'], undefined, '')
    expect(columns.get('severity')?.[0]?.header).toBe('impact')
    expect(columns.get('errorRate')?.[0]).toMatchObject({ percent: true })
  })

  test('detection is a start only where nothing better is there', () => {
    expect(assigned(['detected_at', 'started_at'])).toEqual({
      start: ['started_at'],
      detected: ['detected_at'],
    })
    expect(assigned(['detected_at', 'resolved_at'])['start']).toEqual(['detected_at'])
  })

  test('names of objects are names like any other', () => {
    expect(assigned(['__proto__', 'constructor', 'toString', 'id'])).toEqual({ id: ['id'] })
  })

  test('known headers are counted', () => {
    expect(knownHeaders(['id', 'Opened At', 'banana', ''])).toBe(2)
  })
})

describe('a mapping given by a person', () => {
  test('goes before the aliases and takes the column', () => {
    expect(assigned(['A', 'started_at', 'B'], { start: 'A', service: 'b' })).toEqual({
      start: ['A'],
      services: ['B'],
    })
  })

  test('a field or a column that does not exist is named, with those that do', () => {
    expect(() => assigned(['A'], { begining: 'A' })).toThrow(UserError)
    expect(() => assigned(['A'], { start: 'Z' })).toThrow(/no column "Z"/)
  })
})
