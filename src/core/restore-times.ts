import type { MetricContext } from './metric-context'

/** Times to restore in minutes of the incidents that started in the window, by (start, id). */
export interface RestoreTimes {
  /** Rows of `closed`, in the same order. */
  readonly rows: Uint32Array
  readonly closed: Float64Array
  /** Time so far of those still open at the as-of instant. */
  readonly open: Float64Array
  readonly zeroLength: number
}

/**
 * On the rule's clock: impact start to impact end, or first post to the end of the page. Of one service, or of all in
 * scope for null.
 */
export function restoreTimes(context: MetricContext, service: string | null = null): RestoreTimes {
  const { frame, rule, asOf } = context
  const { startAt, endAt, pageFrom, pageTo } = frame.incidents
  const started = context.startedIn(service)
  const rows = new Uint32Array(started.length)
  const closed = new Float64Array(started.length)
  const open = new Float64Array(started.length)
  let ended = 0
  let ongoing = 0
  let zeroLength = 0
  for (const row of started) {
    const onPage = rule.clock === 'page' && pageFrom !== null && !Number.isNaN(pageFrom[row]!)
    const from = onPage ? pageFrom[row]! : startAt[row]!
    const to = onPage ? (pageTo?.[row] ?? NaN) : endAt[row]!
    if (Number.isNaN(to) || to > asOf) open[ongoing++] = (asOf - from) / 60_000
    else if (to <= from) zeroLength++
    else {
      rows[ended] = row
      closed[ended++] = (to - from) / 60_000
    }
  }
  return {
    rows: rows.subarray(0, ended),
    closed: closed.subarray(0, ended),
    open: open.subarray(0, ongoing),
    zeroLength,
  }
}
