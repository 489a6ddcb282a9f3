import type { Effect } from '../core/answers'
import type { Frame } from '../core/frame'
import { joinFrames } from '../core/live'
import { metricContext } from '../core/metric-context'
import { defaultQuery } from '../core/query'
import { contextReport } from '../core/report'
import type { Settings } from '../core/settings'

interface Held {
  readonly frames: readonly Frame[]
  readonly settings: Settings
  readonly asOf: number
}

/** What the figures of the whole observed time are, and what they would be. */
export function effectOf(before: Held, after: Held): Effect {
  return { before: figuresOf(before), after: figuresOf(after) }
}

function figuresOf({ frames, settings, asOf }: Held): Effect['before'] {
  const context = metricContext(joinFrames(frames), defaultQuery, settings, asOf)
  const report = contextReport(context, ['availability', 'downtime', 'frequency', 'budgets'])
  const { availability, downtime, frequency, budgets, period } = report
  const budget = budgets.find(({ promised }) => promised)
  return {
    period: period.label,
    availability: availability.raw?.value ?? null,
    downtimeMinutes: downtime.raw.value,
    weightedMinutes: downtime.weighted.value,
    incidents: frequency.n,
    budget: budget
      ? {
          service: budget.service,
          target: budget.target,
          label: budget.label,
          remainingMinutes: budget.remainingMinutes.value,
        }
      : null,
  }
}
