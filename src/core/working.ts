import type { Range } from './metric'
import type { Exclusion, MetricContext } from './metric-context'
import type { Period } from './period'
import { ascending, type Numbers } from './statistics/numbers'
import { within } from './timeline'

/** One interval as a figure used it. Instants epoch ms UTC. */
export interface UsedInterval {
  /** Row of its incident in the frame. */
  readonly row: number
  readonly from: number
  /** The as-of instant where it is still going on. */
  readonly to: number
  /** What of it lies in the window. */
  readonly usedFrom: number
  readonly usedTo: number
  /** Share of the service it takes down, 0..1. */
  readonly weight: number
}

/** One merged stretch: the intervals that make it, and the largest (or summed) weight in it. */
export interface Stretch {
  readonly from: number
  readonly to: number
  readonly weight: number
  readonly rows: readonly number[]
}

/** One bound of a downtime: its intervals, the stretches they merge into, and their sums in ms. */
export interface DowntimeWorking {
  readonly intervals: readonly UsedInterval[]
  readonly stretches: readonly Stretch[]
  readonly combine: 'max' | 'sum'
  readonly covered: number
  readonly weighted: number
}

export interface IntervalWorking {
  readonly service: string | null
  readonly window: { readonly from: number; readonly to: number }
  readonly value: DowntimeWorking
  readonly low: DowntimeWorking
  readonly high: DowntimeWorking
  readonly excluded: readonly { readonly row: number; readonly reason: Exclusion }[]
  /** Rows whose weight is assumed. */
  readonly assumed: readonly number[]
}

/** A line of arithmetic: what it is, how it is written out, what it gives. */
export interface Step {
  readonly label: string
  /** The incident it is about, where it is about one. */
  readonly row?: number
  readonly expression: string
  readonly value: number | null
  readonly unit: 'minutes' | 'ratio' | 'count' | 'days' | 'per year' | 'none'
}

/** How a figure came about, made from what the computation used. Plain JSON. */
export interface Working {
  readonly figure: string
  readonly service: string | null
  /** What it is taken over, where that is not the period. */
  readonly window?: Period
  readonly intervals: IntervalWorking | null
  /** Rows the figure counts, where it counts incidents rather than time. */
  readonly rows: readonly number[]
  readonly steps: readonly Step[]
  /** Why the figure has bounds, or is missing. */
  readonly notes: readonly string[]
  /** A figure in `unit`, or a verdict in words. */
  readonly result: Range | number | string | null
  readonly unit: Step['unit']
}

/** The downtime of a service or the set inside `[from, to)`, with every interval that took part. */
export function intervalWorking(
  context: MetricContext,
  service: string | null,
  from: number,
  to: number,
): IntervalWorking {
  const window = context.clip(service, from, to)
  const lines = context.timelines(service)
  const spans = context.spans(service)
  const bound = (name: 'value' | 'low' | 'high'): DowntimeWorking => {
    const { from: starts, to: ends, weight, row } = spans[name]
    const intervals: UsedInterval[] = []
    for (let i = 0; i < starts.length && starts[i]! < window.to; i++) {
      if (!(ends[i]! > window.from)) continue
      intervals.push({
        row: row[i]!,
        from: starts[i]!,
        to: ends[i]!,
        usedFrom: Math.max(starts[i]!, window.from),
        usedTo: Math.min(ends[i]!, window.to),
        weight: weight[i]!,
      })
    }
    const line = lines[name]
    const stretches: Stretch[] = []
    let active: UsedInterval[] = []
    let next = 0
    for (let i = 0; i < line.from.length && line.from[i]! < window.to; i++) {
      if (line.to[i]! <= window.from) continue
      const start = Math.max(line.from[i]!, window.from)
      const end = Math.min(line.to[i]!, window.to)
      active = active.filter(({ usedTo }) => usedTo > start)
      for (; next < intervals.length && intervals[next]!.usedFrom < end; next++)
        if (intervals[next]!.usedTo > start) active.push(intervals[next]!)
      const rows = [...new Set(active.map(({ row }) => row))]
      stretches.push({ from: start, to: end, weight: line.weight[i]!, rows })
    }
    const { covered, weighted } = within(line, window.from, window.to)
    return { intervals, stretches, combine: name === 'high' ? 'sum' : 'max', covered, weighted }
  }
  const value = bound('value')
  const assumed = new Set<number>()
  spans.value.row.forEach((row, i) => {
    if (spans.value.weight[i] !== spans.stated.weight[i]) assumed.add(row)
  })
  return {
    service,
    window,
    value,
    low: bound('low'),
    high: bound('high'),
    excluded: [...context.exclusions].flatMap(([reason, rows]) =>
      rows.filter((row) => touches(context, row, window)).map((row) => ({ row, reason })),
    ),
    assumed: [...new Set(value.intervals.map(({ row }) => row))].filter((row) => assumed.has(row)),
  }
}

/** Whether a record left out would have fallen into the window, or might have. */
function touches(
  { frame }: MetricContext,
  row: number,
  window: { readonly from: number; readonly to: number },
): boolean {
  const start = frame.incidents.startAt[row]!
  const end = frame.incidents.endAt[row]!
  return !(start >= window.to) && !(end <= window.from)
}

/** "11 + 7 + 13"; from the thirteenth on only their number is written. */
export function summed(terms: Numbers): string {
  if (terms.length === 0) return '0'
  const shown = Array.from(terms.slice(0, 12), plain)
  const rest = terms.length - shown.length
  return rest > 0 ? `${shown.join(' + ')} + … ${rest} more` : shown.join(' + ')
}

/** "middle of 4, 7, 11 (n = 3)": how a median is written out. */
export function middleOf(values: Numbers): string {
  const sorted = ascending(values)
  const more = sorted.length > 12 ? ', …' : ''
  return `middle of ${Array.from(sorted.slice(0, 12), plain).join(', ') || 'nothing'}${more} (n = ${sorted.length})`
}

/** Said by what is only counted over all services in question together. */
export const setOnly = 'Counted over all services in question together.'

/** A number of the arithmetic: three decimals, or three digits below 1; thousands apart, so that `2,805,120` can be read. */
export function plain(value: number): string {
  const rounded = Math.abs(value) < 1 ? Number(value.toPrecision(3)) : Number(value.toFixed(3))
  const [front = '', back] = String(rounded).split('.')
  const grouped = front.replace(/\B(?=(\d{3})+$)/g, ',')
  return back === undefined ? grouped : `${grouped}.${back}`
}

/** Why the bounds of a downtime differ from its value. */
export function boundNotes({ value, low, high, assumed }: IntervalWorking): readonly string[] {
  const notes: string[] = []
  if (low.covered !== value.covered || high.covered !== value.covered)
    notes.push(
      'The bounds of raw downtime come from claims that dispute how long an incident lasted.',
    )
  if (assumed.length > 0)
    notes.push(
      `${assumed.length} ${assumed.length === 1 ? 'incident states' : 'incidents state'} no error rate: the rule assumes one, and the bounds show what is possible.`,
    )
  if (value.stretches.some(({ rows }) => rows.length > 1))
    notes.push(
      'Where incidents overlap, the moment counts once, with the largest error rate; the upper bound adds the rates up to 100 %.',
    )
  return notes
}
