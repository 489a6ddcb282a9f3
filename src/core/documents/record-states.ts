import type { Columns } from '../csv/columns'
import { instant, isDateProblem, isMissing } from '../dates'
import type { Incident } from '../incident'
import type { Assumptions } from '../issue'
import { wordReader } from '../mapping'
import { duration } from '../values'
import { kind, standing } from '../words'
import type { JsonObject } from './json'
import { jsonPosts } from './json-posts'
import { postedIncident } from './posts'

type Cells = readonly string[]

/** Fields that may say that a record was made for practice, called off or merged into another. */
const modeNames: ReadonlySet<string> = new Set([
  'mode',
  'kind',
  'incidentmode',
  'incidentstatuscategory',
  'category',
])
const statusNames: ReadonlySet<string> = new Set([
  'status',
  'state',
  'incidentstatus',
  'incidentstate',
  'incidentstatuscategory',
  'statusstate',
  'humanstatus',
  'latesthumanstatus',
  'currentmilestone',
  'currentphase',
])
/** Fields with the time of the last change, those that only follow the status before the others. */
const changeNames = [
  'laststatuschangeat',
  'statuschangedat',
  'resolutiontime',
  'updatedat',
  'dateupdated',
  'updatedon',
  'lastupdatetime',
  'lastupdatedtime',
  'lastupdatedat',
  'lastupdated',
  'lastmodifiedat',
  'modifiedat',
  'modified',
  'updated',
]
const part = /^(?:\w+[_ -])?sub(?:[_ -]?incident)?$/i
const over =
  /^\W*(?:resolved|closed|fixed|completed?|done|solved|recovered|ended|finished|inactive|learning|post-?mortem|retrospective[ _].*)\W*$/i
const going = /^\W*(?:active|firing|alerting|triggered|open)\W*$/i
const working = /^\W*(?:up|ok|operational|healthy)\W*$/i

function letters(header: string): string {
  return header.toLowerCase().replace(/[^a-z]+/g, '')
}

function placesOf(headers: readonly string[], names: ReadonlySet<string>): readonly number[] {
  return headers.flatMap((header, at) => (names.has(letters(header)) ? [at] : []))
}

/** Makes the function that says why a record is no incident, or null. */
export function noIncidentIn(headers: readonly string[]): (cells: Cells) => string | null {
  const modes = placesOf(headers, modeNames)
  const states = placesOf(headers, statusNames)
  const tests = placesOf(headers, new Set(['istest', 'test', 'isdrill']))
  const requests = headers.flatMap((name, at) => (/^pull_?request/i.test(name) ? [at] : []))
  return (cells) => {
    const says = (at: number | undefined) =>
      at === undefined
        ? null
        : `field "${headers[at]}" says "${(cells[at] ?? '').slice(0, 60)}", so it is no incident.`
    if (requests.some((at) => (cells[at] ?? '') !== ''))
      return 'it is a change of code, no incident.'
    const within = modes.find((at) => part.test(cells[at] ?? ''))
    if (within !== undefined)
      return `field "${headers[within]}" says "${cells[within]}": it is part of another incident.`
    return (
      says(modes.find((at) => standing(cells[at] ?? '') === 'no-incident')) ??
      says(states.find((at) => working.test(cells[at] ?? ''))) ??
      says(tests.find((at) => cells[at] === 'true'))
    )
  }
}

/**
 * Makes the functions that find records of another type among incidents: `look` sees every record first, `other` then
 * gives the reason, or null. Where none is called an incident, all types are.
 */
export function otherTypes(columns: Columns, assume: Assumptions) {
  const column = columns.get('kind')?.[0]
  const said = wordReader(assume)
  const told =
    column !== undefined && /^(?:record|issue|event)?(?:type|kind)$/.test(letters(column.header))
  let incidents = false
  const cellOf = (cells: Cells) => (column && told ? (cells[column.index] ?? '') : '')
  return {
    look(cells: Cells): void {
      incidents ||= /^\s*incidents?\s*$/i.test(cellOf(cells))
    },
    other(cells: Cells): string | null {
      const cell = cellOf(cells)
      if (!incidents || isMissing(cell) || kind(said('kind', cell)) !== null) return null
      return `field "${column?.header}" says "${cell.slice(0, 60)}", where others say "incident".`
    },
  }
}

/**
 * Makes the function that takes out of a record's cells what programs write while it goes on: a length of zero, and an
 * end that is still to come. `now` is epoch ms.
 */
export function stillActive(columns: Columns, now: number): (cells: Cells) => Cells {
  const length = columns.get('duration')?.[0]?.index ?? -1
  const status = columns.get('status')?.[0]?.index ?? -1
  const ends = (['end', 'resolved', 'closed'] as const)
    .flatMap((field) => columns.get(field) ?? [])
    .map(({ index }) => index)
  return (cells) => {
    const isActive = going.test(cells[status] ?? '')
    const early = (at: number) => {
      if (!isActive) return false
      const reading = instant(cells[at] ?? '', {})
      return !isDateProblem(reading) && reading.at > now
    }
    const taken = new Set(ends.filter(early))
    const ended = ends.some((at) => (cells[at] ?? '') !== '' && !taken.has(at))
    const read = ended ? null : duration(cells[length] ?? '', 'seconds')
    if (read && 'value' in read && read.value === 0 && !over.test(cells[status] ?? ''))
      taken.add(length)
    return taken.size === 0 ? cells : cells.map((cell, at) => (taken.has(at) ? '' : cell))
  }
}

/**
 * Makes the function that gives an incident whose record says that it is over an end: that of its last post, or that of
 * its last change as an upper bound. Null where neither is stated. `latest` is the latest plausible instant, epoch ms.
 */
export function endedBy(
  headers: readonly string[],
  assume: Assumptions,
  latest: number,
): (incident: Incident, cells: Cells) => Incident | null {
  const states = placesOf(headers, statusNames)
  const flags = placesOf(headers, new Set(['resolved', 'closed', 'isresolved', 'isclosed']))
  const changes = changeNames.flatMap((name) => placesOf(headers, new Set([name])))
  const { timeZone, dates } = assume
  const reading = { latest, ...(timeZone && { timeZone }), ...(dates && { dates }) }
  return (incident, cells) => {
    const [impact] = incident.impacts
    if (!impact || impact.to !== null) return incident
    const closed =
      states.some((at) => over.test(cells[at] ?? '')) || flags.some((at) => cells[at] === 'true')
    const resolvedAt = incident.milestones.resolvedAt ?? incident.page?.to ?? null
    if (!closed && (states.length > 0 || resolvedAt === null)) return incident
    const ending = (to: number, flag: string, durationLow: number): Incident => ({
      ...incident,
      impacts: [
        { ...impact, to, durationLow, durationHigh: to - impact.from },
        ...incident.impacts.slice(1),
      ],
      flags: [...incident.flags, flag],
    })
    if (resolvedAt !== null && resolvedAt >= impact.from)
      return ending(resolvedAt, 'status-page-time', resolvedAt - impact.from)
    const changed = changes
      .map((at) => instant(cells[at] ?? '', reading))
      .find((one) => !isDateProblem(one))
    if (!changed || isDateProblem(changed) || changed.at < impact.from) return null
    return ending(changed.at, 'upper-bound', 0)
  }
}

/**
 * Posts that a record lists become the incident's updates, text and page, and the milestones that no field states. Its
 * times stay those of its fields, unless these state no end and a post states both; the error rate, which few programs
 * have a field for, is taken from the posts where they state one.
 */
export function withPosts(
  incident: Incident,
  record: JsonObject,
  latest: number,
  assumeZone: string | null,
): Incident {
  // Without a zone they are read like the fields beside them.
  const posts = jsonPosts(record, latest, assumeZone ?? 'UTC')
  if (posts.length === 0) return incident
  const { title, services, source, milestones } = incident
  const near = incident.impacts[0]?.from ?? null
  const told = postedIncident({ title, services, posts, flags: [] }, source, { assumeZone, near })
  const rate = told.impacts[0]?.errorRate ?? null
  const only = incident.impacts.length === 1 && incident.text === ''
  const settled =
    only &&
    incident.impacts[0]?.to === null &&
    told.flags.includes('evidence-a') &&
    told.impacts.every(({ to }) => to !== null)
  return {
    ...incident,
    impacts: settled
      ? told.impacts
      : only
        ? incident.impacts.map((impact) => ({ ...impact, errorRate: impact.errorRate ?? rate }))
        : incident.impacts,
    flags: settled ? [...incident.flags, 'evidence-a'] : incident.flags,
    text: incident.text === '' ? told.text : incident.text,
    claims: incident.text === '' ? [...incident.claims, ...told.claims] : incident.claims,
    updates: told.updates,
    page: told.page,
    milestones: {
      ...milestones,
      identifiedAt: milestones.identifiedAt ?? told.milestones.identifiedAt,
      mitigatedAt: milestones.mitigatedAt ?? told.milestones.mitigatedAt,
      resolvedAt: milestones.resolvedAt ?? told.milestones.resolvedAt,
      firstPostAt: milestones.firstPostAt ?? told.milestones.firstPostAt,
      postmortemAt: milestones.postmortemAt ?? told.milestones.postmortemAt,
    },
  }
}
