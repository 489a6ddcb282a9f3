import { describe, expect, test } from 'vitest'
import { assignColumns, knownHeaders } from '../../../src/core/csv/columns'
import { contentsOf } from '../../../src/core/csv/contents'
import { UserError } from '../../../src/core/issue'

function assigned(
  headers: readonly string[],
  map?: Record<string, string>,
): Record<string, string[]> {
  return Object.fromEntries(
    [...assignColumns(headers, 'a.csv', { map })].map(([field, columns]) => [
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

  test('a number sign says that a column numbers things', () => {
    expect(assigned(['Incident #', 'Description'])).toEqual({
      id: ['Incident #'],
      title: ['Description'],
    })
    expect(assigned(['N° ticket', 'Titre', "Date d'ouverture", 'Date de résolution'])).toEqual({
      id: ['N° ticket'],
      title: ['Titre'],
      start: ["Date d'ouverture"],
      resolved: ['Date de résolution'],
    })
  })

  test('how tickets were closed is no cause', () => {
    const headers = ['Opened', 'Close code', 'Category']
    const holding = (code: string) => {
      const contents = contentsOf([['2024-01-05 10:00', code, 'Network']], true)
      return assignColumns(headers, '', { contents }).get('cause')?.[0]?.header
    }
    expect(holding('Software')).toBe('Close code')
    for (const code of ['Solved (Permanently)', 'Closed/Resolved by Caller', 'Workaround provided'])
      expect(holding(code)).toBe('Category')
  })

  test('zones and units stand in headers', () => {
    const columns = assignColumns(
      ['Created At (UTC)', 'end_utc', 'Duration (in mins.)', 'seconds_to_first_ack'],
      '',
    )
    expect(columns.get('start')?.[0]).toMatchObject({ zone: 'UTC' })
    expect(columns.get('end')?.[0]).toMatchObject({ zone: 'UTC' })
    expect(columns.get('duration')?.[0]).toMatchObject({ unit: 'minutes' })
    expect(columns.get('acknowledgedAfter')?.[0]).toMatchObject({ unit: 'seconds' })
    expect(assignColumns(['Start (America/New_York)'], '').get('start')?.[0]).toMatchObject({
      zone: 'America/New_York',
    })
  })

  test('an offset may stand behind the abbreviation of its zone', () => {
    const columns = assignColumns(['Created At (EST -5)', 'Closed At (IST +5:30)'], '')
    expect(columns.get('start')?.[0]).toMatchObject({ zone: 'UTC-5' })
    expect(columns.get('closed')?.[0]).toMatchObject({ zone: 'UTC+5:30' })
  })

  test('offsets, patterns and orders stand in headers, too', () => {
    const columns = assignColumns(
      ['UTC Start Time', 'End (GMT+05:30)', 'Downtime (HH:MM)', 'Date (DD/MM/YYYY)'],
      '',
    )
    expect(columns.get('start')?.[0]).toMatchObject({ zone: 'UTC' })
    expect(columns.get('end')?.[0]).toMatchObject({ zone: 'GMT+05:30' })
    expect(columns.get('duration')?.[0]).toMatchObject({ unit: 'hours' })
    expect(columns.get('startDate')?.[0]).toMatchObject({ order: 'day-first' })
  })

  test.each([
    [
      'Datadog',
      'public_id,title,state,severity,customer_impact_start,customer_impact_end,detected',
      2,
    ],
    ['Rootly', 'id,title,status,severity,started_at,detected_at,acknowledged_at,resolved_at', 1],
    ['FireHydrant', 'id,name,severity,priority,started_at,acknowledged_at,resolved_at', 1],
    [
      'incident.io',
      'Reference,Name,Severity,Status,Reported at,Impact started at,Impact ended at',
      2,
    ],
    ['Zabbix', 'Severity,Time,Recovery time,Status,Host,Problem,Duration', 2],
    ['Site24x7', 'Monitor Name,Down Since,Up Since,Downtime', 2],
    ['Alertmanager', 'alertname,startsAt,endsAt,severity', 2],
  ])('the names of %s are known', (_, line, ends) => {
    const columns = assigned(line.split(','))
    expect(columns['start']?.[0]).toMatch(
      /^(?:customer_impact_start|started_at|Impact started at|Time|Down Since|startsAt)$/,
    )
    expect(columns['end'] !== undefined).toBe(ends === 2)
  })

  test('percent belongs to the name', () => {
    const columns = assignColumns(['impact', 'impact_pct', 'Error %'], '')
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
