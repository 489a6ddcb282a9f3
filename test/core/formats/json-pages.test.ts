import { describe, expect, it, test } from 'vitest'
import { jsonRecords } from '../../../src/core/formats/json-records'
import { minuteOf, readAs, windows } from '../../support/read-format'

const read = (value: unknown, assume = {}) => readAs(jsonRecords, JSON.stringify(value), { assume })
const reasons = (list: readonly { code: string; message: string }[]) =>
  list.map(({ code, message }) => `${code}: ${message.replace(/^.*?: /, '')}`)

describe('a page of its own making', () => {
  it('keeps incidents and maintenances apart: both are its records', async () => {
    const { incidents } = await read({
      version: 1,
      status: 'ok',
      incidents: [{ id: 'a', title: 'Slow', startedAt: '2024-03-20T10:00:00Z', resolvedAt: null }],
      maintenances: [
        { id: 'b', title: 'Move', start: '2024-03-21T10:00:00Z', end: '2024-03-21T11:00:00Z' },
      ],
    })
    expect(incidents.map((one) => [one.id, one.kind, ...windows(one)])).toEqual([
      ['a', 'incident', '2024-03-20 10:00 – …'],
      ['b', 'maintenance', '2024-03-21 10:00 – 2024-03-21 11:00'],
    ])
  })

  it('may have had no incident yet', async () => {
    const { issues } = await read({
      last_updated: '2024-08-07T15:53:19Z',
      current_incidents: [],
      past_incidents: [],
    })
    expect(issues.map(({ code }) => code)).toEqual(['no-records'])
  })

  it('has posts that only change the status, and times without a zone', async () => {
    const { incidents } = await read(
      [
        {
          id: 1,
          title: 'Slow',
          stage: 'resolved',
          startedAt: '2024-03-20 10:00',
          resolvedAt: '2024-03-20 11:00',
          updates: [
            { postedAt: '2024-03-20 10:10', stage: 'investigating', body: 'We look.' },
            { postedAt: '2024-03-20 10:30', stage: 'identified', body: '' },
            { postedAt: '2024-03-20 11:00', stage: 'resolved', body: 'It is fast again.' },
          ],
        },
      ],
      { timeZone: 'Europe/Berlin' },
    )
    const [first] = incidents
    expect(first && windows(first)).toEqual(['2024-03-20 09:00 – 2024-03-20 10:00'])
    expect(first?.updates.map(({ status, postedAt }) => [status, minuteOf(postedAt)])).toEqual([
      ['Investigating', '2024-03-20 09:10'],
      ['Identified', '2024-03-20 09:30'],
      ['Resolved', '2024-03-20 10:00'],
    ])
  })
})

test('where some records are incidents, those of another type are not', async () => {
  const { incidents, rejected } = await read([
    {
      id: 1,
      type: 'incident',
      title: 'Down',
      start: '2024-01-01T00:00:00Z',
      end: '2024-01-01T01:00:00Z',
    },
    { id: 2, type: 'heartbeat', title: 'Check', timestamp: '2024-01-02T00:00:00Z' },
    { id: 3, title: 'Untold', start: '2024-01-03T00:00:00Z' },
  ])
  expect(incidents.map(({ id }) => id)).toEqual(['1', '3'])
  expect(reasons(rejected)).toEqual([
    'not-an-incident: field "type" says "heartbeat", where others say "incident".',
  ])
  const typed = await read([
    { id: 1, type: 'checkout', title: 'Down', start: '2024-01-01T00:00:00Z', end: null },
  ])
  expect(typed.incidents.length).toBe(1)
})

test('runs of a program that each list their incidents give them all', async () => {
  const run = (at: string, ids: readonly string[]) => ({
    run: at,
    count: ids.length,
    incidents: ids.map((id) => ({ incident_id: id, severity: 'P2', title: 'x', created_at: at })),
  })
  const { incidents } = await read([
    run('2024-04-27T05:28:00Z', ['A', 'B']),
    run('2024-04-27T05:34:00Z', ['C']),
  ])
  expect(incidents.map(({ id, source }) => [id, source.row])).toEqual([
    ['A', 1],
    ['B', 2],
    ['C', 3],
  ])
})

test('what lies beside an incident gives it no times and no length', async () => {
  const { incidents } = await read([
    {
      id: 1,
      alert: { name: 'HighErrors', source: 'monitor' },
      service_id: 'shop',
      started_at: '2024-09-01T10:05:00Z',
      day: 1,
      recent_changes: [{ type: 'deploy', service: 'shop', at: '2024-09-01T09:55:00Z' }],
    },
  ])
  expect(incidents.map((one) => [one.title, one.services, ...windows(one)])).toEqual([
    ['HighErrors', ['shop'], '2024-09-01 10:05 – …'],
  ])
  expect(incidents[0]?.extra.map(([name]) => name)).toEqual([
    'alert.source',
    'day',
    'recent_changes',
  ])
})
