import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { incidentFaults, type Incident } from '../../../src/core/incident'
import { incidentFromBlocks, reportIncident } from '../../../src/core/prose/incident'

const minute = 60_000
const source = { file: 'report.txt', row: 1, format: 'statuspage-report' }
const settings = { assumeZone: null, near: null }
const utc = (text: string) => Date.parse(`${text}Z`)
const iso = (at: number | null | undefined) =>
  at === null || at === undefined ? null : new Date(at).toISOString().slice(0, 16)

type Post = readonly [status: string, text: string, posted: string]

function report(...posts: readonly Post[]): Incident {
  const text = [
    'Title',
    'Incident Report for Acme',
    ...posts.flatMap(([status, body, posted]) => [status, body, `Posted ${posted}`, '']),
  ].join('\n')
  const incident = reportIncident(text, source, settings)
  expect(incidentFaults(incident)).toEqual([])
  for (const claim of [...incident.claims, ...incident.conflicts.flatMap((c) => c.claims)])
    expect(text.slice(claim.charStart, claim.charEnd)).toBe(claim.quote)
  return incident
}

function windows(incident: Incident) {
  return incident.impacts.map((i) => [
    iso(i.from),
    iso(i.to),
    i.durationLow / minute,
    i.durationHigh / minute,
  ])
}

function kinds(incident: Incident) {
  return incident.conflicts.map((c) => c.kind)
}

const resolved = (text: string, posted = 'May 10, 2023 - 15:00 UTC'): Post => [
  'Resolved',
  text,
  posted,
]
const postmortem = (text: string): Post => ['Postmortem', text, 'May 12, 2023 - 09:00 UTC']

describe('the chosen window', () => {
  it('is not doubted by the very post that states it, whatever goes on after it', () => {
    const { flags } = report([
      'Update',
      'Calls failed from 14:00 to 14:10 UTC. We continue to investigate the root cause.',
      'May 10, 2023 - 15:00 UTC',
    ])
    expect(flags).toEqual(['evidence-a'])
  })

  it('comes from the postmortem before any other post', () => {
    const incident = report(
      postmortem('Calls failed from 14:00 to 14:10 UTC.'),
      resolved('Calls failed from 14:01 to 14:09 UTC.'),
    )
    expect(windows(incident)).toEqual([['2023-05-10T14:00', '2023-05-10T14:10', 8, 10]])
    expect(incident.flags).toEqual(['evidence-a'])
  })

  it('is a window, then start and end, then start and length, then detection and end', () => {
    const first = (text: string) => windows(report(resolved(text)))[0]?.slice(0, 2)
    expect(
      first(
        'The failures began at 13:00 UTC. Service was restored at 13:30 UTC. Calls failed from 14:00 to 14:10 UTC.',
      ),
    ).toEqual(['2023-05-10T14:00', '2023-05-10T14:10'])
    expect(
      first(
        'The failures began at 13:00 UTC. The outage lasted 20 minutes. Service was restored at 13:30 UTC.',
      ),
    ).toEqual(['2023-05-10T13:00', '2023-05-10T13:30'])
    expect(first('The failures began at 13:00 UTC. The outage lasted 20 minutes.')).toEqual([
      '2023-05-10T13:00',
      '2023-05-10T13:20',
    ])
    expect(first('We detected errors at 13:00 UTC. Service was restored at 13:30 UTC.')).toEqual([
      '2023-05-10T13:00',
      '2023-05-10T13:30',
    ])
  })

  it('may join a start and an end from different posts', () => {
    const incident = report(resolved('Service was restored at 14:30 UTC.'), [
      'Investigating',
      'The errors began at 14:02 UTC.',
      'May 10, 2023 - 14:10 UTC',
    ])
    expect(windows(incident)).toEqual([['2023-05-10T14:02', '2023-05-10T14:30', 28, 28]])
    expect(incident.flags).toEqual(['evidence-b'])
  })

  it('ends after midnight where the end has no date', () => {
    const incident = report(
      resolved(
        'The errors began at 23:50 UTC. Service was restored at 00:20 UTC.',
        'May 11, 2023 - 00:30 UTC',
      ),
    )
    expect(windows(incident)).toEqual([['2023-05-10T23:50', '2023-05-11T00:20', 30, 30]])
  })

  it('is several where one post tells of several waves, each with its own rate', () => {
    const incident = report(
      resolved(
        'From 13:00 to 13:10 UTC 5% of requests failed. From 14:00 to 14:20 UTC 20% of requests failed.',
      ),
    )
    expect(windows(incident)).toEqual([
      ['2023-05-10T13:00', '2023-05-10T13:10', 10, 10],
      ['2023-05-10T14:00', '2023-05-10T14:20', 20, 20],
    ])
    expect(incident.impacts.map((i) => i.errorRate?.value)).toEqual([0.05, 0.2])
    expect(kinds(incident)).toEqual([])
  })

  it('has an upper bound only where the length is "less than"', () => {
    const incident = report(
      resolved('The failures began at 13:00 UTC. The outage lasted less than eight minutes.'),
    )
    expect(windows(incident)).toEqual([['2023-05-10T13:00', '2023-05-10T13:08', 0, 8]])
  })
})

describe('conflicts', () => {
  it('names a slip of whole hours and trusts the length', () => {
    const incident = report(
      postmortem(
        'At approximately 14:21 UTC a wrong key made all API calls fail, until 14:28 UTC.',
      ),
      resolved('We had an increase in errors from 13:23-13:29 UTC.'),
    )
    expect(windows(incident)).toEqual([['2023-05-10T14:21', '2023-05-10T14:28', 6, 7]])
    expect(kinds(incident)).toEqual([
      'clock-disagreement',
      'duration-disagreement',
      'severity-wording',
    ])
    expect(incident.conflicts[0]?.text).toContain('1 h apart')
    expect(incident.flags).toEqual(['clock-disagreement', 'duration-disagreement', 'evidence-c'])
  })

  it('raises the length to the hull where windows overlap', () => {
    const incident = report(
      postmortem('Calls failed from 14:00 to 14:20 UTC.'),
      resolved('Calls failed from 13:40 to 14:10 UTC.'),
    )
    expect(windows(incident)).toEqual([['2023-05-10T14:00', '2023-05-10T14:20', 20, 40]])
    expect(kinds(incident)).toEqual(['clock-disagreement'])
  })

  it('keeps windows apart that share nothing', () => {
    const incident = report(
      postmortem('Calls failed from 14:00 to 14:20 UTC.'),
      resolved('Calls failed from 12:05 to 12:10 UTC.'),
    )
    expect(windows(incident)).toEqual([['2023-05-10T14:00', '2023-05-10T14:20', 20, 20]])
    expect(kinds(incident)).toEqual(['clock-disagreement'])
  })

  it('raises the length where another post states a later end', () => {
    const incident = report(resolved('Service was restored at 14:45 UTC.'), [
      'Monitoring',
      'Calls failed from 14:00 to 14:20 UTC.',
      'May 10, 2023 - 14:30 UTC',
    ])
    expect(windows(incident)).toEqual([['2023-05-10T14:00', '2023-05-10T14:20', 20, 45]])
    expect(kinds(incident)).toEqual(['clock-disagreement'])
  })

  it('bounds the length by all lengths that are claimed', () => {
    const incident = report(
      postmortem(
        'The failures began at 14:43 UTC. ~2% of requests failed in the 13 minute window.',
      ),
      [
        'Monitoring',
        '~2% of calls were affected over a 15 minute period.',
        'May 10, 2023 - 15:00 UTC',
      ],
    )
    expect(windows(incident)).toEqual([['2023-05-10T14:43', '2023-05-10T14:56', 13, 15]])
    expect(kinds(incident)).toEqual(['duration-disagreement'])
  })

  it('grants an approximate length its tolerance', () => {
    const incident = report(resolved('Calls failed from 14:00 to 14:28 UTC, for about 30 minutes.'))
    expect(windows(incident)).toEqual([['2023-05-10T14:00', '2023-05-10T14:28', 28, 30]])
    expect(kinds(incident)).toEqual([])
  })

  it('raises the length to the next all-clear where a later post still works on it', () => {
    const incident = report(
      resolved('Calls failed from 14:00 to 14:13 UTC.'),
      ['Monitoring', 'The fix is in.', 'May 10, 2023 - 14:24 UTC'],
      ['Identified', 'We are working on a fix right now.', 'May 10, 2023 - 14:18 UTC'],
    )
    expect(windows(incident)).toEqual([['2023-05-10T14:00', '2023-05-10T14:13', 13, 24]])
    expect(kinds(incident)).toEqual(['still-active-after-claimed-end'])
  })

  it('does not use the time of a Resolved post that precedes the end', () => {
    const incident = report(
      resolved('Calls failed between 21:01 and 21:05 UTC.', 'May 10, 2023 - 21:00 UTC'),
    )
    expect(kinds(incident)).toEqual(['post-precedes-event'])
    expect(incident.milestones).toMatchObject({
      resolvedAt: null,
      firstPostAt: utc('2023-05-10T21:00'),
    })
  })

  it('names rates that differ, but not a peak beside a mean', () => {
    const differing = report(
      postmortem('2% of requests failed from 14:00 to 14:10 UTC.'),
      resolved('8% of requests failed.'),
    )
    expect(kinds(differing)).toEqual(['rate-disagreement'])
    expect(differing.impacts[0]?.errorRate).toEqual({ value: 0.02, low: 0.02, high: 0.02 })
    const peak = report(
      resolved(
        'Calls failed from 14:00 to 14:10 UTC, on average 2% of requests. Errors peaked at 8% of requests.',
      ),
    )
    expect(kinds(peak)).toEqual([])
    expect(peak.impacts[0]?.errorRate?.value).toBe(0.02)
  })

  it('has an error rate without a value where only a bound is stated', () => {
    const incident = report(resolved('Up to 6% of requests failed from 14:00 to 14:10 UTC.'))
    expect(incident.impacts[0]?.errorRate).toEqual({ value: null, low: 0, high: 0.06 })
  })
})

describe('times of posts', () => {
  const first: Post = ['Investigating', 'We are looking into errors.', 'May 10, 2023 - 14:00 UTC']
  const monitoring: Post = ['Monitoring', 'A fix is in.', 'May 10, 2023 - 14:40 UTC']

  it('stand in where the prose states no time', () => {
    const incident = report(resolved('It is over.'), monitoring, first)
    expect(windows(incident)).toEqual([['2023-05-10T14:00', '2023-05-10T14:40', 40, 40]])
    expect(incident.flags).toEqual(['status-page-time', 'evidence-d'])
    expect(incident.page).toEqual({ from: utc('2023-05-10T14:00'), to: utc('2023-05-10T15:00') })
    expect(incident.impacts[0]?.errorRate).toBeNull()
  })

  it('count only once nothing is being worked on any more', () => {
    const again: Post = ['Identified', 'It is back.', 'May 10, 2023 - 14:50 UTC']
    expect(windows(report(resolved('It is over.'), again, monitoring, first))[0]?.[1]).toBe(
      '2023-05-10T15:00',
    )
  })

  it('leave an incident open that no post has closed', () => {
    const incident = report(first)
    expect(incident.impacts[0]?.to).toBeNull()
    expect(incident.page?.to).toBeNull()
    expect(incident.milestones.resolvedAt).toBeNull()
  })

  it('end an impact whose start the prose states', () => {
    const incident = report(resolved('It is over.'), [
      'Investigating',
      'The errors began at 13:50 UTC.',
      'May 10, 2023 - 14:00 UTC',
    ])
    expect(windows(incident)).toEqual([['2023-05-10T13:50', '2023-05-10T15:00', 70, 70]])
    expect(incident.flags).toEqual(['status-page-time', 'evidence-b'])
  })

  it('make a maintenance of a scheduled one, from its In progress post', () => {
    const incident = report(
      ['Completed', 'Done.', 'May 10, 2023 - 03:00 UTC'],
      ['In progress', 'We start.', 'May 10, 2023 - 01:00 UTC'],
      ['Scheduled', 'We will upgrade.', 'May 01, 2023 - 12:00 UTC'],
    )
    expect(incident.kind).toBe('maintenance')
    expect(windows(incident)).toEqual([['2023-05-10T01:00', '2023-05-10T03:00', 120, 120]])
  })

  it('give the milestones, with the updates in the order of time', () => {
    const incident = report(
      postmortem('We will be reviewing our keys.'),
      resolved('It is over.'),
      first,
    )
    expect(incident.milestones).toMatchObject({
      firstPostAt: utc('2023-05-10T14:00'),
      resolvedAt: utc('2023-05-10T15:00'),
      postmortemAt: utc('2023-05-12T09:00'),
    })
    expect(incident.updates.map((u) => u.status)).toEqual([
      'Investigating',
      'Resolved',
      'Postmortem',
    ])
    expect(incident.promises).toEqual([
      { text: 'We will be reviewing our keys.', promisedAt: utc('2023-05-12T09:00') },
    ])
  })
})

describe('evidence', () => {
  const grade = (...posts: readonly Post[]) =>
    report(...posts).flags.find((f) => f.startsWith('evidence-'))

  it('is A for a stated window, B for approximate words, C with a conflict and D from posts alone', () => {
    expect(grade(resolved('Calls failed from 14:00 to 14:10 UTC.'))).toBe('evidence-a')
    expect(grade(resolved('Calls failed from about 14:00 to 14:10 UTC.'))).toBe('evidence-b')
    expect(
      grade(resolved('Calls failed from 14:00 to 14:10 UTC, an outage that lasted 25 minutes.')),
    ).toBe('evidence-c')
    expect(grade(resolved('It is over.'))).toBe('evidence-d')
  })

  it('is not lowered by wording alone', () => {
    expect(
      grade(
        postmortem('All requests failed from 14:00 to 14:10 UTC.'),
        resolved('Some requests failed.'),
      ),
    ).toBe('evidence-a')
  })
})

describe('incidentFromBlocks', () => {
  it('reads posts whose instants a format knows already', () => {
    const text = 'API errors\nCalls failed from 14:00 to 14:10 UTC.'
    const charStart = text.indexOf('Calls')
    const incident = incidentFromBlocks(
      {
        title: 'API errors',
        services: ['API'],
        text,
        blocks: [
          {
            status: 'Resolved',
            statusInferred: false,
            postedAt: utc('2023-05-10T15:00'),
            text: text.slice(charStart),
            charStart,
            charEnd: text.length,
            posted: null,
          },
        ],
        affected: null,
        flags: ['backfilled'],
      },
      source,
      settings,
    )
    expect(windows(incident)).toEqual([['2023-05-10T14:00', '2023-05-10T14:10', 10, 10]])
    expect(incident).toMatchObject({
      services: ['API'],
      flags: ['backfilled', 'evidence-a'],
      source: { ...source, url: null },
    })
  })
})

describe('reportIncident', () => {
  it('takes the provider for the service where none is named', () => {
    expect(report(resolved('It is over.')).services).toEqual(['Acme'])
  })

  it('makes sound incidents of any text', () => {
    const piece = fc.constantFrom(
      'Incident Report for Acme',
      'Resolved',
      'Investigating',
      'Postmortem',
      'Scheduled',
      'Posted May 10, 2023 - 15:00 UTC',
      'Posted 3 days ago. May 10, 2023 - 01:00 EST',
      'From 14:23-14:29 UTC errors occurred.',
      'At 14:00 UTC calls failed until 13:00 UTC.',
      'The outage lasted 3 hours.',
      'Over 40% of requests failed.',
      'All requests failed.',
      'This incident affected: A, B and C.',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 20 }), (parts) => {
        const text = `Title\n${parts.join('\n')}`
        const incident = reportIncident(text, source, settings)
        expect(incidentFaults(incident)).toEqual([])
        expect(incident.text).toBe(text)
        for (const conflict of incident.conflicts)
          for (const claim of conflict.claims)
            expect(claim.quote).toBe(text.slice(claim.charStart, claim.charEnd))
      }),
    )
  })
})
