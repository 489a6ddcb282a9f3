import type { DuplicateSuggestion } from '../core/answers'
import { duplicatePairs } from '../core/duplicates'
import { toldApart } from '../core/edits'
import { rowOffsets } from '../core/live'
import { defaultQuery } from '../core/query'
import type { Open } from './open-data'

/** Records that may be the same incident and are not told apart yet. */
export async function duplicateSuggestions(open: Open): Promise<readonly DuplicateSuggestion[]> {
  const { live, kept, table, settings, opened } = open
  const { frame, ids } = live
  const apart = toldApart(kept.edits)
  const fileOf = (row: number) => frame.dictionaries.files[frame.incidents.file[row]!]
  const pairs = duplicatePairs({
    frame,
    settings,
    asOf: opened.asOf,
    sources: sourcesOf(open),
    settled: (first, second) => apart(ids[first]!, ids[second]!),
  })
  const rows = [...new Set(pairs.flatMap(({ first, second }) => [first, second]))]
  const listed = await table.rowsOf(defaultQuery, rows)
  const byRow = new Map(
    rows.map((row, at) => [row, { ...listed[at]!, file: fileOf(row)?.name ?? '' }]),
  )
  return pairs.map(({ first, second, service, likeness }) => ({
    service,
    likeness,
    records: [byRow.get(first)!, byRow.get(second)!],
  }))
}

/** Per row a number for its import and file. */
function sourcesOf({ live, imported }: Open): Uint32Array {
  const { incidents, dictionaries } = live.frame
  const { base, batches } = imported
  const firsts = rowOffsets(batches.map((stored) => stored.frame))
  const rows = base.frame.incidents.count
  const sources = new Uint32Array(incidents.count)
  let batch = 0
  for (let row = 0; row < incidents.count; row++) {
    while (row < rows && row >= (firsts[batch + 1] ?? Infinity)) batch++
    // An edited record came with the import of the one it replaces; what was entered by hand with none.
    const imports = row < rows ? batch : batchOf(firsts, base.rowOf(live.ids[row]!))
    sources[row] = imports * dictionaries.files.length + incidents.file[row]!
  }
  return sources
}

function batchOf(firsts: readonly number[], row: number | undefined): number {
  return row === undefined ? firsts.length : firsts.findLastIndex((first) => first <= row)
}
