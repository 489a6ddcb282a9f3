import { knownHeaders } from '../csv/columns'
import { decide, noEvidence, questions, weigh } from '../csv/evidence'
import { columnsOf, mostColumns, type Layout } from '../csv/layout'
import { rowReader } from '../csv/rows'
import { jsonPosts } from '../documents/json-posts'
import { recordCells } from '../documents/json-cells'
import { jsonRecords as recordsOf } from '../documents/json-records'
import type { JsonObject } from '../documents/json'
import { postedIncident } from '../documents/posts'
import type { Format, Input } from '../format'
import type { Incident } from '../incident'
import { UserError } from '../issue'
import { settledFor } from '../mapping'

const year = 366 * 86_400_000
/** A field longer than this is no incident's text. */
const longestField = 1_048_576

/** Any list of incidents in JSON or JSON Lines; its fields are recognised by their names, like the columns of a table. */
export const jsonRecords: Format = {
  provenOn: "GitHub's incidents as JSON lines",
  label: 'JSON records',
  extensions: ['.json', '.jsonl', '.ndjson'],

  sniff: (head) => (/^\s*[{[]/.test(head) ? 0.4 : 0),

  async read(input, sink, context) {
    const { now } = context
    const file = input.name
    const layout = await layoutOf(input)
    const assume = settledFor(context.assume, layout.headers)
    if (layout.headers.length === 0) {
      // Bad lines are listed below; a document without any record says nothing at all.
      let records = 0
      for await (const read of recordsOf(input)) {
        records++
        if ('code' in read) sink.reject(read.row, read.code, read.message, read.raw)
      }
      if (records > 0 && !/^\s*\{\s*\}\s*$/.test(input.head)) return
      sink.issue({
        row: null,
        field: null,
        level: 'note',
        code: 'no-records',
        message: 'The file holds an empty list: there are no incidents in it.',
      })
      return
    }
    const columns = columnsOf(layout, mapOf(layout.headers, assume.map), file)
    const cellsOf = (record: JsonObject): readonly string[] => {
      const cells = recordCells(record)
      return layout.headers.map((header) => cells.get(header) ?? '')
    }
    const evidence = noEvidence()
    for await (const read of recordsOf(input))
      if ('record' in read) weigh(evidence, columns, [cellsOf(read.record)], assume)
    const { decisions, open } = decide(evidence, columns, assume, false, true)
    if (open.length > 0) {
      for (const question of questions(open, columns)) sink.ask(question)
      return
    }
    const reader = rowReader({
      file,
      format: 'json-records',
      layout,
      columns,
      decisions,
      assume,
      now,
    })
    for await (const read of recordsOf(input)) {
      if ('code' in read) {
        sink.reject(read.row, read.code, read.message, read.raw)
        continue
      }
      const cells = cellsOf(read.record)
      if (cells.some((cell) => cell.length > longestField)) {
        const message = `${file} record ${read.row}: a field is longer than 1 MB. Shorten its text.`
        sink.reject(read.row, 'field-too-long', message, read.raw)
        continue
      }
      const found = reader.read(cells, read.row)
      if ('code' in found) sink.reject(read.row, found.code, found.message, read.raw)
      else sink.incident(withPosts(found, read.record, now + year, assume.timeZone ?? null))
    }
    for (const issue of reader.issues()) sink.issue(issue)
  },
}

/** The names of all fields as the header of a table. Throws a `UserError` for more than any export has. */
async function layoutOf(input: Input): Promise<Layout> {
  const headers = new Set<string>()
  for await (const read of recordsOf(input)) {
    if (!('record' in read)) continue
    for (const name of recordCells(read.record).keys()) headers.add(name)
    if (headers.size > mostColumns)
      throw new UserError(
        `${input.name}: the records have more than ${mostColumns} fields`,
        'Export only the fields of the incidents.',
      )
  }
  const names = [...headers]
  return {
    headers: names,
    above: 0,
    known: knownHeaders(names),
    own: false,
    delimiter: ',',
    bareCr: false,
  }
}

/** Fields that are start and end of the impact itself, where a record has others for its ticket or page. */
const impactFields = ['impact', 'customer_impact', 'downtime', 'outage'].map(
  (name) => [`${name}_start`, `${name}_end`] as const,
)

function mapOf(
  headers: readonly string[],
  map: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> | undefined {
  const pair = impactFields.find((names) => names.every((name) => headers.includes(name)))
  if (map !== undefined || !pair) return map
  return { start: pair[0], end: pair[1] }
}

/**
 * Posts that a record lists become the incident's updates, text and page. Its times stay those of its fields; the error
 * rate, which few programs have a field for, is taken from the posts where they state one.
 */
function withPosts(
  incident: Incident,
  record: JsonObject,
  latest: number,
  assumeZone: string | null,
): Incident {
  const posts = jsonPosts(record, latest)
  if (posts.length === 0) return incident
  const { title, services, source } = incident
  const near = incident.impacts[0]?.from ?? null
  const told = postedIncident({ title, services, posts, flags: [] }, source, { assumeZone, near })
  const rate = told.impacts[0]?.errorRate ?? null
  const only = incident.impacts.length === 1 && incident.text === ''
  return {
    ...incident,
    impacts: only
      ? incident.impacts.map((impact) => ({ ...impact, errorRate: impact.errorRate ?? rate }))
      : incident.impacts,
    text: incident.text === '' ? told.text : incident.text,
    claims: incident.text === '' ? [...incident.claims, ...told.claims] : incident.claims,
    updates: told.updates,
    page: told.page,
    milestones: {
      ...incident.milestones,
      firstPostAt: incident.milestones.firstPostAt ?? told.milestones.firstPostAt,
      postmortemAt: incident.milestones.postmortemAt ?? told.milestones.postmortemAt,
    },
  }
}
