import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../src/core/config'
import { UserError } from '../../src/core/issue'
import { rulePresets } from '../../src/core/rule'
import { defaultSettings } from '../../src/core/settings'

function parsed(text: string) {
  return parseConfig(text, 'faultline.yaml')
}

function complaint(text: string): { message: string; hint: string } {
  try {
    parsed(text)
  } catch (error) {
    if (error instanceof UserError) return { message: error.message, hint: error.hint }
    throw error
  }
  throw new Error('It was accepted')
}

const full = `
title: Shop reliability
timeZone: Europe/Berlin
asOf: 2024-01-01T00:00:00Z
observation: { from: 2023-01-01T00:00:00+01:00, to: null }
services:
  - name: Checkout
    aliases: [checkout-api]
    share: 2
    observation: { from: 2023-06-01T00:00:00Z }
    slo:
      - { target: 99.95, window: month, basis: raw }
      - { target: 99.9, window: 28d, basis: weighted }
    credits: [{ below: 99.95, percent: 10 }, { below: 99, percent: 30 }]
rule: { preset: statuspage, clock: page, weights: { minor: { low: 0, value: 0.1, high: 0.2 } } }
policy: { notice: 40 }
taxonomy: { aliases: { "bad push": deploy/change }, vendors: [Examplecloud] }
mappings:
  - header: [Opened, Closed]
    map: { start: Opened, end: Closed }
    encoding: Latin1
    timeZone: America/New_York
    dates: day-first
redaction: { level: none }
logo: logo.svg
`

describe('parseConfig', () => {
  it('gives defaults for what is left out', () => {
    expect(parsed('')).toEqual(defaultSettings)
    expect(parsed('# nothing yet\n')).toEqual(defaultSettings)
    expect(parsed('services:\nrule:\nobservation:\n')).toEqual(defaultSettings)
  })

  it('reads every setting', () => {
    expect(parsed(full)).toEqual({
      title: 'Shop reliability',
      timeZone: 'Europe/Berlin',
      asOf: Date.UTC(2024, 0, 1),
      observation: { from: Date.UTC(2022, 11, 31, 23), to: null },
      services: [
        {
          name: 'Checkout',
          aliases: ['checkout-api'],
          share: 2,
          observation: { from: Date.UTC(2023, 5, 1), to: null },
          slo: [
            { target: 99.95, allowedPpm: 500, window: 'month', basis: 'raw' },
            { target: 99.9, allowedPpm: 1000, window: '28d', basis: 'weighted' },
          ],
          credits: [
            { below: 99.95, percent: 10 },
            { below: 99, percent: 30 },
          ],
        },
      ],
      slo: [],
      rule: {
        ...rulePresets.statuspage,
        name: 'custom',
        clock: 'page',
        weights: { ...rulePresets.statuspage.weights, minor: { low: 0, value: 0.1, high: 0.2 } },
      },
      policy: { notice: 40, slow: 75, freeze: 100, postmortemShare: 20 },
      taxonomy: { aliases: { 'bad push': 'deploy/change' }, vendors: ['Examplecloud'] },
      mappings: [
        {
          header: ['Opened', 'Closed'],
          assume: {
            map: { start: 'Opened', end: 'Closed' },
            encoding: 'windows-1252',
            timeZone: 'America/New_York',
            dates: 'day-first',
          },
        },
      ],
      redaction: { level: 'none' },
      logo: 'logo.svg',
    })
  })

  it('gives plain JSON', () => {
    const settings = parsed(full)
    expect(JSON.parse(JSON.stringify(settings))).toEqual(settings)
  })

  it('reads an observation alone', () => {
    expect(parsed('observation:\n  from: 2017-01-01T00:00:00Z\n').observation).toEqual({
      from: Date.UTC(2017, 0, 1),
      to: null,
    })
  })

  it('calls a rule that is a preset in all but name by its name', () => {
    const text = `rule:
  clock: impact
  errorRateWeighting: true
  maintenance: count
  weights:
      critical: { low: 0.05, value: 0.75, high: 1 }
      major: { low: 0.01, value: 0.3, high: 1 }
      minor: { low: 0.003, value: 0.1, high: 1 }
      unknown: { low: 0, value: 0.5, high: 1 }
`
    expect(parsed(text).rule).toEqual(rulePresets.impact)
    expect(parsed('rule: { clock: page }').rule).toEqual(rulePresets.page)
    expect(parsed('rule: { preset: strict }').rule).toEqual(rulePresets.strict)
  })

  it.each([
    ['an unknown key', 'title: a\ntitel: b', 'line 2: unknown key "titel"', 'title'],
    ['an unknown key inside', 'rule:\n  clok: page', 'line 2: unknown key "clok" in rule', 'clock'],
    ['a missing key', 'services:\n  - aliases: []', 'line 2: services[1].name is missing', 'name'],
    ['a key given twice', 'title: a\ntitle: b', 'line 2: Map keys must be unique', 'Correct'],
    ['text that is no YAML', 'title: a\nrule: }', 'line 2: ', 'Correct'],
    ['an unknown tag', 'title: !x a', 'line 1: ', 'Correct'],
    ['a second document', 'title: a\n---\ntitle: b', 'line 2: ', 'Correct'],
    ['a list at the top', '- a', 'line 1: the file is a list, not a map', 'Known here'],
    ['an empty list for a map', 'rule: []', 'line 1: rule is a list, not a map', 'preset'],
    ['a word for a map', 'rule: strict', 'line 1: rule is "strict", not a map', 'preset'],
    ['a number for a text', '\ntitle: 2024', 'line 2: title is 2024, not a text', 'quotes'],
    ['an unknown zone', 'timeZone: Mars/Base', 'line 1: timeZone is "Mars/Base"', 'IANA'],
    [
      'an instant without zone',
      'asOf: 2024-01-01T00:00:00',
      'line 1: asOf is',
      '2024-03-01T00:00:00Z',
    ],
    ['a day alone', 'asOf: 2024-01-01', 'line 1: asOf is', 'Z'],
    ['a day that does not exist', 'asOf: 2024-02-30T00:00:00Z', 'line 1: asOf is', 'Z'],
    [
      'an observation that ends before it begins',
      'observation:\n  from: 2024-01-01T00:00:00Z\n  to: 2023-01-01T00:00:00Z',
      'line 1: observation is a map, not a time that ends after it begins',
      'Swap',
    ],
    [
      'a target out of range',
      'services:\n  - name: A\n    slo:\n      - target: 120\n        window: month',
      'line 4: services[1].slo[1].target is 120',
      '99.95',
    ],
    [
      'a target of 100 %',
      'services:\n  - name: A\n    slo: [{ window: month,\n      target: 100 }]',
      'line 4: services[1].slo[1].target is 100, not a target that leaves an error budget',
      'below 100',
    ],
    [
      'an impossible window',
      'services:\n  - name: A\n    slo: [{ target: 99.9,\n      window: 0d }]',
      'line 4: services[1].slo[1].window is "0d"',
      '28d',
    ],
    [
      'a service listed twice',
      'services:\n  - name: A\n  - name: " a "',
      'line 3: the service "a" is listed twice',
      'Merge',
    ],
    [
      'an alias of two services',
      'services:\n  - name: A\n    aliases: [x]\n  - name: B\n    aliases:\n      - y\n      - X',
      'line 7: the alias "X" of "B" belongs to "A" already',
      'one of the two',
    ],
    [
      'an alias that is the name of another service',
      'services:\n  - { name: A, aliases: [b] }\n  - name: B',
      'line 2: the alias "b" of "A" belongs to "B" already',
      'one of the two',
    ],
    [
      'weights out of order',
      'rule:\n  weights:\n    major: { low: 0.5, value: 0.3, high: 1 }',
      'line 3: rule.weights.major is a map, not in order',
      'smallest',
    ],
    ['an unknown preset', 'rule: { preset: soft }', 'line 1: rule.preset is "soft"', 'statuspage'],
    ['thresholds out of order', 'policy: { slow: 20 }', 'line 1: policy is', 'smallest'],
    [
      'a label that stands for a label that stands for something else',
      'taxonomy:\n  aliases:\n    a: b\n    b: c',
      'line 3: "a" stands for "b"',
      'final label',
    ],
    [
      'a key that objects keep for themselves',
      'title: a\n__proto__: { x: 1 }',
      'line 2: the key "__proto__"',
      'another',
    ],
    ['a logo outside its folder', 'logo: ../logo.svg', 'line 1: logo is "../logo.svg"', 'logo.svg'],
    ['a merge key', 'rule:\n  <<: { clock: page }', 'line 2: unknown key "<<"', 'Known here'],
  ])('refuses %s with line and remedy', (_, text, message, hint) => {
    const found = complaint(text)
    expect(found.message).toContain(`faultline.yaml ${message}`)
    expect(found.hint).toContain(hint)
  })

  it('names the first of several faults', () => {
    expect(complaint('timeZone: nowhere\nasOf: soon\nlogo: x').message).toContain('line 1')
  })

  it('follows references to the value they stand for', () => {
    const text =
      'services:\n  - &a { name: A }\n  - { name: B, slo: &s [{ target: 99.9, window: 7d }] }\n  - { name: C, slo: *s }'
    expect(parsed(text).services[2]?.slo[0]?.allowedPpm).toBe(1000)
  })

  it.each([
    ['nested lists', '['.repeat(200_000)],
    ['nested maps', '{a: '.repeat(50_000)],
    ['nested lines', '- '.repeat(50_000)],
    ['a few levels too many', `${'['.repeat(100)}${']'.repeat(100)}`],
    [
      'references that multiply',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${['b', 'c', 'd', 'e', 'f', 'g', 'h']
        .map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[i]}`).join(',')}]`)
        .join('\n')}`,
    ],
    ['a value that holds itself', 'services: &a [*a]'],
    ['a megabyte', `title: ${'a'.repeat(1_000_001)}`],
  ])('refuses %s', (_, text) => {
    expect(complaint(text).message).toContain('faultline.yaml')
  })

  it('a rule of its own keeps its name, but no preset lends its name', () => {
    const ruled = (name: string) =>
      parseConfig(
        `rule: { name: ${name}, preset: strict, maintenance: exclude }\n`,
        'faultline.yaml',
      ).rule.name
    expect(ruled('our contract')).toBe('our contract')
    expect(ruled('strict')).toBe('custom')
  })
})
