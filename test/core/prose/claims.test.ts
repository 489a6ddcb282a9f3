import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Claim, ClaimField } from '../../../src/core/claim'
import { extractClaims } from '../../../src/core/prose/claims'
import type { ProseBlock } from '../../../src/core/prose/structure'

const iso = (at: unknown) =>
  typeof at === 'number' ? new Date(at).toISOString().slice(0, 16) : null

function block(text: string, status = 'Postmortem', postedAt: string | null = null): ProseBlock {
  return {
    status,
    statusInferred: false,
    postedAt: postedAt === null ? null : Date.parse(`${postedAt}Z`),
    text,
    charStart: 0,
    charEnd: text.length,
    posted: null,
  }
}

/** Claims of a Resolved post of 2023-05-10 15:00 UTC. */
function claimsOf(text: string, assumeZone: string | null = null, postedAt = '2023-05-10T15:00') {
  const { claims, flags } = extractClaims(text, [block(text, 'Resolved', postedAt)], {
    assumeZone,
    near: null,
  })
  for (const claim of claims) expect(text.slice(claim.charStart, claim.charEnd)).toBe(claim.quote)
  return { claims, flags }
}

function fields(text: string, ...wanted: ClaimField[]): readonly Claim[] {
  return claimsOf(text).claims.filter((claim) => wanted.includes(claim.field))
}

function times(text: string, postedAt?: string): readonly (readonly (string | null)[])[] {
  const wanted: readonly ClaimField[] = [
    'interval',
    'start',
    'end',
    'detected',
    'acknowledged',
    'identified',
    'mitigated',
  ]
  return claimsOf(text, null, postedAt)
    .claims.filter((claim) => wanted.includes(claim.field))
    .map((claim) => [claim.field, iso(claim.value), ...(claim.to === null ? [] : [iso(claim.to)])])
}

const day = '2023-05-10T'

describe('times in prose', () => {
  it.each([
    ['The API returned errors from 14:23-14:29 UTC.', '14:23', '14:29'],
    ['Calls failed between 14:01 and 14:05 UTC.', '14:01', '14:05'],
    ['From 14:14 to 14:28 UTC the API experienced errors.', '14:14', '14:28'],
    ['Calls failed between 13:00 UTC and  13:27 UTC.', '13:00', '13:27'],
    ['Calls failed between 14:28 to 14:36 UTC.', '14:28', '14:36'],
    ['Calls failed 14:28 – 14:36 GMT.', '14:28', '14:36'],
    ['Calls failed from 9:01 to 9:05 AM PT.', '16:01', '16:05'],
    ['Calls failed from 10:43 AM EDT to 10:45 AM EDT.', '14:43', '14:45'],
    ['Calls failed from 11:30 to 1:15 PM UTC.', '11:30', '13:15'],
    ['Calls failed between 1330 UTC and 1345 UTC.', '13:30', '13:45'],
    ['Calls failed from 2:15p to 2:40p GMT.', '14:15', '14:40'],
    ['Calls failed from 16:10 to 16:20 UTC+2.', '14:10', '14:20'],
    ['Calls failed between 2 PM and 3 PM UTC.', '14:00', '15:00'],
  ])('reads the window in %j', (text, from, to) => {
    expect(times(text)).toEqual([['interval', day + from, day + to]])
  })

  it('quotes a window with the word that opens it', () => {
    expect(fields('The API returned errors from 14:23-14:29 UTC.', 'interval')[0]?.quote).toBe(
      'from 14:23-14:29 UTC',
    )
  })

  it.each([
    [
      'At approximately 14:21 UTC a wrong key made all calls fail, until 14:28 UTC.',
      [
        ['start', '14:21'],
        ['end', '14:28'],
      ],
    ],
    ['We became aware of the outage at 14:31 UTC.', [['detected', '14:31']]],
    ['At approximately 2:01 PM UTC, we identified an issue with errors.', [['detected', '14:01']]],
    ['Service was completely restored at 14:42 UTC.', [['end', '14:42']]],
    ['The system was operational by ~2:05 PM UTC.', [['end', '14:05']]],
    ['By 14:10 UTC, service was fully restored.', [['end', '14:10']]],
    ['The failures began at 14:00 UTC.', [['start', '14:00']]],
    ['Beginning at 13:47 UTC (9:47AM EDT) calls failed.', [['start', '13:47']]],
    ['Our team acknowledged the page at 14:09 UTC.', [['acknowledged', '14:09']]],
    ['We identified the root cause at 14:20 UTC.', [['identified', '14:20']]],
    ['A fix was implemented at 14:30 UTC.', [['mitigated', '14:30']]],
    ['Engineers began investigating the errors at 14:03 UTC.', [['detected', '14:03']]],
    ['Calls have failed since 2023-05-10 2:41 PM UTC.', [['start', '14:41']]],
  ])('reads the roles in %j', (text, expected) => {
    expect(times(text)).toEqual(expected.map(([field, at]) => [field, day + String(at)]))
  })

  it('marks a time as approximate by its words', () => {
    const [start, end] = fields(
      'At approximately 14:21 UTC all calls failed until 14:28 UTC.',
      'start',
      'end',
    )
    expect(start?.approximate).toBe(true)
    expect(end?.approximate).toBe(false)
  })

  it.each([
    ['On July 31st, 2022 the vendor announced a new certificate.'],
    ['A report is currently scheduled for Thursday, May 18th at 10:00 UTC.'],
    ['At 14:10 UTC we deployed a release.'],
    ['The permanent fix was deployed at 14:25 UTC.'],
    ['The rollback began at 14:25 UTC after errors.'],
    ['The previous incident failed requests from 12:00 to 12:05 UTC.'],
    ['Maintenance runs from 12:00 to 12:30 UTC.'],
    ['We will be restarting the failed nodes at 18:00 UTC.'],
    ['The failing host answered on localhost:8080 and 10.0.0.1:12.'],
  ])('takes no time from %j', (text) => {
    expect(times(text)).toEqual([])
  })

  it('gives a time without a date the day nearest to the first post, though that post may lie before it', () => {
    const text = 'Payments were affected between 21:01 and 21:05 UTC.'
    expect(times(text, '2023-05-10T21:00')).toEqual([
      ['interval', '2023-05-10T21:01', '2023-05-10T21:05'],
    ])
    expect(times('Calls failed from 23:50 to 00:10 UTC.', '2023-05-10T00:30')).toEqual([
      ['interval', '2023-05-09T23:50', '2023-05-10T00:10'],
    ])
  })

  it('does not read a window as ending long after the last post', () => {
    expect(times('Calls failed between 12:51 AM and 12:51 PM PT.', '2023-05-11T03:27')).toEqual([
      ['interval', '2023-05-10T07:51', '2023-05-10T19:51'],
    ])
  })

  it('takes the earlier day of two that are as near', () => {
    expect(times('The failures began at 03:00 UTC.', '2023-05-10T15:00')).toEqual([
      ['start', '2023-05-10T03:00'],
    ])
  })

  it.each([
    ['On May 8th, 2023 at 14:31 UTC calls failed.', '2023-05-08T14:31'],
    ['Calls failed starting at 14:31 UTC on Monday, May 8.', '2023-05-08T14:31'],
    ['On 8 May at 14:31 UTC calls failed.', '2023-05-08T14:31'],
    ['On 2023-05-08 at 14:31 UTC calls failed.', '2023-05-08T14:31'],
    ['On 5/8/23 at 14:31 UTC calls failed.', '2023-05-08T14:31'],
    ['On 8/5/2023 at 14:31 UTC calls failed.', '2023-05-08T14:31'],
    ['Calls failed since 2023-05-08T14:31:00-04:00.', '2023-05-08T18:31'],
  ])('prefers the date in %j', (text, start) => {
    expect(times(text)).toEqual([['start', start]])
  })

  it('takes the missing year from the post, also over new year', () => {
    expect(times('On Dec 31 at 23:10 UTC calls failed.', '2023-01-01T00:20')).toEqual([
      ['start', '2022-12-31T23:10'],
    ])
  })

  it('reads a date within the window', () => {
    expect(times('Calls failed from May 9 at 22:00 UTC to May 10 at 02:00 UTC.')).toEqual([
      ['interval', '2023-05-09T22:00', '2023-05-10T02:00'],
    ])
  })

  it('ignores a day that no calendar has', () => {
    expect(times('On April 31st, 2023 at 14:31 UTC calls failed.')).toEqual([['start', null]])
  })

  it('uses the zone of the season for ET and PT', () => {
    expect(times('Calls failed from 10:00 to 10:05 AM PT.', '2023-01-10T18:30')).toEqual([
      ['interval', '2023-01-10T18:00', '2023-01-10T18:05'],
    ])
  })

  it('keeps a claim without an instant where the zone is not known or not stated', () => {
    const unknown = claimsOf('Calls failed from 14:00 to 14:05 XYZT.')
    expect(unknown.claims.find((c) => c.field === 'interval')?.value).toBeNull()
    expect(unknown.flags).toContain('zone-unknown')
    const missing = claimsOf('Calls failed from 14:00 to 14:05.')
    expect(missing.claims.find((c) => c.field === 'interval')?.value).toBeNull()
    expect(missing.flags).toContain('zone-missing')
  })

  it('reads a time without a zone in the zone that was answered, and says so', () => {
    const { claims, flags } = claimsOf('Calls failed from 16:00 to 16:05.', 'Europe/Berlin')
    expect(claims.filter((c) => c.field === 'interval').map((c) => iso(c.value))).toEqual([
      `${day}14:00`,
    ])
    expect(flags).toEqual(['tz-assumed'])
  })

  it('carries over the zone of the other times of a post, or the one that the text states for all', () => {
    const carried = claimsOf('The errors began at 14:00 UTC. Service was restored at 14:20.')
    expect(carried.claims.map((c) => iso(c.value))).toEqual([`${day}14:00`, `${day}14:20`])
    expect(carried.flags).toEqual(['tz-carried'])
    const stated = claimsOf(
      'All times in PST.\nThe errors began at 06:00. Service was restored at 06:20.',
    )
    expect(stated.claims.map((c) => iso(c.value))).toEqual([`${day}14:00`, `${day}14:20`])
  })

  it('places times near a given instant where no post has one', () => {
    const text = 'The errors began at 23:50 UTC. Service was restored at 00:10 UTC.'
    const { claims } = extractClaims(text, [block(text)], {
      assumeZone: null,
      near: Date.parse('2023-05-10T12:00Z'),
    })
    expect(claims.map((c) => iso(c.value))).toEqual(['2023-05-10T23:50', '2023-05-11T00:10'])
  })
})

describe('promises, causes and triggers', () => {
  const promised = (text: string) =>
    extractClaims(text, [block(text, 'Postmortem', '2023-05-12T10:00')], {
      assumeZone: null,
      near: null,
    }).claims.filter((c) => c.field === 'promise')

  it('finds sentences with a fix in the future anywhere in a postmortem', () => {
    expect(
      promised('We failed you. We will be reviewing our key rotation. It rained.'),
    ).toMatchObject([
      {
        quote: 'We will be reviewing our key rotation.',
        postedAt: Date.parse('2023-05-12T10:00Z'),
      },
    ])
  })

  it('finds fixes begun or done only under a heading about what follows', () => {
    const fix = 'We have added an alert for expired keys.'
    expect(promised(`What Happened\n\n${fix}`)).toEqual([])
    expect(promised(`Next Steps\n\n  • ${fix}`).map((c) => c.quote)).toEqual([fix])
    expect(
      promised('Conclusion\n\nWe have instituted changes and begun work on others.'),
    ).toHaveLength(1)
    expect(promised('Next steps\n\nWe are also adding a check.')).toHaveLength(1)
  })

  it.each([
    ['We will publish a post-mortem.'],
    ['We will continue to monitor.'],
    ['We can, and will, do better.'],
    ['We apologize and will be improving.'],
  ])('takes %j for no fix', (text) => {
    expect(promised(text)).toEqual([])
  })

  it('looks for promises in postmortems only', () => {
    expect(fields('We will be reviewing our key rotation.', 'promise')).toEqual([])
  })

  it('keeps a plainly stated cause and trigger in their own words', () => {
    expect(
      fields('The root cause was a full disk on the primary.', 'cause').map((c) => c.value),
    ).toEqual(['a full disk on the primary'])
    expect(
      fields('During a scheduled key rotation calls failed.', 'trigger').map((c) => c.value),
    ).toEqual(['During a scheduled key rotation'])
    expect(fields('We are open because of the nature of our business.', 'cause')).toEqual([])
  })
})

describe('every claim', () => {
  const piece = fc.constantFrom(
    'from 14:23-14:29 UTC',
    'At approximately 9:01 PM PT,',
    'we identified',
    '~2% of all requests',
    'failed',
    'Oct 5th, 2023',
    '5/8/23',
    'for a total of 11m of downtime',
    'restored at',
    'until 00:10 UTC',
    '\n',
    '. ',
    '(12:59 PM EDT)',
    'all API calls',
    'outage for all customers',
    'up to',
    '100%',
    'We will be reviewing keys.',
    'due to a bug',
    '“é😀”',
    '24:61',
    'on April 31',
    'lasting 2-3 hours',
  )

  it('quotes the text between its offsets and stays within bounds, whatever the words', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }),
        fc.boolean(),
        (parts, dated) => {
          const text = parts.join(' ')
          const blocks = [block(text, 'Postmortem', dated ? '2023-05-10T15:00' : null)]
          const { claims } = extractClaims(text, blocks, {
            assumeZone: 'America/New_York',
            near: null,
          })
          for (const claim of claims) {
            expect(claim.quote).toBe(text.slice(claim.charStart, claim.charEnd))
            expect(claim.quote).not.toBe('')
            if (claim.to !== null) expect(claim.to).toBeGreaterThanOrEqual(Number(claim.value))
            if (claim.field !== 'errorRate') continue
            expect(claim.low).toBeGreaterThanOrEqual(0)
            expect(claim.high).toBeLessThanOrEqual(1)
            if (claim.value !== null) {
              expect(claim.value).toBeGreaterThanOrEqual(claim.low ?? 0)
              expect(claim.value).toBeLessThanOrEqual(claim.high ?? 1)
            }
          }
        },
      ),
    )
  })
})
