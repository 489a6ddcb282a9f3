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

/** The question as it was understood. Plain JSON. */
interface Resolved {
  readonly asOf: number
  readonly period: Period
  readonly observation: Observation
  readonly rule: Rule
  /** Services in scope, in order of name. */
  readonly services: readonly string[]
}

/** Some of one question's figures with what they rest on. Derived, never stored. Plain JSON. */
export type ReportOf<Id extends MetricId> = Resolved & Pick<Results, Id>

/** Every figure of a question. */
export type Report = ReportOf<MetricId>

/** Every figure of `frame` for `query` at the instant `asOf` (epoch ms UTC). */
export function report(frame: Frame, query: Query, settings: Settings, asOf: number): Report {
  const every = Object.keys(metrics) as MetricId[]
  return contextReport(metricContext(frame, query, settings, asOf), every)
}

const declared: Readonly<Record<MetricId, Metric<unknown>>> = metrics

/** These figures of a question that is already resolved; no other is computed. */
export function contextReport<Id extends MetricId>(
  context: MetricContext,
  figures: readonly Id[],
): ReportOf<Id> {
  const results = Object.fromEntries(
    figures.map((id) => [id, declared[id].compute(context)]),
  ) as Pick<Results, Id>
  return {
    asOf: context.asOf,
    period: context.period,
    observation: context.observation,
    rule: context.rule,
    services: context.services,
    ...results,
  }
}
