import { layoutOf } from './layout'
import { readTable, type TableKind } from './table'
import type { Format } from '../format'

/** The export of a known program, told by its headers. */
export interface KnownTable extends TableKind {
  readonly label: string
  readonly provenOn: Format['provenOn']
  /** Sets of headers in small letters: a table with all of one set is taken for this export. */
  readonly signatures: readonly (readonly string[])[]
}

/** What the times of any ticket are. */
export const ticketTimes = {
  code: 'ticket-times',
  message:
    'Start and end are when the ticket was opened and resolved: the impact may have been earlier or shorter. Map the columns that hold its times if there are any.',
}

/** As far as a header row lies from the beginning of any real export. */
const topLength = 8192

/** A format for the tables of one program: recognised by exact headers, and read like any table. */
export function tableFormat(table: KnownTable): Format {
  return {
    label: table.label,
    provenOn: table.provenOn,
    extensions: ['.csv'],
    sniff: (head) => (hasSignature(head, table.signatures) ? 0.9 : 0),
    read: (input, sink, context) => readTable(input, sink, context, table),
  }
}

/** Whether a table begins with all the headers of one of the sets. */
export function hasSignature(head: string, signatures: readonly (readonly string[])[]): boolean {
  const top = head.slice(0, topLength).toLowerCase()
  // Taking the table apart is slow: it is done only where every word is there.
  const likely = signatures.filter((words) => words.every((word) => top.includes(word)))
  if (likely.length === 0) return false
  const layout = layoutOf(head)
  const headers = new Set(layout?.headers.map((text) => text.trim().toLowerCase()))
  return likely.some((words) => words.every((word) => headers.has(word)))
}
