import { frontMatter, type FrontMatter } from '../documents/front-matter'
import { labelledNames, labelledText, labelledTimes } from '../documents/labelled-fields'
import { markdownTimeline } from '../documents/markdown-timeline'
import { markdownTitle, plainTitle } from '../documents/markdown-title'
import { hasSections } from '../documents/section-names'
import { wholeText } from '../documents/whole-text'
import { isYamlRecords } from '../documents/yaml-head'
import { instant, isDateProblem } from '../dates'
import type { Format } from '../format'
import type { Incident } from '../incident'
import { incidentFromBlocks } from '../prose/incident'
import { findDates, findTimes } from '../prose/times'
import { severity, type SeverityReading } from '../words'

const longest = 2_000_000
const heading =
  /^#{1,4}[ \t]+[^\n]{0,60}\b(?:timeline|post-?mortem|incident|root causes?|impact|lessons learn\w*|action items|what happened|outage)\b/im

/**
 * A postmortem in Markdown or divided by the names of its sections, one incident per file, or a log of them below headings with their days: fields, a timeline or
 * sentences give the time of impact.
 */
export const postmortemMarkdown: Format = {
  provenOn:
    'postmortems of MyBinder, DFDS, PostHog and PortSwigger, and a log of the UK Ministry of Justice',
  label: 'Postmortem (Markdown)',
  extensions: ['.md', '.markdown', '.txt'],

  sniff(head) {
    const text = head.slice(0, 32_768)
    // Headings may be comments in YAML.
    if (/^\s*[<{[]/.test(text) || isYamlRecords(text)) return 0
    if (/^#{1,2}[ \t]+\S/m.test(text)) return heading.test(text) ? 0.85 : 0
    return hasSections(text) ? 0.75 : 0
  },

  async read(input, sink, { assume }) {
    const text = (
      await wholeText(input, longest, 'A postmortem is one incident per file: split it.')
    )
      .replaceAll('\r\n', '\n')
      // Hyphens as typesetters write them, in dates and levels, too.
      .replace(/[\u2010\u2011]/g, '-')
    const matter = frontMatter(text, input.name)
    const logged = incidentSections(text)
    const parts = logged.length > 1 ? logged : [text]
    const zone = assume.timeZone ?? null
    const incidents = parts.map((part, at) =>
      postmortem(part, logged.length > 1 ? null : matter, { file: input.name, row: at + 1, zone }),
    )
    const open = incidents.find(
      ({ impacts, flags }) => impacts.length === 0 && flags.includes('zone-missing'),
    )
    if (open) {
      sink.ask({
        column: null,
        code: 'time-zone',
        message: `“${open.title}” states times without a time zone. Which zone are they in?`,
        answers: [{ label: 'UTC', assume: { timeZone: 'UTC' } }],
      })
      return
    }
    for (const incident of incidents) {
      const { row } = incident.source
      const fault = faultOf(incident, input.name)
      if (fault) {
        sink.reject(row, fault.code, fault.message, incident.text.slice(0, 500))
        continue
      }
      if (incident.impacts.length === 0)
        sink.issue({
          row,
          field: null,
          level: 'warning',
          code: 'no-impact-time',
          message:
            'No start and end are stated: listed without a time of impact, and in no figure. Write a timeline with times and their zone.',
        })
      sink.incident(incident)
    }
  },
}

/** What a template has in place of a time, a name or a figure. */
const placeholder =
  /\b(?:yyyy|20xx)-|\blorem ipsum\b|\bmm-dd\b|\bhh:mm\b|\[(?:incident |start |end )?(?:title|name|date|time)[^\]\n]{0,20}\](?!\()|<(?:incident |start |end )?(?:title|name|date|time)[^>\n]{0,20}>/i

function faultOf(
  { title, text, impacts }: Incident,
  file: string,
): { readonly code: string; readonly message: string } | null {
  if (impacts.length === 0 && placeholder.test(text) && firstDay(text) === null)
    return {
      code: 'template',
      message: `${file}: a template, with "${placeholder.exec(text)?.[0] ?? ''}" where a postmortem says when it was. Leave it out.`,
    }
  if (title !== '') return null
  return {
    code: 'no-title',
    message: `${file}: there is no heading that names the incident. Begin with a line such as "# API errors on 3 March 2024".`,
  }
}

const anyHeading = /^(#{1,6})[ \t]+[^\n]{1,300}$/gm
const aboutIncident = /\b(?:incident|outage|post-?mortem)\b/i

/**
 * The texts of the incidents in a log: below headings of one level that each name a day, or have it in a field, and an
 * incident or the time from which to which it lasted.
 */
function incidentSections(text: string): readonly string[] {
  const headings = [...text.matchAll(anyHeading)].map(({ 0: heading, 1: marks = '', index }) => ({
    heading,
    index,
    level: marks.length,
  }))
  const ends = sectionEnds(headings, text.length)
  const found = headings.flatMap(({ heading, index, level }, at) => {
    const section = text.slice(index, ends[at])
    const named = aboutIncident.test(heading)
    const day = firstDay(heading) ?? (named ? firstDay(labelledText(section, dateLabels)) : null)
    if (day === null || findTimes(heading, 0, heading.length).length > 0) return []
    const told = named || statesWindow(section, day)
    return told ? [{ level, section }] : []
  })
  return found.filter(({ level }) => level === found[0]?.level).map(({ section }) => section)
}

/** Where the section of each heading ends: at the next of its level or above it. */
function sectionEnds(
  headings: readonly { readonly index: number; readonly level: number }[],
  length: number,
): readonly number[] {
  const next = Array<number>(7).fill(length)
  return headings
    .toReversed()
    .map(({ index, level }) => {
      const end = next[level] ?? length
      next.fill(index, level)
      return end
    })
    .reverse()
}

function statesWindow(section: string, day: number): boolean {
  const { claims } = labelledTimes(section, null, { kind: 'offset', minutes: 0 }, day)
  return (
    claims.some(({ field }) => field === 'start') && claims.some(({ field }) => field === 'end')
  )
}

interface PostmortemSource {
  readonly file: string
  readonly row: number
  /** IANA zone of times that state none, or null. */
  readonly zone: string | null
}

function postmortem(
  text: string,
  matter: FrontMatter | null,
  { file, row, zone }: PostmortemSource,
): Incident {
  const bodyAt = matter ? text.length - matter.body.length : 0
  const field = fieldReader(matter)
  const heading = markdownTitle(text, bodyAt)
  const charStart = heading.charEnd
  const words = field('title') || heading.words
  const anchor =
    dayIn(field('date')) ?? firstDay(words) ?? firstDay(text.slice(bodyAt, bodyAt + 4000))
  const timeline = markdownTimeline(text, zone, anchor)
  const listed = listIn(matter, ['services', 'service', 'affected', 'components'])
  const services = listed.length > 0 ? listed : labelledNames(text, serviceLabels)
  const block = {
    status: 'Postmortem',
    statusInferred: true,
    postedAt: null,
    text: text.slice(charStart),
    charStart,
    charEnd: text.length,
    posted: null,
  }
  const made = incidentFromBlocks(
    {
      title: plainTitle(words),
      services,
      text,
      blocks: [block],
      affected: null,
      flags: timeline.flags,
      stated: timeline.claims,
    },
    { file, row, format: 'postmortem-markdown' },
    { assumeZone: zone, near: timeline.near ?? anchor },
  )
  // A postmortem is written when all is over: a start without an end is no impact that goes on.
  const open = made.impacts.some(({ to }) => to === null)
  const rank = severity(field('severity')) ?? severityIn(labelledText(text, severityLabels))
  return {
    ...made,
    id: field('id'),
    impacts: open ? [] : made.impacts,
    flags: open ? made.flags.filter((flag) => flag !== 'status-page-time') : made.flags,
    severity: rank?.severity ?? null,
  }
}

const dateLabels: ReadonlySet<string> = new Set([
  'date',
  'incident date',
  'date of incident',
  'start',
  'start time',
  'started',
])
const severityLabels: ReadonlySet<string> = new Set([
  'severity',
  'incident severity',
  'severity level',
  'sev',
  'priority',
])
const serviceLabels: ReadonlySet<string> = new Set([
  'services affected',
  'affected services',
  'impacted services',
  'services impacted',
  'service affected',
  'affected service',
  'service impacted',
  'affected systems',
  'systems affected',
  'impacted systems',
  'systems impacted',
  'affected components',
  'impacted components',
  'affected products',
  'impacted entities',
  'service',
  'services',
  'system',
  'systems',
])

/** A level, alone or with what is said of it behind. */
function severityIn(text: string): SeverityReading | null {
  const [first = ''] = text.split(/\s*(?:[(;,]| [-–—] )/, 1)
  return severity(text) ?? severity(first)
}

function fieldReader(matter: FrontMatter | null): (name: string) => string {
  return (name) => {
    const value = matter?.fields.get(name)
    return typeof value === 'string' ? value.trim() : ''
  }
}

function listIn(matter: FrontMatter | null, names: readonly string[]): readonly string[] {
  for (const name of names) {
    const value = matter?.fields.get(name)
    if (value !== undefined && value !== '') return typeof value === 'string' ? [value] : value
  }
  return []
}

function dayIn(text: string): number | null {
  const reading = instant(text, { timeZone: 'UTC' })
  return isDateProblem(reading) ? null : reading.at
}

function firstDay(text: string): number | null {
  // A day that may be another, such as 5/3/2024, is none to lean on.
  const date = findDates(text, 0, text.length).find(
    ({ year, alternative }) => year !== null && alternative === null,
  )
  return date?.year ? Date.UTC(date.year, date.month - 1, date.day) : null
}
