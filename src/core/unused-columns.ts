import type { Details } from './details'
import type { Frame } from './frame'
import { unpackText, type TextBlock } from './text-block'

/** The first records that count of one file. */
export interface FileBeginning {
  readonly file: string
  readonly rows: readonly number[]
}

/** So many records of a file are looked at: a table has the same columns in all of them. */
const recordsLookedAt = 20
const filesLookedAt = 100
/** Written by the import, not found in the file. */
const ownColumns: ReadonlySet<string> = new Set(['row as imported'])

/** Where each file of a frame begins, in order of the files. */
export function fileBeginnings({ incidents, dictionaries }: Frame): readonly FileBeginning[] {
  const rows = dictionaries.files.slice(0, filesLookedAt).map((): number[] => [])
  for (let row = 0; row < incidents.count; row++) {
    const list = rows[incidents.file[row]!]
    if (list && list.length < recordsLookedAt && !incidents.superseded?.[row]) list.push(row)
  }
  return rows.flatMap((list, file) =>
    list.length > 0 ? [{ file: dictionaries.files[file]!.name, rows: list }] : [],
  )
}

/** Names of the columns that these records keep beside their fields, in order of appearance. */
export function unusedColumns(block: TextBlock, rows: readonly number[]): readonly string[] {
  const texts = unpackText(block.details)
  const names = new Set<string>()
  for (const row of rows) {
    const text = texts[row - block.first]
    if (!text) continue
    // Written by detailsText, and its block is checksummed.
    const { extra } = JSON.parse(text) as Details
    for (const [name] of extra) if (name !== '' && !ownColumns.has(name)) names.add(name)
  }
  return [...names]
}
