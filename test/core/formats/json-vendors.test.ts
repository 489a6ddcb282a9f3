import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { jsonRecords } from '../../../src/core/formats/json-records'
import type { Incident } from '../../../src/core/incident'
import { minuteOf, readAs, windows } from '../../support/read-format'

const folder = join(import.meta.dirname, '../../../data/samples/json-records')
const sample = (name: string) => readFileSync(join(folder, name), 'utf8')
const read = (value: unknown) => readAs(jsonRecords, JSON.stringify(value))
const reasons = (list: readonly { code: string; message: string }[]) =>
  list.map(({ code, message }) => `${code}: ${message.replace(/^.*?: /, '')}`)
const shown = (one: Incident | undefined) =>
  one && [one.id, one.kind, one.title, one.services.join(', '), one.severity, ...windows(one)]

test('incident.io names its times as a company likes, and has incidents that are none', async () => {
  const { incidents, rejected } = await readAs(jsonRecords, sample('incident-io.json'))
  expect(incidents.map(shown)).toEqual([
    [
      '01HARBOUR0001',
      'incident',
      'Crane schedule is empty',
      'Cranes, Yard',
      'major',
      '2024-05-02 06:12 – 2024-05-02 07:12',
    ],
  ])
  expect(minuteOf(incidents[0]?.milestones.identifiedAt)).toBe('2024-05-02 06:50')
  expect(incidents[0]?.milestones.mitigatedAt).toBeNull()
  expect(reasons(rejected)).toEqual([
    'not-an-incident: field "mode" says "tutorial", so it is no incident.',
    'not-an-incident: field "incident_status.category" says "declined", so it is no incident.',
  ])
})

test('Datadog states lengths of the response beside the times of the impact', async () => {
  const { incidents } = await readAs(jsonRecords, sample('datadog.json'))
  expect(incidents.map(shown)).toEqual([
    [
      '31',
      'incident',
      'Gate cameras freeze',
      'gate-video, gate-web',
      'major',
      '2024-06-03 08:05 – 2024-06-03 08:35',
    ],
    ['32', 'incident', 'Reports are late', '', null, '2024-06-09 08:20 – …'],
  ])
  const [first] = incidents
  expect(first?.conflicts).toEqual([])
  expect([first?.cause, first?.text]).toEqual([
    'network',
    'Streams stopped after the switch was replaced.',
  ])
  expect(minuteOf(first?.milestones.resolvedAt)).toBe('2024-06-03 11:00')
})

describe('a record that is over without an end', () => {
  it('ends with its last change at the latest, and one that goes on has no end', async () => {
    const { incidents } = await readAs(jsonRecords, sample('posts-without-end.json'))
    expect(incidents.map((one) => [...windows(one), one.updates.length, one.services])).toEqual([
      ['2024-07-08 16:10 – 2024-07-09 19:00', 2, ['Mail']],
      ['2024-07-10 16:10 – …', 1, ['Search', 'Mail']],
    ])
    expect(incidents[0]?.flags).toContain('upper-bound')
    expect(incidents[0]?.impacts[0]).toMatchObject({ durationLow: 0, durationHigh: 96_600_000 })
    expect(incidents[0]?.text).toContain('All mails are delivered in time again.')
  })

  it('ends with the post that says so', async () => {
    const { incidents } = await read([
      {
        id: 5,
        title: 'Deploys wait',
        resolved: true,
        created_at: '2024-04-24T14:02:00Z',
        updated_at: '2024-05-24T14:02:00Z',
        updates: [
          {
            contents: 'Deploys run again.',
            created_at: '2024-04-24T15:24:00Z',
            update_type: 'resolved',
          },
          { contents: 'We look.', created_at: '2024-04-24T14:10:00Z', update_type: 'issue' },
        ],
      },
    ])
    expect(incidents.flatMap(windows)).toEqual(['2024-04-24 14:02 – 2024-04-24 15:24'])
    expect(incidents[0]?.flags).toContain('status-page-time')
  })

  it('is rejected where nothing says when that was', async () => {
    const { rejected } = await read([
      { id: 1, title: 'a', status: 'resolved', started_at: '2024-01-01T00:00:00Z' },
    ])
    expect(reasons(rejected)).toEqual([
      'missing-end: its status says that it is over, but no field says when it ended.',
    ])
  })
})

test('PagerDuty: names in references, the end of resolved ones, their numbers as written', async () => {
  const { incidents } = await read({
    incidents: [
      {
        id: 'P1',
        incident_number: 7,
        title: 'Disk is full',
        status: 'resolved',
        urgency: 'high',
        created_at: '2024-03-01T10:00:00Z',
        resolved_at: null,
        last_status_change_at: '2024-03-01T10:20:00Z',
        service: { id: 'S1', type: 'service_reference', summary: 'Archive' },
        priority: { id: 'Y', summary: 'P2', type: 'priority_reference' },
        assignments: [{ at: '2024-03-01T10:00:00Z', assignee: { id: 'U', summary: 'Somebody' } }],
        pending_actions: [{ type: 'resolve', at: '2024-03-01T14:00:00Z' }],
        html_url: 'https://harbour.pagerduty.example/incidents/P1',
        self: 'https://api.pagerduty.example/incidents/P1',
      },
    ],
    limit: 25,
    more: false,
  })
  expect(incidents.map(shown)).toEqual([
    ['P1', 'incident', 'Disk is full', 'Archive', 'major', '2024-03-01 10:00 – 2024-03-01 10:20'],
  ])
  expect(incidents[0]?.source.url).toBe('https://harbour.pagerduty.example/incidents/P1')
})

test('FireHydrant: milestones and impacts are lists', async () => {
  const milestones = [
    ['started', '14:10'],
    ['detected', '14:20'],
    ['acknowledged', '14:23'],
    ['mitigated', '14:50'],
    ['resolved', '15:05'],
  ].map(([type, time]) => ({ type, occurred_at: `2024-05-21T${time}:00.000Z`, duration: null }))
  const { incidents } = await read({
    data: [
      {
        id: 'h1',
        name: 'Payments fail',
        created_at: '2024-05-21T14:22:00.000Z',
        started_at: '2024-05-21T14:22:00.000Z',
        severity: 'SEV2',
        current_milestone: 'resolved',
        milestones,
        impacts: [
          { id: 'i', type: 'service', impact: { name: 'Checkout' }, condition: { name: 'Down' } },
        ],
      },
    ],
  })
  expect(incidents.map(shown)).toEqual([
    ['h1', 'incident', 'Payments fail', 'Checkout', 'major', '2024-05-21 14:10 – 2024-05-21 15:05'],
  ])
  expect(minuteOf(incidents[0]?.milestones.mitigatedAt)).toBe('2024-05-21 14:50')
})

test('Rootly: JSON:API with relations in attributes, practice and parts of others', async () => {
  const attributes = {
    sequential_id: 4,
    title: 'Login fails',
    kind: 'normal',
    status: 'resolved',
    severity: { data: { id: 's', type: 'severities', attributes: { name: 'SEV1' } } },
    services: { data: [{ id: 'v', type: 'services', attributes: { name: 'Login' } }] },
    started_at: '2024-01-19T12:00:00.000-08:00',
    mitigated_at: '2024-01-19T13:30:00.000-08:00',
    resolved_at: '2024-01-19T13:40:00.000-08:00',
  }
  const { incidents, rejected } = await read({
    data: [
      { id: 'r1', type: 'incidents', attributes },
      { id: 'r2', type: 'incidents', attributes: { ...attributes, kind: 'test' } },
      { id: 'r3', type: 'incidents', attributes: { ...attributes, kind: 'normal_sub' } },
    ],
  })
  expect(incidents.map(shown)).toEqual([
    ['r1', 'incident', 'Login fails', 'Login', 'critical', '2024-01-19 20:00 – 2024-01-19 21:40'],
  ])
  expect(reasons(rejected)).toEqual([
    'not-an-incident: field "kind" says "test", so it is no incident.',
    'not-an-incident: field "kind" says "normal_sub": it is part of another incident.',
  ])
})

test('a page with a list of incidents and one of maintenances has both', async () => {
  const { incidents } = await read({
    page: { name: 'Harbour', status: 'HASISSUES' },
    activeIncidents: [
      { id: 'a', name: 'Slow', status: 'INVESTIGATING', started: '2024-03-20T10:00:00Z' },
    ],
    activeMaintenances: [
      { id: 'b', name: 'Move', status: 'INPROGRESS', start: '2024-03-21T10:00:00Z' },
    ],
  })
  expect(incidents.map(({ id, kind }) => [id, kind])).toEqual([
    ['a', 'incident'],
    ['b', 'maintenance'],
  ])
})

test('Dispatch: an incident is over when it is stable, not when its ticket is closed', async () => {
  const { incidents } = await read({
    items: [
      {
        id: 34,
        name: 'dispatch-34',
        title: 'Search is empty',
        status: 'Closed',
        reported_at: '2024-03-01T10:00:00Z',
        stable_at: '2024-03-01T11:00:00Z',
        closed_at: '2024-03-03T09:00:00Z',
        incident_severity: { id: 1, name: 'High' },
      },
    ],
  })
  expect(incidents.flatMap(windows)).toEqual(['2024-03-01 10:00 – 2024-03-01 11:00'])
})

test('a list of GitHub issues may hold pull requests', async () => {
  const issue = {
    title: 'Down',
    state: 'closed',
    created_at: '2024-01-02T10:00:00Z',
    closed_at: '2024-01-02T11:00:00Z',
  }
  const { incidents, rejected } = await read([
    { ...issue, id: 1, number: 12, url: 'https://api.example/12', html_url: 'https://example/12' },
    { ...issue, id: 2, number: 13, pull_request: { url: 'https://api.example/pulls/13' } },
  ])
  expect(incidents.map(({ source }) => source.url)).toEqual(['https://example/12'])
  expect(reasons(rejected)).toEqual(['not-an-incident: it is a change of code, no incident.'])
})

test('the length of closed Opsgenie alerts states no unit: it is asked', async () => {
  const { questions } = await read({
    data: [
      {
        id: 'o1',
        tinyId: '9',
        message: 'Queue is full',
        status: 'closed',
        priority: 'P1',
        createdAt: '2024-03-21T20:32:52.353Z',
        updatedAt: '2024-03-21T21:32:52.353Z',
        report: { ackTime: 15_702, closeTime: 60_503 },
      },
    ],
  })
  expect(questions.map(({ code }) => code)).toEqual(['duration-unit'])
})

describe('what is no list of incidents', () => {
  const made = '2024-01-01T00:00:00Z'
  it.each([
    ['users', [{ id: 1, name: 'Ann', email: 'a@example', created_at: made }]],
    ['an error', { error: { code: 401, message: 'Sign in' } }],
    ['settings', { name: 'app', version: '1.0.0', scripts: { build: 'x' }, files: ['dist'] }],
  ])('is refused: %s', async (_, value) => {
    await expect(read(value)).rejects.toThrow(/no field of its records is known to be the start/)
  })
})

test('the tables of ServiceNow state a value beside the one that is shown', async () => {
  const both = (display_value: string, value = display_value) => ({ display_value, value })
  const { incidents } = await read({
    result: [
      {
        number: both('INC0010001'),
        short_description: both('Printer queue is stuck'),
        cmdb_ci: both('Printing', '5f8b0000'),
        opened_at: both('02/01/2024 11:00:00', '2024-01-02 10:00:00'),
        resolved_at: both('02/01/2024 12:00:00', '2024-01-02 11:00:00'),
        priority: both('2 - High', '2'),
      },
    ],
  })
  expect(incidents.map(shown)).toEqual([
    [
      'INC0010001',
      'incident',
      'Printer queue is stuck',
      'Printing',
      'major',
      '2024-01-02 10:00 – 2024-01-02 11:00',
    ],
  ])
})

test('Jira wraps the fields of an issue', async () => {
  const issue = (key: string, type: string) => ({
    key,
    id: '1',
    fields: {
      summary: 'Login fails',
      issuetype: { id: '7', name: type },
      status: { name: 'Done' },
      priority: { name: 'High' },
      components: [{ name: 'Login' }, { name: 'API' }],
      created: '2024-07-14T15:42:00.000+0200',
      resolutiondate: '2024-07-14T16:42:00.000+0200',
    },
  })
  const { incidents, rejected } = await read({
    issues: [issue('A-1', 'Incident'), issue('A-2', 'Story')],
  })
  expect(incidents.map((one) => [one.services, ...windows(one)])).toEqual([
    [['Login', 'API'], '2024-07-14 13:42 – 2024-07-14 14:42'],
  ])
  expect(reasons(rejected)).toEqual([
    'not-an-incident: field "issuetype" says "Story", where others say "incident".',
  ])
})

test('VictorOps tells the life of an incident in transitions', async () => {
  const { incidents } = await read({
    incidents: [
      {
        incidentNumber: '12',
        entityDisplayName: 'Queue is full',
        service: 'Mail',
        currentPhase: 'RESOLVED',
        startTime: '2024-02-02T10:00:00Z',
        transitions: [
          { name: 'triggered', at: '2024-02-02T10:00:00Z' },
          { name: 'acked', at: '2024-02-02T10:03:00Z', by: 'somebody' },
          { name: 'resolved', at: '2024-02-02T10:21:00Z', by: 'somebody' },
        ],
      },
    ],
  })
  expect(incidents.map((one) => [one.id, one.services, ...windows(one)])).toEqual([
    ['12', ['Mail'], '2024-02-02 10:00 – 2024-02-02 10:21'],
  ])
  expect(minuteOf(incidents[0]?.milestones.acknowledgedAt)).toBe('2024-02-02 10:03')
})
