import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import type { Claim } from '../../../src/core/claim'
import { blankIncident, plainImpact, type Incident } from '../../../src/core/incident'
import { rulePresets } from '../../../src/core/rule'
import { claimValue } from '../../../src/ui/incident/claim-words'
import { explainFlag } from '../../../src/ui/incident/flag-words'
import { IncidentDetail } from '../../../src/ui/incident/IncidentDetail'

const start = Date.UTC(2022, 11, 13, 20, 14)
const minute = 60_000
const text = 'From 20:14 to 20:28 UTC <b>all</b> requests failed.'

function claim(part: Partial<Claim>): Claim {
  const quote = part.quote ?? '20:14'
  return {
    field: 'start',
    value: start,
    to: null,
    low: null,
    high: null,
    approximate: false,
    quote,
    charStart: text.indexOf(quote),
    charEnd: text.indexOf(quote) + quote.length,
    source: 'Postmortem',
    postedAt: null,
    ...part,
  }
}

const incident: Incident = {
  ...blankIncident({ file: 'report.txt', row: 1, format: 'statuspage-report' }),
  id: 'a',
  title: 'All requests failed',
  text,
  services: ['Core API'],
  impacts: [plainImpact(start, start + 14 * minute, null)],
  cause: 'network',
  flags: ['cause-inferred', 'clock-disagreement'],
  claims: [claim({}), claim({ field: 'errorRate', value: 1, quote: '<b>all</b> requests' })],
  conflicts: [
    {
      kind: 'duration-disagreement',
      field: 'duration',
      claims: [
        claim({ field: 'duration', value: 14 * minute, quote: '20:28' }),
        claim({ field: 'duration', value: 16 * minute, quote: 'failed' }),
      ],
      chosen: 0,
      text: 'Two lengths are given; the first was taken.',
    },
  ],
  source: { file: 'report.txt', row: 1, format: 'statuspage-report', url: 'http://example.org/x' },
}

function markup(part: Partial<Incident> = {}): string {
  return renderToStaticMarkup(
    <IncidentDetail
      incident={{ ...incident, ...part }}
      rule={rulePresets.impact}
      asOf={start + 30 * minute}
      timeZone="UTC"
    />,
  )
}

describe('the detail of an incident', () => {
  test('shows its figures with what was not stated', () => {
    expect(markup()).toContain('13 Dec 2022 20:14 UTC')
    expect(markup()).toContain('14 min')
    expect(markup()).toContain('not stated')
  })

  test('marks the words that figures rest on, as text', () => {
    expect(markup()).toMatch(/<mark[^>]*><bdi>&lt;b&gt;all&lt;\/b&gt; requests<\/bdi><\/mark>/)
    expect(markup()).not.toContain('<b>')
  })

  test('lists a contradiction with the claim that was taken', () => {
    expect(markup()).toContain('Two lengths are given; the first was taken.')
    expect(markup().match(/taken<\/span>/g)).toHaveLength(1)
  })

  test('says that a cause is only suggested', () => {
    expect(markup()).toContain('network (suggested by the wording)')
    expect(markup({ flags: [] })).toContain('network (stated)')
  })

  test('links https addresses alone, and shows others as text', () => {
    expect(markup()).not.toContain('href')
    const url = 'https://status.example.org/incidents/1'
    expect(markup({ source: { ...incident.source, url } })).toContain(
      'rel="noopener noreferrer">status.example.org</a>',
    )
  })

  test('counts an open incident up to the as-of instant', () => {
    const open = markup({ impacts: [plainImpact(start, null, null)] })
    expect(open).toContain('Ongoing')
    expect(open).toContain('30 min')
    expect(open).toContain('still open')
  })

  test('says so when no time is known', () => {
    expect(markup({ impacts: [] })).toContain('no time of impact stated')
    expect(markup({ impacts: [] })).not.toMatch(/NaN|undefined|Infinity/)
  })
})

test.each([
  [claim({ field: 'duration', value: null, low: 0, high: 8 * minute }), 'up to 8 min'],
  [claim({ field: 'duration', value: null, low: 5 * minute, high: Infinity }), 'at least 5 min'],
  [claim({ field: 'errorRate', value: 0.02, low: 0.015, high: 0.025 }), '2 % (1.5–2.5 %)'],
  [claim({ field: 'errorRate', value: null, low: 0, high: 0.06 }), '0–6 %'],
  [claim({ field: 'service', value: 'Core API' }), 'Core API'],
  [claim({ field: 'start', approximate: true }), 'about 13 Dec 2022 20:14 UTC'],
  [claim({ field: 'interval', to: start + 14 * minute }), '13 Dec 2022 20:14 – 20:28 UTC'],
])('a claim reads as people would say it: %#', (one, words) => {
  expect(claimValue(one, 'UTC')).toBe(words)
})

test('a flag that is not known reads as it is written', () => {
  expect(explainFlag('odd-thing').label).toBe('odd thing')
  expect(explainFlag('constructor').label).toBe('constructor')
  expect(explainFlag('tz-assumed').meaning).toMatch(/zone/)
})
