import type { Budget } from '../core/metrics/budgets'
import type { Query } from '../core/query'
import type { ScreenReport } from '../core/answers'
import { brief, bucket, count, duration, listed, percent, target } from '../core/display'

/**
 * The figures of a question in sentences that can be pasted into a mail: what was up how long, whether the promise was
 * kept, how many incidents took how much, and what is left of the newest budget.
 */
export function headline(report: ScreenReport, query: Query): string {
  const { availability, downtime, exclusions, frequency, observation } = report
  const period = periodWords(report)
  if (availability.raw === null)
    return `Nothing was observed ${period}, so there is no availability to state.`
  const budget = leadingBudget(report)
  const kept = budget ? ` and ${promiseWords(budget, report)}` : ''
  const first = `${onlyWords(query)}${subject(report)} ${percent(availability.raw.value)}${report.services.length > 1 ? ' of the time' : ''} ${period}${kept}.`
  const incidents =
    frequency.n === 0 && downtime.raw.value === 0
      ? `No ${isNarrowed(query) ? 'such incident' : 'incident'} was recorded`
      : `${count(frequency.n, 'incident')} took ${brief(downtime.raw.value)}`
  const left = budget ? `; ${leftWords(budget)}` : ''
  const caveat = observation.derived ? ', if no other incidents happened' : ''
  const open =
    exclusions.ongoing > 0
      ? ` ${count(exclusions.ongoing, 'incident is', 'incidents are')} still open.`
      : ''
  const noTarget = report.budgets.length === 0 ? ' No target is set.' : ''
  return `${first} ${incidents}${left}${caveat}.${open}${noTarget}`
}

/**
 * The budget that speaks for the question: of the promised ones on all services together, else of those on single
 * services, the one with the least left. Null without a target.
 */
export function leadingBudget({ budgets, services }: ScreenReport): Budget | null {
  const promised = budgets.filter((budget) => budget.promised)
  const together = promised.filter(({ service }) => service === null || services.length === 1)
  const candidates = together.length > 0 ? together : promised
  return candidates.toSorted((a, b) => leftRatio(a) - leftRatio(b))[0] ?? null
}

/** What is left of a budget as a ratio of it, negative when overspent. */
export function leftRatio({ remainingMinutes, totalMinutes }: Budget): number {
  if (totalMinutes > 0) return remainingMinutes.value / totalMinutes
  return remainingMinutes.value < 0 ? -1 : 0
}

/** How the windows of a budget in the period came out. */
export function windowCounts({ history, verdict }: Budget): {
  readonly all: number
  readonly exceeded: number
  readonly unclear: number
} {
  const verdicts = history.length > 0 ? history.map((window) => window.verdict) : [verdict]
  return {
    all: verdicts.length,
    exceeded: verdicts.filter((one) => one === 'exceeded').length,
    unclear: verdicts.filter((one) => one === 'cannot tell').length,
  }
}

/** `month`, `28 days`, `period`. */
export function windowNoun(window: string): string {
  const rolling = /^(\d+)d$/.exec(window)?.[1]
  return rolling ? count(Number(rolling), 'day') : window
}

function promiseWords(budget: Budget, { period }: ScreenReport): string {
  const { all, exceeded, unclear } = windowCounts(budget)
  const promise = `${budget.service === null ? 'the' : 'its'} ${target(budget.target)} target`
  const windows = count(all, windowNoun(budget.window))
  if (all === 1) {
    const verb = exceeded > 0 ? 'missed' : unclear > 0 ? 'may have missed' : 'met'
    return `${verb} ${promise}${soleWindowWords(budget, period.token)}`
  }
  if (exceeded > 0) return `missed ${promise} in ${exceeded} of ${windows}`
  if (unclear > 0)
    return `met ${promise} in ${all - unclear} of ${windows}, with ${unclear} too uncertain to tell`
  return `met ${promise} in all ${windows}`
}

/** Names the one window a verdict is about, unless it is the period itself. */
function soleWindowWords(budget: Budget, token: string): string {
  const [only] = budget.history
  if (!only) return ` over ${rollingWords(budget)}`
  return only.token === token ? '' : ` in ${bucket(only.token)}`
}

function rollingWords({ window, label }: Budget): string {
  return window === 'period' ? 'the whole period' : `the ${label}`
}

function leftWords({ remainingMinutes, label, history }: Budget): string {
  const left = remainingMinutes.value
  const which = history.length > 0 ? `the ${label} budget` : 'the budget'
  return left < 0
    ? `${which} is overspent by ${duration(-left)}`
    : `${duration(left)} of ${which} left`
}

function subject({ services }: ScreenReport): string {
  const [first = 'The service'] = services
  if (services.length <= 1) return `${first} was up`
  if (services.length === 2) return `${listed(services)} were both up`
  return `All ${services.length} services were up at once`
}

function periodWords({ period }: ScreenReport): string {
  if (/^\d+d$/.test(period.token)) return `in the ${period.label}`
  if (/^\d{4}(-(Q\d|\d\d))?$/.test(period.token)) return `in ${period.label}`
  const [from, to] = period.label.split(' – ')
  if (!to) return `in ${period.label}`
  return from === to ? `on ${to}` : `from ${from} to ${to}`
}

/** Whether the question leaves some incidents out. */
export function isNarrowed({ causes, severities }: Query): boolean {
  return causes.length + severities.length > 0
}

/** A figure of some incidents only must say so. */
function onlyWords({ causes, severities }: Query): string {
  const only = [
    ...(causes.length > 0 ? [`cause ${listed(causes)}`] : []),
    ...(severities.length > 0 ? [`severity ${listed(severities)}`] : []),
  ]
  return only.length > 0 ? `Counting only incidents of ${only.join(' and ')}: ` : ''
}
