import type { MetricContext } from './metric-context'

/** Times to restore in minutes of the incidents that started in the window, by (start, id). */
export interface RestoreTimes {
  /** Rows of `closed`, in the same order. */
  readonly rows: readonly number[]
  readonly closed: readonly number[]
  /** Time so far of those still open at the as-of instant. */
  readonly open: readonly number[]
  readonly zeroLength: number
}

/**
 * On the rule's clock: impact start to impact end, or first post to the end of the page. Of one service, or of all in
 * scope for null.
 */
export function restoreTimes(context: MetricContext, service: string | null = null): RestoreTimes {
  const { frame, rule, asOf } = context
  const { startAt, endAt, pageFrom, pageTo } = frame.incidents
  const rows: number[] = []
  const closed: number[] = []
  const open: number[] = []
  let zeroLength = 0
  for (const row of context.startedIn(service)) {
    const onPage = rule.clock === 'page' && pageFrom !== null && !Number.isNaN(pageFrom[row]!)
    const from = onPage ? pageFrom[row]! : startAt[row]!
    const to = onPage ? (pageTo?.[row] ?? NaN) : endAt[row]!
    if (Number.isNaN(to) || to > asOf) open.push((asOf - from) / 60_000)
    else if (to <= from) zeroLength++
    else {
      rows.push(row)
      closed.push((to - from) / 60_000)
    }
  }
  return { rows, closed, open, zeroLength }
}
