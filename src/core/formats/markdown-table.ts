import { readTable } from '../csv/table'
import { csvText } from '../csv/text'
import { incidentTable } from '../documents/markdown-table'
import { textInput } from '../documents/text-input'
import { wholeText } from '../documents/whole-text'
import type { Format } from '../format'
import { UserError } from '../issue'

const longest = 4_000_000
/** What a postmortem has and a list of incidents has not. */
const review =
  /^#{1,4}[ \t]+[^\n]{0,40}\b(?:timeline|root causes?|lessons learn\w*|what happened)\b/im

/** A list of incidents as a table in Markdown, such as an index of reviews: one incident per row. */
export const markdownTable: Format = {
  provenOn: 'an index of reviews of a homelab',
  label: 'List of incidents (Markdown)',
  extensions: ['.md', '.markdown'],

  sniff(head) {
    return incidentTable(head) === null || review.test(head) ? 0 : 0.87
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
    await readTable(...textInput(input, csv, rows, sink, context), { format: 'markdown-table' })
  },
}
