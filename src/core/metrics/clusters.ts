import { minutes } from '../bucket'
import { metric } from '../metric'
import { promiseRecurrence } from '../recurrence/promises'
import { shares } from '../shares'
import { ascending } from '../statistics/numbers'
import { quantile } from '../statistics/quantile'

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
    const { startAt, endAt } = context.frame.incidents
    const byCause = new Map<string, number[]>()
    for (const row of context.started) {
      const cause = context.causeOf(row)
      if (cause === null || cause === 'unknown') continue
      const rows = byCause.get(cause) ?? []
      rows.push(row)
      byCause.set(cause, rows)
    }
    const spent = shares(context, context.window.from, context.window.to)
    let total = 0
    for (const { raw } of spent.values()) total += raw
    const promises = new Map<number, (typeof context.frame.promises)[number][]>()
    for (const promise of context.frame.promises) {
      const list = promises.get(promise.row) ?? []
      list.push(promise)
      promises.set(promise.row, list)
    }
    const found: Cluster[] = []
    for (const [cause, rows] of byCause) {
      if (rows.length < 2) continue
      const starts = rows.map((row) => startAt[row]!)
      const gaps = starts.slice(1).map((at, i) => (at - starts[i]!) / day)
      let raw = 0
      for (const row of rows) raw += spent.get(row)?.raw ?? 0
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
        promises: promiseRecurrence(
          rows.map((row) => ({
            id: `${row}`,
            startAt: startAt[row]!,
            endAt: endAt[row]!,
            promises: promises.get(row) ?? [],
          })),
        ).map(({ incidentId, ...promise }) => ({ row: Number(incidentId), ...promise })),
      })
    }
    return found.sort(
      (a, b) =>
        b.downtimeMinutes - a.downtimeMinutes || b.count - a.count || (a.id < b.id ? -1 : 1),
    )
  },
})
