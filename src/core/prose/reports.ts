import type { ReadContext, Sink } from '../format'
import { reportIncident } from './incident'
import { reportLine, reportStart } from './structure'

/** A file whose text is one or several reports. */
export interface ReportFile {
  readonly name: string
  /** Id of the format. */
  readonly format: string
  readonly text: string
}

/** Reads the reports of a text: incidents, questions and what could not be read go to `sink`. */
export function readReports(file: ReportFile, sink: Sink, context: ReadContext): void {
  reportTexts(file.text).forEach((report, at) => readReport(report, at + 1, file, sink, context))
}

const anyReport = new RegExp(reportLine.source, 'gm')

/** The reports of a text: one begins at the title above each "Incident Report for". */
function reportTexts(text: string): readonly string[] {
  const starts: number[] = []
  for (const match of text.matchAll(anyReport)) {
    const earlier = starts.at(-1) ?? 0
    const from = Math.max(earlier, match.index - 2000)
    starts.push(from + reportStart(text.slice(from, match.index), match.index - from))
  }
  if (starts.length < 2) return [text]
  return starts.map((start, at) => text.slice(at === 0 ? 0 : start, starts[at + 1] ?? text.length))
}

function readReport(
  text: string,
  row: number,
  file: ReportFile,
  sink: Sink,
  context: ReadContext,
): void {
  const source = { file: file.name, row, format: file.format }
  const assumeZone = context.assume.timeZone ?? null
  const incident = reportIncident(text, source, { assumeZone, near: null })
  const raw = text.trim().slice(0, 500)
  const settled = incident.impacts.length > 0 && !incident.flags.includes('status-page-time')
  if (incident.flags.includes('zone-missing') && !settled)
    sink.ask({
      column: null,
      code: 'time-zone',
      message: `“${incident.title}” states times without a time zone. Which zone are they in?`,
      answers: [{ label: 'UTC', assume: { timeZone: 'UTC' } }],
    })
  if (incident.flags.includes('zone-unknown'))
    sink.issue({
      row,
      field: 'time zone',
      level: 'warning',
      code: 'zone-unknown',
      message: `Report ${row} uses a time zone abbreviation that is not known, so those times are left out. Write the zone as UTC or with its offset, such as UTC+2.`,
    })
  if (incident.flags.includes('prose-cut'))
    sink.issue({
      row,
      field: null,
      level: 'warning',
      code: 'prose-cut',
      message: `Report ${row} is longer than any status page; only the beginning of its posts was searched for times and figures. Split it if it holds several reports.`,
    })
  if (incident.impacts.length === 0 && incident.page === null) {
    sink.reject(
      row,
      'no-time',
      `Report ${row} has neither a line such as “Posted Sep 15, 2024 - 12:40 EDT” nor a time with its zone in the text. Copy the whole page, with the “Posted” lines, and import it again.`,
      raw,
    )
    return
  }
  sink.incident(incident)
}
