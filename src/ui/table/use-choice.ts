import { useState } from 'react'
import type { Query } from '../../core/query'
import type { ViewProps } from '../view'
import type { Choosing } from './choosing'

/** As many as are chosen at once; a person who means more narrows the question in steps. */
const mostAtOnce = 5000

/** The records chosen in a table, in the order they were. */
export function useChoice(
  readRows: ViewProps['readRows'],
  query: Query,
): { readonly list: readonly string[]; readonly clear: () => void; readonly choosing: Choosing } {
  const [list, setList] = useState<readonly string[]>([])
  const clear = () => setList([])
  return {
    list,
    clear,
    choosing: {
      chosen: new Set(list),
      onToggle: (id) =>
        setList((before) =>
          before.includes(id) ? before.filter((one) => one !== id) : [...before, id],
        ),
      onToggleAll() {
        if (list.length > 0) clear()
        else
          void readRows(query, 0, mostAtOnce).then(
            ({ rows }) => setList(rows.map(({ id }) => id)),
            clear,
          )
      },
    },
  }
}
