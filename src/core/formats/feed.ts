import { instant, isDateProblem } from '../dates'
import { decodeReferences, markupText } from '../documents/markup-text'
import { pageTime } from '../documents/page-times'
import { postedIncident, postStatus, type Post } from '../documents/posts'
import { wholeText } from '../documents/whole-text'
import { childOf, readXml, type XmlElement } from '../documents/xml'
import type { Format, ReadContext } from '../format'
import type { Incident } from '../incident'
import { UserError } from '../issue'
import { makeTally } from '../tally'

const longest = 64_000_000

/** Atom and RSS feeds of status pages: Statuspage, LambStatus and others with posts in the content of an item. */
export const feed: Format = {
  provenOn: "GitHub's Atom feed and a LambStatus RSS feed",
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
    const provider = /^(.{1,80}?) Status - Incident History$/.exec(
      childOf(channel, 'title')?.text.trim() ?? '',
    )?.[1]
    const tally = makeTally(notes)
    for (const [at, item] of items.entries()) {
      const row = at + 1
      const incident = incidentOf(item, row, input.name, provider, context)
      if (!incident) {
        sink.reject(
          row,
          'no-time',
          `${input.name} entry ${row}: neither its posts nor the entry state a time that is understood.`,
          `${childOf(item, 'title')?.text ?? ''} ${childOf(item, 'link', 'guid', 'id')?.text ?? ''}`.trim(),
        )
        continue
      }
      if (incident.impacts.length === 0 && incident.kind === 'incident')
        tally.add('no-impact-time', null, row, '')
      if (incident.flags.includes('zone-unknown')) tally.add('zone-unknown', null, row, '')
      sink.incident(incident)
    }
    for (const issue of tally.issues()) sink.issue(issue)
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

const postHead =
  /^([A-Z][a-z]{2,8}\.? \d{1,2},(?: \d{4},?)? (?:- )?\d{1,2}:\d{2}(?::\d{2})? [A-Z]{1,5})$/
const labelled = /^([A-Z][A-Za-z -]{2,20}) - /

function incidentOf(
  item: XmlElement,
  row: number,
  file: string,
  provider: string | undefined,
  { assume, now }: ReadContext,
): Incident | null {
  const content = childOf(item, 'content:encoded', 'content', 'description', 'summary')?.text ?? ''
  const published = publishedAt(item, now)
  const flags = new Set<string>()
  const posts = postsOf(markupText(content), published ?? now, flags)
  const dated = posts.some(({ postedAt }) => postedAt !== null)
  if (!dated && published === null) return null
  const link = childOf(item, 'link')
  const url = link?.attributes.get('href') ?? link?.text.trim() ?? ''
  const told = posts.length > 0 ? posts : [onlyPost(markupText(content), published)]
  const made = postedIncident(
    {
      title: decodeReferences(childOf(item, 'title')?.text.trim() ?? ''),
      services: provider === undefined ? [] : [provider],
      posts: told,
      flags: [...flags],
    },
    { file, row, format: 'feed' },
    { assumeZone: assume.timeZone ?? null, near: published },
  )
  const incident = {
    ...made,
    id: (childOf(item, 'id', 'guid')?.text ?? '').trim(),
    source: { ...made.source, url: url || null },
  }
  if (dated) return incident
  // Nothing says when it began: the time of publication is no time of impact.
  const prose = !made.flags.includes('status-page-time') && made.impacts.length > 0
  return prose ? incident : { ...incident, impacts: [], flags: made.flags.filter(isNoGuess) }
}

function isNoGuess(flag: string): boolean {
  return flag !== 'status-page-time' && flag !== 'evidence-d'
}

function publishedAt(item: XmlElement, now: number): number | null {
  for (const name of ['published', 'pubDate', 'dc:date', 'updated']) {
    const reading = instant(childOf(item, name)?.text ?? '', { latest: now + 366 * 86_400_000 })
    if (!isDateProblem(reading) && reading.zoneStated) return reading.at
  }
  return null
}

function onlyPost(text: string, postedAt: number | null): Post {
  return { status: 'Update', statusInferred: true, postedAt, text }
}

/** The posts in the content of an entry, the latest first: a line with the time, then "Resolved - …". */
function postsOf(content: string, near: number, flags: Set<string>): readonly Post[] {
  const posts: Post[] = []
  let head: string | null = null
  let lines: string[] = []
  let anchor = near
  const close = () => {
    if (head === null) return
    const time = pageTime(head, anchor)
    if (time) anchor = time.at
    else flags.add('zone-unknown')
    for (const flag of time?.flags ?? []) flags.add(flag)
    const text = lines.join('\n').trim()
    const label = labelled.exec(text)
    const word = postStatus(label?.[1] ?? '')
    posts.push({
      ...word,
      postedAt: time?.at ?? null,
      text: label ? text.slice(label[0].length) : text,
    })
  }
  for (const line of content.split('\n')) {
    const found = postHead.exec(line.trim())
    if (!found) {
      lines.push(line)
      continue
    }
    close()
    head = found[1] ?? ''
    lines = []
  }
  close()
  return posts
}
