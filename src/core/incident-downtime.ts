import type { Incident } from './incident'
import { rangeOf, type Range } from './metric'
import { ruleWeight, type Rule } from './rule'
import { timeline, within, type Timeline } from './timeline'

/**
 * Downtime of one incident by itself, ms: the union of its impacts up to `asOf`, whatever the period. On the page
 * clock its page time, where it has one. Null when no time of impact is known.
 */
export function incidentDowntime(
  incident: Pick<Incident, 'impacts' | 'page' | 'severity'>,
  rule: Rule,
  asOf: number,
): { readonly raw: Range; readonly weighted: Range } | null {
  const { page, severity } = incident
  const onPage = rule.clock === 'page' && page !== null
  const impacts = incident.impacts.map((impact) => {
    const from = onPage ? page.from : impact.from
    const to = onPage ? page.to : impact.to
    const open = to === null || to > asOf
    const end = open ? Math.max(from, asOf) : to
    const fixed = open || onPage
    return {
      from,
      to: end,
      toLow: fixed ? end : from + impact.durationLow,
      toHigh: fixed ? end : from + impact.durationHigh,
      weight: ruleWeight(rule, severity, impact.errorRate),
    }
  })
  if (impacts.length === 0) return null
  impacts.sort((a, b) => a.from - b.from)
  const swept = (to: 'to' | 'toLow' | 'toHigh', weight: 'value' | 'low' | 'high') =>
    whole(
      timeline(
        {
          from: Float64Array.from(impacts, (impact) => impact.from),
          to: Float64Array.from(impacts, (impact) => impact[to]),
          weight: Float64Array.from(impacts, (impact) => impact.weight[weight]),
          row: new Uint32Array(impacts.length),
        },
        weight === 'high' ? 'sum' : 'max',
      ),
    )
  const value = swept('to', 'value')
  const low = swept('toLow', 'low')
  const high = swept('toHigh', 'high')
  return {
    raw: rangeOf(value.covered, low.covered, high.covered),
    weighted: rangeOf(value.weighted, low.weighted, high.weighted),
  }
}

function whole(line: Timeline): { covered: number; weighted: number } {
  return within(line, -Infinity, Infinity)
}
