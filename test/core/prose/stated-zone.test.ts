import { describe, expect, it } from 'vitest'
import { statedZone } from '../../../src/core/prose/stated-zone'
import { extractClaims } from '../../../src/core/prose/claims'

describe('the zone that a text states for all its times', () => {
  it.each([
    ['All times in CET.', { kind: 'abbreviation', name: 'CET' }],
    ['It began early (all times are US/Pacific).', { kind: 'region', timeZone: 'US/Pacific' }],
    ['(All Times US/Pacific)', { kind: 'region', timeZone: 'US/Pacific' }],
    ['Times below are in UTC+2', { kind: 'offset', minutes: 120 }],
    [
      '## Timeline\n\n(all times are America/New_York)',
      { kind: 'region', timeZone: 'America/New_York' },
    ],
    ['## Timeline (UTC)', { kind: 'abbreviation', name: 'UTC' }],
    ['| Time (PST) | Event |', { kind: 'abbreviation', name: 'PST' }],
    ['| UTC | Event |', { kind: 'abbreviation', name: 'UTC' }],
  ])('is found in %j', (text, zone) => {
    expect(statedZone(text)).toEqual(zone)
  })

  it.each([
    'the times that GET requests failed',
    'All times are approximate.',
    'All times in Atlantis/Deep',
    'We retried three times in POST handlers (see the list)',
  ])('is not found in %j', (text) => {
    expect(statedZone(text)).toBeNull()
  })
})

it('a time is read in a place that stands behind it', () => {
  const text = 'The outage began at 2022-03-31 08:30 US/Pacific and ended at 09:10 US/Pacific.'
  const block = { status: 'Resolved', statusInferred: false, postedAt: null, posted: null, text }
  const { claims, flags } = extractClaims(
    text,
    [{ ...block, charStart: 0, charEnd: text.length }],
    { assumeZone: null, near: null },
  )
  const times = claims.filter(({ field }) => field === 'start' || field === 'end')
  expect(times.map(({ value }) => value)).toEqual([
    Date.UTC(2022, 2, 31, 15, 30),
    Date.UTC(2022, 2, 31, 16, 10),
  ])
  expect(flags).toEqual([])
})
