import { instant, isDateProblem } from '../dates'
import type { Input, ReadContext, Sink } from '../format'
import { blankIncident, plainImpact, type Incident } from '../incident'
import { isJsonList, isJsonObject, scalarText, textIn, type JsonObject } from './json'
import { jsonRecords } from './json-records'

const title = /^(?:🛑|⚠️?)\s*(.{1,200}?) (is down|has degraded performance)$/u
const anyIssue = /"title"\s*:\s*"(?:🛑|⚠️?)\s*[^"\n]{1,200} (?:is down|has degraded performance)"/u
/** Upptime writes the window of planned work into a comment. */
const window = /<!--\s*start: (\S{1,40})\s+end: (\S{1,40})\s+expectedDown: ([^\n]{0,500})/

/** Whether a text is issues of GitHub that Upptime opened, one for each time that a site was down. */
export function isIssues(head: string): boolean {
  return /^\s*[{[]/.test(head) && /"(?:created_at|createdAt)"\s*:/.test(head) && anyIssue.test(head)
}

/** Reads the issues of an Upptime repository, as GitHub's API or command line gives them. */
export async function readIssues(input: Input, sink: Sink, { now }: ReadContext): Promise<void> {
  for await (const read of await jsonRecords(input)) {
    if ('code' in read) {
      sink.reject(read.row, read.code, read.message, read.raw)
      continue
    }
    const fault = (code: string, what: string) =>
      sink.reject(read.row, code, `${input.name} record ${read.row}: ${what}`, read.raw)
    if ([...read.record.fields.keys()].some((name) => /^pull_?request/i.test(name)))
      fault('not-an-incident', 'it is a change of code, no incident.')
    else if (!isReport(read.record))
      fault(
        'not-an-incident',
        'neither its title nor a label "status" or "maintenance" says that a site was down. Give it that label if one was.',
      )
    else {
      const found = incidentOf(read.record, { file: input.name, row: read.row }, now)
      if (found) sink.incident(found)
      else fault('no-time', 'it does not say when it was opened. Export the issues again.')
    }
  }
}

/** Whether Upptime opened the issue, or a person for its page: a repository may hold others. */
function isReport(record: JsonObject): boolean {
  return (
    title.test(textIn(record, 'title')) ||
    window.test(textIn(record, 'body')) ||
    namesOfLabels(record).some((name) => pageLabels.has(name.toLowerCase()))
  )
}

function incidentOf(
  record: JsonObject,
  { file, row }: { readonly file: string; readonly row: number },
  now: number,
): Incident | null {
  const time = (text: string) => {
    const reading = instant(text, { latest: now + 366 * 86_400_000 })
    return isDateProblem(reading) ? null : reading.at
  }
  const at = (...names: readonly string[]) =>
    time(names.map((name) => textIn(record, name)).find((text) => text !== '') ?? '')
  const opened = at('created_at', 'createdAt')
  if (opened === null) return null
  const closed = at('closed_at', 'closedAt')
  const body = textIn(record, 'body')
  const named = title.exec(textIn(record, 'title'))
  const planned = window.exec(body)
  const made: Incident = {
    ...blankIncident({ file, row, format: 'upptime' }),
    id: textIn(record, 'number'),
    title: named ? `${named[1]} ${named[2]}` : textIn(record, 'title'),
    text: body.replace(/<!--[\s\S]{0,2000}?-->/g, '').trim(),
    services: named?.[1] ? [named[1]] : labelsIn(record),
    severity: named ? (named[2] === 'is down' ? 'critical' : 'minor') : null,
    impacts: [plainImpact(opened, closed, null)],
    flags: closed === opened ? ['zero-length'] : [],
  }
  const url = textIn(record, 'html_url') || textIn(record, 'url')
  const sourced = { ...made, source: { ...made.source, url: url === '' ? null : url } }
  const [, start = '', end = '', sites = ''] = planned ?? []
  const [from, to] = [time(start), time(end)]
  if (from === null || to === null || to < from) return sourced
  const services = sites.split(',').map((site) => site.trim())
  return {
    ...sourced,
    kind: 'maintenance',
    services: services.filter((site) => site !== ''),
    impacts: [plainImpact(from, to, null)],
    flags: [],
  }
}

const pageLabels: ReadonlySet<string> = new Set(['status', 'maintenance'])

/** The sites among the labels of an issue that a person opened. */
function labelsIn(record: JsonObject): readonly string[] {
  return namesOfLabels(record).filter((name) => name !== '' && !pageLabels.has(name.toLowerCase()))
}

function namesOfLabels(record: JsonObject): readonly string[] {
  const held = record.fields.get('labels')
  if (!isJsonList(held)) return []
  return held.map((label) =>
    isJsonObject(label) ? textIn(label, 'name') : (scalarText(label) ?? ''),
  )
}
