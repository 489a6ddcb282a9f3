import { instant, isDateProblem } from '../dates'
import { clockedPosts, type Stamped } from '../documents/clocked-posts'
import { entryTitle } from '../documents/entry-title'
import { isJsonObject, objectsIn, textIn, type JsonObject } from '../documents/json'
import { jsonPosts } from '../documents/json-posts'
import { jsonRecords } from '../documents/json-records'
import { markupText } from '../documents/markup-text'
import { postedIncident, withPageTimes, type Post } from '../documents/posts'
import type { Format, ReadContext } from '../format'
import type { Incident, Severity } from '../incident'
import { wordedStatus } from '../prose/structure'

/**
 * What the AWS Health Dashboard is drawn from: `data.json` of status.aws.amazon.com until 2022, whose posts are markup
 * with times of day, and the lists of current and past events since.
 */
export const awsStatus: Format = {
  provenOn: 'the beginning of a history of 2018 and an event of 2023',
  label: 'AWS Health Dashboard (JSON)',
  extensions: ['.json'],

  sniff(head) {
    if (!/^\s*[{[]/.test(head)) return 0
    if (!fields.every((field) => field.test(head))) return 0
    const event = /"event_log"\s*:\s*\[/.test(head)
    const archived = /"details"\s*:\s*"/.test(head) && /"description"\s*:\s*"/.test(head)
    return event || archived ? 0.97 : 0
  },

  async read(input, sink, context) {
    for await (const read of await jsonRecords(input)) {
      if ('code' in read) {
        sink.reject(read.row, read.code, read.message, read.raw)
        continue
      }
      const found = incidentOf(read.record, read.row, input.name, context)
      if (found) sink.incident(found)
      else
        sink.reject(
          read.row,
          'no-time',
          `${input.name} record ${read.row}: its field "date" holds no seconds since 1970. Save the file again.`,
          read.raw,
        )
    }
  },
}

/** Services have names and keys, states are numbers: logs of other people may have fields called the same. */
const fields = [
  /"service_name"\s*:\s*"/,
  /"service"\s*:\s*"[\w-]*"/,
  /"summary"\s*:\s*"/,
  /"date"\s*:\s*"?\d{9,13}"?\s*[,}]/,
  /"status"\s*:\s*"?[0-3]"?\s*[,}]/,
]

/** 1 is a message, as about most incidents; 0 says that all is well again. */
const severities: ReadonlyMap<string, Severity> = new Map([
  ['3', 'major'],
  ['2', 'minor'],
])
const stamp = /<span class="yellowfg">([^<]{4,40})<\/span>/g

function incidentOf(
  record: JsonObject,
  row: number,
  file: string,
  { assume, now }: ReadContext,
): Incident | null {
  const latest = now + 366 * 86_400_000
  const at = (name: string) => {
    const reading = instant(textIn(record, name), { latest })
    return isDateProblem(reading) ? null : reading.at
  }
  const from = at('date')
  if (from === null) return null
  const { name, status } = entryTitle(textIn(record, 'summary'))
  const logged = jsonPosts(record, latest).map(worded)
  const posts = logged.length > 0 ? logged : markupPosts(textIn(record, 'description'), from)
  const made = postedIncident(
    { title: name, services: servicesOf(record), posts: closed(posts, status), flags: [] },
    { file, row, format: 'aws-status' },
    { assumeZone: assume.timeZone ?? null, near: from },
  )
  const ranks = statesOf(record)
  const rank = [...severities].find(([state]) => ranks.includes(state))?.[1] ?? null
  const to = at('end_time')
  const incident = { ...made, id: textIn(record, 'arn'), severity: rank }
  return to === null ? incident : withPageTimes(incident, from, to)
}

/** Posts as markup, each below its time of day. */
function markupPosts(description: string, published: number): readonly Post[] {
  const stamps = [...description.matchAll(stamp)]
  const stamped = stamps.map(({ 0: whole, 1: time = '', index }, at): Stamped => {
    const text = description.slice(index + whole.length, stamps[at + 1]?.index)
    return { time: markupText(time).replace(/\s+/g, ' ').trim(), text: markupText(text) }
  })
  const posts = clockedPosts(stamped, published)
  if (posts.length > 0) return posts
  const text = markupText(description)
  return text === '' ? [] : [worded({ ...noStatus, postedAt: published, text })]
}

const noStatus = { status: 'Update', statusInferred: true }

/** The states in the log are numbers: what a post says of the incident is told by its words. */
function worded(post: Post): Post {
  return { ...post, ...noStatus, status: wordedStatus(post.text) ?? 'Update' }
}

/** An incident whose title says that it is over was so with its last post. */
function closed(posts: readonly Post[], status: string | null): readonly Post[] {
  const last = posts.reduce<Post | null>(
    (found, post) => ((post.postedAt ?? 0) >= (found?.postedAt ?? 0) ? post : found),
    null,
  )
  if (status !== 'Resolved' || posts.some((post) => post.status === 'Resolved')) return posts
  return posts.map((post) => (post === last ? { ...post, status } : post))
}

/** With the region that the names of old files hold already. */
function servicesOf(record: JsonObject): readonly string[] {
  const region = textIn(record, 'region_name')
  const placed = (name: string) => (region === '' || name === '' ? name : `${name} (${region})`)
  const impacted = impactedIn(record).map((one) => placed(textIn(one, 'service_name')))
  const own = placed(textIn(record, 'service_name')) || textIn(record, 'service')
  const named = [...new Set(impacted)].filter((name) => name !== '')
  return named.length > 0 ? named : own === '' ? [] : [own]
}

function impactedIn(record: JsonObject): readonly JsonObject[] {
  const held = record.fields.get('impacted_services')
  return isJsonObject(held) ? [...held.fields.values()].filter(isJsonObject) : []
}

function statesOf(record: JsonObject): readonly string[] {
  return [
    textIn(record, 'status'),
    ...impactedIn(record).map((one) => textIn(one, 'max')),
    ...objectsIn(record, 'event_log').map((one) => textIn(one, 'status')),
  ]
}
