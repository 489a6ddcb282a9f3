import { chance, counted, figure } from './chance'
import type { Range, TrendVerdict } from './metric'
import type { MetricContext } from './metric-context'
import { restoreTimes } from './restore-times'
import { compareDurations } from './statistics/comparison'
import { description } from './statistics/descriptive'
import { compareRates } from './statistics/rates'

/** One period against another, with what chance alone would do. Plain JSON; null where there is nothing to compare. */
export interface Comparison {
  readonly frequency: FrequencyComparison
  readonly downtime: DowntimeComparison
  readonly restore: RestoreComparison
}

export interface FrequencyComparison {
  readonly current: { readonly n: number; readonly observedDays: number }
  readonly previous: { readonly n: number; readonly observedDays: number }
  /** Current rate over previous with its exact 95 % interval; ends and ratio null where nothing happened before. */
  readonly ratio: number | null
  readonly lower: number | null
  readonly upper: number | null
  /** Exact, two-sided; null where one of the periods was not observed. */
  readonly p: number | null
  readonly midP: number | null
  readonly verdict: TrendVerdict
  readonly sentence: string
}

/** Minutes per observed day with their measurement bounds. A count of what happened: chance has no part in it. */
export interface DowntimeComparison {
  readonly current: Daily | null
  readonly previous: Daily | null
  /** Current − previous. */
  readonly difference: Daily | null
  readonly sentence: string
}

export interface Daily {
  readonly raw: Range
  readonly weighted: Range
}

/** Times to restore on the rule's clock. Minutes. */
export interface RestoreComparison {
  readonly current: RestoreSide
  readonly previous: RestoreSide
  /** Ratio of geometric means, current over previous, with Welch's 95 % interval on logs. */
  readonly ratio: number | null
  readonly lower: number | null
  readonly upper: number | null
  /** P(the typical duration is now shorter), 0..1. */
  readonly shorter: number | null
  /** Permutation test on logs, two-sided. */
  readonly p: number | null
  readonly method: 'exact' | 'simulated' | 'normal' | null
  /** Smallest reduction, 0..1, that 4 tests in 5 would find at these counts. */
  readonly detectableReduction: number | null
  readonly verdict: TrendVerdict
  readonly sentence: string
}

/** `open` ones are left out of the comparison. */
export interface RestoreSide {
  readonly n: number
  readonly geomean: number | null
  readonly open: number
}

const day = 86_400_000
const least = 8
const level = 0.05
const permutationSeed = 7
const permutationSplits = 1999

/** What changed from the previous period to the current one. */
export function comparison(current: MetricContext, previous: MetricContext): Comparison {
  return {
    frequency: frequency(current, previous),
    downtime: downtime(dailyOf(current), dailyOf(previous)),
    restore: restore(restoreTimes(current), restoreTimes(previous)),
  }
}

type Rate = FrequencyComparison['current']

function rateOf(context: MetricContext): Rate {
  return { n: context.started.length, observedDays: observedDays(context) }
}

function observedDays(context: MetricContext): number {
  return context.observed(null, context.window.from, context.window.to) / day
}

/** What is tested: where the first incident set the start of recording, it drops out and time counts from it. */
function tested(context: MetricContext): { readonly count: number; readonly exposure: number } {
  const { n, observedDays: exposure } = rateOf(context)
  const first = context.started[0]
  if (first === undefined || !isOriginFound(context)) return { count: n, exposure }
  const from = context.frame.incidents.startAt[first]!
  return { count: n - 1, exposure: context.observed(null, from, context.window.to) / day }
}

function isOriginFound({ observation, window }: MetricContext): boolean {
  return observation.derived && window.from === observation.from
}

function frequency(now: MetricContext, then: MetricContext): FrequencyComparison {
  const current = rateOf(now)
  const previous = rateOf(then)
  const [before, after] = [tested(then), tested(now)]
  if (!(before.exposure > 0 && after.exposure > 0))
    return {
      current,
      previous,
      ratio: null,
      lower: null,
      upper: null,
      p: null,
      midP: null,
      verdict: 'too few incidents',
      sentence: unobserved(after.exposure > 0),
    }
  const test = compareRates(before, after)
  const verdict = verdictOf(current.n + previous.n >= least, test.p, (test.ratio ?? Infinity) < 1)
  const few = verdict === 'too few incidents' ? ' Too few to call it a change.' : ''
  const origin =
    isOriginFound(now) || isOriginFound(then)
      ? ' Counted from the first incident, since nobody declared when recording began.'
      : ''
  return {
    current,
    previous,
    ratio: test.ratio,
    lower: test.ratio === null ? null : test.lower,
    upper: test.upper,
    p: test.p,
    midP: test.midP,
    verdict,
    sentence: `${counted(current.n, 'incident')} in ${counted(current.observedDays, 'day')} against ${figure(previous.n)} in ${counted(previous.observedDays, 'day')}: chance alone would do as much ${chance(test.p)}.${few}${origin}`,
  }
}

function verdictOf(enough: boolean, p: number, falls: boolean): TrendVerdict {
  if (!enough) return 'too few incidents'
  if (p >= level) return 'no clear change'
  return falls ? 'improving' : 'worsening'
}

function unobserved(isCurrentSeen: boolean): string {
  return `Nothing to compare: the ${isCurrentSeen ? 'earlier' : 'current'} period was not observed.`
}

function dailyOf(context: MetricContext): Daily | null {
  const days = observedDays(context)
  if (!(days > 0)) return null
  const { raw, weighted } = context.downtime(null, context.window.from, context.window.to)
  const daily = ({ value, low, high }: Range): Range => ({
    value: value / 60_000 / days,
    low: low / 60_000 / days,
    high: high / 60_000 / days,
  })
  return { raw: daily(raw), weighted: daily(weighted) }
}

function downtime(current: Daily | null, previous: Daily | null): DowntimeComparison {
  if (!current || !previous)
    return { current, previous, difference: null, sentence: unobserved(current !== null) }
  const difference = {
    raw: minus(current.raw, previous.raw),
    weighted: minus(current.weighted, previous.weighted),
  }
  const open =
    difference.raw.low < 0 && difference.raw.high > 0
      ? ' What the records leave open is wider than the difference.'
      : ''
  return {
    current,
    previous,
    difference,
    sentence: `${counted(current.raw.value, 'minute')} of downtime per observed day against ${figure(previous.raw.value)}.${open}`,
  }
}

function minus(a: Range, b: Range): Range {
  return { value: a.value - b.value, low: a.low - b.high, high: a.high - b.low }
}

type Restored = ReturnType<typeof restoreTimes>

function restore(current: Restored, previous: Restored): RestoreComparison {
  const sides = { current: side(current), previous: side(previous) }
  const test = compareDurations(previous.closed, current.closed, permutationSeed, permutationSplits)
  if (!test)
    return {
      ...sides,
      ratio: null,
      lower: null,
      upper: null,
      shorter: null,
      p: null,
      method: null,
      detectableReduction: null,
      verdict: 'too few incidents',
      sentence: `${counted(current.closed.length, 'closed incident')} against ${figure(previous.closed.length)}: to compare times to restore takes 2 on both sides.`,
    }
  const { p, method } = test.permutation
  const verdict = verdictOf(Math.min(test.before, test.after) >= least, p, test.ratio < 1)
  return {
    ...sides,
    ratio: test.ratio,
    lower: test.lower,
    upper: test.upper,
    shorter: test.shorter,
    p,
    method,
    detectableReduction: test.detectableReduction,
    verdict,
    sentence: restoreSentence(sides, p, test.detectableReduction, verdict),
  }
}

function side({ closed, open }: Restored): RestoreSide {
  return {
    n: closed.length,
    geomean: description(closed)?.geometricMean ?? null,
    open: open.length,
  }
}

function restoreSentence(
  { current, previous }: { readonly current: RestoreSide; readonly previous: RestoreSide },
  p: number,
  detectable: number | null,
  verdict: TrendVerdict,
): string {
  const typical = ({ geomean }: RestoreSide) => (geomean === null ? '–' : figure(geomean))
  const seen =
    detectable === null || verdict === 'improving' || verdict === 'worsening'
      ? ''
      : ` Only a fall by ${Math.ceil(detectable * 100)} % or more would show.`
  const open = current.open + previous.open
  const left = open > 0 ? ` ${figure(open)} still open ${open === 1 ? 'is' : 'are'} left out.` : ''
  return `Typically restored in ${typical(current)} minutes (n = ${figure(current.n)}) against ${typical(previous)} (n = ${figure(previous.n)}): chance alone would do as much ${chance(p)}.${seen}${left}`
}
