import { isJsonList, isJsonObject, objectsIn, textIn, type JsonObject } from '../documents/json'
import { jsonDocument, recordsIn } from '../documents/json-records'
import { markupText } from '../documents/markup-text'
import { postedIncident } from '../documents/posts'
import { pageWindow } from '../documents/page-times'
import type { Format, ReadContext } from '../format'
import { plainImpact, type Incident } from '../incident'
import { UserError } from '../issue'
import { severity } from '../words'

/**
 * `history.json` of Atlassian Statuspage: months with incidents, each with its last message and a time that states no
 * year. Services and earlier posts are not in it.
 */
export const statuspageHistory: Format = {
  provenOn: null,
  label: 'Statuspage history (JSON)',
  extensions: ['.json'],

  sniff(head) {
    if (!/^\s*\{/.test(head) || !/"months"\s*:\s*\[/.test(head)) return 0
    return /"incidents"\s*:\s*\[/.test(head) && /"year"\s*:/.test(head) ? 0.96 : 0
  },

  async read(input, sink, context) {
    const document = await jsonDocument(input)
    const { value } = document
    if (!isJsonObject(value))
      throw new UserError(
        `${input.name} holds no months of incidents`,
        'Save history.json of the status page again.',
      )
    let row = 0
    for (const month of objectsIn(value, 'months')) {
      const held = month.fields.get('incidents')
      for (const read of recordsIn(isJsonList(held) ? held : [], row + 1, document, input.name)) {
        row = read.row
        if ('code' in read) {
          sink.reject(row, read.code, read.message, read.raw)
          continue
        }
        const found = incidentOf(read.record, month, row, input.name, context)
        if (found) sink.incident(found)
        else
          sink.reject(
            row,
            'no-time',
            `${input.name} record ${row}: its time ${JSON.stringify(textIn(read.record, 'timestamp').slice(0, 80))} is not understood. Import incidents.json of the page instead.`,
            read.raw,
          )
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
  },
}

function incidentOf(
  item: JsonObject,
  month: JsonObject,
  row: number,
  file: string,
  { assume }: ReadContext,
): Incident | null {
  const year = textIn(month, 'year')
  const window = /^\d{4}$/.test(year)
    ? pageWindow(markupText(textIn(item, 'timestamp')), Number(year))
    : null
  if (!window) return null
  const impact = textIn(item, 'impact')
  const rank = severity(impact)
  const over = window.to ?? window.from
  const made = postedIncident(
    {
      title: markupText(textIn(item, 'name')),
      services: [],
      posts: [
        {
          status: rank?.kind === 'maintenance' ? 'Completed' : 'Resolved',
          statusInferred: true,
          postedAt: over,
          text: markupText(textIn(item, 'message')),
        },
      ],
      flags: window.flags,
    },
    { file, row, format: 'statuspage-history' },
    { assumeZone: assume.timeZone ?? null, near: window.from },
  )
  const prose = made.impacts.length > 0 && !made.flags.includes('status-page-time')
  return {
    ...made,
    id: textIn(item, 'code'),
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
