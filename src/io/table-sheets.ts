import type { RawFile } from '../core/input'
import { unpacked } from '../core/unpack'
import * as tables from '../core/unpack/tables'
import { fileBytes } from './file-bytes'
import { gathered } from './gathered'

/** A table as CSV. */
export interface TableSheet {
  readonly name: string
  readonly text: Blob
}

/** The tables of a workbook or Parquet file; null for a file that only looked like one. Throws a `UserError`. */
export async function tableSheets(file: File): Promise<readonly TableSheet[] | null> {
  const raw: RawFile = { name: file.name, size: file.size, open: () => fileBytes(file) }
  let asked = false
  const found = await unpacked(raw, async () => {
    asked = true
    return tables
  })
  if (!asked) return null
  const sheets: TableSheet[] = []
  for (const table of found)
    sheets.push({
      name: table.name,
      text: await gathered(copies(table.open()), 'text/csv;charset=utf-8'),
    })
  return sheets
}

/** A file of the browser takes no bytes that other threads could share. */
async function* copies(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for await (const piece of pieces) yield piece.slice()
}
