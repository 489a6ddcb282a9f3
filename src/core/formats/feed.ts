import { instant, isDateProblem } from '../dates'
import { entryTitle, providerOf } from '../documents/entry-title'
import { feedContent, type FeedContent } from '../documents/feed-content'
import { maintenanceTimes, postedIncident, type Post } from '../documents/posts'
import { wholeText } from '../documents/whole-text'
import { childOf, readXml, type XmlElement } from '../documents/xml'
import type { Format, ReadContext } from '../format'
import { severities, type Incident } from '../incident'
import { UserError } from '../issue'
import { makeTally } from '../tally'

const longest = 64_000_000

/**
 * Atom and RSS feeds of status pages. An entry is an incident with its posts (Statuspage, Instatus, LambStatus, Slack), or
 * a post, and the entries of one incident share its address or title (AWS, Google Cloud, Checkly).
 */
export const feed: Format = {
  provenOn: 'feeds of GitHub, Staffbase, AWS, Google Cloud and Northflank, and one of LambStatus',
  label: 'Status feed (Atom, RSS)',
  extensions: ['.atom', '.rss', '.xml'],

  sniff: (head) =>
    /^\s*(?:<[?!][^>]{0,400}>\s*){0,20}<(?:feed|rss|rdf:RDF)[\s>]/.test(head) ? 0.95 : 0,

  async read(input, sink, context) {
    const text = await wholeText(input, longest, 'Save a feed of fewer incidents.')
    const root = readXml(text, input.name)
    const channel = childOf(root, 'channel') ?? root
    const items = [...channel.children, ...(channel === root ? [] : root.children)].filter(
      ({ name }) => name === 'item' || name === 'entry',
    )
    if (items.length === 0)
      throw new UserError(
        `${input.name}: the feed holds no entries`,
        'Save the history feed of the status page.',
      )
    const provider = providerOf(childOf(channel, 'title')?.text.trim() ?? '')
    const home = linkOf(channel)
    const entries: Entry[] = []
    for (const [at, item] of items.entries()) {
      const entry = entryOf(item, at + 1, home, context)
      if (entry) entries.push(entry)
      else
        sink.reject(
          at + 1,
          'no-time',
          `${input.name} entry ${at + 1}: neither its posts nor the entry state a time that is understood.`,
          `${childOf(item, 'title')?.text ?? ''} ${childOf(item, 'link', 'guid', 'id')?.text ?? ''}`.trim(),
        )
    }
    const told = incidentsOf(entries)
    const tally = makeTally(notes)
    for (const parts of told) {
      const incident = incidentOf(parts, input.name, provider, context)
      const { row } = incident.source
      if (incident.impacts.length === 0 && incident.kind === 'incident')
        tally.add('no-impact-time', null, row, '')
      if (incident.flags.includes('zone-unknown')) tally.add('zone-unknown', null, row, '')
      sink.incident(incident)
    }
    for (const issue of tally.issues()) sink.issue(issue)
    if (told.length < entries.length)
      sink.issue({
        row: null,
        field: null,
        level: 'note',
        code: 'entries-joined',
        message: `The feed has an entry per post: ${entries.length} entries tell of ${told.length} incidents.`,
      })
  },
}

const notes = {
  'no-impact-time': {
    level: 'warning',
    text: () =>
      'Only the time of publication is stated, not when it began and ended: listed without a time of impact, and in no figure',
  },
  'zone-unknown': {
    level: 'warning',
    text: () => 'The time zone above a post is not known, so those times are left out',
  },
} as const

interface Entry extends FeedContent, ReturnType<typeof entryTitle> {
  readonly row: number
  readonly id: string
  readonly url: string
  /** The address of the incident's own page, or ''. */
  readonly address: string
  readonly publishedAt: number | null
  /** Whether one of its posts has a time of its own. */
  readonly dated: boolean
}

function entryOf(item: XmlElement, row: number, home: string, { now }: ReadContext): Entry | null {
  const described = childOf(item, 'description', 'summary')?.text ?? ''
  const content = childOf(item, 'content:encoded', 'content')?.text ?? described
  const publishedAt = publishedIn(item, now)
  const read = feedContent(content, publishedAt, now)
  const dated = read.posts.some(({ postedAt }) => postedAt !== null)
  if (!dated && publishedAt === null) return null
  const title = entryTitle(childOf(item, 'title')?.text.trim() ?? '')
  const named = read.services.length > 0
  const url = linkOf(item)
  const path = url.replace(/^https?:\/\/[^/]{0,200}/, '')
  return {
    ...read,
    ...title,
    services: named ? read.services : feedContent(described, publishedAt, now).services,
    kind: read.kind ?? title.kind,
    row,
    id: (childOf(item, 'id', 'guid')?.text ?? '').trim(),
    url,
    address: url !== home && /\d/.test(path) ? url : '',
    publishedAt,
    dated,
  }
}

function linkOf(element: XmlElement): string {
  const links = element.children.filter(({ name }) => name === 'link')
  const link = links.find(({ attributes }) => attributes.get('rel') === 'alternate') ?? links[0]
  return (link?.attributes.get('href') ?? link?.text ?? '').trim()
}

function publishedIn(item: XmlElement, now: number): number | null {
  for (const name of ['published', 'pubDate', 'dc:date', 'updated']) {
    const reading = instant(childOf(item, name)?.text ?? '', { latest: now + 366 * 86_400_000 })
    if (!isDateProblem(reading) && reading.zoneStated) return reading.at
  }
  return null
}

const hour = 3_600_000
/** Posts under one title this far apart, or this far behind one that it is over, are of two incidents. */
const apart = { going: 24 * hour, over: 3 * hour } as const

/** The entries of each incident, in the order of the feed. */
function incidentsOf(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const groups: Entry[][] = []
  const byKey = new Map<string, Entry[]>()
  for (const entry of entries) {
    const key = keyOf(entry)
    const group = byKey.get(key)
    if (group && fits(entry, group.at(-1), key)) {
      group.push(entry)
      continue
    }
    const begun = [entry]
    byKey.set(key, begun)
    groups.push(begun)
  }
  return groups
}

/** What the posts of one incident have in common: the address of its page, for AWS its title, else their id. */
function keyOf({ address, id, dated, prefixed, name, row }: Entry): string {
  if (dated) return `entry ${row}`
  if (address !== '') return address
  if (prefixed) return `title ${id.replace(/_\d+$/, '')} ${name}`
  return id === '' ? `entry ${row}` : id
}

function fits(entry: Entry, other: Entry | undefined, key: string): boolean {
  if (!key.startsWith('title ')) return true
  const [a, b] = [entry.publishedAt ?? 0, other?.publishedAt ?? 0]
  const earlier = a < b ? entry : other
  return Math.abs(a - b) <= (earlier?.status === 'Resolved' ? apart.over : apart.going)
}

function incidentOf(
  entries: readonly Entry[],
  file: string,
  provider: string | null,
  { assume }: ReadContext,
): Incident {
  const inOrder = entries.toSorted((a, b) => (a.publishedAt ?? 0) - (b.publishedAt ?? 0))
  const [first] = inOrder
  const latest = inOrder.at(-1)
  if (!latest || !first) throw new Error('an incident without entries')
  const services = [...new Set(entries.flatMap((entry) => entry.services))]
  const named = services.length > 0 || provider === null ? services : [provider]
  const made = postedIncident(
    {
      title: latest.name,
      services: named,
      posts: entries.flatMap(postsOf),
      flags: [...new Set(entries.flatMap(({ flags }) => flags))],
    },
    { file, row: Math.min(...entries.map(({ row }) => row)), format: 'feed' },
    { assumeZone: assume.timeZone ?? null, near: latest.publishedAt },
  )
  const ranks = entries.flatMap((entry) => (entry.severity === null ? [] : [entry.severity]))
  const kind = entries.find((entry) => entry.kind !== null)?.kind ?? made.kind
  const incident: Incident = {
    ...made,
    id: first.dated || first.address === '' ? first.id : first.address,
    kind: made.kind === 'maintenance' ? made.kind : kind,
    severity: severities.find((one) => ranks.includes(one)) ?? null,
    source: { ...made.source, url: latest.url || null },
  }
  const window = entries.find((entry) => entry.window !== null)?.window ?? null
  if (window) return maintenanceTimes(incident, window.from, window.to, null)
  if (latest.dated || entries.length > 1) return incident
  // Nothing says when it began: the time of publication is no time of impact, nor of the first post.
  const prose = !made.flags.includes('status-page-time') && made.impacts.length > 0
  const milestones = { ...incident.milestones, firstPostAt: null }
  return prose
    ? { ...incident, milestones }
    : { ...incident, milestones, impacts: [], flags: made.flags.filter(isNoGuess) }
}

/** An entry that is one post was published when it was made, and its title may say what it reports. */
function postsOf({ posts, only, status, publishedAt }: Entry): readonly Post[] {
  if (only === null) return posts
  const told = only.statusInferred ? (status ?? only.status) : only.status
  return [{ ...only, status: told, postedAt: publishedAt }]
}

function isNoGuess(flag: string): boolean {
  return flag !== 'status-page-time' && flag !== 'evidence-d'
}
