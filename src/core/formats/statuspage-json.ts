import { instant, isDateProblem } from '../dates'
import {
  isJsonList,
  isJsonObject,
  objectsIn,
  textIn,
  type Json,
  type JsonObject,
} from '../documents/json'
import { isJsonLines, jsonDocument, recordsIn } from '../documents/json-records'
import { markupText } from '../documents/markup-text'
import { bodyPosts } from '../documents/body-posts'
import {
  maintenanceTimes,
  postedIncident,
  postStatus,
  withPageTimes,
  type Post,
} from '../documents/posts'
import type { Format, ReadContext } from '../format'
import type { Incident } from '../incident'
import { UserError } from '../issue'
import { severity } from '../words'

/**
 * Atlassian Statuspage, API v2: `incidents.json`, `scheduled-maintenances.json`, `summary.json`, one incident, or a list
 * of incidents. Source: the public API of any Statuspage page (`/api/v2`).
 */
export const statuspageJson: Format = {
  provenOn: "GitHub's API and 1,282 single incidents",
  label: 'Statuspage API (JSON)',
  extensions: ['.json'],

  sniff(head) {
    if (!/^\s*[{[]/.test(head) || isJsonLines(head)) return 0
    const ours = /"(?:impact|shortlink|page_id|display_at|monitoring_at)"\s*:/.test(head)
    if (ours && /"incident_updates"\s*:\s*[[n]/.test(head)) return 0.97
    const page = /"page"\s*:\s*\{/.test(head) && /"time_zone"\s*:/.test(head)
    return page && /"(?:incidents|scheduled_maintenances|incident)"\s*:/.test(head) ? 0.9 : 0
  },

  async read(input, sink, context) {
    const document = await jsonDocument(input)
    const { value } = document
    const list = incidentsOf(value)
    if (list === null)
      throw new UserError(
        `${input.name} holds no incidents of a Statuspage page`,
        'Save /api/v2/incidents.json of the page and import that.',
      )
    const page = isJsonObject(value) ? value.fields.get('page') : undefined
    const zone = isJsonObject(page) ? textIn(page, 'time_zone') : ''
    if (list.length === 0)
      sink.issue({
        row: null,
        field: null,
        level: 'note',
        code: 'no-records',
        message: 'The page lists no incidents.',
      })
    for (const read of recordsIn(list, 1, document, input.name)) {
      if ('code' in read) {
        sink.reject(read.row, read.code, read.message, read.raw)
        continue
      }
      const incident = incidentOf(read.record, read.row, input.name, zone, context)
      if (incident) sink.incident(incident)
      else
        sink.reject(
          read.row,
          'no-time',
          `${input.name} record ${read.row}: neither started_at nor any post says when it was. Save the page's incidents.json again.`,
          read.raw,
        )
    }
  },
}

function incidentsOf(value: Json): readonly Json[] | null {
  if (!isJsonObject(value)) return isJsonList(value) ? value : null
  if (value.fields.has('incident_updates')) return [value]
  const single = value.fields.get('incident')
  if (isJsonObject(single)) return [single]
  const lists = ['incidents', 'scheduled_maintenances'].map((name) => value.fields.get(name))
  return lists.some(isJsonList) ? lists.filter(isJsonList).flat() : null
}

function timeIn(object: JsonObject, name: string, latest: number): number | null {
  const reading = instant(textIn(object, name), { latest })
  return isDateProblem(reading) ? null : reading.at
}

function incidentOf(
  record: JsonObject,
  row: number,
  file: string,
  pageZone: string,
  { assume, now }: ReadContext,
): Incident | null {
  const latest = now + 5 * 366 * 86_400_000
  const at = (name: string) => timeIn(record, name, latest)
  const impact = textIn(record, 'impact')
  const rank = severity(impact)
  const updates = objectsIn(record, 'incident_updates')
  const zone = assume.timeZone ?? (pageZone || null)
  const told = updates.map((update) => postOf(update, latest))
  const expanded = told.length === 1 ? bodyPosts(told[0], zone ?? 'UTC', latest) : null
  const posts = expanded ?? told
  const flags = expanded ? ['timeline-in-post'] : []
  const resolvedAt = at('resolved_at')
  const stated = at('started_at') ?? at('created_at')
  const shown = posts.flatMap(({ postedAt }) => (postedAt === null ? [] : [postedAt]))
  const first = shown.length > 0 ? Math.min(...shown) : null
  const backfilled = stated !== null && resolvedAt !== null && stated > resolvedAt
  if (backfilled) flags.push('backfilled')
  const startAt = backfilled ? first : (stated ?? first)
  if (startAt === null) return null
  const made = postedIncident(
    { title: textIn(record, 'name'), services: servicesOf(record, updates), posts, flags },
    { file, row, format: 'statuspage-json' },
    { assumeZone: zone, near: startAt },
  )
  const scheduled = textIn(record, 'scheduled_for') !== '' || impact === 'maintenance'
  const last = shown.length > 0 ? Math.max(...shown) : null
  const endAt = expanded ? last : resolvedAt
  const timed = scheduled
    ? maintenanceTimes(made, at('scheduled_for'), at('scheduled_until'), endAt)
    : withPageTimes(made, expanded && first !== null ? first : startAt, endAt)
  return {
    ...timed,
    id: textIn(record, 'id'),
    kind: scheduled || made.kind === 'maintenance' ? 'maintenance' : (rank?.kind ?? 'incident'),
    severity: rank?.severity ?? null,
    milestones: {
      ...timed.milestones,
      mitigatedAt: timed.milestones.mitigatedAt ?? at('monitoring_at'),
      resolvedAt: timed.milestones.resolvedAt ?? resolvedAt,
    },
    source: { ...timed.source, url: textIn(record, 'shortlink') || null },
    extra: impact !== '' && rank === null ? [['impact', impact]] : [],
  }
}

/** The page shows `display_at`, which people may set; `created_at` is when they wrote it. */
function postOf(update: JsonObject, latest: number): Post {
  return {
    ...postStatus(textIn(update, 'status')),
    postedAt: timeIn(update, 'display_at', latest) ?? timeIn(update, 'created_at', latest),
    text: markupText(textIn(update, 'body')),
  }
}

/** What older pages name in place of a component. */
const noComponent = 'No components were affected by this update.'

function servicesOf(record: JsonObject, updates: readonly JsonObject[]): readonly string[] {
  const named = [
    ...objectsIn(record, 'components'),
    ...updates.flatMap((update) => objectsIn(update, 'affected_components')),
  ]
  const names = named.map((one) => textIn(one, 'name').trim())
  return [...new Set(names.filter((name) => name !== '' && name !== noComponent))]
}
