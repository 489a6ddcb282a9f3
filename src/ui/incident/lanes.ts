import { zoneOffset } from '../../core/dates'
import type { Incident, Milestones } from '../../core/incident'

/** A bar on the axis; `left` and `width` are shares 0..1 of it. */
export interface LaneBar {
  readonly left: number
  readonly width: number
  readonly from: number
  /** Null while it is going on. */
  readonly to: number | null
  /** Share of the axis up to which the upper bound of its length reaches, or null where nothing disputes it. */
  readonly reach: number | null
}

/** An instant on the axis. */
export interface LaneMark {
  readonly label: string
  readonly at: number
  readonly left: number
}

/** Impact and page of one incident on one axis `[from, to)`, epoch ms UTC. */
export interface Lanes {
  readonly from: number
  readonly to: number
  readonly impacts: readonly LaneBar[]
  readonly page: LaneBar | null
  readonly milestones: readonly LaneMark[]
  readonly posts: readonly LaneMark[]
  readonly ticks: readonly LaneMark[]
  /** Instants too far away to share the axis, in order. */
  readonly beyond: readonly { readonly label: string; readonly at: number }[]
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const steps = [
  1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080, 43_200, 129_600, 525_600,
].map((minutes) => minutes * minute)

const milestoneLabels: Readonly<Record<keyof Milestones, string>> = {
  firstPostAt: 'First post',
  detectedAt: 'Detected',
  acknowledgedAt: 'Acknowledged',
  identifiedAt: 'Identified',
  mitigatedAt: 'Mitigated',
  resolvedAt: 'Resolved',
  postmortemAt: 'Postmortem',
}

/** Where everything of an incident lies on one axis; null when it has no time at all. An open end lies at `asOf`. */
export function lanes(
  incident: Pick<Incident, 'impacts' | 'page' | 'milestones' | 'updates'>,
  asOf: number,
  timeZone: string,
): Lanes | null {
  const spans = [...incident.impacts, ...(incident.page ? [incident.page] : [])]
  const named = Object.entries(milestoneLabels).flatMap(([name, label]) => {
    const at = incident.milestones[name as keyof Milestones]
    return at === null ? [] : [{ label, at }]
  })
  const ends = spans.flatMap((span) => [span.from, span.to ?? Math.max(span.from, asOf)])
  const reaches = incident.impacts.flatMap((impact) =>
    impact.to === null ? [] : [impact.from + impact.durationHigh],
  )
  const core = [...ends, ...reaches]
  const all = core.length > 0 ? core : named.map(({ at }) => at)
  if (all.length === 0) return null
  const first = Math.min(...all)
  const length = Math.max(Math.max(...all) - first, 5 * minute)
  // A postmortem days later would press the incident itself into a hairline.
  const near = (at: number) => at >= first - length / 2 && at <= first + length * 1.5
  const close = named.filter(({ at }) => near(at))
  const posts = incident.updates.flatMap(({ status, postedAt }) =>
    postedAt === null ? [] : [{ label: status, at: postedAt }],
  )
  const shown = [...all, ...close.map(({ at }) => at), ...posts.map(({ at }) => at).filter(near)]
  const hull = Math.max(Math.max(...shown) - Math.min(...shown), 5 * minute)
  const from = Math.min(...shown) - hull * 0.03
  const to = Math.min(...shown) + hull * 1.03
  const place = (at: number) => (at - from) / (to - from)
  const bar = (span: { from: number; to: number | null }, high: number | null): LaneBar => {
    const end = span.to ?? Math.max(span.from, asOf)
    return {
      left: place(span.from),
      width: Math.max(0, place(end) - place(span.from)),
      from: span.from,
      to: span.to,
      reach: high !== null && high > end ? place(high) : null,
    }
  }
  const mark = ({ label, at }: { label: string; at: number }) => ({ label, at, left: place(at) })
  return {
    from,
    to,
    impacts: incident.impacts.map((impact) =>
      bar(impact, impact.to === null ? null : impact.from + impact.durationHigh),
    ),
    page: incident.page ? bar(incident.page, null) : null,
    milestones: close.map(mark).sort((a, b) => a.at - b.at),
    posts: posts.filter(({ at }) => near(at)).map(mark),
    ticks: axisTicks(from, to, timeZone).map((at) => mark({ label: '', at })),
    beyond: named.filter(({ at }) => !near(at)).sort((a, b) => a.at - b.at),
  }
}

/** Two to five round instants of the zone's clock inside `[from, to)`. */
function axisTicks(from: number, to: number, timeZone: string): readonly number[] {
  const step = steps.find((one) => (to - from) / one <= 5) ?? 10 * 365 * day
  const offset = zoneOffset(timeZone, from)
  const ticks: number[] = []
  for (let at = Math.ceil((from + offset) / step) * step - offset; at < to; at += step)
    ticks.push(at)
  return ticks
}
