import { statusOf } from '../prose/structure'
import { kind } from '../words'
import type { Kind } from '../incident'
import { clockedPosts, type Stamped } from './clocked-posts'
import { markupText } from './markup-text'
import { isStamp, pageTime, windowNear, type PageWindow } from './page-times'
import { postStatus, type Post } from './posts'

/** What the content of an entry of a feed says. */
export interface FeedContent {
  /** Posts that stand below a time; it is null where its zone is not known. */
  readonly posts: readonly Post[]
  /** The whole content as one post, where there are none. */
  readonly only: Post | null
  /** What an announcement says about when the work will be. */
  readonly window: PageWindow | null
  readonly services: readonly string[]
  readonly kind: Kind | null
  /** `zone-unknown` `zone-ambiguous` `zone-contradicted` */
  readonly flags: readonly string[]
}

const markup = /<(?:p|br|small|strong|div)\b[^<>]{0,200}>/i
const banner = /^THIS IS A SCHEDULED EVENT ([^\n]{1,100})\n?/
const label = /^([A-Za-z][A-Za-z -]{2,20}) -(?=\s)\s*/
const statusLine = /^Status: ([A-Za-z ]{2,30})(?:\n+|$)/
const typeLine = /^Type: ([A-Za-z ]{2,30})$/m
const affectedLine = /^Affected (?:components|services|products)(?::[ \t]*([^\n]{0,2000}))?$/im
const listed = /^- ([^\n]{1,200})$/
const stateOfName =
  / \((?:operational|degraded performance|partial outage|full outage|major outage|(?:under )?maintenance)\)$/i
const clocked = /^(\d{1,2}:\d{2} ?[ap]m [A-Z]{1,5}) (?=\S)/i

/**
 * Reads the HTML of an entry: posts below their times, as Statuspage and Instatus write them; paragraphs that begin with
 * a time of day, as Slack does; else one text. `published` is the time of the entry or null, `now` that of the import,
 * both epoch ms.
 */
export function feedContent(html: string, published: number | null, now: number): FeedContent {
  const text = plainText(html)
  const near = published ?? now
  const flags = new Set<string>()
  const announced = banner.exec(text)
  const window = announced ? windowNear(announced[1] ?? '', near) : null
  if (announced && !window) flags.add('zone-unknown')
  const body = announced ? text.slice(announced[0].length) : text
  const posts = stampedPosts(body, near, flags)
  const told = posts.length > 0 ? posts : clockedLines(body, published)
  return {
    posts: told,
    only: told.length > 0 ? null : onePost(body),
    window,
    services: servicesIn(body),
    kind: announced ? 'maintenance' : kind(typeLine.exec(body)?.[1] ?? ''),
    flags: [...flags],
  }
}

/** Some programs escape their markup twice. */
function plainText(html: string): string {
  const text = markupText(html)
  return markup.test(text) && !text.split('\n').some(isStamp) ? markupText(text) : text
}

function onePost(body: string): Post {
  const [whole = '', word = ''] = statusLine.exec(body) ?? label.exec(body) ?? []
  const known = statusOf(word)
  const named = known === null ? null : { status: known, statusInferred: false }
  const text = named ? body.slice(whole.length) : body
  return { ...(named ?? postStatus('')), postedAt: null, text: text.trim() }
}

/** The names behind "Affected components", on its line or in the list below it. */
function servicesIn(body: string): readonly string[] {
  const found = affectedLine.exec(body)
  if (!found) return []
  const names = (found[1] ?? '').split(', ')
  for (const line of body
    .slice(found.index + found[0].length)
    .trimStart()
    .split('\n')) {
    const name = listed.exec(line)?.[1]
    if (name === undefined) break
    names.push(name)
  }
  const plain = names.map((name) => name.trim().replace(stateOfName, ''))
  return [...new Set(plain)].filter((name) => /[\p{L}\p{N}]/u.test(name))
}

/** The posts below lines that hold nothing but a time: "Resolved - …" or just text. */
function stampedPosts(body: string, near: number, flags: Set<string>): readonly Post[] {
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
    const found = label.exec(text)
    posts.push({
      ...postStatus(found?.[1] ?? ''),
      postedAt: time?.at ?? null,
      text: found ? text.slice(found[0].length) : text,
    })
  }
  for (const line of body.split('\n')) {
    if (!isStamp(line.trim())) {
      lines.push(line)
      continue
    }
    close()
    head = line.trim()
    lines = []
  }
  close()
  return posts
}

/** Paragraphs that each begin with a time of day: "3:23pm PST We are aware …". */
function clockedLines(body: string, published: number | null): readonly Post[] {
  if (published === null) return []
  const posts: Stamped[] = []
  for (const line of body.split('\n')) {
    if (line.trim() === '') continue
    const [head = '', time = ''] = clocked.exec(line) ?? []
    if (head === '') return []
    posts.push({ time, text: line.slice(head.length) })
  }
  return clockedPosts(posts, published)
}
