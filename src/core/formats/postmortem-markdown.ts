import { frontMatter, type FrontMatter } from '../documents/front-matter'
import { markdownTimeline } from '../documents/markdown-timeline'
import { wholeText } from '../documents/whole-text'
import { instant, isDateProblem } from '../dates'
import type { Format } from '../format'
import type { Incident } from '../incident'
import { incidentFromBlocks } from '../prose/incident'
import { findDates } from '../prose/times'
import { severity } from '../words'

const longest = 2_000_000
const heading =
  /^#{1,4}[ \t]+[^\n]{0,60}\b(?:timeline|post-?mortem|incident|root causes?|impact|lessons learn\w*|action items|what happened|outage)\b/im

/** A postmortem in Markdown, one incident per file: its timeline or its sentences give the time of impact. */
export const postmortemMarkdown: Format = {
  provenOn: "MyBinder's postmortems",
  label: 'Postmortem (Markdown)',
  extensions: ['.md', '.markdown'],

  sniff(head) {
    const text = head.slice(0, 32_768)
    if (/^\s*[<{[]/.test(text)) return 0
    return /^#{1,2}[ \t]+\S/m.test(text) && heading.test(text) ? 0.85 : 0
  },

  async read(input, sink, { assume }) {
    const text = (
      await wholeText(input, longest, 'A postmortem is one incident per file: split it.')
    ).replaceAll('\r\n', '\n')
    const incident = postmortem(text, input.name, assume.timeZone ?? null)
    if (incident.impacts.length === 0 && incident.flags.includes('zone-missing')) {
      sink.ask({
        column: null,
        code: 'time-zone',
        message: `“${incident.title}” states times without a time zone. Which zone are they in?`,
        answers: [{ label: 'UTC', assume: { timeZone: 'UTC' } }],
      })
      return
    }
    if (incident.title === '') {
      const message = `${input.name}: there is no heading that names the incident. Begin with a line such as "# API errors on 3 March 2024".`
      sink.reject(1, 'no-title', message, text.slice(0, 500))
      return
    }
    if (incident.impacts.length === 0)
      sink.issue({
        row: 1,
        field: null,
        level: 'warning',
        code: 'no-impact-time',
        message:
          'No start and end are stated: listed without a time of impact, and in no figure. Write a timeline with times and their zone.',
      })
    sink.incident(incident)
  },
}

function postmortem(text: string, file: string, assumeZone: string | null): Incident {
  const matter = frontMatter(text, file)
  const bodyAt = matter ? text.length - matter.body.length : 0
  const field = fieldReader(matter)
  const top = /^#{1,2}[ \t]+([^\n]+)$/m.exec(text.slice(bodyAt))
  const words = field('title') || (top?.[1]?.replace(/#+\s*$/, '').trim() ?? '')
  const charStart = top ? bodyAt + top.index + top[0].length : bodyAt
  const anchor =
    dayIn(field('date')) ?? firstDay(words) ?? firstDay(text.slice(bodyAt, bodyAt + 4000))
  const timeline = markdownTimeline(text, assumeZone, anchor)
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
      title: words.replace(/^(?:incident date:\s*)?\d{4}-\d{2}-\d{2}[\s,:–-]*(?=\S)/i, ''),
      services: listIn(matter, ['services', 'service', 'affected', 'components']),
      text,
      blocks: [block],
      affected: null,
      flags: timeline.flags,
      stated: timeline.claims,
    },
    { file, row: 1, format: 'postmortem-markdown' },
    { assumeZone, near: timeline.near ?? anchor },
  )
  // A postmortem is written when all is over: a start without an end is no impact that goes on.
  const open = made.impacts.some(({ to }) => to === null)
  return {
    ...made,
    id: field('id'),
    impacts: open ? [] : made.impacts,
    flags: open ? made.flags.filter((flag) => flag !== 'status-page-time') : made.flags,
    severity: severity(field('severity'))?.severity ?? null,
  }
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
  const date = findDates(text, 0, text.length).find(({ year }) => year !== null)
  return date?.year ? Date.UTC(date.year, date.month - 1, date.day) : null
}
