import type { ReadContext, Sink } from '../format'
import type { Incident } from '../incident'
import { readReports } from '../prose/reports'
import { postedLine, reportLine } from '../prose/structure'
import { makeTally } from '../tally'
import { severity } from '../words'
import { isAzureHistory, readAzureHistory } from './azure-history'
import { listedIncidents, type ListedIncident } from './page-list'
import { windowIncident, type PageFile } from './page-months'
import { maintenanceTimes, postedIncident } from './posts'

const anyPosted = new RegExp(postedLine.source, 'm')
const anyReport = new RegExp(reportLine.source, 'm')

/** What the text of a page does not show of the incidents it lists. */
export interface PageTitles {
  /** Impact and id by title, in the order of the page; '' where none is stated. */
  readonly titles: readonly {
    readonly title: string
    readonly impact: string
    readonly id: string
  }[]
  /** Whose page it is, or null. */
  readonly provider: string | null
}

/** How sure it is that a text is one or several pages of incidents, or the list of a status page. */
export function pageLikeness(text: string): number {
  const posted = anyPosted.test(text)
  if (anyReport.test(text)) return posted ? 0.98 : 0.8
  if (posted || isAzureHistory(text)) return 0.9
  return listedIncidents(text).length > 0 ? 0.88 : 0
}

/** Reads the text of incident pages, or of a page that lists incidents: what is found goes to `sink`. */
export function readPage(
  file: PageFile,
  text: string,
  { titles, provider }: PageTitles,
  sink: Sink,
  context: ReadContext,
): void {
  if (isAzureHistory(text)) {
    readAzureHistory(file, text, sink, context)
    return
  }
  const listed = anyReport.test(text) || anyPosted.test(text) ? [] : listedIncidents(text)
  const left = [...titles]
  const take = (title: string) => {
    const found = left.findIndex((one) => one.title === title)
    return found < 0 ? undefined : left.splice(found, 1)[0]
  }
  if (listed.length === 0) {
    const ranked = (incident: Incident) => {
      sink.incident(withImpact(incident, take(incident.title)?.impact ?? ''))
    }
    readReports({ ...file, text }, { ...sink, incident: ranked }, context)
    return
  }
  const tally = makeTally(notes)
  for (const [at, one] of listed.entries()) {
    const row = at + 1
    const known = take(one.title)
    const services = provider === null ? [] : [provider]
    const told = { impact: known?.impact ?? '', id: known?.id ?? '', services }
    const incident = listedIncident(one, told, { ...file, row }, context)
    for (const code of ['year-missing', 'zone-unknown'] as const)
      if (incident.flags.includes(code)) tally.add(code, null, row, '')
    sink.incident(incident)
  }
  for (const issue of tally.issues()) sink.issue(issue)
}

const notes = {
  'year-missing': {
    level: 'warning',
    text: () =>
      'The page states no year beside its times: listed without a time of impact, and in no figure. Save or copy the whole page, with the headings above the incidents',
  },
  'zone-unknown': {
    level: 'warning',
    text: () => 'The time zone of a post is not known, so those times are left out',
  },
} as const

function listedIncident(
  { title, posts, window, announced, flags }: ListedIncident,
  told: { readonly impact: string; readonly id: string; readonly services: readonly string[] },
  file: PageFile & { readonly row: number },
  context: ReadContext,
): Incident {
  const message = posts[0]?.text ?? ''
  if (window && !announced)
    return windowIncident({ ...told, title, message }, window, file, context)
  const made = postedIncident(
    { title, services: told.services, posts, flags },
    { file: file.name, row: file.row, format: file.format },
    { assumeZone: context.assume.timeZone ?? null, near: null },
  )
  const incident = withImpact({ ...made, id: told.id }, told.impact)
  return window ? maintenanceTimes(incident, window.from, window.to, null) : incident
}

/** The incident with the impact that its page shows by colour only. */
function withImpact(incident: Incident, impact: string): Incident {
  const rank = severity(impact)
  const kind = incident.kind === 'maintenance' ? incident.kind : (rank?.kind ?? incident.kind)
  return { ...incident, kind, severity: rank?.severity ?? incident.severity }
}
