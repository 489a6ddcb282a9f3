import { metric } from '../metric'
import type { Exclusion, MetricContext } from '../metric-context'
import { setOnly } from '../working'

export interface ExclusionsResult {
  /** Accepted records that count nowhere, by reason. */
  readonly counts: readonly { readonly reason: Exclusion; readonly n: number }[]
  /** Of the incidents that started in the period: those without a stated error rate. */
  readonly unknownRate: number
  /** … whose length claims dispute. */
  readonly disputedLength: number
  /** … still open at the as-of instant. */
  readonly ongoing: number
}

export const exclusions = metric<ExclusionsResult>({
  label: 'Excluded and uncertain',
  definition:
    'Records that were accepted but count nowhere, and incidents whose figures carry doubt.',
  formula: 'counts by reason',
  edge: 'Rejected rows are counted with their import, not here.',
  source: 'Bookkeeping of the records themselves',
  compute: bookkeeping,
  explain(context, service) {
    const { counts, unknownRate, disputedLength, ongoing } = bookkeeping(context)
    const of = `of ${context.started.length} that started in the period`
    const step = (label: string, expression: string, value: number) =>
      ({ label, expression, value, unit: 'count' }) as const
    return {
      figure: 'exclusions',
      service: null,
      intervals: null,
      rows: [],
      steps: [
        ...counts.map(({ reason, n }) => step(words[reason], 'accepted and counted nowhere', n)),
        step('Without a stated error rate', of, unknownRate),
        step('Of disputed length', of, disputedLength),
        step('Still open', of, ongoing),
      ],
      notes: service === null ? [] : [setOnly],
      result: counts.reduce((sum, { n }) => sum + n, 0),
      unit: 'count',
    }
  },
})

const words: Readonly<Record<Exclusion, string>> = {
  maintenance: 'Maintenance windows',
  informational: 'Informational records',
  'no-start': 'Records without a start',
  future: 'Records that start after the as-of instant',
  excluded: 'Records excluded by hand',
  duplicate: 'Duplicates of other records',
}

function bookkeeping({
  frame,
  exclusions: excluded,
  started,
  asOf,
}: MetricContext): ExclusionsResult {
  const { spans, incidents } = frame
  const rateStated = new Uint8Array(incidents.count)
  const disputed = new Uint8Array(incidents.count)
  for (let i = 0; i < spans.count; i++) {
    const row = spans.incident[i]!
    if (!Number.isNaN(spans.rateLow?.[i] ?? NaN)) rateStated[row] = 1
    const length = spans.to[i]! - spans.from[i]!
    if ((spans.durationLow?.[i] ?? length) < length || (spans.durationHigh?.[i] ?? length) > length)
      disputed[row] = 1
  }
  let unknownRate = 0
  let disputedLength = 0
  let ongoing = 0
  for (const row of started) {
    if (!rateStated[row]) unknownRate++
    if (disputed[row]) disputedLength++
    if (!(incidents.endAt[row]! <= asOf)) ongoing++
  }
  return {
    counts: [...excluded].map(([reason, rows]) => ({ reason, n: rows.length })),
    unknownRate,
    disputedLength,
    ongoing,
  }
}
