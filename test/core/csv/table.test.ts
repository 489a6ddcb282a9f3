import { describe, expect, test } from 'vitest'
import { csv } from '../../../src/core/formats/csv'
import type { Assumptions } from '../../../src/core/issue'
import { readAs } from '../../support/read-format'

const read = (text: string, assume: Assumptions = {}) => readAs(csv, text, { assume })
const at = (iso: string) => Date.parse(`${iso}Z`)
const codes = (list: readonly { code: string }[]) => list.map(({ code }) => code)

describe('what is over and what is no incident', () => {
  const header = 'id,title,status,started_at,resolved_at\n'

  test('a record that is over by its status needs an end', async () => {
    const { incidents, rejected } = await read(
      `${header}1,a,Resolved,2024-01-02 10:00,\n2,b,Open,2024-01-02 10:00,\n`,
    )
    expect(incidents.map(({ id }) => id)).toEqual(['2'])
    expect(rejected.map(({ row, code }) => [row, code])).toEqual([[1, 'missing-end']])
    expect(rejected[0]?.message).toContain('column "status" says "Resolved"')
  })

  test('the last change of the status is the end of what is over', async () => {
    const { incidents } = await read(
      'id,title,status,created_at,last_status_change_at\n' +
        '1,a,resolved,2024-01-02T10:00:00Z,2024-01-02T11:00:00Z\n' +
        '2,b,acknowledged,2024-01-02T10:00:00Z,2024-01-02T11:00:00Z\n',
    )
    expect(incidents.map(({ impacts }) => impacts[0]?.to)).toEqual([
      at('2024-01-02T11:00:00'),
      null,
    ])
  })

  test('stories and tasks among incidents are listed as no incidents, unless a person says otherwise', async () => {
    const text =
      'id,type,title,started_at\n1,Incident,a,2024-01-02 10:00\n2,Task,b,2024-01-02 10:00\n3,Bug,c,2024-01-02 10:00\n'
    expect((await read(text)).rejected.map(({ row, code }) => [row, code])).toEqual([
      [2, 'not-an-incident'],
    ])
    expect((await read(text, { values: { kind: { task: 'incident' } } })).rejected).toEqual([])
  })

  test('what is still open has lasted so long so far, and has no end', async () => {
    const { incidents } = await read(
      'Severity,Time,Recovery time,Status,Host,Problem,Duration\n' +
        'High,2024-01-02 10:00,2024-01-02 10:30,RESOLVED,web-1,No ping,30m\n' +
        'Average,2024-01-02 11:00,,PROBLEM,db-2,Disk is full,2h 5m\n',
    )
    expect(incidents).toMatchObject([
      { services: ['web-1'], title: 'No ping', impacts: [{ to: at('2024-01-02T10:30:00') }] },
      { services: ['db-2'], severity: 'minor', impacts: [{ to: null }] },
    ])
  })

  test('states of a monitor that are no outage are no incidents', async () => {
    const { incidents } = await read(
      'status,start,end\nup,2024-01-02 10:00,2024-01-02 11:00\ndown,2024-01-02 11:00,2024-01-02 11:05\n',
    )
    expect(incidents).toHaveLength(1)
  })
})

describe('tables that are no list of incidents', () => {
  test('measurements are refused', async () => {
    await expect(
      read('timestamp,uptime_percent\n2024-01-01,99.9\n2024-01-02,99.8\n'),
    ).rejects.toThrow('measurements')
  })

  test('rows of moments without an end are asked about, once', async () => {
    const text = 'id,ip,date,time,status\n1,10.0.0.1,2024-01-02,10:00:05,no answer\n'
    const asked = await read(text)
    expect(asked.incidents).toEqual([])
    expect(asked.questions).toMatchObject([{ code: 'no-end', column: 'time' }])
    const answered = await read(text, asked.questions[0]?.answers[0]?.assume)
    expect(answered.incidents[0]?.impacts).toMatchObject([
      { from: at('2024-01-02T10:00:05'), to: null },
    ])
  })

  test('moments are no question where every status says open or over', async () => {
    const { questions } = await read('id,reported,status\n1,2024-01-02 10:00,Open\n')
    expect(questions).toEqual([])
  })

  test('a first row with a date in any form is data', async () => {
    await expect(read('Shop,27/08/2024 14:02:43,0\nBlog,27/08/2024 14:05:00,3\n')).rejects.toThrow(
      'there is no header',
    )
    await expect(read('4/20/2022,21:13\n4/21/2022,0:05\n')).rejects.toThrow('there is no header')
  })
})

describe('columns told apart by what they hold', () => {
  test('a time of recovery is an end, a length of recovery a length', async () => {
    const moment = await read(
      'Device,Start Time,Recovery Time\nrouter,2024-01-02 10:00,2024-01-02 10:20\n',
    )
    expect(moment.incidents[0]).toMatchObject({
      services: ['router'],
      impacts: [{ to: at('2024-01-02T10:20:00') }],
    })
    const length = await read('Device,Start Time,Recovery Time\nrouter,2024-01-02 10:00,20 min\n')
    expect(length.incidents[0]?.impacts[0]?.to).toBe(at('2024-01-02T10:20:00'))
  })

  test('"resolved: yes" is no time, and a length in hours ends the incident', async () => {
    const { incidents, rejected } = await read(
      'id,date,resolved,resolution_time_hours\n1,2024-01-02 10:00,True,1.5\n2,2024-01-03 10:00,False,\n',
    )
    expect(rejected).toEqual([])
    expect(incidents.map(({ impacts }) => impacts[0]?.to)).toEqual([
      at('2024-01-02T11:30:00'),
      null,
    ])
  })

  test('days and times of day are put together, whatever their names', async () => {
    const { incidents } = await read(
      'Opened Date,Opened Time,Closed Date,Closed Time,Summary\n02/13/2024,23:50,02/14/2024,00:20,a\n',
    )
    expect(incidents[0]?.impacts[0]).toMatchObject({
      from: at('2024-02-13T23:50:00'),
      to: at('2024-02-14T00:20:00'),
    })
  })

  test('a log kept by hand in a spreadsheet', async () => {
    const { incidents, rejected } = await read(
      'No.,Date of Outage,Time Down,Time Up,Downtime (mins),System(s) Affected,Reason for Outage,Severity (SEV 1-5)\n' +
        '1,13/02/2024,09:05,09:47,42,"Email, VPN",Power failure,SEV 2\n' +
        '2,14/02/2024,23:50,00:20,30,Website,Patch,SEV 1\n' +
        '3,15/02/2024,23:50,00:20,,Website,Patch,SEV 1\n',
    )
    expect(incidents[0]).toMatchObject({
      id: '1',
      services: ['Email', 'VPN'],
      severity: 'major',
      cause: 'Power failure',
      impacts: [{ from: at('2024-02-13T09:05:00'), to: at('2024-02-13T09:47:00') }],
    })
    // The length says that the end is after midnight; without it the record is not guessed.
    expect(incidents[1]?.impacts[0]?.to).toBe(at('2024-02-15T00:20:00'))
    expect(rejected.map(({ row, code }) => [row, code])).toEqual([[3, 'end-before-start']])
  })

  test('a column that is empty throughout gives way without a word', async () => {
    const { incidents, issues } = await read(
      'id,impact_start,created_at,resolved_at\n1,,2024-01-02T10:00:00Z,2024-01-02T11:00:00Z\n',
    )
    expect(incidents[0]?.flags).toEqual([])
    expect(codes(issues)).toEqual([])
  })

  test('a log in another language is read by its words', async () => {
    const { incidents } = await read(
      'Datum;Beginn;Ende;Dauer;System;Ursache;Beschreibung\n13.02.2024;10:15;11:00;45 min;Kasse;Netzwerk;Keine Verbindung\n',
    )
    expect(incidents[0]).toMatchObject({
      services: ['Kasse'],
      cause: 'Netzwerk',
      text: 'Keine Verbindung',
      impacts: [{ from: at('2024-02-13T10:15:00'), to: at('2024-02-13T11:00:00') }],
    })
  })
})
