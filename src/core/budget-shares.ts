import { spansReaching, type Basis } from './budget'
import { minutes } from './bucket'
import type { MetricContext } from './metric-context'
import { allowedPpm } from './settings'
import { shares } from './shares'

/** What one incident took of an error budget. */
export interface BudgetShare {
  /** Row in the frame. */
  readonly row: number
  /** Its part of the downtime, on the budget's basis; those of all incidents add up to what is consumed. */
  readonly minutes: number
  /** Null where the budget is nothing. */
  readonly percent: number | null
  /** Of four weeks at the same target: what the postmortem rule looks at. */
  readonly percentOfFourWeeks: number | null
  readonly postmortemDue: boolean
}

const fourWeeks = 28 * 86_400_000

/**
 * The incidents that spent a budget, the largest first. Costs a sweep of the incidents in its window, so it is asked
 * for, not part of a report.
 */
export function budgetShares(
  context: MetricContext,
  budget: {
    readonly service: string | null
    readonly target: number
    readonly from: number
    readonly to: number
    readonly basis: Basis
    readonly totalMinutes: number
  },
): readonly BudgetShare[] {
  const seen = context.clip(budget.service, budget.from, budget.to)
  const lines = context.timelines(budget.service)
  const spans = spansReaching(context, budget.service, seen)
  // Of the whole context, `shares` sweeps the spans of the set: here those of the budget's service and window.
  const part = { ...context, timelines: () => ({ ...lines, spans }) }
  const total = budget.totalMinutes
  const weeks = minutes((fourWeeks * allowedPpm(budget.target)) / 1e6)
  const { postmortemShare } = context.settings.policy
  const found = shares(part, seen.from, seen.to)
  return [...found.rows]
    .map((row) => {
      const spent = minutes(found[budget.basis][row]!)
      return {
        row,
        minutes: spent,
        percent: total > 0 ? (100 * spent) / total : null,
        percentOfFourWeeks: weeks > 0 ? (100 * spent) / weeks : null,
        postmortemDue: 100 * spent > postmortemShare * weeks,
      }
    })
    .sort((a, b) => b.minutes - a.minutes || a.row - b.row)
}
