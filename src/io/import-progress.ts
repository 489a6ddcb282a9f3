import type { Progress, TableRow } from '../core/answers'

/** Gathers how far the reading of files of these sizes has come. */
export function importProgress(sizes: readonly number[], onProgress: (progress: Progress) => void) {
  const done = sizes.map(() => 0)
  const totalBytes = sizes.reduce((sum, size) => sum + size, 0)
  let records = 0
  let first: readonly TableRow[] | null = null
  const tell = () =>
    onProgress({
      doneBytes: done.reduce((sum, bytes) => sum + bytes, 0),
      totalBytes,
      records,
      ...(first && { first }),
    })
  return {
    first(rows: readonly TableRow[]) {
      first = rows
      tell()
    },
    read(at: number, bytes: number) {
      // A second pass over a file does not count backwards.
      done[at] = Math.max(done[at]!, bytes)
      tell()
    },
    records(count: number) {
      records = count
      tell()
    },
  }
}
