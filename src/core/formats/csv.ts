import { columnsOf, layoutOf } from '../csv/layout'
import { readTable } from '../csv/table'
import { holdsOtherTables } from '../documents/markdown-table'
import type { Format } from '../format'

/** Any table of incidents with a header row; its columns are recognised by their names. */
export const csv: Format = {
  provenOn: 'an ITSM export and a list of outage windows',
  label: 'CSV',
  extensions: ['.csv', '.tsv', '.txt'],
  sniff(head) {
    const layout = layoutOf(head)
    if (!layout || layout.headers.length < 2) return 0
    if (layout.own) return 0.5
    if (layout.delimiter === '|' && holdsOtherTables(head)) return 0
    try {
      columnsOf(layout, undefined, '')
      return 0.45
    } catch {
      if (layout.known >= 2) return 0.3
      return layout.consistent >= 2 ? 0.1 : 0
    }
  },
  read: (input, sink, context) => readTable(input, sink, context, { format: 'csv' }),
}
