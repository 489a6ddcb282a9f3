import { minutes } from '../bucket'
import { metric } from '../metric'
import type { MetricContext } from '../metric-context'
import { promiseRecurrence } from '../recurrence/promises'
import { periodShares, type Shares } from '../shares'
import { ascending } from '../statistics/numbers'
import { quantile } from '../statistics/quantile'
import { setOnly, summed } from '../working'

/** Incidents of one theme that came back: at least two in the period. */
export interface Cluster {
  readonly id: string
  readonly label: string
  readonly cause: string
  readonly count: number
  /** Rows in the frame by start. */
  readonly rows: readonly number[]
  readonly firstAt: number
  readonly lastAt: number
  /** Raw minutes; overlapping incidents share them. */
  readonly downtimeMinutes: number
  /** Ratio 0..1 of the period's raw downtime. */
  readonly share: number
  readonly meanGapDays: number
  readonly medianGapDays: number
  readonly promises: readonly ClusterPromise[]
}

/** A fix announced for one incident, and when the theme came back after it. */
export interface ClusterPromise {
  readonly row: number
  readonly text: string
  readonly promisedAt: number | null
  /** Days from the promise to the next start in the theme; null if none followed. */
  readonly recurredAfterDays: number | null
}

const day = 86_400_000

export const clusters = metric<readonly Cluster[]>({
  label: 'Recurrence',
  definition:
    'Themes that came back: incidents with the same cause category, with the time between them and the fixes promised before the next one.',
  formula:
    'theme = stated cause, else the highest-scoring cause concept of the lexicon; gap = start − previous start; recurred after = start − promise',
  edge: 'A theme needs two incidents. Incidents between the end and the promise do not count against the promise. A theme taken from wording is a suggestion; a stated cause wins.',
  source: 'Cause concepts weighed by inverse document frequency over 794 public incident reports',
  compute(context) {
    return themes(context, periodShares(context))
  },
  explain(context, service) {
    const { startAt } = context.frame.incidents
    const spent = periodShares(context)
    const found = themes(context, spent)
    return {
      figure: 'clusters',
      service: null,
      intervals: null,
      rows: found.flatMap(({ rows }) => rows),
      steps: found.flatMap(({ label, rows, meanGapDays, downtimeMinutes }) => [
        {
          label: `Mean gap, ${label}`,
          expression: `(${summed(gapsBetween(Float64Array.from(rows, (row) => startAt[row]!)))}) / ${rows.length - 1}`,
          value: meanGapDays,
          unit: 'days' as const,
        },
        {
          label: `Downtime, ${label}`,
          expression: summed(rows.map((row) => minutes(spent.raw[row]!))),
          value: downtimeMinutes,
          unit: 'minutes' as const,
        },
      ]),
      notes: [
        found.length === 0
          ? 'No cause has two incidents in this period.'
          : 'Incidents of the same cause are one theme; those without a cause are in none.',
        ...(service === null ? [] : [setOnly]),
      ],
      result: found.length,
      unit: 'count',
    }
  },
})

function gapsBetween(starts: Float64Array): Float64Array {
  return starts.subarray(1).map((at, i) => (at - starts[i]!) / day)
}

function themes(context: MetricContext, spent: Shares): readonly Cluster[] {
  const { startAt, endAt } = context.frame.incidents
  const sizes = new Map<string, number>()
  for (const row of context.started) {
    const cause = context.causeOf(row)
    if (cause !== null && cause !== 'unknown') sizes.set(cause, (sizes.get(cause) ?? 0) + 1)
  }
  const byCause = new Map<string, { readonly rows: Uint32Array; filled: number }>()
  for (const [cause, size] of sizes)
    if (size > 1) byCause.set(cause, { rows: new Uint32Array(size), filled: 0 })
  for (const row of context.started) {
    const theme = byCause.get(context.causeOf(row) ?? '')
    if (theme) theme.rows[theme.filled++] = row
  }
  let total = 0
  for (const row of spent.rows) total += spent.raw[row]!
  const promises = new Map<number, (typeof context.frame.promises)[number][]>()
  for (const promise of context.frame.promises) {
    const list = promises.get(promise.row) ?? []
    list.push(promise)
    promises.set(promise.row, list)
  }
  const found: Cluster[] = []
  for (const [cause, theme] of byCause) {
    const rows = [...theme.rows]
    const starts = new Float64Array(rows.length)
    for (let i = 0; i < rows.length; i++) starts[i] = startAt[rows[i]!]!
    const gaps = gapsBetween(starts)
    let raw = 0
    for (const row of rows) raw += spent.raw[row]!
    found.push({
      id: cause,
      label: cause,
      cause,
      count: rows.length,
      rows,
      firstAt: starts[0]!,
      lastAt: starts[starts.length - 1]!,
      downtimeMinutes: minutes(raw),
      share: total > 0 ? raw / total : 0,
      meanGapDays: gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length,
      medianGapDays: quantile(ascending(gaps), 0.5) ?? 0,
      // Most themes have none, and some have a million incidents.
      promises: promiseRecurrence(
        rows.some((row) => promises.has(row))
          ? rows.map((row) => ({
              id: `${row}`,
              startAt: startAt[row]!,
              endAt: endAt[row]!,
              promises: promises.get(row) ?? [],
            }))
          : [],
      ).map(({ incidentId, ...promise }) => ({ row: Number(incidentId), ...promise })),
    })
  }
  return found.sort(
    (a, b) => b.downtimeMinutes - a.downtimeMinutes || b.count - a.count || (a.id < b.id ? -1 : 1),
  )
}
