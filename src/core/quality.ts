import type { Batch } from './batch'
import type { Frame } from './frame'
import { metricContext, type MetricContext } from './metric-context'
import { defaultQuery } from './query'
import type { Settings } from './settings'

/** What can be doubtful about a record, what moves the figures most first. */
export const doubts = [
  'no-start',
  'future',
  'stale',
  'ongoing',
  'conflict',
  'disputed-length',
  'status-page-time',
  'unknown-rate',
  'zero-length',
  'tz-assumed',
  'suggested-cause',
] as const
export type Doubt = (typeof doubts)[number]

/** All records that share a doubt. */
export interface Finding {
  readonly kind: Doubt
  readonly count: number
  /** Rows of the frame, in order of import; the first `rowsListed` of them. */
  readonly rows: readonly number[]
}

/** A long time in which no incident began, epoch ms UTC. It may well have been quiet. */
export interface QuietTime {
  readonly from: number
  readonly to: number
}

export interface Quality {
  /** Incidents that were looked at, whatever their period. */
  readonly incidents: number
  readonly findings: readonly Finding[]
  /** The start of the observed time where nobody declared it, else null. */
  readonly derivedFrom: number | null
  /** The longest first. */
  readonly quiet: readonly QuietTime[]
}

/** Rejected records of one file of one import. */
export interface RejectedFile {
  readonly batchId: string
  readonly file: string
  readonly count: number
}

export const rowsListed = 200
const day = 86_400_000
/** Open for longer, an incident's end may rather be missing. */
const staleAfter = 7 * day
/** A quiet half year is worth a look; shorter ones are common in a small log. */
const quietDays = 183

/** The flags of reading that raise a doubt. */
const flagDoubts: readonly (readonly [Doubt, readonly string[]])[] = [
  [
    'conflict',
    [
      'conflict',
      'clock-disagreement',
      'duration-disagreement',
      'rate-disagreement',
      'still-active-after-claimed-end',
      'post-precedes-event',
    ],
  ],
  ['status-page-time', ['status-page-time', 'no-time-in-prose', 'upper-bound']],
  ['tz-assumed', ['tz-assumed']],
  ['suggested-cause', ['cause-inferred']],
]

/**
 * Everything doubtful about the records that count, whatever the period: one pass over the columns. Records that were
 * replaced or taken out by a person are not looked at. Doubts nobody has are left out.
 */
export function quality(frame: Frame, settings: Settings, asOf: number): Quality {
  const context = metricContext(frame, defaultQuery, settings, asOf)
  const found = new Map<Doubt, number[]>(doubts.map((kind) => [kind, []]))
  const add = (kind: Doubt, row: number) => found.get(kind)?.push(row)
  for (const kind of ['no-start', 'future'] as const)
    for (const row of context.exclusions.get(kind) ?? []) add(kind, row)
  const marks = spanMarks(frame)
  const masks = flagDoubts.map(([kind, flags]) => [kind, maskOf(frame, flags)] as const)
  const { startAt, endAt, flags } = frame.incidents
  for (const row of context.rows) {
    const from = startAt[row]!
    const to = endAt[row]!
    if (Number.isNaN(to)) add(asOf - from > staleAfter ? 'stale' : 'ongoing', row)
    if (to === from) add('zero-length', row)
    if (marks.disputed[row]) add('disputed-length', row)
    if (!marks.rated[row]) add('unknown-rate', row)
    for (const [kind, mask] of masks) if (flags[row]! & mask) add(kind, row)
  }
  const findings = [...found]
    .filter(([, rows]) => rows.length > 0)
    .map(([kind, rows]) => ({
      kind,
      count: rows.length,
      rows: [...Uint32Array.from(rows).sort().subarray(0, rowsListed)],
    }))
  const { observation } = context
  return {
    incidents: context.rows.length,
    findings,
    derivedFrom: observation.derived && context.rows.length > 0 ? observation.from : null,
    quiet: quietTimes(context),
  }
}

/** Files of which not every record became an incident, in order of import. */
export function rejectedFiles(batches: readonly Batch[]): readonly RejectedFile[] {
  return batches.flatMap(({ id, files }) =>
    files
      .filter(({ rejected }) => rejected > 0)
      .map(({ name, rejected }) => ({ batchId: id, file: name, count: rejected })),
  )
}

/** Bits of these flags in a row's flags. */
function maskOf({ dictionaries }: Frame, flags: readonly string[]): number {
  return dictionaries.flags.reduce(
    (mask, flag, bit) => (flags.includes(flag) ? mask | (1 << bit) : mask),
    0,
  )
}

/** Per row: whether any impact states an error rate, and whether claims dispute any length. */
function spanMarks({ spans, incidents }: Frame) {
  const rated = new Uint8Array(incidents.count)
  const disputed = new Uint8Array(incidents.count)
  for (let i = 0; i < spans.count; i++) {
    const row = spans.incident[i]!
    if (!Number.isNaN(spans.rateLow?.[i] ?? NaN)) rated[row] = 1
    const length = spans.to[i]! - spans.from[i]!
    const low = spans.durationLow?.[i] ?? length
    const high = spans.durationHigh?.[i] ?? length
    if (low < length || high > length) disputed[row] = 1
  }
  return { rated, disputed }
}

function quietTimes({ frame, rows, window }: MetricContext): readonly QuietTime[] {
  if (rows.length === 0) return []
  const found: QuietTime[] = []
  let from = window.from
  const look = (to: number) => {
    if (to - from > quietDays * day) found.push({ from, to })
    from = Math.max(from, to)
  }
  for (const row of rows) look(Math.min(frame.incidents.startAt[row]!, window.to))
  look(window.to)
  return found.sort((a, b) => b.to - b.from - (a.to - a.from))
}
