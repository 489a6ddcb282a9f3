import { layoutOf } from '../csv/layout'
import { eachRecord, rawText } from '../csv/records'
import { hasSignature } from '../csv/table-format'
import type { Format, ReadContext } from '../format'
import type { Incident } from '../incident'
import { UserError } from '../issue'
import { incidentFromBlocks } from '../prose/incident'
import { reportStructure, statusOf, type ProseBlock } from '../prose/structure'
import { severity } from '../words'

const headers = ['incident_title', 'incident_impact', 'updates'] as const

/** Status pages collected into a table: a row per incident, its posts as JSON in one cell. */
export const statuspageCsv: Format = {
  provenOn: "OpenAI's incident history",
  label: 'Status pages with posts in a column (CSV)',
  extensions: ['.csv'],

  sniff: (head) => (hasSignature(head, [headers]) ? 0.9 : 0),

  async read(input, sink, context) {
    const layout = layoutOf(input.head)
    const names = layout?.headers.map((text) => text.trim().toLowerCase()) ?? []
    if (!layout)
      throw new UserError(`${input.name}: this is not a table`, 'Export it as CSV with a header.')
    await eachRecord(input, layout, sink, ({ cells }, row) => {
      const cell = (name: string) => cells[names.indexOf(name)] ?? ''
      const source = { file: input.name, row, format: 'statuspage-csv' }
      const posts = postsOf(cell('updates'))
      const incident = posts && incidentOf(cell, posts, source, context)
      if (incident && (incident.impacts.length > 0 || incident.page !== null))
        sink.incident(incident)
      else
        sink.reject(
          row,
          posts ? 'no-time' : 'bad-json',
          posts
            ? `${input.name} record ${row}: no post in column "Updates" says when it was made. Its time has to read like "Posted Aug 28, 2024 - 13:36 PDT".`
            : `${input.name} record ${row}: column "Updates" holds no list of posts. It has to be JSON, with Update_Title, Update_Body and Update_Timestamp in each.`,
          rawText(cells),
        )
    })
  },
}

interface Post {
  readonly title: string
  readonly body: string
  /** As on the page: "Posted 3 days ago. Aug 28, 2024 - 13:36 PDT". */
  readonly time: string
}

function postsOf(text: string): readonly Post[] | null {
  let list: unknown
  try {
    list = JSON.parse(text)
  } catch {
    return null
  }
  if (!Array.isArray(list)) return null
  const posts: Post[] = []
  for (const item of list as readonly unknown[]) {
    if (typeof item !== 'object' || item === null) return null
    const fields = new Map<string, unknown>(Object.entries(item))
    const word = (name: string) => {
      const value = fields.get(name)
      return typeof value === 'string' ? value.trim() : ''
    }
    posts.push({
      title: word('Update_Title'),
      body: word('Update_Body'),
      time: word('Update_Timestamp'),
    })
  }
  return posts
}

function incidentOf(
  cell: (name: string) => string,
  posts: readonly Post[],
  source: { readonly file: string; readonly row: number; readonly format: string },
  { assume }: ReadContext,
): Incident {
  const title = cell('incident_title').trim()
  const named = reportStructure(`${title}\n${cell('service').trim()}`)
  let text = `${title}\n`
  const add = (part: string) => {
    const charStart = text.length
    text += `${part}\n`
    return { charStart, charEnd: charStart + part.length }
  }
  const flags = new Set<string>()
  const blocks = posts.map((post): ProseBlock => {
    text += '\n'
    const status = statusOf(post.title)
    add(post.title)
    const body = add(post.body)
    const line = reportStructure(post.time)
    for (const flag of line.flags) flags.add(flag)
    return {
      status: status ?? 'Update',
      statusInferred: status === null,
      postedAt: line.blocks[0]?.postedAt ?? null,
      text: post.body,
      ...body,
      posted: add(post.time),
    }
  })
  text += '\n'
  const affected = named.services.length > 0 ? add(cell('service').trim()) : null
  const url = cell('incident_link').trim()
  const incident = incidentFromBlocks(
    { title, services: named.services, text, blocks, affected, flags: [...flags] },
    source,
    { assumeZone: assume.timeZone ?? null, near: null },
  )
  const rank = severity(cell('incident_impact'))
  return {
    ...incident,
    // The page's own code: the same incident read from the page's JSON has it, too.
    id: /\/incidents\/([a-z0-9]{8,20})$/.exec(url)?.[1] ?? '',
    kind: incident.kind === 'maintenance' ? 'maintenance' : (rank?.kind ?? 'incident'),
    severity: rank?.severity ?? null,
    source: { ...incident.source, url: url || null },
  }
}
