import { useState } from 'react'
import type { TableRow } from '../../core/answers'
import type { Query } from '../../core/query'
import type { ViewProps } from '../view'
import type { Choosing } from './choosing'

/** As many as are chosen at once; a person who means more narrows the question in steps. */
const mostAtOnce = 5000

interface Choice {
  /** In the order they were chosen, as they were then. */
  readonly rows: readonly TableRow[]
  readonly all: () => void
  readonly clear: () => void
  readonly choosing: Choosing
}

/** The records chosen in a table. */
export function useChoice(readRows: ViewProps['readRows'], query: Query): Choice {
  const [rows, setRows] = useState<readonly TableRow[]>([])
  const clear = () => setRows([])
  const all = () => void readRows(query, 0, mostAtOnce).then((slice) => setRows(slice.rows), clear)
  return {
    rows,
    all,
    clear,
    choosing: {
      chosen: new Set(rows.map(({ id }) => id)),
      onToggle: (row) =>
        setRows((before) =>
          before.some(({ id }) => id === row.id)
            ? before.filter(({ id }) => id !== row.id)
            : [...before, row],
        ),
      onToggleAll: () => (rows.length > 0 ? clear() : all()),
    },
  }
}
