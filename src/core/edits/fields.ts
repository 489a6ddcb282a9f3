import {
  plainImpact,
  type Attribution,
  type ErrorRate,
  type Impact,
  type Incident,
  type Kind,
  type Severity,
} from '../incident'

/** What is changed; a field that is not given stays as it is. */
export interface FieldChanges {
  readonly title?: string
  readonly kind?: Kind
  readonly services?: readonly string[]
  readonly severity?: Severity | null
  readonly cause?: string | null
  readonly attribution?: Attribution | null
  readonly impacts?: readonly ImpactChange[]
}

/** A change of one time of impact. Instants epoch ms UTC; `to: null` is still going on. */
export interface ImpactChange {
  /** Place among the impacts; one past the last adds an impact, which needs `from`. */
  readonly at: number
  /** When it began as the person saw it: a newer export may have put others before it. */
  readonly was?: number
  readonly from?: number
  readonly to?: number | null
  readonly errorRate?: ErrorRate | null
}

/** Doubts about the times that a person's own times put to rest. */
const doubtsOfTimes = ['status-page-time', 'upper-bound', 'no-time-in-prose']
const openFlags = ['ongoing', 'stale']

/** The incident with its fields changed and flagged `edited`. A changed time is no longer disputed. */
export function withFields(incident: Incident, fields: FieldChanges): Incident {
  const { impacts: changes, ...plain } = fields
  const impacts = changes ? changedImpacts(incident.impacts, changes) : incident.impacts
  const settled = changes?.some(({ from, to }) => from !== undefined || to !== undefined) ?? false
  const closed = impacts.every(({ to }) => to !== null)
  const gone = [
    ...(fields.cause === undefined ? [] : ['cause-inferred']),
    ...(settled ? doubtsOfTimes : []),
    ...(settled && closed ? openFlags : []),
  ]
  return { ...incident, ...plain, impacts, flags: editedFlags(incident, gone) }
}

/** The flags without those that are gone, and `edited`. */
export function editedFlags(incident: Incident, gone: readonly string[]): readonly string[] {
  return [...incident.flags.filter((flag) => flag !== 'edited' && !gone.includes(flag)), 'edited']
}

function changedImpacts(
  impacts: readonly Impact[],
  changes: readonly ImpactChange[],
): readonly Impact[] {
  const made = [...impacts]
  for (const { at: place, was, from, to, errorRate } of changes) {
    const found = impacts.findIndex((impact) => impact.from === was)
    const at = found < 0 ? place : found
    const former = made[at]
    if (!former) {
      if (from !== undefined) made.push(plainImpact(from, to ?? null, errorRate ?? null))
      continue
    }
    const rate = errorRate === undefined ? former.errorRate : errorRate
    made[at] =
      from === undefined && to === undefined
        ? { ...former, errorRate: rate }
        : boundless(from ?? former.from, to === undefined ? former.to : to, rate)
  }
  return made.toSorted((a, b) => a.from - b.from)
}

/** As `plainImpact`, but an end before its start keeps bounds that are in order: the fault is then the end's alone. */
function boundless(from: number, to: number | null, rate: ErrorRate | null): Impact {
  const impact = plainImpact(from, to, rate)
  return to !== null && to < from ? { ...impact, durationLow: 0, durationHigh: 0 } : impact
}
