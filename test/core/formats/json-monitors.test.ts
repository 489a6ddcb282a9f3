import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { jsonRecords } from '../../../src/core/formats/json-records'
import type { Incident } from '../../../src/core/incident'
import { readAs, windows } from '../../support/read-format'

const folder = join(import.meta.dirname, '../../../data/samples/json-records')
const sample = (name: string) => readFileSync(join(folder, name), 'utf8')
const read = (value: unknown) => readAs(jsonRecords, JSON.stringify(value))
const shown = (one: Incident | undefined) =>
  one && [one.id, one.kind, one.title, one.services.join(', '), one.severity, ...windows(one)]

test('UptimeRobot groups the events of its log by monitor', async () => {
  const { incidents, rejected } = await readAs(jsonRecords, sample('monitor-logs.json'))
  expect(incidents.map((one) => [one.source.row, one.trigger, ...(shown(one) ?? [])])).toEqual([
    [
      2,
      'Connection timeout',
      '9002',
      'incident',
      'Harbour site',
      'Harbour site',
      null,
      '2024-01-02 00:00 – 2024-01-02 00:07',
    ],
    [
      4,
      'Bad gateway',
      '9004',
      'incident',
      'Harbour API',
      'Harbour API',
      null,
      '2024-01-03 00:00 – 2024-01-03 00:01',
    ],
  ])
  expect(rejected.map(({ row, code }) => [row, code])).toEqual([
    [1, 'not-an-incident'],
    [3, 'not-an-incident'],
  ])
})

test('Better Stack: the name is the monitor, the cause what it saw', async () => {
  const { incidents } = await read({
    data: [
      {
        id: '81',
        type: 'incident',
        attributes: {
          name: 'Shop',
          url: 'https://shop.example',
          http_method: 'get',
          cause: 'Status 502',
          started_at: '2024-03-09T17:37:00Z',
          acknowledged_at: '2024-03-09T17:39:00Z',
          resolved_at: '2024-03-09T17:45:00Z',
        },
      },
    ],
  })
  expect(incidents.map((one) => [...(shown(one) ?? []), one.trigger, one.cause])).toEqual([
    [
      '81',
      'incident',
      'Shop',
      'Shop',
      null,
      '2024-03-09 17:37 – 2024-03-09 17:45',
      'Status 502',
      null,
    ],
  ])
})

test('Zabbix: numbers for times and severities, zero for an end to come', async () => {
  const { incidents, issues } = await read({
    jsonrpc: '2.0',
    result: [
      {
        eventid: '11',
        name: 'Host is down',
        severity: '4',
        clock: '1472457242',
        r_clock: '1472457302',
      },
      { eventid: '12', name: 'Disk fills', severity: '2', clock: '1472457242', r_clock: '0' },
    ],
    id: 1,
  })
  expect(incidents.map(shown)).toEqual([
    ['11', 'incident', 'Host is down', '', 'major', '2016-08-29 07:54 – 2016-08-29 07:55'],
    ['12', 'incident', 'Disk fills', '', 'minor', '2016-08-29 07:54 – …'],
  ])
  expect(issues.map(({ code }) => code)).toEqual(['numeric-date', 'numeric-date'])
})

test('Alertmanager: labels and annotations are fields, the end of a firing alert is to come', async () => {
  const alert = (state: string, endsAt: string) => ({
    labels: { alertname: 'HighLatency', severity: 'critical', service: 'api' },
    annotations: { summary: 'Latency is high' },
    startsAt: '2025-12-30T09:30:00.000Z',
    endsAt,
    status: { state, silencedBy: [] },
  })
  const { incidents } = await read([
    alert('active', '2026-01-01T00:05:00Z'),
    alert('resolved', '2025-12-30T09:40:00.000Z'),
  ])
  expect(incidents.map((one) => [one.title, one.services, one.severity, ...windows(one)])).toEqual([
    ['Latency is high', ['api'], 'critical', '2025-12-30 09:30 – …'],
    ['Latency is high', ['api'], 'critical', '2025-12-30 09:30 – 2025-12-30 09:40'],
  ])
})

test('monitors: times without an outage are none, whatever the program calls them', async () => {
  const pingdom = await read({
    summary: {
      states: [
        { status: 'up', timefrom: 1704153600, timeto: 1704157200 },
        { status: 'down', timefrom: 1704157200, timeto: 1704157260 },
        { status: 'unknown', timefrom: 1704157260, timeto: 1704157320 },
      ],
    },
  })
  expect(pingdom.incidents.flatMap(windows)).toEqual(['2024-01-02 01:00 – 2024-01-02 01:01'])
  expect(pingdom.rejected.length).toBe(2)
  const cake = await read({
    data: [
      {
        status: 'up',
        created_at: '2024-03-10T06:42:00Z',
        ended_at: '2024-03-11T06:42:00Z',
        duration: 86_400_000,
      },
      {
        status: 'down',
        created_at: '2024-03-11T06:42:00Z',
        ended_at: '2024-03-11T06:52:00Z',
        duration: 600_000,
      },
    ],
  })
  expect(cake.incidents.flatMap(windows)).toEqual(['2024-03-11 06:42 – 2024-03-11 06:52'])
  expect(cake.rejected.map(({ code }) => code)).toEqual(['not-an-incident'])
})

test('clouds: what a record is stands in a word of their own', async () => {
  const aws = await read({
    events: ['issue', 'scheduledChange', 'accountNotification'].map((eventTypeCategory, at) => ({
      arn: `arn:${at}`,
      service: 'EC2',
      eventTypeCode: 'AWS_EC2_ISSUE',
      eventTypeCategory,
      startTime: '2024-06-13T19:08:00+00:00',
      endTime: '2024-06-13T22:42:00+00:00',
      statusCode: 'closed',
    })),
  })
  expect(aws.incidents.map(({ kind }) => kind)).toEqual([
    'incident',
    'maintenance',
    'informational',
  ])
  const azure = await read({
    value: [
      {
        id: '/subscriptions/x/events/AB-1',
        name: 'AB-1',
        type: '/providers/Microsoft.ResourceHealth/events',
        properties: {
          eventType: 'ServiceIssue',
          status: 'Resolved',
          title: 'Machines stop',
          impactStartTime: '2024-06-09T09:00:00Z',
          impactMitigationTime: '2024-06-09T11:37:00Z',
          impact: [{ impactedService: 'Virtual Machines', impactedRegions: [] }],
        },
      },
    ],
  })
  expect(azure.incidents.map(shown)).toEqual([
    [
      'AB-1',
      'incident',
      'Machines stop',
      'Virtual Machines',
      null,
      '2024-06-09 09:00 – 2024-06-09 11:37',
    ],
  ])
})

test('Salesforce lists the times of impact beside those of the record', async () => {
  const { incidents } = await read([
    {
      id: 20_001,
      status: 'Resolved',
      createdAt: '2024-09-20T15:10:00.000Z',
      updatedAt: '2024-09-20T20:10:00.000Z',
      instanceKeys: ['NA1', 'NA2'],
      message: { rootCause: null },
      IncidentImpacts: [
        {
          startTime: '2024-09-20T18:00:00.000Z',
          endTime: '2024-09-20T18:30:00.000Z',
          severity: 'minor',
        },
        {
          startTime: '2024-09-20T14:48:00.000Z',
          endTime: '2024-09-20T16:00:00.000Z',
          severity: 'major',
        },
      ],
      IncidentEvents: [
        { type: 'resolved', message: 'It is over.', createdAt: '2024-09-20T19:10:00.000Z' },
      ],
    },
  ])
  expect(incidents.map((one) => [one.services, one.severity, ...windows(one)])).toEqual([
    [
      ['NA1', 'NA2'],
      'major',
      '2024-09-20 14:48 – 2024-09-20 16:00',
      '2024-09-20 18:00 – 2024-09-20 18:30',
    ],
  ])
  expect(incidents[0]?.flags).not.toContain('upper-bound')
})
