import { instant, isDateProblem } from '../dates'
import { jsonPosts } from '../documents/json-posts'
import { objectsIn, textIn, type JsonObject } from '../documents/json'
import { jsonRecords } from '../documents/json-records'
import { postedIncident, withPageTimes } from '../documents/posts'
import type { Format, ReadContext } from '../format'
import type { Incident, Kind, Severity } from '../incident'

/** `incidents.json` of status.cloud.google.com. `begin` and `end` are the times of the impact as Google states them. */
export const googleCloud: Format = {
  provenOn: "Google Cloud's incidents.json",
  label: 'Google Cloud incidents (JSON)',
  extensions: ['.json'],

  sniff(head) {
    if (!/^\s*[{[]/.test(head)) return 0
    return /"external_desc"\s*:/.test(head) && /"(?:status_impact|begin)"\s*:/.test(head) ? 0.97 : 0
  },

  async read(input, sink, context) {
    for await (const read of await jsonRecords(input)) {
      if ('code' in read) {
        sink.reject(read.row, read.code, read.message, read.raw)
        continue
      }
      const found = incidentOf(read.record, read.row, input.name, context)
      if (typeof found !== 'string') sink.incident(found)
      else
        sink.reject(read.row, found, `${input.name} record ${read.row}: ${faults[found]}`, read.raw)
    }
  },
}

const faults = {
  'no-time': 'its field "begin" holds no time with a zone. Save incidents.json again.',
  'end-before-start':
    'its end lies before its begin. Swap the two if they stand in each other’s field.',
} as const

const kinds: ReadonlyMap<string, Kind> = new Map([
  ['SERVICE_INFORMATION', 'informational'],
  ['SERVICE_MAINTENANCE', 'maintenance'],
])
const severities: ReadonlyMap<string, Severity> = new Map([
  ['high', 'critical'],
  ['medium', 'major'],
  ['low', 'minor'],
])

function incidentOf(
  record: JsonObject,
  row: number,
  file: string,
  { assume, now }: ReadContext,
): Incident | keyof typeof faults {
  const latest = now + 366 * 86_400_000
  const at = (name: string) => {
    const reading = instant(textIn(record, name), { latest })
    return isDateProblem(reading) || !reading.zoneStated ? null : reading.at
  }
  const from = at('begin')
  const to = at('end')
  if (from === null) return 'no-time'
  if (to !== null && to < from) return 'end-before-start'
  const products = objectsIn(record, 'affected_products').map((one) => textIn(one, 'title'))
  const services = products.filter((name) => name !== '')
  const service = textIn(record, 'service_name')
  const summary = textIn(record, 'external_desc')
  const posts = jsonPosts(record, latest)
  const made = postedIncident(
    {
      title: summary,
      services: services.length > 0 || service === '' ? services : [service],
      // The report comes weeks later, and the word of its post is that the service is available again.
      posts: posts.map((post) =>
        /^[#\\*\s]*(?:Mini )?Incident Report/i.test(post.text)
          ? { ...post, status: 'Postmortem', statusInferred: true }
          : post,
      ),
      flags: [],
    },
    { file, row, format: 'google-cloud' },
    { assumeZone: assume.timeZone ?? null, near: from },
  )
  const word = textIn(record, 'status_impact')
  const uri = textIn(record, 'uri')
  const stated = withStatedTimes(made, from, to)
  return {
    ...stated,
    id: textIn(record, 'id'),
    kind: kinds.get(word) ?? 'incident',
    severity: severities.get(textIn(record, 'severity').toLowerCase()) ?? null,
    source: {
      ...made.source,
      url: /^incidents\/\w+$/.test(uri) ? `https://status.cloud.google.com/${uri}` : null,
    },
    extra: [
      ['status_impact', word],
      ['locations', locations(record)],
    ].flatMap(([name = '', value = '']) => (value === '' ? [] : [[name, value] as const])),
  }
}

/** `begin` and `end` are fields of their own: they come before any wording, whose claims stay beside them. */
function withStatedTimes(incident: Incident, from: number, to: number | null): Incident {
  const rate = incident.impacts[0]?.errorRate ?? null
  const bare = { ...incident, impacts: [], flags: withoutGrade(incident.flags) }
  const timed = withPageTimes(bare, from, to)
  return {
    ...timed,
    impacts: timed.impacts.map((impact) => ({ ...impact, errorRate: rate })),
    flags: timed.flags.filter((flag) => flag !== 'status-page-time'),
    conflicts: incident.conflicts.filter(({ field }) => field === 'errorRate'),
    milestones: { ...incident.milestones, resolvedAt: to },
  }
}

function withoutGrade(flags: readonly string[]): readonly string[] {
  return flags.filter(
    (flag) =>
      !/^evidence-|^status-page-time$|^(?:clock|duration)-disagreement$|^still-active|^post-precedes/.test(
        flag,
      ),
  )
}

function locations(record: JsonObject): string {
  const places = [
    ...objectsIn(record, 'currently_affected_locations'),
    ...objectsIn(record, 'previously_affected_locations'),
  ]
  return [...new Set(places.map((one) => textIn(one, 'title')))].join('; ')
}
