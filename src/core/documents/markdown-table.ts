import { assignColumns } from '../csv/columns'

/** Rows of a table in Markdown, the header first. */
export interface MarkdownTable {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

const longestHeader = 4000
const named = ['id', 'title', 'text', 'services', 'severity', 'cause', 'status'] as const
const ended = ['end', 'endDate', 'duration', 'resolved', 'closed'] as const

/**
 * The list of incidents in a Markdown text: its tables with the header of the first that has a start, an end or a length,
 * and two columns that tell of what; null for a text without.
 */
export function incidentTable(text: string): MarkdownTable | null {
  const tables = tablesIn(text)
  const first = tables.find(({ header }) => listsIncidents(cellsOf(header)))
  if (!first) return null
  const header = cellsOf(first.header)
  const same = tables.filter(
    (one) => one === first || cellsOf(one.header).join('|') === header.join('|'),
  )
  return { header, rows: same.flatMap(({ lines }) => lines.map(cellsOf)) }
}

function listsIncidents(header: readonly string[]): boolean {
  const columns = assignColumns(header, '')
  return (
    (columns.has('start') || columns.has('startDate')) &&
    ended.some((field) => columns.has(field)) &&
    named.filter((field) => columns.has(field)).length >= 2
  )
}

/** A table whose lines are not yet taken apart. */
interface LinedTable {
  readonly header: string
  readonly lines: string[]
}

function tablesIn(text: string): readonly LinedTable[] {
  const found: LinedTable[] = []
  let open: LinedTable | null = null
  let above = ''
  for (const line of text.split(/\r?\n/)) {
    if (above.includes('|') && above.length <= longestHeader && isRuler(line) && !isRuler(above)) {
      // Without a blank line between them, the header of this table stood below the rows of the last.
      open?.lines.pop()
      open = { header: above, lines: [] }
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
