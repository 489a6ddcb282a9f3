import { describe, expect, test } from 'vitest'
import { defaultSettings, type Settings } from '../../../src/core/settings'
import { draftOf, settingsOf, type SettingsDraft } from '../../../src/ui/settings/settings-draft'

const settings: Settings = {
  ...defaultSettings,
  title: 'Core API',
  timeZone: 'Europe/Berlin',
  observation: { from: Date.UTC(2017, 7, 31, 22), to: Date.UTC(2022, 11, 31, 23) },
  slo: [
    { target: 99.95, allowedPpm: 500, window: 'month', basis: 'raw' },
    { target: 99.9, allowedPpm: 1000, window: '28d', basis: 'weighted' },
  ],
}

function faultsOf(part: Partial<SettingsDraft>) {
  const result = settingsOf({ ...draftOf(settings), ...part }, settings)
  return 'faults' in result ? result.faults : {}
}

function savedOf(part: Partial<SettingsDraft>): Settings {
  const result = settingsOf({ ...draftOf(settings), ...part }, settings)
  if ('faults' in result) throw new Error(JSON.stringify(result.faults))
  return result.settings
}

test('days are shown in the reporting zone, the last one included', () => {
  expect(draftOf(settings)).toMatchObject({ observedFrom: '2017-09-01', observedTo: '2022-12-31' })
})

test('a form that was not touched changes nothing', () => {
  expect(savedOf({})).toEqual(settings)
})

describe('a change', () => {
  test('of the target counts its digits, not its binary fraction', () => {
    expect(savedOf({ target: '99,99 %' }).slo[0]).toMatchObject({ target: 99.99, allowedPpm: 100 })
  })

  test('of the first target leaves the others as they are', () => {
    expect(savedOf({ target: '' }).slo).toEqual(settings.slo.slice(1))
  })

  test('of the rule keeps the answer on maintenance', () => {
    expect(savedOf({ rule: 'strict', maintenance: 'up' }).rule).toMatchObject({
      name: 'strict',
      maintenance: 'up',
    })
  })

  test('of the zone cuts the days anew', () => {
    expect(savedOf({ timeZone: 'UTC' }).observation.from).toBe(Date.UTC(2017, 8, 1))
  })
})

test.each<[keyof SettingsDraft, Partial<SettingsDraft>]>([
  ['title', { title: ' ' }],
  ['timeZone', { timeZone: 'Mars' }],
  ['observedFrom', { observedFrom: '2017-02-30' }],
  ['observedFrom', { observedFrom: '' }],
  ['observedTo', { observedTo: '31.12.2022' }],
  ['observedTo', { observedTo: '2016-01-01' }],
  ['target', { target: '101' }],
  ['target', { target: 'high' }],
])('%s is refused for %j', (field, part) => {
  expect(Object.keys(faultsOf(part))).toEqual([field])
})
