import { metric } from '../metric'
import type { MetricContext } from '../metric-context'
import { completeUnits, serviceLogs, wholeLog, type ServiceLog } from '../service-log'
import { burstiness, dispersion } from '../statistics/burstiness'
import { cellTests, coincidence, uniformity } from '../statistics/exposure'
import { sum } from '../statistics/numbers'
import { timeOfDay } from '../statistics/rayleigh'
import type { Timeline } from '../timeline'
import { localHours, weekHours, type WeekHours } from '../week-hours'
import { plain, setOnly } from '../working'

/** Whether incidents come in bursts, at certain hours, or with maintenance. Of those that started in the period. */
export interface PatternsResult {
  readonly n: number
  /** Gaps between starts; null below 3 incidents. */
  readonly gaps: {
    readonly medianDays: number
    /** Sample standard deviation over mean; 1 for a Poisson process. */
    readonly variation: number
    /** −1 regular, 0 Poisson, 1 bursty; corrected for few gaps. From 10 incidents. */
    readonly burstiness: number | null
  } | null
  /** Incidents per complete month; null below two months or without any. */
  readonly dispersion: {
    readonly months: number
    /** Variance over mean; 1 for a Poisson process. */
    readonly fano: number
    readonly p: number
    /** p < .01: Poisson intervals are to be widened by √fano. */
    readonly overdispersed: boolean
  } | null
  readonly week: WeekPattern
  readonly timeOfDay: {
    /** Hours 0..24 of the reporting zone; null where the times cancel out. */
    readonly meanHour: number | null
    /** 0 (spread out) to 1 (all at once). */
    readonly concentration: number
    /** Rayleigh, from 10 incidents. */
    readonly p: number | null
  } | null
  /** Starts inside announced windows of the same service, where it has any. */
  readonly maintenance: readonly {
    readonly service: string
    readonly inside: number
    readonly n: number
    /** Share of the time inside windows, 0..1: what chance would give. */
    readonly expectedShare: number
    readonly ratio: number
    /** P(this many inside or more) by chance. */
    readonly p: number
  }[]
}

/** Weekday × hour in the reporting zone. */
export interface WeekPattern {
  readonly timeZone: string
  /** Seven days from Monday of 24 hours each. */
  readonly counts: readonly (readonly number[])[]
  readonly exposureHours: readonly (readonly number[])[]
  /** How fine the tests are: hours from 100 incidents, weekday or weekend by 6 hours from 20, else none. */
  readonly tested: 'hours' | 'blocks' | 'none'
  readonly cells: readonly WeekCell[]
  /** Whether all cells together follow the time watched; null where nothing is tested. */
  readonly uniformP: number | null
  /** Below 20 incidents each one's hour of the day, to be drawn as dots on a clock. */
  readonly dots: readonly number[]
}

export interface WeekCell {
  /** Days from Monday = 0, both included. */
  readonly days: readonly [first: number, last: number]
  /** `[from, to)`. */
  readonly hours: readonly [from: number, to: number]
  readonly n: number
  readonly expected: number
  /** Exact Poisson, adjusted over all cells. */
  readonly q: number
  /** q < .05. */
  readonly marked: boolean
}

const day = 86_400_000
const leastHours = 100
const leastBlocks = 20
const leastTimeOfDay = 10
const uniformSeed = 1

export const patterns = metric<PatternsResult>({
  label: 'Patterns in time',
  definition:
    'Whether incidents come in bursts, gather at certain hours or days, or start during announced maintenance.',
  formula:
    'burstiness of the gaps (Goh–Barabási, Kim–Jo); dispersion D = Σ(c − c̄)²/c̄ of monthly counts against χ²; each hour of the week against its share of the time watched (exact Poisson, Benjamini–Hochberg over all cells, χ² for the whole); Rayleigh test of the time of day; starts inside maintenance windows against the share of time they take (exact binomial)',
  edge: 'Hours are of the reporting zone, clock changes included. Below 100 incidents the week is collapsed to eight blocks, below 20 nothing is tested. Only explicit maintenance windows count, never words in a report.',
  source:
    'Goh & Barabási 2008; Kim & Jo 2016; Fisher 1950; Hope 1968; Benjamini & Hochberg 1995; Mardia & Jupp 2000',
  compute: patternsOf,
  explain(context, service) {
    const found = patternsOf(context)
    const { gaps, dispersion, week, timeOfDay, maintenance } = found
    const step = (label: string, expression: string, value: number | null) =>
      ({ label, expression, value, unit: 'none' }) as const
    const marked = week.cells.filter((cell) => cell.marked)
    return {
      figure: 'patterns',
      service: null,
      intervals: null,
      rows: [...context.started],
      steps: [
        ...(gaps
          ? [
              step(
                'Burstiness',
                `of gaps with deviation / mean ${plain(gaps.variation)}`,
                gaps.burstiness,
              ),
            ]
          : []),
        ...(dispersion
          ? [
              step(
                'Chance of months as uneven',
                `χ² of ${dispersion.months} months, variance / mean ${plain(dispersion.fano)}`,
                dispersion.p,
              ),
            ]
          : []),
        ...(week.tested === 'none'
          ? []
          : [
              step(
                `Chance of ${week.tested} as uneven`,
                `χ² of ${week.cells.length} cells, ${marked.length} marked`,
                week.uniformP,
              ),
            ]),
        ...(timeOfDay
          ? [
              step(
                'Chance of times of day as close',
                `Rayleigh, concentration ${plain(timeOfDay.concentration)}`,
                timeOfDay.p,
              ),
            ]
          : []),
        ...maintenance.map((one) =>
          step(
            `Chance of as many starts in maintenance, ${one.service}`,
            `${one.inside} of ${one.n}, where ${plain(100 * one.expectedShare)} % of the time is maintenance`,
            one.p,
          ),
        ),
      ],
      notes: [
        ...(found.n < leastBlocks
          ? [`Below ${leastBlocks} incidents the hours of the week are not tested.`]
          : []),
        ...(service === null ? [] : [setOnly]),
      ],
      result: found.n,
      unit: 'count',
    }
  },
})

function patternsOf(context: MetricContext): PatternsResult {
  const log = wholeLog(context)
  return {
    n: log.startAt.length,
    gaps: gaps(log),
    dispersion: monthlyDispersion(context, log),
    week: week(log, context.period.timeZone),
    timeOfDay: hoursOfDay(log, context.period.timeZone),
    maintenance: maintenance(context),
  }
}

function gaps({ startAt }: ServiceLog): PatternsResult['gaps'] {
  const found = burstiness(startAt.map((at) => at / day))
  return (
    found && {
      medianDays: found.medianGap,
      variation: found.variation,
      burstiness: found.finiteSize,
    }
  )
}

function monthlyDispersion(context: MetricContext, log: ServiceLog): PatternsResult['dispersion'] {
  const months = completeUnits(context, log, 'month')
  const counts = months.map(({ from, to }) => firstAt(log.startAt, to) - firstAt(log.startAt, from))
  const found = dispersion(counts)
  return (
    found && {
      months: months.length,
      fano: found.fano,
      p: found.pOver,
      overdispersed: found.pOver < 0.01,
    }
  )
}

/** How many of the ascending instants lie before `at`. */
function firstAt(instants: Float64Array, at: number): number {
  let low = 0
  let high = instants.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (instants[middle]! < at) low = middle + 1
    else high = middle
  }
  return low
}

function week(log: ServiceLog, timeZone: string): WeekPattern {
  const hours = weekHours(log.startAt, log, timeZone)
  const n = log.startAt.length
  const tested = n >= leastHours ? 'hours' : n >= leastBlocks ? 'blocks' : 'none'
  const areas = tested === 'hours' ? hourAreas : tested === 'blocks' ? blockAreas : []
  const counts = areas.map((area) => inArea(hours.counts, area))
  const exposure = areas.map((area) => inArea(hours.exposureHours, area))
  const tests = cellTests(counts, exposure)
  return {
    timeZone,
    counts: byDay(hours.counts),
    exposureHours: byDay(hours.exposureHours),
    tested,
    cells: areas.flatMap((area, i) => {
      const test = tests[i]
      const found = { ...area, n: counts[i]! }
      return test ? [{ ...found, expected: test.expected, q: test.q, marked: test.q < 0.05 }] : []
    }),
    uniformP: uniformity(counts, exposure, uniformSeed)?.p ?? null,
    dots: tested === 'none' ? [...localHours(log.startAt, timeZone)] : [],
  }
}

type Area = Pick<WeekCell, 'days' | 'hours'>

const hourAreas = Array.from({ length: 168 }, (_, cell): Area => {
  const weekday = Math.floor(cell / 24)
  return { days: [weekday, weekday], hours: [cell % 24, (cell % 24) + 1] }
})

const blockAreas = [
  [0, 4],
  [5, 6],
].flatMap(([first = 0, last = 0]) =>
  [0, 6, 12, 18].map((from): Area => ({ days: [first, last], hours: [from, from + 6] })),
)

function inArea(cells: WeekHours['counts'], { days, hours }: Area): number {
  let total = 0
  for (let weekday = days[0]; weekday <= days[1]; weekday++)
    total += sum(cells.subarray(weekday * 24 + hours[0], weekday * 24 + hours[1]))
  return total
}

function byDay(cells: WeekHours['counts']): readonly (readonly number[])[] {
  return Array.from({ length: 7 }, (_, weekday) => [
    ...cells.subarray(weekday * 24, weekday * 24 + 24),
  ])
}

function hoursOfDay({ startAt }: ServiceLog, timeZone: string): PatternsResult['timeOfDay'] {
  const found = timeOfDay(localHours(startAt, timeZone))
  return (
    found && {
      meanHour: found.meanHour,
      concentration: found.concentration,
      p: found.n < leastTimeOfDay ? null : found.p,
    }
  )
}

function maintenance(context: MetricContext): PatternsResult['maintenance'] {
  return serviceLogs(context).flatMap(({ service, startAt, from, to }) => {
    const share = context.maintained(service, from, to) / (to - from)
    const windows = context.timelines(service).maintenance
    const found = coincidence(startsInside(startAt, windows), startAt.length, Math.min(1, share))
    return service === null || found === null ? [] : [{ service, ...found }]
  })
}

/** How many of the ascending instants lie in a segment. */
function startsInside(instants: Float64Array, { from, to }: Timeline): number {
  let inside = 0
  let segment = 0
  for (const at of instants) {
    while (segment < to.length && to[segment]! <= at) segment++
    if (segment < from.length && from[segment]! <= at) inside++
  }
  return inside
}
