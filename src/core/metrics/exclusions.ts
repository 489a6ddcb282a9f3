import { metric } from '../metric'
import type { Exclusion } from '../metric-context'

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
  compute({ frame, exclusions: excluded, started, asOf }) {
    const { spans, incidents } = frame
    const rateStated = new Uint8Array(incidents.count)
    const disputed = new Uint8Array(incidents.count)
    for (let i = 0; i < spans.count; i++) {
      const row = spans.incident[i]!
      if (!Number.isNaN(spans.rateLow?.[i] ?? NaN)) rateStated[row] = 1
      const length = spans.to[i]! - spans.from[i]!
      if (
        (spans.durationLow?.[i] ?? length) < length ||
        (spans.durationHigh?.[i] ?? length) > length
      )
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
  },
})
