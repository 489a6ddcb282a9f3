import { expect, test } from 'vitest'
import { attribution, cause, kind, services, severity } from '../../src/core/words'

test.each([
  ['SEV-1', 'critical'],
  ['P2', 'major'],
  ['sev 3', 'minor'],
  ['partial_outage', 'major'],
  ['degraded performance', 'minor'],
  ['1 - Critical', 'critical'],
  ['impact-minor', 'minor'],
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
