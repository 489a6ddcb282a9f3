import { durationUnit } from '../values'
import { UserError, type DurationUnit } from '../issue'
import { isTimeZone } from '../dates'
import { zoneAbbreviations } from '../zones'

/** What a column can hold. `startDate` and `endDate` are the days of times in a column of their own. */
export const columnFields = [
  'id',
  'kind',
  'services',
  'title',
  'text',
  'start',
  'end',
  'duration',
  'errorRate',
  'severity',
  'cause',
  'trigger',
  'attribution',
  'detected',
  'acknowledged',
  'identified',
  'mitigated',
  'resolved',
  'firstPost',
  'postmortem',
  'acknowledgedAfter',
  'closed',
  'startDate',
  'endDate',
  'url',
  'status',
] as const
export type ColumnField = (typeof columnFields)[number]

/** A column in use for a field. */
export interface Column {
  readonly index: number
  readonly header: string
  /** Zone the header states: `UTC`, an IANA name, an abbreviation or an offset. */
  readonly zone: string | null
  /** Unit the header states for numbers. */
  readonly unit: DurationUnit | null
  /** The header states percent. */
  readonly percent: boolean
}

/** The columns of each field, the one to believe first in front. */
export type Columns = ReadonlyMap<ColumnField, readonly Column[]>

/** Header words of each field, spaces and signs left out, the best first. */
const aliases: readonly (readonly [ColumnField, string])[] = [
  [
    'id',
    'id incidentid incidentnumber publicid number incidentkey issuekey key reference ticket ticketid ticketnumber jiraticket caseid issueid tinyid',
  ],
  ['kind', 'kind type incidenttype issuetype recordtype eventtype event'],
  [
    'services',
    'services service servicename affectedservices affectedservice components component componentnames affectedcomponents affectedproducts affected monitor monitorname cmdbci ciname configurationitem system product application app',
  ],
  [
    'title',
    'title incidenttitle headline subject shortdescription name incidentname summary message issue incident externaldesc description',
  ],
  [
    'text',
    'text report postmortemtext body fulltext description details incidentdescription longdescription summary notes message comments',
  ],
  [
    'start',
    'impactstart impactstartdate impactstarted impactstartedat customerimpactstart start started startedat starttime startat startsat startdatetime begin began beginat begintime incidentstart outagestart downtimestart downsince firstdetected occurred occurredat occurredon opened openedat openedon opentime open created createdat createdon createdtime creationdate reported reportedat datetime timestamp timefrom from time detectedat detected',
  ],
  [
    'end',
    'impactend impactenddate impactended impactendedat impactresolved impactresolvedat impactover customerimpactend end ended endedat endtime endat endsat enddatetime incidentend outageend downtimeend upsince recovered recoveredat restored restoredat finished finishedat timeto to until',
  ],
  [
    'duration',
    'duration downtimeduration outageduration impactduration durationoutage totaldowntime downtime toresolve torestore torepair timetoresolve timetorestore timetorepair ttr mttr leadtime length outagelength',
  ],
  [
    'errorRate',
    'errorrate errorpercent errorspercent failurerate failurepercent failedpercent impactpercent percentimpact percenterrors percentfailed requestsfailedpercent userspercent errorratio failureratio errorfraction impactratio impactfraction errors',
  ],
  [
    'severity',
    'statusimpact severity sev incidentseverity severitylevel severityname priority priorityname incidentpriority impact impactlevel incidentimpact urgency',
  ],
  [
    'cause',
    'causecategory cause rootcause rootcausecategory causecode resolutioncode closurecode closecode closedcode closenotescode category incidentcategory reason subcategory',
  ],
  ['trigger', 'trigger triggeredby triggeringdeploy causedby triggeringevent'],
  ['attribution', 'attribution attributedto responsibleparty responsibility fault'],
  [
    'detected',
    'detected detectedat detectedon detectiontime timedetected impactdetectdate impactdetected',
  ],
  [
    'acknowledged',
    'acknowledged acknowledgedat acknowledgedon acknowledgementtime ackat ack acked ackedat acktime',
  ],
  ['identified', 'identified identifiedat identifiedon causefound causefoundat'],
  [
    'mitigated',
    'mitigated mitigatedat mitigatedon stable stableat monitoring monitoringat fixedat',
  ],
  [
    'resolved',
    'resolved resolvedat resolvedon resolvedwhen resolvedtime resolutiontime resolutiondate resolveddate resolveddatetime',
  ],
  ['closed', 'closed closedat closedon closetime closedtime closeddate closetimestamp'],
  ['firstPost', 'firstpost firstpostat firstupdate firstupdateat postedat'],
  [
    'postmortem',
    'postmortem postmortemat postmortempublished postmortempublishedat retrospectivecompletedat',
  ],
  ['acknowledgedAfter', 'tofirstack timetofirstack timetoacknowledge timetoack tta mtta'],
  ['startDate', 'startdate date day incidentdate begindate opendate outagedate'],
  ['endDate', 'enddate finishdate'],
  [
    'url',
    'htmlurl url link permalink incidenturl incidentlink shortlink postmortemurl postmortemlink statuspageurl',
  ],
  ['status', 'status incidentstatus incidentstate state mode'],
]

/** What the interfaces of programs call their fields beyond that, behind all of these. */
const fieldNames: Partial<Readonly<Record<ColumnField, string>>> = {
  services:
    'impactedservices impactedservice businessservice impacts systems instancekeys servicekeys affectedservicekeys serviceid monitorid',
  title: 'alertname alerttext eventtypecode alert',
  trigger: 'error',
  start: 'impactstarttime declaredat declared triggeredat datecreated starttimestamp clock',
  end: 'downtimeend impactendtime impactmitigationtime',
  acknowledged: 'acceptedat',
  identified: 'rootcauseidentifiedat',
}

const ranks: ReadonlyMap<ColumnField, ReadonlyMap<string, number>> = new Map(
  aliases.map(([field, words]) => [
    field,
    new Map(
      `${words} ${fieldNames[field] ?? ''}`
        .trim()
        .split(' ')
        .map((word, rank) => [word, rank] as const),
    ),
  ]),
)

interface Header {
  readonly names: readonly string[]
  readonly zone: string | null
  readonly unit: DurationUnit | null
  readonly percent: boolean
}

const abbreviations: ReadonlySet<string> = new Set(zoneAbbreviations)

/** `UTC+02:00` at the end of a header, and in brackets also `+02:00`. */
const headerOffset =
  /\b(?:UTC|GMT)\s?[+-]\d{1,2}(?::?\d{2})?(?=\s*[)\]]?\s*$)|(?<=[([]\s*)[+-]\d{2}:?\d{2}(?=\s*[)\]]\s*$)/i

/** Takes a header apart: `Duration (in mins.)` is duration in minutes, `created_at_utc` created at, in UTC. */
function headerOf(text: string): Header {
  const cut = text.slice(0, 200)
  const zoneName = /[([]\s*([A-Za-z]+\/[A-Za-z_/+-]+)\s*[)\]]/.exec(cut)?.[1] ?? null
  const offset = zoneName === null ? (headerOffset.exec(cut)?.[0] ?? null) : null
  const spaced = cut
    .replace(zoneName ?? offset ?? '', '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase()
    .replace(/%/g, ' percent ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  const words =
    spaced === ''
      ? []
      : spaced
          .split(' ')
          .map((word) => (word === 'pct' || word === 'percentage' ? 'percent' : word))
  const whole = words.join('')
  const names = [whole]
  const last = words.at(-1)?.toUpperCase() ?? ''
  let zone = zoneName !== null && isTimeZone(zoneName) ? zoneName : offset
  // A two-letter zone is too often a word: "et", "pt", "ct" count only in brackets.
  if (
    zone === null &&
    words.length > 1 &&
    abbreviations.has(last) &&
    (last.length > 2 || /[([]\s*\w+\s*[)\]]\s*$/.test(cut))
  ) {
    zone = last
    names.push(words.slice(0, -1).join(''))
  }
  let unit: DurationUnit | null = null
  const rest = words.filter((word) => {
    const named =
      word === 'm' || word === 's' || word === 'h' || word === 'd'
        ? bracketed(cut, word)
        : durationUnit(word)
    if (named !== null) unit = named
    return named === null
  })
  if (unit !== null) {
    const bare = rest.filter((word) => word !== 'in' && word !== 'of').join('')
    // "minutes" alone is a length, "day" alone is one of the calendar.
    if (bare !== '' || !/^(?:second|minute|hour|day|week)$/.test(whole))
      names.push(bare === '' ? 'duration' : bare)
  }
  return { names, zone, unit, percent: words.includes('percent') }
}

/** A unit of one letter counts in brackets or at the end of the header only. */
function bracketed(header: string, word: string): DurationUnit | null {
  return new RegExp(`[([_ ]${word}[)\\]]?\\s*$`, 'i').test(header) ? durationUnit(word) : null
}

function rankOf(field: ColumnField, header: Header): number {
  const known = ranks.get(field)
  // Only lengths of time lose their unit: "minutes" in any other header is part of a name.
  const timed = field === 'duration' || field === 'acknowledgedAfter'
  for (const name of header.names) {
    const rank = known?.get(name)
    if (rank === undefined) continue
    if (name !== header.names[0] && !timed && header.unit !== null && header.zone === null) continue
    return rank
  }
  return -1
}

function column(index: number, text: string, header: Header): Column {
  return {
    index,
    header: text.trim() === '' ? `column ${index + 1}` : text.trim(),
    zone: header.zone,
    unit: header.unit,
    percent: header.percent,
  }
}

/** How many of the cells name a field: what a header row is told by. */
export function knownHeaders(cells: readonly string[]): number {
  let known = 0
  for (const cell of cells) {
    if (cell.length > 60) continue
    const header = headerOf(cell)
    if (columnFields.some((field) => rankOf(field, header) >= 0)) known++
  }
  return known
}

function fieldNamed(name: string): ColumnField | null {
  const word = name.toLowerCase().replace(/[\s_-]+/g, '')
  const own: Readonly<Record<string, ColumnField>> = {
    service: 'services',
    ack: 'acknowledged',
    rate: 'errorRate',
  }
  return (
    columnFields.find((field) => field.toLowerCase() === word) ??
    columnFields.find((field) => ranks.get(field)?.has(word)) ??
    (Object.hasOwn(own, word) ? (own[word] ?? null) : null)
  )
}

/** Headers of each field, the one to believe first in front. */
export type KnownColumns = Partial<Readonly<Record<ColumnField, readonly string[]>>>

/**
 * Assigns columns to fields: first as `map` says (field to header, '' for none), then as `known` says or, without it, by the alias
 * table; each column serves one field. Throws a `UserError` for a field or column of `map` that does not exist. `file`
 * is for the message.
 */
export function assignColumns(
  headers: readonly string[],
  map: Readonly<Record<string, string>> | undefined,
  file: string,
  known?: KnownColumns,
): Columns {
  const parsed = headers.map((text) => headerOf(text))
  const taken = new Set<number>()
  const assigned = new Map<ColumnField, Column[]>()
  const refused = new Set<ColumnField>()
  for (const [name, wanted] of Object.entries(map ?? {})) {
    const field = fieldNamed(name)
    if (field === null)
      throw new UserError(
        `${file}: "${name}" is not a field that a column can be mapped to`,
        `Fields are: ${columnFields.join(', ')}.`,
      )
    const same = wanted.trim().toLowerCase()
    if (same === '') {
      refused.add(field)
      continue
    }
    const index = headers.findIndex((text) => text.trim().toLowerCase() === same)
    const header = parsed[index]
    if (header === undefined)
      throw new UserError(
        `${file}: there is no column "${wanted}" to map "${name}" to`,
        `Columns are: ${shownHeaders(headers)}.`,
      )
    taken.add(index)
    assigned.set(field, [
      ...(assigned.get(field) ?? []),
      column(index, headers[index] ?? '', header),
    ])
  }
  for (const field of columnFields) {
    if (assigned.has(field) || refused.has(field)) continue
    if (known) {
      const stated = namedColumns(headers, known[field] ?? [], field)
        .filter((index) => !taken.has(index))
        .map((index) => column(index, headers[index] ?? '', parsed[index] ?? headerOf('')))
      if (stated.length > 0) assigned.set(field, stated)
      continue
    }
    const found = parsed
      .map((header, index) => ({
        header,
        index,
        rank: taken.has(index) ? -1 : rankOf(field, header),
      }))
      .filter(({ rank }) => rank >= 0)
      .sort((a, b) => a.rank - b.rank || a.index - b.index)
    // Ends and starts fall back on one another; of other fields only the best column counts.
    const wanted = field === 'end' || field === 'start' ? found : found.slice(0, 1)
    const free = wanted.filter(({ index }) => field !== 'start' || !isMilestone(parsed[index]))
    const used = free.length > 0 ? free : wanted.slice(0, 1)
    if (used.length === 0) continue
    for (const { index } of used) taken.add(index)
    assigned.set(
      field,
      used.map(({ header, index }) => column(index, headers[index] ?? '', header)),
    )
  }
  return assigned
}

/** Where the headers stand. A header that repeats gives several services, of anything else the first. */
function namedColumns(
  headers: readonly string[],
  wanted: readonly string[],
  field: ColumnField,
): readonly number[] {
  const same = headers.map((text) => text.trim().toLowerCase())
  const found = wanted.flatMap((name) =>
    same.flatMap((header, index) => (header === name.toLowerCase() ? [index] : [])),
  )
  if (field === 'services') return found.filter((index) => same[index] === same[found[0] ?? -1])
  return field === 'start' || field === 'end' ? found : found.slice(0, 1)
}

/** "detected" is a start only where nothing better is there. */
function isMilestone(header: Header | undefined): boolean {
  return header !== undefined && rankOf('detected', header) >= 0
}

/** Headers for a message, at most twenty. */
export function shownHeaders(headers: readonly string[]): string {
  const names = headers
    .slice(0, 20)
    .map((text, index) => text.trim().slice(0, 40) || `column ${index + 1}`)
  return names.join(', ') + (headers.length > 20 ? ` and ${headers.length - 20} more` : '')
}
