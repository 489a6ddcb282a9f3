import { guarded } from '../../core/csv/own-cells'
import { csvText } from '../../core/csv/text'
import type { Rejection } from '../../core/issue'

/** Rejected records as a table for a spreadsheet: an apostrophe stands before a text that would run as a formula. */
export function rejectedCsv(rejected: readonly Rejection[]): string {
  const rows = rejected.map(({ file, row, code, message, raw }) => [
    file,
    String(row),
    code,
    message,
    raw,
  ])
  return csvText([
    ['file', 'row', 'code', 'reason', 'record'],
    ...rows.map((cells) => cells.map(guarded)),
  ])
}
