import { flexRender, functionalUpdate, useTable } from '@tanstack/react-table'
import { useEffect, useState } from 'react'
import type { Query } from '../../core/query'
import type { Choosing } from './choosing'
import { columns, features, sortingOf, sortOf, type Line } from './columns'
import css from './incident-table.module.css'
import { useNarrow } from '../incident/use-narrow'
import type { RowWindow } from './use-row-window'
import { VirtualRows } from './VirtualRows'

interface IncidentTableProps {
  readonly window: RowWindow
  readonly query: Query
  readonly onQuery: (change: Partial<Query>) => void
  readonly timeZone: string
  /** Null where nothing can be changed. */
  readonly choosing: Choosing | null
}

const rowHeight = 32
const cardHeight = 128
const sorts = { ascending: '↑', descending: '↓', none: '' } as const

function ChooseAll({ choosing, total }: { readonly choosing: Choosing; readonly total: number }) {
  const { size } = choosing.chosen
  return (
    <label className={css['choose']}>
      <input
        ref={(box) => {
          if (box) box.indeterminate = size > 0 && size < total
        }}
        type="checkbox"
        aria-label="Choose all records listed"
        checked={size > 0}
        onChange={choosing.onToggleAll}
      />
    </label>
  )
}

/** The incidents as a table that holds only the rows on screen; cards on a narrow screen. */
export function IncidentTable(props: IncidentTableProps) {
  const { window, query, onQuery, timeZone, choosing } = props
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const narrow = useNarrow()
  const { slice, question } = window
  const lines: readonly Line[] = (slice?.rows ?? []).map((row, i) => ({
    index: (slice?.offset ?? 0) + i,
    row,
  }))
  const table = useTable({
    features,
    columns,
    data: lines,
    getRowId: (line) => String(line.index),
    manualSorting: true,
    enableMultiSort: false,
    enableSortingRemoval: false,
    state: { sorting: sortingOf(query.sort) },
    onSortingChange: (change) =>
      onQuery({ sort: sortOf(functionalUpdate(change, sortingOf(query.sort))) }),
    meta: { timeZone },
  })
  useEffect(() => {
    // It gives a promise in newer browsers, which an effect must not return.
    scroller?.scrollTo({ top: 0 })
  }, [scroller, question])
  return (
    <div ref={setScroller} className={css['scroller']} aria-busy={window.busy}>
      <table
        className={css['table']}
        aria-rowcount={(slice?.total ?? 0) + 1}
        aria-label="Incidents"
        data-choosing={choosing !== null || undefined}
      >
        <thead className={css['head']}>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id} aria-rowindex={1} className={css['headRow']}>
              {choosing && (
                <th scope="col" data-column="choose">
                  {narrow ? 'Choose' : <ChooseAll choosing={choosing} total={slice?.total ?? 0} />}
                </th>
              )}
              {group.headers.map((header) => {
                const name = flexRender(header.column.columnDef.header, header.getContext())
                const sorted = header.column.getIsSorted()
                const sort = sorted === 'asc' ? 'ascending' : sorted ? 'descending' : 'none'
                // Cards have no head to press: what is only read out must not take the focus.
                if (narrow || !header.column.getCanSort())
                  return (
                    <th key={header.id} scope="col" data-column={header.column.id}>
                      {name}
                    </th>
                  )
                return (
                  <th key={header.id} scope="col" data-column={header.column.id} aria-sort={sort}>
                    <button
                      type="button"
                      className={css['sort']}
                      onClick={() => header.column.toggleSorting()}
                    >
                      {name}
                      <span aria-hidden="true" className={css['arrow']}>
                        {sorts[sort]}
                      </span>
                    </button>
                  </th>
                )
              })}
            </tr>
          ))}
        </thead>
        <VirtualRows
          scroller={scroller}
          total={slice?.total ?? 0}
          rows={table.getRowModel().rows}
          rowHeight={narrow ? cardHeight : rowHeight}
          openId={query.incident}
          onOpen={(incident) => onQuery({ incident })}
          onRange={window.onRange}
          choosing={choosing}
        />
      </table>
    </div>
  )
}
