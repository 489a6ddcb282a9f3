import { csvText, type CsvRecord } from './text'
import type { Incident } from '../incident'
import type { Assumptions } from '../issue'

/**
 * Cells that were corrected by hand, for the records of one table; null without any. A record keeps its row as it was
 * among its extra fields.
 */
export function fixesOf(file: string, width: number, { fixes = [] }: Assumptions) {
  const own = new Map(
    fixes.filter((fix) => fix.file === file).map(({ row, cells }) => [row, cells] as const),
  )
  if (own.size === 0) return null
  const before = new Map<number, string>()
  return {
    apply: (record: CsvRecord, row: number): CsvRecord => {
      const corrected = own.get(row)
      if (!corrected) return record
      before.set(row, csvText([record.cells]).trimEnd())
      const cells = Array.from({ length: width }, (_, at) => record.cells[at] ?? '')
      for (const [at, text] of corrected) if (at < width) cells[at] = text
      return { cells, fault: null }
    },
    marked: (incident: Incident, row: number): Incident => {
      const raw = before.get(row)
      if (raw === undefined) return incident
      return {
        ...incident,
        flags: [...incident.flags, 'fixed-by-hand'],
        extra: [...incident.extra, ['row as imported', raw]],
      }
    },
  }
}
