import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { csv } from '../../../src/core/formats/csv'
import { readAs, windows } from '../../support/read-format'

test('closed tickets: days as digits, colours, and a code that says how, not why', async () => {
  const file = new URL('../../../data/samples/csv/closed-tickets.csv', import.meta.url)
  const { incidents } = await readAs(csv, readFileSync(file, 'utf8'))
  expect(
    incidents.map((one) => [one.services[0], one.severity, one.cause, ...windows(one)]),
  ).toEqual([
    ['Ferry booking', 'critical', 'database/storage', '2024-02-05 09:15 – 2024-02-05 09:40'],
    ['Harbour map', 'minor', 'network', '2024-03-17 23:50 – 2024-03-18 00:15'],
    ['Ferry booking', 'major', 'software-bug', '2024-04-02 13:00 – 2024-04-02 13:12'],
  ])
  expect(incidents[0]?.extra).toContainEqual(['Close code', 'Solved (Permanently)'])
})
