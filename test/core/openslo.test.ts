import { describe, expect, test } from 'vitest'
import { UserError } from '../../src/core/issue'
import { openSloSettings, withOpenSlo } from '../../src/core/openslo'
import { defaultSettings, plainService } from '../../src/core/settings'

function slo(
  parts: { service?: string; method?: string; window?: string; objectives?: string } = {},
): string {
  return `apiVersion: openslo/v1
kind: SLO
metadata:
  name: one
spec:
  service: ${parts.service ?? 'checkout'}
  budgetingMethod: ${parts.method ?? 'Timeslices'}
  timeWindow:
    - ${parts.window ?? '{ duration: 28d, isRolling: true }'}
  objectives:
    - ${parts.objectives ?? 'target: 0.9995'}
`
}

function complaint(text: string): { message: string; hint: string } {
  try {
    openSloSettings(text, 'slo.yaml')
  } catch (error) {
    if (error instanceof UserError) return { message: error.message, hint: error.hint }
    throw error
  }
  throw new Error('It was accepted')
}

describe('openSloSettings', () => {
  test('reads target, window and service', () => {
    expect(openSloSettings(slo(), 'slo.yaml')).toEqual([
      {
        service: 'checkout',
        slo: [{ target: 99.95, allowedPpm: 500, window: '28d', basis: 'raw' }],
        line: 6,
        notes: [],
      },
    ])
  })

  test.each([
    ['{ duration: 4w, isRolling: true }', '28d'],
    ['{ duration: 720h, isRolling: true }', '30d'],
    ['{ duration: 1440m, isRolling: true }', '1d'],
    ['{ duration: 90d }', '90d'],
    ['{ duration: 1M, isRolling: false }', 'month'],
    ['{ duration: 1M }', 'month'],
    ['{ duration: 1Q, isRolling: false }', 'quarter'],
    ['{ duration: 3M, isRolling: false }', 'quarter'],
    ['{ duration: 1Y, isRolling: false }', 'year'],
    ['{ duration: 12M, isRolling: false }', 'year'],
    ['{ duration: 1M, calendar: { startTime: 2024-01-01 00:00:00 } }', 'month'],
  ])('a window of %s is %s', (window, wanted) => {
    expect(openSloSettings(slo({ window }), 'slo.yaml')[0]?.slo[0]?.window).toBe(wanted)
  })

  test.each([
    ['target: 0.9', 90, 100_000],
    ['target: 0.999999', 99.9999, 1],
    ['target: 0.99950', 99.95, 500],
    ['targetPercent: 99.95', 99.95, 500],
    ['targetPercent: 99', 99, 10_000],
  ])('%s is exact', (objectives, target, allowedPpm) => {
    expect(openSloSettings(slo({ objectives }), 'slo.yaml')[0]?.slo[0]).toMatchObject({
      target,
      allowedPpm,
    })
  })

  test('counted occurrences are weighted downtime', () => {
    expect(openSloSettings(slo({ method: 'Occurrences' }), 'slo.yaml')[0]?.slo[0]?.basis).toBe(
      'weighted',
    )
  })

  test('reads every objective of every document, and passes over other kinds', () => {
    const text = `apiVersion: openslo/v1\nkind: Service\nmetadata: { name: checkout }\n---\n${slo({
      objectives: 'target: 0.99\n    - target: 0.999',
    })}---\n${slo({ service: 'search' })}---\n`
    const found = openSloSettings(text, 'slo.yaml')
    expect(found.map(({ service, slo: list, line }) => [service, list.length, line])).toEqual([
      ['checkout', 2, 10],
      ['search', 1, 23],
    ])
  })

  test('says what of a calendar is read otherwise', () => {
    const window =
      '{ duration: 1M, calendar: { startTime: 2024-01-21 12:30:00, timeZone: America/New_York } }'
    const notes = openSloSettings(slo({ window }), 'slo.yaml')[0]?.notes
    expect(notes).toHaveLength(2)
    expect(notes?.[0]).toContain('Line 9: the month begins on its first day at midnight')
    expect(notes?.[1]).toContain('America/New_York')
  })

  test.each([
    [
      'a target of 1',
      slo({ objectives: 'target: 1' }),
      'line 11: the target 1 leaves no error budget',
      '0.9995',
    ],
    [
      'a target of 1.0',
      slo({ objectives: 'target: 1.0' }),
      'line 11: the target 1 leaves no error budget',
      '0.9995',
    ],
    [
      '100 percent',
      slo({ objectives: 'targetPercent: 100' }),
      'line 11: the targetPercent 100 leaves no',
      '99.95',
    ],
    [
      'a percentage for a ratio',
      slo({ objectives: 'target: 99.95' }),
      'line 11: the target is 99.95, not between',
      'ratio',
    ],
    [
      'a target of nothing',
      slo({ objectives: 'target: 0' }),
      'line 11: the target is 0,',
      '0.9995',
    ],
    [
      'a target of too many decimals',
      slo({ objectives: 'target: 0.99999999' }),
      'line 11: the target is',
      '0.9995',
    ],
    [
      'both targets',
      slo({ objectives: '{ target: 0.9, targetPercent: 90 }' }),
      'line 11: the objective needs either',
      'one',
    ],
    ['no target', slo({ objectives: '{ op: lte }' }), 'line 11: the objective needs either', 'one'],
    [
      'a window of no length',
      slo({ window: 'duration: 0d' }),
      'line 9: the duration is not a number',
      '28d',
    ],
    [
      'a window without unit',
      slo({ window: 'duration: 28' }),
      'line 9: the duration is not a number',
      '28d',
    ],
    [
      'part of a day',
      slo({ window: '{ duration: 36h, isRolling: true }' }),
      'line 9: a rolling window of 36h',
      'days',
    ],
    [
      'a rolling month',
      slo({ window: '{ duration: 1M, isRolling: true }' }),
      'line 9: a rolling window of 1M',
      'isRolling: false',
    ],
    [
      'a calendar of weeks',
      slo({ window: '{ duration: 1w, isRolling: false }' }),
      'line 9: a calendar window of 1w',
      '1M',
    ],
    [
      'minutes for months',
      slo({ window: '{ duration: 1m, isRolling: false }' }),
      'line 9: a calendar window of 1m',
      '1M for a month',
    ],
    [
      'two windows',
      slo({ window: 'duration: 7d\n    - duration: 28d' }),
      'line 8: spec.timeWindow is not a list of one',
      '28d',
    ],
    ['no service', slo({ service: '""' }), 'line 6: spec.service is not a name', 'service'],
    [
      'another version',
      slo().replace('openslo/v1', 'openslo/v1alpha'),
      'line 1: the SLO is not written in',
      'openslo/v1',
    ],
    ['no SLO at all', 'apiVersion: openslo/v1\nkind: Service', 'holds no SLO', 'kind: SLO'],
    ['nothing', '', 'holds no SLO', 'kind: SLO'],
    ['a list', '- a', 'line 1: this is no OpenSLO object', 'apiVersion'],
    ['no YAML', 'kind: SLO\nspec: }', 'line 2:', 'Correct'],
    ['nested lists', '['.repeat(100_000), '', ''],
    [
      'references that multiply',
      `kind: SLO\na: &a [x,x,x,x,x,x,x,x,x]\n${['b', 'c', 'd', 'e', 'f'].map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcde'[i]}`).join(',')}]`).join('\n')}`,
      'refers',
      'references',
    ],
  ])('refuses %s with line and remedy', (_, text, message, hint) => {
    const found = complaint(text)
    expect(found.message).toMatch(/^slo\.yaml/)
    expect(found.message).toContain(message)
    expect(found.hint).toContain(hint)
  })
})

describe('withOpenSlo', () => {
  test('adds to the service that is meant, by name or alias, and makes those that are missing', () => {
    const settings = {
      ...defaultSettings,
      services: [{ ...plainService('Checkout'), aliases: ['shop'] }],
    }
    const found = openSloSettings(
      `${slo()}---\n${slo({ service: 'SHOP', objectives: 'target: 0.99' })}---\n${slo({ service: 'search' })}`,
      'slo.yaml',
    )
    const { services } = withOpenSlo(settings, found)
    expect(services.map(({ name, slo: list }) => [name, list.map(({ target }) => target)])).toEqual(
      [
        ['Checkout', [99.95, 99]],
        ['search', [99.95]],
      ],
    )
  })

  test('read again doubles nothing', () => {
    const found = openSloSettings(slo(), 'slo.yaml')
    const once = withOpenSlo(defaultSettings, found)
    expect(withOpenSlo(once, found)).toEqual(once)
  })

  test('two spellings of a new service are one', () => {
    const found = openSloSettings(`${slo()}---\n${slo({ service: 'Checkout' })}`, 'slo.yaml')
    expect(withOpenSlo(defaultSettings, found).services).toHaveLength(1)
  })
})
