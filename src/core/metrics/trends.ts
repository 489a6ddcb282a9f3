import { chance, counted, figure } from '../chance'
import { metric, type TrendVerdict } from '../metric'
import type { MetricContext } from '../metric-context'
import { date } from '../display'
import { completeUnits, serviceLogs, wholeLog, type ServiceLog } from '../service-log'
import { changePoint } from '../statistics/change-point'
import { normalInverse } from '../statistics/distributions'
import { monotoneTrend, type MonotoneTrend } from '../statistics/mann-kendall'
import { benjaminiHochberg } from '../statistics/multiple-testing'
import { laplace, lewisRobinson } from '../statistics/trend'
import { plain } from '../working'

/** One verdict: `service` null = all in scope together. */
export interface Trend {
  readonly service: string | null
  readonly measure: 'frequency' | 'downtime' | 'change point'
  readonly verdict: TrendVerdict
  /** Two-sided; corrected for the number of services where one service is judged. Null where nothing was tested. */
  readonly p: number | null
  /** Incidents; of `downtime` the complete months or quarters. */
  readonly n: number
  readonly method: string
  /** What the verdict rests on and what could have been seen, in a sentence or two. */
  readonly detail: string
  /** Of `downtime` only. */
  readonly slope: Slope | null
  /** Of `change point` only, whatever the verdict. */
  readonly change: Change | null
}

/** Median change of raw downtime from one unit to the next, minutes, with its 95 % interval. */
export interface Slope {
  readonly unit: 'month' | 'quarter'
  readonly minutes: number
  readonly lower: number
  readonly upper: number
}

/** The date that best splits the log. `ratio` is the later rate over the earlier, null where nothing happened before. */
export interface Change {
  /** Epoch ms UTC. */
  readonly at: number
  readonly before: number
  readonly after: number
  readonly perYearBefore: number
  readonly perYearAfter: number
  readonly ratio: number | null
  readonly lower: number | null
  readonly upper: number | null
}

/** What was found before services are corrected for one another. */
interface Finding {
  readonly trend: Omit<Trend, 'verdict' | 'p' | 'detail'>
  readonly p: number | null
  readonly direction: 'improving' | 'worsening'
  readonly detail: (verdict: TrendVerdict, p: number) => string
}

const day = 86_400_000
const year = 365.25
const leastIncidents = 8
const leastRobust = 12
/** Of months. Quarters, which take their place, must be as many as incidents and mostly not 0. */
const leastMonths = 12
const leastNonZero = 8
const leastChange = 20
const level = 0.05
const changeLevel = 0.01
const changeSeed = 1

export const trends = metric<readonly Trend[]>({
  label: 'Trends',
  definition:
    'Whether incidents come more or less often over the period, whether a month holds more or less downtime, and on which date the rate changed most, or whether that cannot be told from chance.',
  formula:
    'Frequency: Laplace test on the start times, U = (Σ t/T − n/2) / √(n/12), exact for n ≤ 12; from 12 the larger p of it and of Lewis–Robinson. Downtime: Mann–Kendall and Theil–Sen on the raw minutes of complete months, or of quarters where the months are too few or mostly without any. Change point: the split with the greatest likelihood ratio, p from 999 simulated logs (seed 1). Several services by Benjamini–Hochberg.',
  edge: 'Below 8 incidents the verdict is "too few incidents"; downtime needs 12 complete months, 8 of them with downtime, or 8 complete quarters, most of them with downtime; a change point needs 20 incidents and p < .01. Months not observed to their end are left out. Where nobody declared when recording began, tests on start times begin at the first incident and months after its month.',
  source:
    'Cox & Lewis 1966; Lewis & Robinson 1974; Mann 1945; Sen 1968; Gilbert 1987; Csörgő & Horváth 1997; Benjamini & Hochberg 1995',
  compute: verdicts,
  explain(context, service) {
    const [only, more] = context.services
    const own = service === only && more === undefined ? null : service
    const found = verdicts(context).filter((one) => one.service === own)
    return {
      figure: 'trends',
      service,
      intervals: null,
      rows: [...context.startedIn(service)],
      steps: found.flatMap(({ measure, method, p, slope }) => [
        {
          label: `Chance of as much, ${measure}`,
          expression: p === null ? 'not tested' : method,
          value: p,
          unit: 'none' as const,
        },
        ...(slope
          ? [
              {
                label: `Median change from one ${slope.unit} to the next`,
                expression: `Theil–Sen, 95 % interval ${plain(slope.lower)} to ${plain(slope.upper)} minutes`,
                value: slope.minutes,
                unit: 'minutes' as const,
              },
            ]
          : []),
      ]),
      notes: found.map(({ measure, verdict, detail }) => `${measure}: ${verdict}. ${detail}`),
      result: found[0]?.verdict ?? null,
      unit: 'none',
    }
  },
})

function verdicts(context: MetricContext): readonly Trend[] {
  const all = wholeLog(context)
  const each = context.services.length < 2 ? [] : serviceLogs(context)
  return [
    judged(frequency(all), level),
    ...corrected(each.map(frequency)),
    judged(downtime(context, all), level),
    ...corrected(each.map((log) => downtime(context, log))),
    judged(change(context, all), changeLevel),
  ]
}

function corrected(findings: readonly Finding[]): readonly Trend[] {
  const tested = findings.filter(({ p }) => p !== null)
  const adjusted = benjaminiHochberg(tested.map(({ p }) => p ?? 1))
  const others = tested.length > 1 ? ` Corrected for judging ${tested.length} services.` : ''
  return findings.map((finding) => {
    const at = tested.indexOf(finding)
    if (at < 0) return judged(finding, level)
    const trend = judged({ ...finding, p: adjusted[at]! }, level)
    return { ...trend, detail: trend.detail + others }
  })
}

function judged({ trend, p, direction, detail }: Finding, below: number): Trend {
  const verdict = p === null ? 'too few incidents' : p < below ? direction : 'no clear change'
  return { ...trend, verdict, p, detail: detail(verdict, p ?? 1) }
}

/** Start times since an origin that the data did not choose: undeclared, it is the first incident, which then drops out. */
function timesOf({ startAt, from, to, declared }: ServiceLog) {
  const origin = declared ? from : (startAt[0] ?? from)
  const kept = declared ? startAt : startAt.subarray(1)
  return { origin, times: kept.map((at) => (at - origin) / day), until: (to - origin) / day }
}

function originNote({ declared }: ServiceLog): string {
  return declared
    ? ''
    : ' Counted from the first incident, since nobody declared when recording began.'
}

function firstMonthNote({ declared }: ServiceLog): string {
  return declared
    ? ''
    : ' The month of the first incident is left out, since nobody declared when recording began.'
}

function frequency(log: ServiceLog): Finding {
  const n = log.startAt.length
  const { times, until } = timesOf(log)
  const test = n < leastIncidents ? null : laplace(times, until)
  const robust = test && test.n >= leastRobust ? lewisRobinson(times, until) : null
  return {
    trend: {
      ...blank(log, 'frequency', n),
      method: test
        ? `Laplace${log.declared ? '' : ' from the first incident'}, ${test.method}${robust ? ', Lewis–Robinson' : ''}`
        : 'none',
    },
    p: test && Math.max(test.p, robust?.p ?? 0),
    direction: test && test.statistic > 0 ? 'worsening' : 'improving',
    detail(verdict, p) {
      if (verdict === 'too few incidents')
        return `${counted(n, 'incident')}: below ${leastIncidents} not even a change of tenfold would show reliably.`
      const seen =
        verdict === 'no clear change'
          ? `No more of a trend than chance alone makes ${chance(p)}. ${visibleChange(n)}`
          : `Incidents came ${verdict === 'improving' ? 'less' : 'more'} often as time went on: chance alone would do as much ${chance(p)}.`
      return seen + originNote(log)
    },
  }
}

/** What a change halfway through must be for Laplace's test to find it with 80 % power. */
function visibleChange(n: number): string {
  const ratio = detectableRatio(n)
  const size =
    ratio > 10
      ? 'more than 10-fold'
      : `about ${ratio < 3 ? figure(Math.round(ratio * 10) / 10) : Math.round(ratio)}-fold`
  return `With ${counted(n, 'incident')} only a change of ${size} halfway through would show 4 times in 5.`
}

/**
 * Rate after over rate before, for a rate that jumps halfway. With the share q of incidents in the later half the mean of
 * U is (q − ½)√(3n) and its variance ¼ + 3q(1 − q); the q whose lower 20 % point is 1.96 is found by bisection.
 */
function detectableRatio(n: number): number {
  const critical = normalInverse(1 - level / 2)
  const power = normalInverse(0.8)
  let low = 0.5
  let high = 1
  for (let i = 0; i < 50; i++) {
    const q = (low + high) / 2
    const reached = (q - 0.5) * Math.sqrt(3 * n) - power * Math.sqrt(0.25 + 3 * q * (1 - q))
    if (reached < critical) low = q
    else high = q
  }
  return low / (1 - low)
}

function downtime(context: MetricContext, log: ServiceLog): Finding {
  const months = series(context, log, 'month')
  const best = ample(months) ? months : series(context, log, 'quarter')
  const enough = log.startAt.length >= leastIncidents && ample(best)
  const test = enough ? monotoneTrend(best.minutes) : null
  const n = test ? best.minutes.length : months.minutes.length
  return {
    trend: {
      ...blank(log, 'downtime', n),
      method: test ? `Mann–Kendall, ${test.method}, complete ${best.unit}s` : 'none',
      slope: test && {
        unit: best.unit,
        minutes: test.slope,
        lower: test.lower,
        upper: test.upper,
      },
    },
    p: test && test.p,
    direction: test && test.s > 0 ? 'worsening' : 'improving',
    detail: (_verdict, p) =>
      test
        ? downtimeDetail(test, best.unit, p) + firstMonthNote(log)
        : `${counted(n, 'complete month')}, ${nonZero(months.minutes)} of them with downtime, ${counted(log.startAt.length, 'incident')}: a trend needs ${leastIncidents} incidents and ${leastMonths} months, ${leastNonZero} of them with downtime, or ${leastIncidents} quarters, most of them with downtime.`,
  }
}

interface Series {
  readonly unit: 'month' | 'quarter'
  readonly minutes: readonly number[]
}

function series(context: MetricContext, log: ServiceLog, unit: Series['unit']): Series {
  // Undeclared, recording begins with an incident: its month would never be the quiet one.
  const known = log.declared ? -Infinity : (log.startAt[0] ?? log.to)
  const units = completeUnits(context, log, unit).filter(({ from }) => from > known)
  return {
    unit,
    minutes: units.map(
      ({ from, to }) => context.downtime(log.service, from, to).raw.value / 60_000,
    ),
  }
}

/** Of mostly zeros the median slope is 0 by construction. */
function ample({ unit, minutes }: Series): boolean {
  return unit === 'month'
    ? minutes.length >= leastMonths && nonZero(minutes) >= leastNonZero
    : minutes.length >= leastIncidents && nonZero(minutes) > minutes.length / 2
}

function nonZero(values: readonly number[]): number {
  return values.filter((value) => value > 0).length
}

function downtimeDetail(test: MonotoneTrend, unit: Series['unit'], p: number): string {
  const alike =
    test.autocorrelation !== null && test.autocorrelation > 2 / Math.sqrt(test.n)
      ? ` Neighbouring ${unit}s are alike, so chance would do it more often still.`
      : ''
  return `Over ${test.n} complete ${unit}s downtime changed by ${counted(test.slope, 'minute')} from each to the next; anything from ${figure(test.lower)} to ${figure(test.upper)} fits the data. Chance alone would do as much ${chance(p)}.${alike}`
}

function change(context: MetricContext, log: ServiceLog): Finding {
  const { origin, times, until } = timesOf(log)
  const tested = times.length >= leastChange
  const found = tested ? changePoint(times, until, changeSeed) : null
  const split = found && {
    at: Math.round(origin + found.at * day),
    before: found.before,
    after: found.after,
    perYearBefore: (found.before / found.at) * year,
    perYearAfter: (found.after / (until - found.at)) * year,
    ratio: found.comparison.ratio,
    lower: found.comparison.ratio === null ? null : found.comparison.lower,
    upper: found.comparison.upper,
  }
  return {
    trend: {
      ...blank(log, 'change point', log.startAt.length),
      method: found ? 'likelihood ratio over all splits, simulated' : 'none',
      change: split,
    },
    p: tested ? (found?.p ?? 1) : null,
    direction: split && split.perYearAfter > split.perYearBefore ? 'worsening' : 'improving',
    detail(_verdict, p) {
      if (!tested)
        return `${counted(log.startAt.length, 'incident')}: to search for the date of a change takes ${leastChange}.`
      const seen = split
        ? `The sharpest split is ${date(split.at, context.period.timeZone)}: ${figure(split.perYearBefore)} incidents a year before, ${figure(split.perYearAfter)} after. At one steady rate a split this sharp comes ${chance(p)}.`
        : 'All incidents lie near the ends of the period, where no split is sought.'
      return seen + originNote(log)
    },
  }
}

function blank({ service }: ServiceLog, measure: Trend['measure'], n: number): Finding['trend'] {
  return { service, measure, n, method: 'none', slope: null, change: null }
}
