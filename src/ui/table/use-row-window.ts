import { useEffect, useState } from 'react'
import type { RowSlice } from '../../core/answers'
import { queryHash, type Query } from '../../core/query'
import type { ViewProps } from '../view'

/** Rows are read in whole blocks, with one block to spare on both sides of what is on screen. */
const block = 64

/** What is asked: a new one starts the table from its top. */
interface Source {
  readonly id: number
  readonly readRows: ViewProps['readRows']
  readonly query: Query
  readonly version: unknown
}

/** The part of the table that is in memory. */
export interface RowWindow {
  /** Rises with every new question; the table then goes back to its top. */
  readonly question: number
  /** Null until the first rows are there. */
  readonly slice: RowSlice | null
  /** True while the rows shown answer an earlier question. */
  readonly busy: boolean
  readonly failure: string | null
  /** Says which rows `[first, last]` are on screen. */
  readonly onRange: (first: number, last: number) => void
}

/** Reads the rows around what is on screen. `version` changes when the data does. */
export function useRowWindow(
  readRows: ViewProps['readRows'],
  query: Query,
  version: unknown,
): RowWindow {
  const [source, setSource] = useState<Source>({ id: 0, readRows, query, version })
  const [range, setRange] = useState({ from: 0, to: 2 * block })
  const [held, setHeld] = useState<{ id: number; slice: RowSlice | null; failure: string | null }>({
    id: -1,
    slice: null,
    failure: null,
  })
  if (
    source.readRows !== readRows ||
    source.version !== version ||
    questionOf(source.query) !== questionOf(query)
  ) {
    setSource({ id: source.id + 1, readRows, query, version })
    setRange({ from: 0, to: 2 * block })
  }
  useEffect(() => {
    const keep = (slice: RowSlice | null, failure: string | null) =>
      setHeld((before) => (before.id > source.id ? before : { id: source.id, slice, failure }))
    source.readRows(source.query, range.from, range.to - range.from).then(
      (slice) => keep(slice, null),
      (error: unknown) => keep(null, error instanceof Error ? error.message : String(error)),
    )
  }, [source, range])
  return {
    question: source.id,
    slice: held.slice,
    busy: held.id !== source.id,
    failure: held.failure,
    onRange(first, last) {
      const from = Math.max(0, Math.floor(first / block) - 1) * block
      const to = (Math.floor(last / block) + 2) * block
      setRange((before) => (before.from === from && before.to === to ? before : { from, to }))
    },
  }
}

/** The part of a query that decides which rows there are: an opened incident is none of it. */
function questionOf(query: Query): string {
  return queryHash({ ...query, view: 'incidents', incident: '' })
}
