import type { ErrorRate, Severity } from './incident'

/** The share of a service that an incident takes down, ratios 0..1 with `low <= value <= high`. */
export interface Weight {
  readonly low: number
  readonly value: number
  readonly high: number
}

/** The severities a rule gives a weight: `unknown` where none is stated or recognised. */
export type WeightClass = Severity | 'unknown'

/** How incidents become downtime. It stands beside every figure. */
export interface Rule {
  /** Id of a preset, the user's own name, or `custom`. */
  readonly name: string
  /** What bounds an incident: the impact it states, or the life of its status page. */
  readonly clock: 'impact' | 'page'
  /** Whether a stated error rate is the weight. If not, the severity's weight is taken always. */
  readonly errorRateWeighting: boolean
  /** `count`: windows change nothing. `exclude`: they leave downtime and denominator. `up`: downtime inside them does not count. */
  readonly maintenance: 'count' | 'exclude' | 'up'
  readonly weights: Readonly<Record<WeightClass, Weight>>
}

const whole = exactly(1)

const impact: Rule = {
  name: 'impact',
  clock: 'impact',
  errorRateWeighting: true,
  maintenance: 'count',
  // Central values are a convention of status pages; the bounds are what 249 reports with a stated rate show.
  weights: {
    critical: { low: 0.05, value: 0.75, high: 1 },
    major: { low: 0.01, value: 0.3, high: 1 },
    minor: { low: 0.003, value: 0.1, high: 1 },
    unknown: { low: 0, value: 0.5, high: 1 },
  },
}

/**3 for `impact`; the weights of hosted status pages for `statuspage`. */
export const rulePresets = {
  impact,
  /** What a status page would show: the severity alone decides. */
  statuspage: {
    ...impact,
    name: 'statuspage',
    errorRateWeighting: false,
    weights: {
      critical: whole,
      major: exactly(0.3),
      minor: exactly(0),
      unknown: { low: 0, value: 0.3, high: 1 },
    },
  },
  /** Every incident counts as a full outage. */
  strict: {
    ...impact,
    name: 'strict',
    errorRateWeighting: false,
    weights: { critical: whole, major: whole, minor: whole, unknown: whole },
  },
  /** As `impact`, from first post to last change of status: an upper bound. */
  page: { ...impact, name: 'page', clock: 'page' },
} as const satisfies Record<string, Rule>

export interface RuleWeight extends Weight {
  /** True when `value` is neither stated nor fixed by the rule. */
  readonly assumed: boolean
}

/**
 * The weight of an incident under a rule. A stated rate is the weight; of a rate that is only bounded the severity's
 * central value is taken, moved into the bounds; without a rate the severity's weight holds.
 */
export function ruleWeight(
  rule: Rule,
  severity: Severity | null,
  errorRate: ErrorRate | null,
): RuleWeight {
  const weight = rule.weights[severity ?? 'unknown']
  if (!rule.errorRateWeighting || errorRate === null)
    return { ...weight, assumed: weight.low < weight.high }
  const { low, value, high } = errorRate
  if (value !== null) return { low, value, high, assumed: false }
  return { low, value: Math.min(high, Math.max(low, weight.value)), high, assumed: low < high }
}

function exactly(value: number): Weight {
  return { low: value, value, high: value }
}
