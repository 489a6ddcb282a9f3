import { describe, expect, test } from 'vitest'
import { defaultQuery } from '../../src/core/query'
import { rulePresets } from '../../src/core/rule'
import { ruleSpread } from '../../src/core/rule-spread'
import { defaultSettings, type Settings } from '../../src/core/settings'
import { at, exactly, framed, incidentAt, spreedly } from '../support/incidents'

const declared: Settings = { ...defaultSettings, observation: { from: at('2017-09-01'), to: null } }

function spread(settings = declared, query = {}, list = spreedly()) {
  return ruleSpread(framed(list).frame, { ...defaultQuery, ...query }, settings, at('2023-01-01'))
}

describe('ruleSpread', () => {
  test('weighs 49 minutes as 14.7 to 49, depending on the rule', () => {
    const { outcomes, weighted, raw } = spread()
    expect(
      outcomes.map(({ rule, downtimeMinutes }) => [
        rule.name,
        Number(downtimeMinutes.weighted.value.toFixed(6)),
      ]),
    ).toEqual([
      ['impact', 27.26],
      ['statuspage', 14.7],
      ['strict', 49],
      ['page', 27.26],
    ])
    expect(weighted?.low).toBeCloseTo(1 - 49 / 2_805_120, 12)
    expect(weighted?.high).toBeCloseTo(1 - 14.7 / 2_805_120, 12)
    expect(raw?.low).toBe(raw?.high)
  })

  test('the page clock moves raw downtime', () => {
    const page = { from: at('2022-05-01 10:10'), to: at('2022-05-01 12:00') }
    const list = [
      incidentAt('2022-05-01 10:00', '2022-05-01 10:30', { page, errorRate: exactly(1) }),
    ]
    const { raw } = spread(declared, { period: '2022-05' }, list)
    expect(raw?.low).toBeCloseTo(1 - 110 / 44_640, 12)
    expect(raw?.high).toBeCloseTo(1 - 30 / 44_640, 12)
  })

  test('lists a rule of its own beside the presets, and says which one the question uses', () => {
    const own = { ...rulePresets.impact, name: 'custom', errorRateWeighting: false }
    const names = (query: { rule?: string }) =>
      spread({ ...declared, rule: own }, query)
        .outcomes.filter(({ chosen }) => chosen)
        .map(({ rule }) => rule.name)
    expect(spread({ ...declared, rule: own }).outcomes).toHaveLength(5)
    expect(names({})).toEqual(['custom'])
    expect(names({ rule: 'strict' })).toEqual(['strict'])
  })

  test('has no availability where nothing was observed', () => {
    expect(spread(declared, { period: '2016' })).toMatchObject({ raw: null, weighted: null })
  })
})
