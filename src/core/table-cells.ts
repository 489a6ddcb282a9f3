import type { Input } from './format'
import type { Assumptions } from './issue'
import { tableOf } from './table-preview'

/** The cells of some records of a table, by their number from 1. Throws a `UserError` when the file is no table. */
export async function tableCells(
  input: Input,
  assume: Assumptions,
  now: number,
  rows: readonly number[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const { all } = await tableOf(input, assume, now)
  const wanted = [...new Set(rows)].sort((a, b) => a - b)
  const found = new Map<number, readonly string[]>()
  let first = 1
  let next = 0
  for await (const batch of all(input)) {
    for (; next < wanted.length && wanted[next]! < first + batch.length; next++) {
      const cells = batch[wanted[next]! - first]
      if (cells) found.set(wanted[next]!, cells)
    }
    if (next === wanted.length) break
    first += batch.length
  }
  return found
}
