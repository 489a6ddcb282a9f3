import { minutes } from './bucket'
import type { Frame } from './frame'
import type { Range } from './metric'
import { metricContext } from './metric-context'
import type { Query } from './query'
import { rulePresets, type Rule } from './rule'
import type { Settings } from './settings'

/** The set (any down) under one rule. Availability as ratios 0..1, null where nothing was observed. */
export interface RuleOutcome {
  readonly rule: Rule
  /** True for the rule of the question. */
  readonly chosen: boolean
  readonly downtimeMinutes: { readonly raw: Range; readonly weighted: Range }
  readonly availability: { readonly raw: number; readonly weighted: number } | null
}

/** How far the figures depend on the rule. */
export interface RuleSpread {
  /** The configured rule, then the presets it is not. */
  readonly outcomes: readonly RuleOutcome[]
  /** Lowest and highest availability among the rules; null where nothing was observed. */
  readonly raw: Omit<Range, 'value'> | null
  readonly weighted: Omit<Range, 'value'> | null
}

/**
 * The figures of a question under every preset and the configured rule. Each rule sweeps the incidents anew, so it is
 * asked for, not part of a report.
 */
export function ruleSpread(
  frame: Frame,
  query: Query,
  settings: Settings,
  asOf: number,
): RuleSpread {
  const chosen = Object.hasOwn(rulePresets, query.rule) ? query.rule : settings.rule.name
  const presets = Object.values<Rule>(rulePresets)
  const rules = [settings.rule, ...presets.filter(({ name }) => name !== settings.rule.name)]
  const outcomes = rules.map((rule): RuleOutcome => {
    const asked = { ...query, rule: '' }
    const context = metricContext(frame, asked, { ...settings, rule }, asOf)
    const { from, to } = context.period
    const { raw, weighted } = context.downtime(null, from, to)
    const observed = context.observed(null, from, to)
    return {
      rule,
      chosen: rule.name === chosen,
      downtimeMinutes: { raw: inMinutes(raw), weighted: inMinutes(weighted) },
      availability:
        observed > 0
          ? { raw: 1 - raw.value / observed, weighted: 1 - weighted.value / observed }
          : null,
    }
  })
  const known = outcomes.flatMap(({ availability }) => availability ?? [])
  return {
    outcomes,
    raw: bounds(known.map(({ raw }) => raw)),
    weighted: bounds(known.map(({ weighted }) => weighted)),
  }
}

function inMinutes({ value, low, high }: Range): Range {
  return { value: minutes(value), low: minutes(low), high: minutes(high) }
}

function bounds(values: readonly number[]): Omit<Range, 'value'> | null {
  return values.length > 0 ? { low: Math.min(...values), high: Math.max(...values) } : null
}
