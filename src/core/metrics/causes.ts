import { minutes } from '../bucket'
import { periodShares, type Shares } from '../shares'
import { metric } from '../metric'
import type { MetricContext } from '../metric-context'
import { plain, setOnly, summed } from '../working'

/** One cause category in the period, in order of raw minutes. */
export interface CauseShare {
  /** Cause category or label; null = unclassified. */
  readonly cause: string | null
  readonly n: number
  /** Minutes of the set's downtime; overlapping incidents share them, so that all causes add up to it. */
  readonly rawMinutes: number
  readonly weightedMinutes: number
  /** Ratio 0..1 of all raw minutes. */
  readonly share: number
}

export const causes = metric<readonly CauseShare[]>({
  label: 'Causes',
  definition: 'Where the minutes went: downtime by cause category.',
  formula:
    'each moment of downtime is shared among the incidents that make it (Shapley value of the airport game)',
  edge: 'Adds up to the downtime of the period. Incidents without a cause are listed as unclassified.',
  source: 'Littlechild & Owen 1973',
  compute(context) {
    return causeShares(context, periodShares(context))
  },
  explain(context, service) {
    const spent = periodShares(context)
    const found = causeShares(context, spent)
    const parts = new Map<string | null, number[]>()
    for (const row of spent.rows) {
      const cause = context.causeOf(row)
      const list = parts.get(cause) ?? []
      list.push(minutes(spent.raw[row]!))
      parts.set(cause, list)
    }
    const total = found.reduce((sum, { rawMinutes }) => sum + rawMinutes, 0)
    return {
      figure: 'causes',
      service: null,
      intervals: null,
      rows: [...spent.rows],
      steps: [
        ...found.map(({ cause, rawMinutes }) => ({
          label: cause ?? 'unclassified',
          expression: summed(parts.get(cause) ?? []),
          value: rawMinutes,
          unit: 'minutes' as const,
        })),
        {
          label: 'Raw downtime',
          expression: found.map(({ rawMinutes }) => plain(rawMinutes)).join(' + ') || '0',
          value: total,
          unit: 'minutes',
        },
      ],
      notes: [
        'Where incidents overlap, each moment is shared equally among them.',
        ...(service === null ? [] : [setOnly]),
      ],
      result: total,
      unit: 'minutes',
    }
  },
})

function causeShares(context: MetricContext, spent: Shares): readonly CauseShare[] {
  const byCause = new Map<string | null, { n: number; raw: number; weighted: number }>()
  const entry = (row: number) => {
    const cause = context.causeOf(row)
    const known = byCause.get(cause)
    if (known) return known
    const fresh = { n: 0, raw: 0, weighted: 0 }
    byCause.set(cause, fresh)
    return fresh
  }
  for (const row of context.started) entry(row).n++
  for (const row of spent.rows) {
    const sums = entry(row)
    sums.raw += spent.raw[row]!
    sums.weighted += spent.weighted[row]!
  }
  let total = 0
  for (const { raw } of byCause.values()) total += raw
  return [...byCause]
    .map(([cause, { n, raw, weighted }]) => ({
      cause,
      n,
      rawMinutes: minutes(raw),
      weightedMinutes: minutes(weighted),
      share: total > 0 ? raw / total : 0,
    }))
    .filter(({ n, rawMinutes }) => n > 0 || rawMinutes > 0)
    .sort((a, b) => b.rawMinutes - a.rawMinutes || b.n - a.n || order(a.cause, b.cause))
}

function order(a: string | null, b: string | null): number {
  const one = a ?? '\uffff'
  const other = b ?? '\uffff'
  return one < other ? -1 : one > other ? 1 : 0
}
