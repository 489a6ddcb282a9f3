import { statusOf } from '../prose/structure'
import { monthOf } from '../prose/times'
import { isStamp, pageTime, splitSpan, windowNear, type PageWindow } from './page-times'
import { postStatus, type Post } from './posts'

/** An incident in the list of a status page. */
export interface ListedIncident {
  readonly title: string
  readonly posts: readonly Post[]
  /** The time printed for the whole: of announced work, or of an incident in a history. */
  readonly window: PageWindow | null
  /** Whether the window is that of work to come. */
  readonly announced: boolean
  /** `zone-unknown` `zone-ambiguous` `zone-contradicted` `year-missing` */
  readonly flags: readonly string[]
}

const day = /^([A-Z][a-z]{2,8})\.? (\d{1,2}) ?, (\d{4})$/
const month = /^([A-Z][a-z]{2,8}) (\d{4})$/
const yearIn = /^[A-Z][a-z]{2,8}\.? \d{1,2}, (?:\d{4})\b/
const label = /^([A-Za-z ]{6,15}) -(?:\s+|$)/
const noise =
  /^(?:Subscribe(?: to Updates)?|Past Incidents|Incident History|No incidents reported(?: today)?\.|No incidents reported for this month\.|[+-]? ?(?:Show|Collapse) [^\n]{0,20}Incidents)$/i
const longestTitle = 300

interface OpenPost {
  status: string | null
  readonly lines: string[]
  stamp: string | null
}

interface OpenIncident {
  readonly title: string
  readonly near: number | null
  readonly span: string | null
  readonly announced: boolean
  readonly posts: OpenPost[]
}

/**
 * The incidents in the text of a status page that lists several: below the heading of a day, each with its title and
 * posts ("Resolved - …", then "Jan 12, 19:26 CET"); announced work with its window behind the title; and the months of a
 * history, with a title, a message and a window. Years are those of the headings. Empty for any other text.
 */
export function listedIncidents(text: string): readonly ListedIncident[] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !noise.test(line))
  const found: OpenIncident[] = []
  let near = firstDay(lines)
  let open: OpenIncident | null = null
  let post: OpenPost | null = null
  let pending: string[] = []
  const begin = (incident: OpenIncident) => {
    found.push(incident)
    pending = []
    return incident
  }
  for (const line of lines) {
    const heading = headingDay(line)
    const status = statusOf(label.exec(line)?.[1] ?? '')
    const window = heading === null && status === null ? splitSpan(line) : null
    if (heading !== null) {
      near = heading
      open = post = null
      pending = []
    } else if (status !== null) {
      open ??= begin(incidentOf(pending.at(-1) ?? '', near, null, false))
      post = { status, lines: [line.replace(label, '')], stamp: null }
      open.posts.push(post)
    } else if (isStamp(line)) {
      if (post) post.stamp = line
      post = null
    } else if (window !== null && window.before !== '') {
      open = begin(incidentOf(window.before, near, window.span, true))
      post = { status: 'Scheduled', lines: [], stamp: null }
      open.posts.push(post)
    } else if (window !== null && !post && pending.length > 0) {
      const [title = '', ...message] = pending
      open = begin(incidentOf(title, near, window.span, false))
      open.posts.push({ status: null, lines: message, stamp: null })
      open = null
    } else if (post) post.lines.push(line)
    else {
      open = null
      pending.push(line)
    }
  }
  return found
    .filter(({ title, span, posts }) => title !== '' && (span ?? posts.find((one) => one.stamp)))
    .map(closed)
}

function incidentOf(
  title: string,
  near: number | null,
  span: string | null,
  announced: boolean,
): OpenIncident {
  const plain = title.replace(/ Subscribe$/, '').slice(0, longestTitle)
  return { title: plain, near, span, announced, posts: [] }
}

/** The middle of the day or month that a line is the heading of, epoch ms UTC. */
function headingDay(line: string): number | null {
  const [, name = '', dayOfMonth = '15', year = ''] =
    day.exec(line) ?? month.exec(line)?.toSpliced(2, 0, '15') ?? []
  const monthNumber = monthOf(name)
  return year === '' || monthNumber === null
    ? null
    : Date.UTC(Number(year), monthNumber - 1, Number(dayOfMonth), 12)
}

/** The first day the page states with its year: what stands above it lies near it. */
function firstDay(lines: readonly string[]): number | null {
  for (const line of lines) {
    const at = headingDay(line) ?? (yearIn.test(line) ? (pageTime(line, 0)?.at ?? null) : null)
    if (at !== null) return at
  }
  return null
}

function closed({ title, near, span, announced, posts }: OpenIncident): ListedIncident {
  const flags = new Set<string>()
  let anchor = near
  const at = (stamp: string | null): number | null => {
    if (stamp === null) return null
    if (anchor === null && !yearIn.test(stamp)) {
      flags.add('year-missing')
      return null
    }
    const time = pageTime(stamp, anchor ?? 0)
    if (!time) flags.add('zone-unknown')
    for (const flag of time?.flags ?? []) flags.add(flag)
    anchor = time?.at ?? anchor
    return time?.at ?? null
  }
  const read = posts.map((post) => ({
    ...postStatus(post.status ?? 'Resolved'),
    ...(post.status === null && { statusInferred: true }),
    postedAt: at(post.stamp),
    text: post.lines.join('\n').trim(),
  }))
  const window = span === null || anchor === null ? null : windowNear(span, anchor)
  if (span !== null && window === null) flags.add(anchor === null ? 'year-missing' : 'zone-unknown')
  return { title, posts: read, window, announced, flags: [...flags] }
}
