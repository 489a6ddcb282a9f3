import type { Progress, TableRow } from '../core/answers'

/** Least time between two messages, ms: to show each of them costs the reading more than it tells. */
const pause = 100

/** Gathers how far the reading of files of these sizes has come. */
export function importProgress(sizes: readonly number[], onProgress: (progress: Progress) => void) {
  const done = sizes.map(() => 0)
  const totalBytes = sizes.reduce((sum, size) => sum + size, 0)
  let records = 0
  let first: readonly TableRow[] | null = null
  let toldAt = -Infinity
  const tell = () => {
    toldAt = performance.now()
    onProgress({
      doneBytes: done.reduce((sum, bytes) => sum + bytes, 0),
      totalBytes,
      records,
      ...(first && { first }),
    })
  }
  const tellNow = () => {
    if (performance.now() - toldAt >= pause) tell()
  }
  return {
    first(rows: readonly TableRow[]) {
      first = rows
      tell()
    },
    read(at: number, bytes: number) {
      // A second pass over a file does not count backwards.
      done[at] = Math.max(done[at]!, bytes)
      tellNow()
    },
    records(count: number) {
      records = count
      tellNow()
    },
  }
}
