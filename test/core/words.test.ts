import { expect, test } from 'vitest'
import {
  attribution,
  cause,
  isWork,
  kind,
  services,
  severity,
  standing,
} from '../../src/core/words'

test.each([
  ['SEV-1', 'critical'],
  ['P2', 'major'],
  ['sev 3', 'minor'],
  ['partial_outage', 'major'],
  ['degraded performance', 'minor'],
  ['1 - Critical', 'critical'],
  ['P4 - Low', 'minor'],
  ['SEV1: Critical', 'critical'],
  ['P2 (High)', 'major'],
  ['Critical (P1)', 'critical'],
  ['impact-minor', 'minor'],
  ['Red', 'critical'],
  ['Urgent', 'critical'],
  ['Normal', 'minor'],
  ['Crítica', 'critical'],
  ['Élevée', 'major'],
  ['3 - Mittel', 'minor'],
  ['yellow', 'minor'],
])('severity %s is %s', (text, expected) => {
  expect(severity(text)).toEqual({ severity: expected, kind: null })
})

test('impacts that are no outage give the kind of the record', () => {
  expect(severity('none')).toEqual({ severity: null, kind: 'informational' })
  expect(severity('maintenance')).toEqual({ severity: null, kind: 'maintenance' })
})

test.each(['1', 'SEV6', 'SEV1/SEV2', '__proto__', ''])('severity %j is not known', (text) => {
  expect(severity(text)).toBeNull()
})

test('causes are read by their aliases, other words stay labels', () => {
  expect(cause('configuration')).toBe('config')
  expect(cause('credential-management')).toBe('credentials/certificates')
  expect(cause('Third Party')).toBe('dependency/third-party')
  expect(cause('deploy/change')).toBe('deploy/change')
  expect(cause('Moon phase')).toBe('Moon phase')
  expect(cause('constructor')).toBe('constructor')
})

test('kinds, attributions and services', () => {
  expect(kind('Scheduled Maintenance')).toBe('maintenance')
  expect(kind('Bug')).toBeNull()
  expect(attribution('Third-party')).toBe('vendor')
  expect(attribution('toString')).toBeNull()
  expect(services(' Checkout ; Payments|Search;')).toEqual(['Checkout', 'Payments', 'Search'])
})

test.each([
  ['Resolved', 'over'],
  ['CLOSED', 'over'],
  ['Terminé(e)', 'over'],
  ['In Progress', 'open'],
  ['Awaiting User Info', 'open'],
  ['Cancelled', 'no-incident'],
  ['false-positive', 'no-incident'],
  ['up', 'no-incident'],
  ['DOWN', null],
  ['Waiting for the moon', null],
  ['', null],
])('a status %j is %s', (text, expected) => {
  expect(standing(text)).toBe(expected)
})

test('stories, tasks and requests are work, bugs may be incidents', () => {
  for (const word of ['Story', 'Sub-task', '[System] Service request', 'Sous-tâche'])
    expect(isWork(word), word).toBe(true)
  for (const word of ['Incident', '[System] Incident', 'Bug', 'Problem', ''])
    expect(isWork(word), word).toBe(false)
})

test('the words of Zabbix and of Jira Service Management for a severity', () => {
  expect(severity('Disaster')?.severity).toBe('critical')
  expect(severity('Average')?.severity).toBe('minor')
  expect(severity('Information')?.kind).toBe('informational')
  expect(severity('Extensive / Widespread')?.severity).toBe('critical')
})
