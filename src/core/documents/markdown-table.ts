import { assignColumns } from '../csv/columns'

/** Rows of a table in Markdown, the header first. */
export interface MarkdownTable {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

const longestHeader = 4000
const named = ['id', 'title', 'text', 'services', 'severity', 'cause', 'status'] as const
const ended = ['end', 'endDate', 'duration', 'resolved', 'closed'] as const

/** Words of lists of incidents; where incidents are managed there are rotas, too. */
const incidentWord =
  /(?<![a-z])(?:incident(?:es|[eis])?(?![ _-]?(?:command|response|manage|lead|process))|incidencias?|outages?|post-?mortems?|downtimes?|st[oö]rung(?:en)?|ausf[aä]lle?|vorf[aä]lle?|pannes?)(?![a-z])/i
const incidentHeader =
  /incident(?![ _-]?(?:command|response|manage|lead))|incidencia|outage|post-?mortem|downtime|impact|root.?cause|st[oö]rung|ausf[aä]ll|vorf[aä]ll|panne/i
/** Projects have a priority and a category as well. */
const anyList = /prio|urgen|categ|kateg|^\W*(?:reason|motivo)\W*$|clos/i

/**
 * The list of incidents in a Markdown text: its tables with the header of the first that has a start, an end or a length,
 * two columns that tell of what, and says that it is of incidents, itself or in the headings above it; null for a text
 * without.
 */
export function incidentTable(text: string): MarkdownTable | null {
  const tables = tablesIn(text)
  const first = tables.find((table) => hasWindows(table) && namesIncidents(table))
  if (!first) return null
  const header = cellsOf(first.header)
  const same = tables.filter(
    (one) =>
      one === first || (namesIncidents(one) && cellsOf(one.header).join('|') === header.join('|')),
  )
  return { header, rows: same.flatMap(({ lines }) => lines.map(cellsOf)) }
}

/** Whether a text holds tables in Markdown, all of them about other things, such as the plan of a project. */
export function holdsOtherTables(text: string): boolean {
  const tables = tablesIn(text)
  return tables.length > 0 && !tables.some((table) => namesIncidents(table))
}

function hasWindows({ header }: LinedTable): boolean {
  const columns = assignColumns(cellsOf(header), '')
  return (
    (columns.has('start') || columns.has('startDate')) &&
    ended.some((field) => columns.has(field)) &&
    named.filter((field) => columns.has(field)).length >= 2
  )
}

function namesIncidents({ header, headings }: LinedTable): boolean {
  if (incidentHeader.test(header)) return true
  if (headings.some((text) => incidentWord.test(text))) return true
  const columns = assignColumns(cellsOf(header), '')
  const ranked = [...(columns.get('severity') ?? []), ...(columns.get('cause') ?? [])]
  return ranked.some((column) => !anyList.test(column.header))
}

/** A table whose lines are not yet taken apart. */
interface LinedTable {
  readonly header: string
  readonly lines: string[]
  /** Those it lies below, from the outermost. */
  readonly headings: readonly string[]
}

function tablesIn(text: string): readonly LinedTable[] {
  const found: LinedTable[] = []
  let open: LinedTable | null = null
  let above = ''
  let headings: readonly string[] = []
  for (const line of text.split(/\r?\n/)) {
    const level = /^#{1,6}(?=[ \t])/.exec(line)?.[0].length ?? 0
    if (level > 0)
      headings = [
        ...headings.filter((one) => !one.startsWith('#'.repeat(level))),
        line.slice(0, 300),
      ]
    if (above.includes('|') && above.length <= longestHeader && isRuler(line) && !isRuler(above)) {
      // Without a blank line between them, the header of this table stood below the rows of the last.
      open?.lines.pop()
      open = { header: above, lines: [], headings }
      found.push(open)
    } else if (line.includes('|')) open?.lines.push(line)
    else open = null
    above = line
  }
  return found
}

/** The line below a header: `|---|:--:|`. */
function isRuler(line: string): boolean {
  if (!/^[\s|:-]+$/.test(line)) return false
  const columns = line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
  return columns.length > 1 && columns.every((column) => /^:?-{2,}:?$/.test(column.trim()))
}

/** The cells of a row without marks of Markdown; a link gives its words. */
function cellsOf(row: string): readonly string[] {
  return row
    .trim()
    .replace(/^\||(?<!\\)\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) =>
      cell
        .replaceAll('\\|', '|')
        .replace(/!?\[([^\]\n]{0,500})\]\([^)\n]{0,1000}\)/g, '$1')
        .replace(/<br ?\/?>/gi, ' ')
        .replace(/(?<![\w*])(\*{1,3}|`)(\S(?:[^*`\n]*\S)?)\1(?![\w*])/g, '$2')
        .trim(),
    )
}
