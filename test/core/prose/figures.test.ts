import { describe, expect, it } from 'vitest'
import type { Claim } from '../../../src/core/claim'
import { extractClaims } from '../../../src/core/prose/claims'

/** Claims of one field in a Resolved post with that text. */
function fields(text: string, field: 'duration' | 'errorRate'): readonly Claim[] {
  const span = { charStart: 0, charEnd: text.length }
  const post = { status: 'Resolved', statusInferred: false, postedAt: null, posted: null }
  const { claims } = extractClaims(text, [{ ...post, ...span, text }], {
    assumeZone: null,
    near: null,
  })
  return claims.filter((claim) => claim.field === field)
}

describe('lengths in prose', () => {
  it.each([
    ['We saw 11 minutes of 100% downtime.', 11],
    ['Service failed for a total of 11m of downtime.', 11],
    ['Calls failed within the 13 minute window.', 13],
    ['Some calls failed over a 15 minute period.', 15],
    ['There was a brief four-minute period in which calls failed.', 4],
    ['There was a 30min outage.', 30],
    ['The outage lasted approximately nine hours.', 540],
    ['Calls failed for about two minutes.', 2],
    ['The outage was there for nearly an hour before we noticed.', 60],
    ['The hub was unusable for about 1h50m.', 110],
    ['The outage lasted twenty-five minutes.', 25],
    ['The outage lasted 1 hour and 5 minutes.', 65],
    ['The outage lasted an hour and a half.', 90],
    ['The degradation lasted half an hour.', 30],
  ])('finds the length in %j', (text, minutes) => {
    expect(fields(text, 'duration').map((c) => Number(c.value) / 60_000)).toEqual([minutes])
  })

  it.each([
    ['The nodes failed, all within 1 minute.'],
    ['A report on the failure follows within 2-3 business days.'],
    ['Errors were seen 5 minutes later.'],
    ['The deployment failed 5 minutes before.'],
    ['We check for errors every 5 minutes.'],
    ['The failed call has a 30 second timeout.'],
    ['Logs are kept for 30 days.'],
    ['This was the second outage in as many weeks.'],
  ])('finds none in %j', (text) => {
    expect(fields(text, 'duration')).toEqual([])
  })

  it('bounds a length by its wording', () => {
    const bounds = (text: string) =>
      fields(text, 'duration').map((c) =>
        [c.value, c.low, c.high].map((n) => (n === null ? null : Number(n) / 60_000)),
      )
    expect(bounds('The outage lasted less than eight minutes.')).toEqual([[null, 0, 8]])
    expect(bounds('The outage lasted over two hours.')).toEqual([[null, 120, null]])
    expect(bounds('The outage lasted approximately 30 minutes.')).toEqual([[30, 25, 35]])
    expect(bounds('The outage lasted 2-3 minutes.')).toEqual([[2.5, 2, 3]])
  })
})

describe('error rates in prose', () => {
  it.each([
    ['In total, ~2% of all requests failed.', 0.02, 0.015, 0.025],
    ['In total, ~2.4% of all requests failed.', 0.024, 0.0235, 0.0245],
    ['Approximately 30 % of calls failed.', 0.3, 0.25, 0.35],
    ['12% of requests failed.', 0.12, 0.12, 0.12],
    ['Up to 6% of requests failed.', null, 0, 0.06],
    ['Less than 1% of requests failed.', null, 0, 0.01],
    ['Over 40% of requests failed.', null, 0.4, 1],
    ['Between 5% and 10% of requests failed.', 0.075, 0.05, 0.1],
    ['About 5-10% of requests failed.', 0.075, 0.05, 0.1],
    ['The error rate reached 3.5%.', 0.035, 0.035, 0.035],
    ['The success rate dropped to 92%.', 0.08, 0.08, 0.08],
    ['The launch success metric reached 0%.', 1, 1, 1],
    ['Errors peaked at 8% of requests.', null, 0, 0.08],
    ['We had 11 minutes of 100% downtime.', 1, 1, 1],
    ['Half of all requests failed.', 0.5, 0.5, 0.5],
  ])('finds the share in %j', (text, value, low, high) => {
    expect(fields(text, 'errorRate').at(-1)).toMatchObject({ value, low, high })
  })

  it.each([
    ['All API requests failed.'],
    ['A wrong key caused all card requests to fail.'],
    ['This made all API calls immediately fail.'],
    ['We had an outage for all customers.'],
    ['We had a complete outage.'],
    ['The API was completely unavailable.'],
    ['During this time no requests were able to succeed.'],
  ])('takes %j as everything failing', (text) => {
    expect(fields(text, 'errorRate').map((c) => c.value)).toEqual([1])
  })

  it.each([
    ['The failing disk was 95% full.'],
    ['Errors showed on 40% of our servers.'],
    ['5% of customers saw errors.'],
    ['Traffic increased by 30% and requests failed.'],
    ['Error rates are back to 0%.'],
    ['Error rates have dropped to ~1%.'],
    ['Requests failed with status 500 or 503 at step 4.'],
    ['Not all requests failed.'],
    ['All requests that had failed were processed again.'],
    ['Nearly all requests failed.'],
    ['All requests create events which are kept in a buffer.'],
    ['We restored service for all customers after the failure.'],
  ])('takes no share from %j', (text) => {
    expect(fields(text, 'errorRate').filter((c) => c.value !== null)).toEqual([])
  })

  it('keeps vague wording as a claim that bounds nothing', () => {
    expect(fields('Some API calls failed.', 'errorRate')).toMatchObject([
      { value: null, low: 0, high: 1, quote: 'Some API calls' },
    ])
  })
})
