import type { ReadContext, Sink } from '../format'
import { plainImpact, type Incident } from '../incident'
import { severity } from '../words'
import {
  isJsonList,
  isJsonObject,
  objectsIn,
  textIn,
  type JsonFault,
  type JsonObject,
} from './json'
import { recordsIn } from './json-records'
import { markupText } from './markup-text'
import { pageWindow, type PageWindow } from './page-times'
import { postedIncident } from './posts'

/** A file, by its name and the id of the format it is read as. */
export interface PageFile {
  readonly name: string
  readonly format: string
}

/** Reads the months of a Statuspage history: each incident with its last message and a time that states no year. */
export function readMonths(
  history: JsonObject,
  document: { readonly text: string; readonly faults: readonly JsonFault[] },
  file: PageFile,
  sink: Sink,
  context: ReadContext,
): void {
  const services = servicesOf(history)
  let row = 0
  for (const month of objectsIn(history, 'months')) {
    const held = month.fields.get('incidents')
    for (const read of recordsIn(isJsonList(held) ? held : [], row + 1, document, file.name)) {
      row = read.row
      if ('code' in read) {
        sink.reject(row, read.code, read.message, read.raw)
        continue
      }
      const { record } = read
      const year = textIn(month, 'year')
      const stamp = markupText(textIn(record, 'timestamp'))
      const window = /^\d{4}$/.test(year) ? pageWindow(stamp, Number(year)) : null
      if (!window) {
        const message = `${file.name} record ${row}: its time ${JSON.stringify(stamp.slice(0, 80))} is not understood. Import incidents.json of the page instead.`
        sink.reject(row, 'no-time', message, read.raw)
        continue
      }
      const told = {
        id: textIn(record, 'code'),
        title: markupText(textIn(record, 'name')),
        message: markupText(textIn(record, 'message')),
        impact: textIn(record, 'impact'),
        services,
      }
      sink.incident(windowIncident(told, window, { ...file, row }, context))
    }
  }
  if (row === 0)
    sink.issue({
      row: null,
      field: null,
      level: 'note',
      code: 'no-records',
      message: 'The history lists no incidents.',
    })
}

/** The page itself: a history names no components beside its incidents. */
function servicesOf(history: JsonObject): readonly string[] {
  const status = history.fields.get('page_status')
  const page = isJsonObject(status) ? status.fields.get('page') : undefined
  const name = isJsonObject(page) ? textIn(page, 'name').trim() : ''
  return name === '' ? [] : [name]
}

/** An incident as a history tells it. */
export interface WindowReport {
  readonly id: string
  readonly title: string
  readonly message: string
  /** Statuspage's word for its impact, or ''. */
  readonly impact: string
  readonly services: readonly string[]
}

/** Incident from its last message and the time its page was open, where the message states no better time. */
export function windowIncident(
  { id, title, message, impact, services }: WindowReport,
  window: PageWindow,
  { name, format, row }: PageFile & { readonly row: number },
  { assume }: ReadContext,
): Incident {
  const rank = severity(impact)
  const over = window.to ?? window.from
  const made = postedIncident(
    {
      title,
      services,
      posts: [
        {
          status: rank?.kind === 'maintenance' ? 'Completed' : 'Resolved',
          statusInferred: true,
          postedAt: over,
          text: message,
        },
      ],
      flags: window.flags,
    },
    { file: name, row, format },
    { assumeZone: assume.timeZone ?? null, near: window.from },
  )
  const prose = made.impacts.length > 0 && !made.flags.includes('status-page-time')
  return {
    ...made,
    id,
    kind: rank?.kind ?? 'incident',
    severity: rank?.severity ?? null,
    impacts: prose
      ? made.impacts
      : [plainImpact(window.from, over, made.impacts[0]?.errorRate ?? null)],
    page: { from: window.from, to: over },
    milestones: { ...made.milestones, firstPostAt: window.from, resolvedAt: over },
    flags: [
      ...new Set([
        ...made.flags,
        ...(prose ? [] : ['status-page-time']),
        ...(!prose && over === window.from ? ['zero-length'] : []),
      ]),
    ],
  }
}
