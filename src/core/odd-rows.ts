import type { Frame } from './frame'
import { kinds } from './incident'
import type { Rejection } from './issue'
import { sameTimes } from './same-times'

/** Why a row that can be read should be looked at before it is kept. */
export const oddities = ['future', 'no-end', 'long', 'same-times', 'duplicate-id'] as const
export type Oddity = (typeof oddities)[number]

/** Row of a file, numbered from 1. */
export interface OddRow {
  readonly file: string
  readonly row: number
  readonly oddity: Oddity
  /** The other row, where the oddity is between two. */
  readonly like?: number
}

export interface OddRows {
  readonly count: number
  /** The first of them, up to `rowsListed`. */
  readonly rows: readonly OddRow[]
}

const rowsListed = 20
const week = 7 * 86_400_000

/**
 * Rows of these files that are probably wrong: a start to come, no end after a week, longer than a week, services and
 * times of another row, or the id of a later row, which replaced it. `now` in epoch ms UTC.
 */
export function oddRows(
  frame: Frame,
  rejected: readonly Rejection[],
  files: ReadonlySet<string>,
  now: number,
): OddRows {
  const { incidents, dictionaries } = frame
  const { count, kind, startAt, endAt, file, row, superseded } = incidents
  const asked = dictionaries.files.map(({ name }) => files.has(name))
  const incident = kinds.indexOf('incident')
  const told = new Set<number>()
  let found = 0
  const rows: OddRow[] = []
  const add = (name: string, place: number, oddity: Oddity, like?: number) => {
    found++
    if (rows.length < rowsListed)
      rows.push({ file: name, row: place, oddity, ...(like !== undefined && { like }) })
  }
  for (let at = 0; at < count; at++) {
    if (superseded?.[at] || kind[at] !== incident || !asked[file[at]!]) continue
    const from = startAt[at]!
    const to = endAt[at]!
    const open = Number.isNaN(to)
    const oddity =
      from > now
        ? 'future'
        : open && now - from > week
          ? 'no-end'
          : to - from > week
            ? 'long'
            : null
    if (oddity === null) continue
    told.add(at)
    add(dictionaries.files[file[at]!]!.name, row[at]!, oddity)
  }
  for (const { first, second } of sameTimes(frame))
    if (file[first] === file[second] && asked[file[first]!] && !told.has(second))
      add(dictionaries.files[file[first]!]!.name, row[second]!, 'same-times', row[first]!)
  for (const one of rejected)
    if (one.code === 'duplicate-id' && files.has(one.file)) add(one.file, one.row, 'duplicate-id')
  return { count: found, rows }
}
