import { FlexRender, type Row } from '@tanstack/react-table'
import { memo, type KeyboardEvent } from 'react'
import type { TableRow } from '../../core/answers'
import type { features, Line } from './columns'
import css from './incident-table.module.css'

interface IncidentRowProps {
  /** Place in the whole table, from 0. */
  readonly index: number
  /** Distance from the top of the table and own height, px. */
  readonly start: number
  readonly height: number
  /** Undefined until it has been read. */
  readonly row: Row<typeof features, Line> | undefined
  readonly open: boolean
  /** Whether the tab key stops here. */
  readonly stop: boolean
  readonly onOpen: (id: string) => void
  /** Null where nothing can be chosen. */
  readonly chosen: boolean | null
  readonly onToggle: ((row: TableRow) => void) | undefined
  readonly onFocus: (index: number) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

/** One incident. Kept as it is while others scroll past: its parent is drawn anew with every frame. */
export const IncidentRow = memo(function IncidentRow(props: IncidentRowProps) {
  const { index, start, height, row, open, stop, onOpen, onFocus, onKeyDown } = props
  const { chosen, onToggle } = props
  const one = row?.original.row ?? null
  return (
    <tr
      data-index={index}
      aria-rowindex={index + 2}
      className={css['row']}
      data-open={open || undefined}
      data-chosen={chosen || undefined}
      style={{ height, transform: `translateY(${start}px)` }}
      onClick={() => one && onOpen(one.id)}
    >
      {chosen !== null && (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- only keeps the press from opening the row
        <td data-column="choose" onClick={(event) => event.stopPropagation()}>
          {one && (
            <label className={css['choose']}>
              <input
                type="checkbox"
                tabIndex={stop ? 0 : -1}
                aria-label={`Choose ${one.title || one.id}`}
                checked={chosen}
                onKeyDown={onKeyDown}
                onFocus={() => onFocus(index)}
                onChange={() => onToggle?.(one)}
              />
            </label>
          )}
        </td>
      )}
      {row && one ? (
        row.getAllCells().map((cell) => (
          <td key={cell.id} data-column={cell.column.id}>
            {cell.column.id === 'title' ? (
              <button
                type="button"
                className={css['title']}
                tabIndex={stop ? 0 : -1}
                aria-haspopup="dialog"
                title={one.title}
                onKeyDown={onKeyDown}
                onFocus={() => onFocus(index)}
                onClick={(event) => {
                  event.stopPropagation()
                  onOpen(one.id)
                }}
              >
                <bdi>{one.title || 'Untitled'}</bdi>
              </button>
            ) : (
              <FlexRender cell={cell} />
            )}
          </td>
        ))
      ) : (
        <td data-column="title" className={css['pending']}>
          …
        </td>
      )}
    </tr>
  )
})
