import { readTable } from '../csv/table'
import { csvText } from '../csv/text'
import { incidentTable } from '../documents/markdown-table'
import { wholeText } from '../documents/whole-text'
import type { Format, Input, ReadContext } from '../format'
import { UserError } from '../issue'

const longest = 4_000_000
/** What a postmortem has and a list of incidents has not. */
const review =
  /^#{1,4}[ \t]+[^\n]{0,40}\b(?:timeline|root causes?|lessons learn\w*|what happened)\b/im
const headLength = 65_536
const mostShown = 500

/** A list of incidents as a table in Markdown, such as an index of reviews: one incident per row. */
export const markdownTable: Format = {
  provenOn: 'an index of reviews of a homelab',
  label: 'List of incidents (Markdown)',
  extensions: ['.md', '.markdown'],

  sniff(head) {
    if (!/^[ \t]*\|?[ \t:|-]{3,}\|[ \t:|-]*$/m.test(head) || review.test(head)) return 0
    return incidentTable(head) === null ? 0 : 0.87
  },

  async read(input, sink, context) {
    const text = await wholeText(input, longest, 'Split the list by years.')
    const table = incidentTable(text)
    if (table === null || table.rows.length === 0)
      throw new UserError(
        `${input.name}: the table of incidents has no rows`,
        'Write one incident per row, each with its start and end.',
      )
    const rows = table.rows
    const csv = csvText([table.header, ...rows])
    await readTable(tableInput(input, csv), sink, shown(context, rows), {
      format: 'markdown-table',
    })
  },
}

/** The table as the text of a file of its own. */
function tableInput({ name }: Input, text: string): Input {
  return {
    name,
    head: text.slice(0, headLength),
    encoding: 'utf-8',
    async *chunks() {
      yield text
    },
    text: () => Promise.resolve(text),
  }
}

/** Rows are shown as cells; in the file itself they stand otherwise. */
function shown(context: ReadContext, rows: readonly (readonly string[])[]): ReadContext {
  const { onTable, ...rest } = context
  if (!onTable) return rest
  return {
    ...rest,
    onTable: (found) =>
      onTable({
        ...found,
        delimited: false,
        records: () => rows.slice(0, mostShown),
        async *all() {
          yield rows
        },
      }),
  }
}
