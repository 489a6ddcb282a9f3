import type { Frame } from './frame'
import type { Metric } from './metric'
import { metricContext, type MetricContext, type Observation } from './metric-context'
import * as metrics from './metrics'
import type { Period } from './period'
import type { Query } from './query'
import type { Rule } from './rule'
import type { Settings } from './settings'

export type MetricId = keyof typeof metrics

type Results = {
  readonly [Id in MetricId]: (typeof metrics)[Id] extends Metric<infer Result> ? Result : never
}

/** The answer: one question's figures with what they rest on. Derived, never stored. Plain JSON. */
export interface Report extends Results {
  readonly asOf: number
  readonly period: Period
  readonly observation: Observation
  readonly rule: Rule
  /** Services in scope, in order of name. */
  readonly services: readonly string[]
}

/** Figures of `frame` for `query` at the instant `asOf` (epoch ms UTC). */
export function report(frame: Frame, query: Query, settings: Settings, asOf: number): Report {
  return contextReport(metricContext(frame, query, settings, asOf))
}

/** Figures of a question that is already resolved. */
export function contextReport(context: MetricContext): Report {
  const results = Object.fromEntries(
    Object.entries(metrics).map(([id, metric]) => [id, metric.compute(context)]),
  ) as Results
  return {
    asOf: context.asOf,
    period: context.period,
    observation: context.observation,
    rule: context.rule,
    services: context.services,
    ...results,
  }
}
