import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { severities } from '../../src/core/incident'
import { rulePresets, ruleWeight, type Rule } from '../../src/core/rule'

const { impact, statuspage, strict, page } = rulePresets
const stated = { value: 0.02, low: 0.015, high: 0.025 }

describe('ruleWeight', () => {
  it('takes a stated error rate with its bounds, and assumes nothing', () => {
    expect(ruleWeight(impact, 'critical', stated)).toEqual({ ...stated, assumed: false })
  })

  it('takes the weight of the severity where no rate is stated, and says it is assumed', () => {
    expect(ruleWeight(impact, 'major', null)).toEqual({
      low: 0.01,
      value: 0.3,
      high: 1,
      assumed: true,
    })
  })

  it('never takes an unknown severity for nothing or everything', () => {
    expect(ruleWeight(impact, null, null)).toEqual({ low: 0, value: 0.5, high: 1, assumed: true })
    expect(ruleWeight(statuspage, null, null)).toEqual({
      low: 0,
      value: 0.3,
      high: 1,
      assumed: true,
    })
  })

  it('moves the central value into the bounds where only those are stated', () => {
    const upTo = { value: null, low: 0, high: 0.06 }
    expect(ruleWeight(impact, 'critical', upTo)).toEqual({
      low: 0,
      value: 0.06,
      high: 0.06,
      assumed: true,
    })
    const atLeast = { value: null, low: 0.4, high: 1 }
    expect(ruleWeight(impact, 'minor', atLeast).value).toBe(0.4)
  })

  it('ignores stated rates where the rule does not weigh by them', () => {
    expect(ruleWeight(strict, 'minor', stated)).toEqual({
      low: 1,
      value: 1,
      high: 1,
      assumed: false,
    })
    expect(ruleWeight(statuspage, 'major', stated).value).toBe(0.3)
    expect(ruleWeight(statuspage, 'minor', stated).value).toBe(0)
    expect(ruleWeight(statuspage, 'critical', null).value).toBe(1)
  })

  it('keeps low, value and high in order, and lets only a stated rate or a fixed weight go without assumption', () => {
    const rules = fc.constantFrom<Rule>(...Object.values(rulePresets))
    const severity = fc.option(fc.constantFrom(...severities))
    const rate = fc.option(
      fc
        .tuple(
          fc.double({ min: 0, max: 1, noNaN: true }),
          fc.double({ min: 0, max: 1, noNaN: true }),
        )
        .map(([a, b]) => ({ value: null, low: Math.min(a, b), high: Math.max(a, b) })),
    )
    fc.assert(
      fc.property(rules, severity, rate, (rule, given, bounds) => {
        const { low, value, high, assumed } = ruleWeight(rule, given, bounds)
        expect(low).toBeLessThanOrEqual(value)
        expect(value).toBeLessThanOrEqual(high)
        expect(assumed).toBe(low < high)
      }),
    )
  })
})

describe('rulePresets', () => {
  it('are called by their ids', () => {
    for (const [id, rule] of Object.entries<Rule>(rulePresets)) expect(rule.name).toBe(id)
  })

  it('differ between impact and page in the clock alone', () => {
    expect({ ...page, name: 'impact', clock: 'impact' }).toEqual(impact)
  })
})
