import type { BudgetVerdict } from '../core/metric'
import type { Budget } from '../core/metrics/budgets'
import type { ScreenReport } from '../core/answers'
import { leadingBudget } from './headline'
import type { Standing } from './parts/Verdict'

/** A month of the availability chart. `down` and its bounds are percent of the month, null where nothing was observed. */
export interface MonthBar {
  /** `2017-09`. */
  readonly month: string
  readonly down: { readonly value: number; readonly low: number; readonly high: number } | null
  /** Availability as a ratio, for the words. */
  readonly availability: number | null
  readonly downMinutes: number
  readonly standing: Standing
}

export function standingOf(verdict: BudgetVerdict): Standing {
  if (verdict === 'within') return 'met'
  return verdict === 'exceeded' ? 'missed' : 'risk'
}

/** The months of the period on the basis of the leading budget's promise, oldest first. */
export function monthBars(report: ScreenReport): readonly MonthBar[] {
  const budget = leadingBudget(report)
  const basis = budget?.basis ?? 'raw'
  const own = budget?.window === 'month' ? budget.history : []
  const verdicts = new Map(own.map(({ token, verdict }) => [token, verdict]))
  const minutes = new Map(report.downtime.byMonth.map((month) => [month.month, month[basis].value]))
  return report.availability.byMonth.map((entry) => {
    const ratio = entry[basis]
    return {
      month: entry.month,
      down: ratio && {
        value: (1 - ratio.value) * 100,
        low: (1 - ratio.high) * 100,
        high: (1 - ratio.low) * 100,
      },
      availability: ratio?.value ?? null,
      downMinutes: minutes.get(entry.month) ?? 0,
      standing: monthStanding(ratio, budget, verdicts.get(entry.month)),
    }
  })
}

function monthStanding(
  ratio: { readonly low: number; readonly high: number } | null,
  budget: Budget | null,
  verdict: BudgetVerdict | undefined,
): Standing {
  if (!ratio) return 'no-data'
  if (!budget) return 'neutral'
  if (verdict) return standingOf(verdict)
  const promised = budget.target / 100
  if (ratio.low >= promised) return 'met'
  return ratio.high < promised ? 'missed' : 'risk'
}
