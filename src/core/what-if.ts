import type { Frame, IncidentColumns, SpanColumns } from './frame'
import { kinds, milestoneNames, type Milestones } from './incident'
import { canonicalCauses, type Settings } from './settings'

/** What might have been different. `factor` 0..1 of the time it took; `minutes` not negative. */
export type WhatIf =
  /** Incidents with this cause had not happened; `unclassified` stands for those without one. */
  | { readonly change: 'drop'; readonly cause: string }
  /** Impact start to detection had taken that part of its time, and all that follows had come so much earlier. */
  | { readonly change: 'detection'; readonly factor: number }
  /** Impact start to impact end had taken that part of its time. */
  | { readonly change: 'restore'; readonly factor: number }
  /** No incident had lasted longer. */
  | { readonly change: 'cap'; readonly minutes: number }

/**
 * The frame as it would be: the same rows in the same order, so that titles and texts stay theirs. Starts never move and
 * ends never come later, so downtime never grows, also where incidents overlap. Bounds of a length shrink with it.
 * An incident whose detection is not known keeps its detection, one that goes on keeps its end but for a cap.
 * A dropped incident becomes an informational record: were it gone, a derived start of recording would move.
 */
export function whatIf(frame: Frame, assumed: WhatIf, settings: Settings): Frame {
  if (assumed.change === 'drop') return { ...frame, incidents: dropped(frame, assumed, settings) }
  const clock = clockOf(frame.incidents, assumed)
  const spans = shortened(frame, clock, assumed)
  return { ...frame, spans, incidents: moved(frame, spans, clock) }
}

/** Rows of the incidents that the assumption changes: how far a statement about it carries. */
export function rowsChanged(frame: Frame, assumed: WhatIf, settings: Settings): readonly number[] {
  const { incidents } = frame
  const after = whatIf(frame, assumed, settings).incidents
  const rows: number[] = []
  for (let row = 0; row < incidents.count; row++) {
    const same =
      after.kind[row] === incidents.kind[row] && Object.is(after.endAt[row], incidents.endAt[row])
    if (!same && !incidents.superseded?.[row]) rows.push(row)
  }
  return rows
}

const incidentKind = kinds.indexOf('incident')

function dropped(
  { incidents, dictionaries }: Frame,
  { cause }: { cause: string },
  settings: Settings,
): IncidentColumns {
  const names = canonicalCauses(settings, dictionaries.causes)
  const kind = incidents.kind.map((code, row) =>
    code === incidentKind && (names[incidents.cause[row]! - 1] ?? 'unclassified') === cause
      ? kinds.indexOf('informational')
      : code,
  )
  return { ...incidents, kind }
}

/** When an instant of an incident would have come: never later, in the same order. NaN = goes on. */
type Clock = (row: number, at: number) => number

type Shortening = Exclude<WhatIf, { change: 'drop' }>

function clockOf(
  { kind, startAt, endAt, milestones }: IncidentColumns,
  assumed: Shortening,
): Clock {
  const until = assumed.change === 'detection' ? milestones.detectedAt : endAt
  return (row, at) => {
    const start = startAt[row]!
    if (kind[row] !== incidentKind || Number.isNaN(start) || at <= start) return at
    if (assumed.change === 'cap') {
      const limit = start + Math.round(assumed.minutes * 60_000)
      return at < limit ? at : limit
    }
    const reached = until?.[row] ?? NaN
    if (!(reached > start)) return at
    return at - Math.ceil((1 - assumed.factor) * (Math.min(at, reached) - start))
  }
}

function shortened({ spans }: Frame, clock: Clock, assumed: Shortening): SpanColumns {
  const { count, from, incident, durationLow, durationHigh } = spans
  const to = new Float64Array(count)
  const low = durationLow && new Float64Array(count)
  const high = durationHigh && new Float64Array(count)
  for (let i = 0; i < count; i++) {
    const row = incident[i]!
    const begun = clock(row, from[i]!)
    const before = spans.to[i]! - from[i]!
    const length = clock(row, spans.to[i]!) - begun
    to[i] = from[i]! + length
    const bound = (stated: number) => {
      // What went on had no length to dispute.
      if (Number.isNaN(before)) return length || stated
      if (assumed.change === 'cap') return Math.min(stated, clock(row, from[i]! + stated) - begun)
      return before > 0 ? stated * (length / before) : stated
    }
    if (low) low[i] = bound(durationLow[i]!)
    if (high) high[i] = bound(durationHigh[i]!)
  }
  return { ...spans, to, durationLow: low, durationHigh: high }
}

function moved({ incidents }: Frame, spans: SpanColumns, clock: Clock): IncidentColumns {
  const { pageFrom, pageTo } = incidents
  const endAt = new Float64Array(incidents.count).fill(NaN)
  const open = new Uint8Array(incidents.count)
  for (let i = 0; i < spans.count; i++) {
    const row = spans.incident[i]!
    const to = spans.to[i]!
    if (Number.isNaN(to)) open[row] = 1
    endAt[row] = open[row] ? NaN : Math.max(to, endAt[row] || 0)
  }
  const milestones: Record<keyof Milestones, Float64Array | null> = { ...incidents.milestones }
  for (const name of milestoneNames)
    // The postmortem is written when it is written.
    if (name !== 'postmortemAt')
      milestones[name] =
        incidents.milestones[name]?.map((at, row) => (Number.isNaN(at) ? at : clock(row, at))) ??
        null
  const pageEnds = pageFrom?.map((from, row) => {
    if (Number.isNaN(from)) return pageTo?.[row] ?? NaN
    return from + clock(row, pageTo?.[row] ?? NaN) - clock(row, from)
  })
  return { ...incidents, endAt, milestones, pageTo: pageEnds ?? pageTo }
}
