import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { awsStatus } from '../../../src/core/formats/aws-status'
import type { Incident } from '../../../src/core/incident'
import { minuteOf, readAs, windows } from '../../support/read-format'

const folder = new URL('../../../data/samples/aws-status/', import.meta.url)
const sample = (name: string) => readFileSync(new URL(name, folder), 'utf8')
const shown = ({ title, services, severity, ...incident }: Incident) => [
  title,
  services.join(', '),
  severity,
  ...windows({ title, services, severity, ...incident }),
]

test('the old history: posts follow their day, across midnight and with a date of their own', async () => {
  const { incidents, rejected } = await readAs(awsStatus, sample('data.json'))
  expect(incidents.map(shown)).toEqual([
    [
      'Late messages',
      'Harbour Queue (N. Virginia)',
      'minor',
      '2018-05-10 00:42 – 2018-05-10 02:04',
    ],
    [
      'Some sign-ins fail',
      'Harbour Keys (Frankfurt)',
      'major',
      '2020-02-28 03:25 – 2020-02-28 10:15',
    ],
    ['Tiles are late', 'Harbour Maps', null, '2020-02-28 08:53 – …'],
  ])
  expect(incidents[1]?.updates.map(({ postedAt, text }) => [minuteOf(postedAt), text])).toEqual([
    ['2020-02-28 03:25', 'We are investigating sign-ins that fail.'],
    ['2020-02-28 09:05', 'Work goes on & more news follows.'],
    ['2020-02-28 10:15', 'Sign-ins work as before.'],
  ])
  expect(rejected.map(({ row, code }) => [row, code])).toEqual([[3, 'no-time']])
})

test('events: the services they reach, the worst of their states, the end of the page', async () => {
  const { incidents } = await readAs(awsStatus, sample('currentevents.json'))
  expect(incidents.map(shown)).toEqual([
    [
      'Packets are lost',
      'Harbour Queue (Oregon), Harbour Maps (Oregon)',
      'minor',
      '2023-03-13 15:25 – 2023-03-13 16:16',
    ],
    ['Sign-ins fail', 'Harbour Keys (Ireland)', 'major', '2023-03-14 13:20 – …'],
  ])
  expect(minuteOf(incidents[0]?.page?.to)).toBe('2023-03-13 17:11')
})

test('a log of our own with fields called alike is none of AWS', () => {
  const own = {
    service_name: 'api',
    summary: 'API down',
    date: '2024-01-01T00:00:00Z',
    status: 'resolved',
    duration_minutes: 30,
    details: 'we fixed it',
  }
  expect(awsStatus.sniff(JSON.stringify([own]), 'own.json')).toBe(0)
  const epochs = { ...own, date: 1704067200, event_log: [] }
  expect(awsStatus.sniff(JSON.stringify([epochs]), 'own.json')).toBe(0)
  const listed = {
    service_name: 'x',
    summary: 'y',
    date: 'z',
    status: 's',
    details: [1],
    items: [own],
  }
  expect(awsStatus.sniff(JSON.stringify(listed), 'own.json')).toBe(0)
})
