import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { jsonRecords } from '../../../src/core/formats/json-records'
import type { Incident } from '../../../src/core/incident'
import { minuteOf, readAs, windows } from '../../support/read-format'

const folder = join(import.meta.dirname, '../../../data/samples/json-records')
const sample = (name: string) => readFileSync(join(folder, name), 'utf8')
const read = (value: unknown) => readAs(jsonRecords, JSON.stringify(value))
const shown = (one: Incident) => [
  one.id,
  one.kind,
  one.title,
  one.services.join(', '),
  one.severity,
  ...windows(one),
]

test('Status.io keeps planned work in an object, and says with words only that an incident is over', async () => {
  const { incidents } = await readAs(jsonRecords, sample('pages.json'))
  expect(incidents.map(shown)).toEqual([
    [
      '5b01',
      'incident',
      'Search finds nothing',
      'Search',
      null,
      '2024-05-01 10:00 – 2024-05-01 11:20',
    ],
    ['5b02', 'incident', 'Tiles are not drawn', 'Map', null, '2024-05-03 08:12 – 2024-05-03 09:02'],
    ['5b03', 'maintenance', 'New disks', 'Map', null, '2024-05-10 10:00 – 2024-05-10 12:00'],
  ])
})

test('Apple lists services, most of them without an event', async () => {
  const { incidents, rejected } = await readAs(jsonRecords, sample('services-with-events.json'))
  expect(rejected).toEqual([])
  expect(incidents.map(shown)).toEqual([
    [
      '2000000001',
      'incident',
      'Users could not send letters.',
      'Letters',
      null,
      '2024-03-08 11:00 – 2024-03-08 12:00',
    ],
    [
      '2000000002',
      'maintenance',
      'Stamps could not be printed.',
      'Stamps',
      null,
      '2024-03-09 11:00 – 2024-03-09 12:00',
    ],
  ])
})

test('an incident with a start stays one beside another that has only notes', async () => {
  const at = (day: number, hour: number) => new Date(Date.UTC(2024, 0, day, hour)).toISOString()
  const dated = (id: string, day: number) => ({
    id,
    title: `${id} down`,
    started_at: at(day, 0),
    ended_at: at(day, 1),
    notes: [],
  })
  const undated = {
    id: 'A3',
    title: 'A3 down',
    started_at: null,
    notes: [{ created_at: at(3, 0), status: 'open' }],
  }
  const empty = { ...undated, id: 'A4', notes: [] }
  const mixed = await read([dated('A1', 1), dated('A2', 2), undated, empty])
  expect(mixed.incidents.map(({ id }) => id)).toEqual(['A1', 'A2'])
  expect(mixed.rejected.map(({ row, code }) => [row, code])).toEqual([
    [3, 'missing-start'],
    [4, 'missing-start'],
  ])
  const { incidents, rejected } = await read([undated, empty])
  expect(incidents.length + rejected.length).toBe(2)
})

test('Cachet states lengths in seconds up to any change; the last state of an incident counts', async () => {
  const one = {
    id: 7,
    component_id: 4,
    name: 'Cranes stand still',
    status: 4,
    message: 'We look into it.',
    occurred_at: '2024-01-02 10:00:00',
    updated_at: '2024-01-09 12:30:00',
    is_resolved: true,
    human_status: 'Investigating',
    latest_human_status: 'Fixed',
    duration: 613_800,
    updates: [
      { status: 4, human_status: 'Fixed', message: 'Done', created_at: '2024-01-02 12:30:00' },
    ],
  }
  const { incidents, questions } = await read({ meta: {}, data: [one] })
  expect(questions).toEqual([])
  expect(incidents.map(shown)).toEqual([
    ['7', 'incident', 'Cranes stand still', '', null, '2024-01-02 10:00 – 2024-01-02 12:30'],
  ])
})

test('Microsoft 365 keeps the text of a post beside its type', async () => {
  const post = {
    createdDateTime: '2024-01-25T07:41:00Z',
    postType: 'regular',
    description: { contentType: 'html', content: 'We look into mails<br>that are late.' },
  }
  const { incidents } = await read({
    value: [
      {
        startDateTime: '2024-01-25T07:05:00Z',
        endDateTime: '2024-01-25T12:43:00Z',
        title: 'Mails are late',
        id: 'EX1',
        classification: 'incident',
        service: 'Exchange Online',
        isResolved: true,
        posts: [post],
      },
    ],
  })
  expect(incidents[0]?.text).toContain('that are late.')
  expect(minuteOf(incidents[0]?.milestones.firstPostAt)).toBe('2024-01-25 07:41')
})

test('ServiceNow gives the numbers of its choices or their labels', async () => {
  const one = {
    number: 'INC1',
    opened_at: '2024-01-05 10:00:00',
    resolved_at: '2024-01-05 11:00:00',
    closed_at: '2024-01-10 11:00:00',
    short_description: 'Mail is down',
    priority: '1',
    state: '7',
    category: 'network',
    close_code: 'Solved (Permanently)',
    cmdb_ci: { display_value: 'mail-gw', link: 'https://example.com/1' },
    calendar_duration: '1970-01-01 01:00:00',
  }
  const { incidents } = await read({
    result: [one, { ...one, number: 'INC2', priority: '3 - Moderate', state: 'Closed' }],
  })
  expect(incidents.map((incident) => [...shown(incident), incident.cause])).toEqual([
    [
      'INC1',
      'incident',
      'Mail is down',
      'mail-gw',
      'critical',
      '2024-01-05 10:00 – 2024-01-05 11:00',
      'network',
    ],
    [
      'INC2',
      'incident',
      'Mail is down',
      'mail-gw',
      'minor',
      '2024-01-05 10:00 – 2024-01-05 11:00',
      'network',
    ],
  ])
})

test('answers of GraphQL lie deep', async () => {
  const issue = {
    issueId: 'a',
    title: ['Errors at the till'],
    priority: 'CRITICAL',
    state: 'CLOSED',
    createdAt: 1704448800000,
    closedAt: 1704452400000,
    entityNames: ['till'],
  }
  const { incidents } = await read({
    data: { actor: { account: { aiIssues: { issues: { issues: [issue] } } } } },
  })
  expect(incidents.map(shown)).toEqual([
    [
      'a',
      'incident',
      'Errors at the till',
      'till',
      'critical',
      '2024-01-05 10:00 – 2024-01-05 11:00',
    ],
  ])
})
