import type { Claim, Conflict } from './claim'

export const kinds = ['incident', 'maintenance', 'informational'] as const
export type Kind = (typeof kinds)[number]

/** Severity classes; null where none is stated or recognised. */
export const severities = ['critical', 'major', 'minor'] as const
export type Severity = (typeof severities)[number]

export const attributions = ['ours', 'vendor', 'customer'] as const
export type Attribution = (typeof attributions)[number]

/** The cause categories, in their fixed order (and fixed colours). Users may add labels of their own. */
export const causes = [
  'deploy/change',
  'config',
  'credentials/certificates',
  'capacity/load',
  'dependency/third-party',
  'network',
  'hardware/infrastructure',
  'software-bug',
  'database/storage',
  'maintenance',
  'security',
  'human-error',
  'unknown',
] as const

/** Ratio 0..1 of requests or users failing. `value` is null when only a bound is stated ("up to 6 %"). */
export interface ErrorRate {
  readonly value: number | null
  readonly low: number
  readonly high: number
}

/** A time of impact `[from, to)`, epoch ms UTC. `to: null` means it is still going on. */
export interface Impact {
  readonly from: number
  readonly to: number | null
  /** Length in ms as the claims bound it; both equal `to - from` where nothing disputes it. Ignored while ongoing. */
  readonly durationLow: number
  readonly durationHigh: number
  /** null = not stated; the accounting rule then gives bounds. */
  readonly errorRate: ErrorRate | null
}

/** Instants in epoch ms UTC, null where not stated. */
export interface Milestones {
  readonly detectedAt: number | null
  readonly acknowledgedAt: number | null
  readonly identifiedAt: number | null
  readonly mitigatedAt: number | null
  readonly resolvedAt: number | null
  readonly firstPostAt: number | null
  readonly postmortemAt: number | null
}

export const milestoneNames = [
  'detectedAt',
  'acknowledgedAt',
  'identifiedAt',
  'mitigatedAt',
  'resolvedAt',
  'firstPostAt',
  'postmortemAt',
] as const satisfies readonly (keyof Milestones)[]

export const noMilestones: Milestones = {
  detectedAt: null,
  acknowledgedAt: null,
  identifiedAt: null,
  mitigatedAt: null,
  resolvedAt: null,
  firstPostAt: null,
  postmortemAt: null,
}

/** A post on a status page. */
export interface Update {
  /** `Investigating` `Identified` `Monitoring` `Resolved` `Update` `Postmortem` `Scheduled` `In progress` `Verifying` `Completed`. */
  readonly status: string
  readonly statusInferred: boolean
  readonly postedAt: number | null
  readonly text: string
}

/** A fix announced in a postmortem or its next steps. */
export interface FixPromise {
  readonly text: string
  readonly promisedAt: number | null
}

/** One record of an incident log. Invariants are checked by `incidentFaults`. */
export interface Incident {
  /** Id given by the source, or '' until the import derives one from the identifying fields. */
  readonly id: string
  readonly kind: Kind
  readonly title: string
  /** The report or description as imported, whole. Claims point into it. */
  readonly text: string
  readonly services: readonly string[]
  readonly severity: Severity | null
  /** A cause category or the user's own label; null when neither stated nor recognised. */
  readonly cause: string | null
  /** Other matched cause concepts, for filtering only. */
  readonly facets: readonly string[]
  readonly trigger: string | null
  readonly attribution: Attribution | null
  /** In order of `from`. Empty when no time of impact is known. */
  readonly impacts: readonly Impact[]
  /** The life of the status page, first post to last status change. */
  readonly page: { readonly from: number; readonly to: number | null } | null
  readonly milestones: Milestones
  readonly updates: readonly Update[]
  readonly promises: readonly FixPromise[]
  readonly claims: readonly Claim[]
  readonly conflicts: readonly Conflict[]
  /** Codes such as `tz-assumed`, `cause-inferred`, `status-page-time`, `backfilled`. */
  readonly flags: readonly string[]
  readonly source: {
    readonly file: string
    readonly row: number
    readonly format: string
    readonly url: string | null
  }
  /** Columns nobody asked for, kept as they came. */
  readonly extra: readonly (readonly [name: string, value: string])[]
}

/** An incident with nothing stated but its source: formats spread it and fill in what they know. */
export function blankIncident(source: { file: string; row: number; format: string }): Incident {
  return {
    id: '',
    kind: 'incident',
    title: '',
    text: '',
    services: [],
    severity: null,
    cause: null,
    facets: [],
    trigger: null,
    attribution: null,
    impacts: [],
    page: null,
    milestones: noMilestones,
    updates: [],
    promises: [],
    claims: [],
    conflicts: [],
    flags: [],
    source: { ...source, url: null },
    extra: [],
  }
}

/** An impact whose length nothing disputes. */
export function plainImpact(from: number, to: number | null, errorRate: ErrorRate | null): Impact {
  const length = to === null ? 0 : to - from
  return { from, to, durationLow: length, durationHigh: length, errorRate }
}

/** Earliest and latest instants accepted: 1970-01-01 to 2100-01-01, epoch ms. */
export const instantLimits = { from: 0, to: 4_102_444_800_000 } as const

/** Every broken invariant in words; empty for a sound incident. Checked when a record is written and when it is read back. */
export function incidentFaults(incident: Incident): readonly string[] {
  const { impacts, milestones, page } = incident
  const faults: string[] = []
  if (incident.title === '' && incident.text === '' && impacts.length === 0)
    faults.push('the record is empty')
  if (!kinds.includes(incident.kind)) faults.push('the kind is not known')
  for (const impact of impacts) addImpactFaults(faults, impact)
  if (milestones !== noMilestones)
    for (const name of milestoneNames)
      if (!isInstantOrNull(milestones[name])) faults.push(noInstant(name))
  if (page && !isInstantOrNull(page.from)) faults.push(noInstant('first post'))
  if (page && !isInstantOrNull(page.to)) faults.push(noInstant('end of page'))
  return faults
}

function addImpactFaults(faults: string[], impact: Impact): void {
  const { from, to, durationLow, durationHigh, errorRate: rate } = impact
  if (!isInstantOrNull(from)) faults.push(noInstant('impact start'))
  if (!isInstantOrNull(to)) faults.push(noInstant('impact end'))
  if (to !== null && to < from) faults.push('the impact ends before it starts')
  if (!(durationLow >= 0 && durationLow <= durationHigh))
    faults.push('the bounds of the duration are not in order')
  if (rate === null) return
  if (!(rate.low >= 0 && rate.low <= rate.high && rate.high <= 1))
    faults.push('the bounds of the error rate are not between 0 and 1')
  if (rate.value !== null && !(rate.value >= rate.low && rate.value <= rate.high))
    faults.push('the error rate lies outside its bounds')
}

function isInstantOrNull(at: number | null): boolean {
  return at === null || (Number.isInteger(at) && at >= instantLimits.from && at < instantLimits.to)
}

function noInstant(name: string): string {
  return `${name} is not an instant between 1970 and 2100`
}

/** Longest time between two posts that follow each other, postmortems aside, ms; NaN below two posts. */
export function longestSilence({ updates }: Incident): number {
  if (updates.length < 2) return NaN
  const posts = updates
    .flatMap(({ status, postedAt }) => (status === 'Postmortem' ? [] : (postedAt ?? [])))
    .sort((a, b) => a - b)
  let longest = NaN
  for (let i = 1; i < posts.length; i++) {
    const gap = posts[i]! - posts[i - 1]!
    if (!(gap <= longest)) longest = gap
  }
  return longest
}
