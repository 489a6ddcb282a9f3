import { plainImpact, type Incident, type Update } from '../incident'
import { incidentFromBlocks, type ReportSettings, type ReportSource } from '../prose/incident'
import { statusOf, type ProseBlock } from '../prose/structure'

/** A post of a status page whose time and status are known without reading its text. */
export type Post = Update

/** An incident told in posts, in any order. */
export interface PostedReport {
  readonly title: string
  readonly services: readonly string[]
  readonly posts: readonly Post[]
  /** What the format itself noticed. */
  readonly flags: readonly string[]
}

const otherWords: ReadonlyMap<string, string> = new Map([
  ['fixed', 'Resolved'],
  ['closed', 'Resolved'],
  ['recovered', 'Resolved'],
  ['available', 'Resolved'],
  ['started', 'In progress'],
  ['maintenance', 'In progress'],
  ['underway', 'In progress'],
  ['finished', 'Completed'],
  ['acknowledged', 'Investigating'],
])

/** The status that a program's word stands for; a word that is not known makes an `Update`, marked as inferred. */
export function postStatus(word: string): { status: string; statusInferred: boolean } {
  const plain = word.trim().toLowerCase().replaceAll('_', ' ')
  const known = statusOf(plain)
  if (known !== null) return { status: known, statusInferred: false }
  return { status: otherWords.get(plain) ?? 'Update', statusInferred: true }
}

/**
 * Incident from its posts. Its text is the posts joined, the latest first as on a status page, so that claims point into
 * it; times and figures are read from them like from a report in prose.
 */
export function postedIncident(
  report: PostedReport,
  source: ReportSource,
  settings: ReportSettings,
): Incident {
  const posts = [...report.posts].sort(
    (a, b) => (b.postedAt ?? -Infinity) - (a.postedAt ?? -Infinity) || 0,
  )
  let text = ''
  const blocks = posts.map((post): ProseBlock => {
    text += `${text === '' ? '' : '\n\n'}${post.status}\n`
    const charStart = text.length
    text += post.text
    return { ...post, charStart, charEnd: text.length, posted: null }
  })
  const { title, services, flags } = report
  return incidentFromBlocks(
    { title, services, text, blocks, affected: null, flags },
    source,
    settings,
  )
}

/**
 * The incident with the times its page states, epoch ms: they stand where the prose gives none. `to` is null for an
 * incident that goes on.
 */
export function withPageTimes(incident: Incident, from: number, to: number | null): Incident {
  const page = {
    from: Math.min(incident.page?.from ?? from, from),
    to: to ?? incident.page?.to ?? null,
  }
  const told = incident.impacts[0]
  const settled = told !== undefined && !incident.flags.includes('status-page-time')
  // A start in words, with the end from the page: better than the page alone, unless the page was over by then.
  const derived =
    told !== undefined &&
    incident.flags.includes('evidence-b') &&
    (told.to !== null || to === null || told.from <= to)
  if (settled || (derived && told.to !== null)) return { ...incident, page }
  const start = derived ? told.from : from
  const over = told?.to ?? null
  const end = over !== null && over >= start ? over : to
  if (end !== null && end < start) return { ...incident, page }
  const flags = new Set([...incident.flags, 'status-page-time'])
  if (end === start) flags.add('zero-length')
  return {
    ...incident,
    impacts: [plainImpact(start, end, told?.errorRate ?? null)],
    page,
    flags: [...flags],
  }
}

/**
 * The incident with the times of scheduled work, epoch ms: it goes on from "In progress" to its end; before it has begun,
 * the announced window from `from` to `until` stands.
 */
export function maintenanceTimes(
  incident: Incident,
  from: number | null,
  until: number | null,
  resolvedAt: number | null,
): Incident {
  const begun = incident.updates.find(({ status }) => status === 'In progress')?.postedAt ?? null
  const startAt = begun ?? from
  if (startAt === null) return incident
  const done = incident.updates.find(({ status }) => status === 'Completed')?.postedAt ?? resolvedAt
  const endAt = done ?? until
  const fits = endAt !== null && endAt >= startAt ? endAt : until
  return {
    ...incident,
    impacts: fits !== null && fits < startAt ? [] : [plainImpact(startAt, fits, null)],
    flags: [
      ...incident.flags.filter((flag) => !flag.startsWith('evidence-')),
      ...(begun === null ? ['announced-window'] : []),
    ],
  }
}
