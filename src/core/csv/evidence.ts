import type { Column, ColumnField, Columns } from './columns'
import { endsUnknown } from './layout'
import { instant, isDateProblem, isMissing } from '../dates'
import { dateEvidence, dateOrder } from '../dates/day-order'
import type { Assumptions, DurationUnit, Question } from '../issue'
import { duration, errorRate } from '../values'
import { standing } from '../words'

/** What the columns of a table mean, as far as it is decided. */
export interface Decisions {
  readonly dates: 'day-first' | 'month-first' | undefined
  readonly errorRate: 'ratio' | 'percent' | undefined
  readonly duration: DurationUnit | undefined
}

/** What the cells seen so far say. */
export interface Evidence {
  records: number
  dayFirst: number
  monthFirst: number
  either: number
  /** Numbers without a unit in the column of error rates, zeros left out. */
  rates: number
  highestRate: number
  /** Lengths without a unit, and how many of them stand in a record without an end. */
  durations: number
  durationsAlone: number
  /** Records with start and end, and for each unit those whose length agrees. */
  compared: number
  /** Records whose status does not say whether they are over. */
  unclear: number
  readonly agreeing: Map<DurationUnit, number>
}

export function noEvidence(): Evidence {
  return {
    records: 0,
    dayFirst: 0,
    monthFirst: 0,
    either: 0,
    rates: 0,
    highestRate: 0,
    durations: 0,
    durationsAlone: 0,
    compared: 0,
    unclear: 0,
    agreeing: new Map(),
  }
}

const dateFields: readonly ColumnField[] = [
  'start',
  'end',
  'startDate',
  'endDate',
  'detected',
  'acknowledged',
  'identified',
  'mitigated',
  'resolved',
  'closed',
  'firstPost',
  'postmortem',
]
const units: readonly (readonly [DurationUnit, number])[] = [
  ['milliseconds', 1],
  ['seconds', 1000],
  ['minutes', 60_000],
  ['hours', 3_600_000],
  ['days', 86_400_000],
]

function first(columns: Columns, field: ColumnField): Column | undefined {
  return columns.get(field)?.[0]
}

/** Adds what a batch of records says. */
export function weigh(
  evidence: Evidence,
  columns: Columns,
  records: Iterable<readonly string[]>,
  assume: Assumptions,
): void {
  const dated = dateFields.flatMap((field) => columns.get(field) ?? [])
  const rate = first(columns, 'errorRate')
  const length = first(columns, 'duration')
  const states = columns.get('status') ?? []
  for (const cells of records) {
    evidence.records++
    if (!states.some(({ index }) => standing(cells[index] ?? '') !== null)) evidence.unclear++
    const order = dateEvidence(dated.map(({ index }) => cells[index] ?? ''))
    evidence.dayFirst += order.dayFirst
    evidence.monthFirst += order.monthFirst
    evidence.either += order.either
    if (rate) weighRate(evidence, cells[rate.index] ?? '')
    if (length) weighDuration(evidence, columns, cells, cells[length.index] ?? '', assume)
  }
}

function weighRate(evidence: Evidence, text: string): void {
  const bare = errorRate(text, undefined)
  if (!('problem' in bare) || bare.problem === 'missing' || bare.problem === 'unreadable') return
  const percent = errorRate(text, 'percent')
  const ratio = errorRate(text, 'ratio')
  if ('problem' in percent && 'problem' in ratio) return
  evidence.rates++
  const value = 'problem' in ratio ? 2 : Math.max(ratio.value ?? 0, ratio.low)
  evidence.highestRate = Math.max(evidence.highestRate, value)
}

function weighDuration(
  evidence: Evidence,
  columns: Columns,
  cells: readonly string[],
  text: string,
  assume: Assumptions,
): void {
  const bare = duration(text, undefined)
  if (!('problem' in bare) || bare.problem !== 'ambiguous') return
  evidence.durations++
  const ends = ['end', 'resolved', 'closed'] as const
  const end = ends
    .map((field) => cells[first(columns, field)?.index ?? -1] ?? '')
    .find((cell) => !isMissing(cell))
  if (end === undefined) {
    evidence.durationsAlone++
    return
  }
  const from = instant(cells[first(columns, 'start')?.index ?? -1] ?? '', dateAssumptions(assume))
  const to = instant(end, dateAssumptions(assume))
  if (isDateProblem(from) || isDateProblem(to) || from.dayOnly || to.dayOnly || to.at <= from.at)
    return
  evidence.compared++
  for (const [unit, ms] of units) {
    const read = duration(text, unit)
    if ('problem' in read || read.value === null) continue
    const off = Math.abs(read.value - (to.at - from.at))
    if (off <= Math.min(ms, 60_000) || off <= 0.01 * read.value)
      evidence.agreeing.set(unit, (evidence.agreeing.get(unit) ?? 0) + 1)
  }
}

function dateAssumptions(assume: Assumptions): { dates?: 'day-first' | 'month-first' } {
  return assume.dates === undefined ? {} : { dates: assume.dates }
}

type Open = 'dates' | 'errorRate' | 'duration' | 'end'

/**
 * Decides what can be decided. `whole` says that every record was weighed: what stays open then has to be asked.
 * Order of dates: only where one order alone can read all of them. Error rates: percent by the header or by a number
 * above 1, ratio by the header. Units of lengths: by the header, or by agreement with start and end.
 */
export function decide(
  evidence: Evidence,
  columns: Columns,
  assume: Assumptions,
  own: boolean,
  whole: boolean,
): { readonly decisions: Decisions; readonly open: readonly Open[] } {
  const open: Open[] = []
  const order = dateOrder(evidence)
  const stated = [...columns.values()].flat().find((column) => column.order !== null)?.order
  const dates =
    assume.dates ?? stated ?? (order === 'day-first' || order === 'month-first' ? order : undefined)
  if (dates === undefined && order === 'ambiguous') open.push('dates')

  const rate = first(columns, 'errorRate')
  let rates = assume.errorRate
  if (rate && rates === undefined) {
    if (rate.percent) rates = 'percent'
    else if (own) rates = 'ratio'
    else if (evidence.highestRate > 1) rates = 'percent'
    else if (/ratio|fraction/i.test(rate.header)) rates = 'ratio'
    // Our own name for a ratio; a column of percentages all at or below 1 % would be a rare one.
    else if (
      /^\W*error[\W_]*rate\W*$/i.test(rate.header) &&
      (whole || (evidence.rates >= 30 && evidence.highestRate >= 0.2))
    )
      rates = 'ratio'
    else if (evidence.rates > 0 || !whole) open.push('errorRate')
  }

  const length = first(columns, 'duration')
  let unit = length?.unit ?? assume.duration
  if (length && unit === undefined) {
    const agreed = units.filter(
      ([name]) => (evidence.agreeing.get(name) ?? 0) >= 0.8 * evidence.compared,
    )
    if (evidence.compared > 0 && agreed.length === 1) unit = agreed[0]?.[0]
    else if (evidence.durationsAlone > 0) open.push('duration')
  }
  const chosen = assume.map ?? {}
  if (
    !('start' in chosen || 'end' in chosen) &&
    endsUnknown(columns) &&
    (evidence.unclear > 0 || !whole)
  )
    open.push('end')
  return { decisions: { dates, errorRate: rates, duration: unit }, open }
}

/** The questions that decide what is open, with the column each is about. */
export function questions(
  open: readonly Open[],
  columns: Columns,
): readonly Omit<Question, 'file'>[] {
  return open.map((what) => {
    if (what === 'dates') {
      const header = first(columns, 'start')?.header ?? null
      return {
        column: header,
        code: 'date-order',
        message: `Dates such as 01/02/2024 in column "${header}" can be 1 February or January 2. Which comes first, the day or the month?`,
        answers: [
          { label: 'Day first: 01/02 is 1 February', assume: { dates: 'day-first' } },
          { label: 'Month first: 01/02 is January 2', assume: { dates: 'month-first' } },
        ],
      }
    }
    if (what === 'errorRate') {
      const header = first(columns, 'errorRate')?.header ?? null
      return {
        column: header,
        code: 'error-rate-unit',
        message: `No number in column "${header}" is above 1. Does 0.5 mean half of the requests or half a percent?`,
        answers: [
          { label: 'A ratio: 0.5 is 50 %', assume: { errorRate: 'ratio' } },
          { label: 'Percent: 0.5 is 0.5 %', assume: { errorRate: 'percent' } },
        ],
      }
    }
    if (what === 'end') {
      const header = first(columns, 'start')?.header ?? null
      return {
        column: header,
        code: 'no-end',
        message: `Column "${header}" holds moments, and no column says when something ended. Is every row an incident that is still going on?`,
        answers: [{ label: 'Yes: none of them is over', assume: { map: { end: '' } } }],
      }
    }
    const header = first(columns, 'duration')?.header ?? null
    return {
      column: header,
      code: 'duration-unit',
      message: `Numbers in column "${header}" state no unit. Which one is it?`,
      answers: units.map(([unit]) => ({ label: unit, assume: { duration: unit } })),
    }
  })
}
