import { assignColumns } from '../csv/columns'

/** Rows of a table in Markdown, the header first. */
export interface MarkdownTable {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

const ruler = /^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?\s*$/
const named = ['id', 'title', 'text', 'services', 'severity', 'cause', 'status'] as const
const ended = ['end', 'endDate', 'duration', 'resolved', 'closed'] as const

/**
 * The list of incidents in a Markdown text: its tables with the header of the first that has a start, an end or a length,
 * and two columns that tell of what; null for a text without.
 */
export function incidentTable(text: string): MarkdownTable | null {
  const tables = tablesIn(text)
  const first = tables.find(({ header }) => listsIncidents(header))
  if (!first) return null
  const same = tables.filter(({ header }) => header.join('|') === first.header.join('|'))
  return { header: first.header, rows: same.flatMap(({ rows }) => rows) }
}

function listsIncidents(header: readonly string[]): boolean {
  const columns = assignColumns(header, '')
  return (
    (columns.has('start') || columns.has('startDate')) &&
    ended.some((field) => columns.has(field)) &&
    named.filter((field) => columns.has(field)).length >= 2
  )
}

function tablesIn(text: string): readonly MarkdownTable[] {
  const lines = text.split(/\r?\n/)
  return lines.flatMap((line, at) => {
    const above = lines[at - 1] ?? ''
    if (!line.includes('-') || !ruler.test(line) || !above.includes('|')) return []
    const below = lines.slice(at + 1)
    const end = below.findIndex((row) => !row.includes('|'))
    return [
      { header: cellsOf(above), rows: below.slice(0, end < 0 ? undefined : end).map(cellsOf) },
    ]
  })
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
