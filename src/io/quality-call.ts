import type { DataQuality, DoubtfulRecord, UnusedColumns } from '../core/answers'
import { quality } from '../core/quality'
import { fileBeginnings, unusedColumns } from '../core/unused-columns'
import type { Open } from './open-data'

/** What is doubtful about the data, with titles for the records that are listed. */
export async function dataQuality(open: Open): Promise<DataQuality> {
  const { live, settings, opened } = open
  const { findings, ...rest } = quality(live.frame, settings, opened.asOf)
  const titles = await live.readTitles(new Set(findings.flatMap(({ rows }) => rows)))
  const { incidents, dictionaries } = live.frame
  const record = (row: number): DoubtfulRecord => {
    const startAt = incidents.startAt[row]!
    return {
      id: live.ids[row]!,
      title: titles.get(row) ?? '',
      startAt: Number.isNaN(startAt) ? null : startAt,
      file: dictionaries.files[incidents.file[row]!]?.name ?? '',
      row: incidents.row[row]!,
    }
  }
  return {
    ...rest,
    findings: findings.map(({ kind, count, rows }) => ({ kind, count, records: rows.map(record) })),
    unused: await unusedByFile(open),
  }
}

/** A table repeats its columns in every record: the beginning of each file tells them. */
async function unusedByFile({ live }: Open): Promise<readonly UnusedColumns[]> {
  const found: UnusedColumns[] = []
  for (const { file, rows } of fileBeginnings(live.frame)) {
    const block = await live.readBlock(rows[0]!)
    const columns = unusedColumns(block, rows)
    if (columns.length > 0) found.push({ file, columns })
  }
  return found
}
