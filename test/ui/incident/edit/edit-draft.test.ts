import { describe, expect, test } from 'vitest'
import {
  changesOf,
  draftOf,
  noFacts,
  timeText,
  type EditDraft,
} from '../../../../src/ui/incident/edit/edit-draft'
import { at, exactly, incidentAt, minute } from '../../../support/incidents'

const incident = incidentAt('2024-07-01 10:00', '2024-07-01 11:00', { severity: 'major' })

const was = at('2024-07-01 10:00')

function changed(part: Partial<EditDraft>, timeZone = 'UTC') {
  return changesOf({ ...draftOf(incident, timeZone), ...part }, incident, timeZone)
}

function impact(part: Partial<EditDraft['impacts'][number]>, timeZone = 'UTC') {
  const [first] = draftOf(incident, timeZone).impacts
  return changed({ impacts: [{ ...first!, ...part }] }, timeZone)
}

test('a form that was not touched changes nothing', () => {
  expect(changed({})).toEqual({ fields: null })
  const bounds = { value: null, low: 0, high: 0.06 }
  const odd = incidentAt('2024-07-01 10:00', null, { errorRate: bounds, cause: 'solar flare' })
  expect(changesOf(draftOf(odd, 'UTC'), odd, 'UTC')).toEqual({ fields: null })
})

test('only what was typed anew is changed', () => {
  expect(changed({ severity: '', services: 'web, api, web' })).toEqual({
    fields: { severity: null, services: ['web', 'api'] },
  })
})

describe('a time', () => {
  test('is read and shown in the reporting zone', () => {
    expect(timeText(at('2024-07-01 10:00'), 'Europe/Berlin')).toBe('2024-07-01 12:00')
    expect(impact({ to: '2024-07-01 12:30' }, 'Europe/Berlin')).toEqual({
      fields: { impacts: [{ at: 0, was, to: at('2024-07-01 10:30') }] },
    })
  })

  test('keeps its seconds', () => {
    const from = at('2024-07-01 10:00') + 5000
    expect(timeText(from, 'UTC')).toBe('2024-07-01 10:00:05')
  })

  test('that is taken away means that it is still going on', () => {
    expect(impact({ to: '' })).toEqual({ fields: { impacts: [{ at: 0, was, to: null }] } })
  })

  test('that cannot be read is told at its field', () => {
    const { faults } = impact({ to: 'noon' }) as { faults: Record<string, string> }
    expect(faults['impacts.0.to']).toContain('2024-01-31 14:05')
  })
})

test('an error rate is percent, and empty where none is stated', () => {
  expect(impact({ rate: '2.5' })).toEqual({
    fields: { impacts: [{ at: 0, was, errorRate: exactly(0.025) }] },
  })
  for (const wrong of ['101', '-1', 'all', '1e1'])
    expect(impact({ rate: wrong })).toHaveProperty('faults')
})

test('a time of impact is added where a start is given', () => {
  const blank = draftOf(noFacts, 'UTC')
  const [first] = blank.impacts
  const typed = { ...blank, title: 'New', impacts: [{ ...first!, from: '2024-07-01 10:00' }] }
  expect(changesOf(typed, noFacts, 'UTC')).toEqual({
    fields: { title: 'New', impacts: [{ at: 0, from: incident.impacts[0]!.from }] },
  })
  const stray = { ...blank, impacts: [{ ...first!, to: '2024-07-01 10:00' }] }
  expect(changesOf(stray, noFacts, 'UTC')).toEqual({
    faults: { 'impacts.0.from': 'When did it start?' },
  })
  expect(incident.impacts[0]!.durationHigh).toBe(60 * minute)
})
