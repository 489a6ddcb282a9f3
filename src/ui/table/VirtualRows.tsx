import type { Row } from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { Choosing } from './choosing'
import type { features, Line } from './columns'
import css from './incident-table.module.css'
import { IncidentRow } from './IncidentRow'

interface VirtualRowsProps {
  readonly scroller: HTMLElement | null
  readonly total: number
  /** Rows in memory, without gaps. */
  readonly rows: readonly Row<typeof features, Line>[]
  readonly rowHeight: number
  readonly openId: string
  readonly onOpen: (id: string) => void
  readonly onRange: (first: number, last: number) => void
  readonly choosing: Choosing | null
}

/** The rows on screen, each at its place. Arrows, j and k move, Enter opens, space chooses. */
export function VirtualRows(props: VirtualRowsProps) {
  const { scroller, total, rows, rowHeight, openId, onOpen, onRange, choosing } = props
  const [active, setActive] = useState(0)
  const body = useRef<HTMLTableSectionElement>(null)
  /** What takes the focus in the row that is moved to. */
  const focusWanted = useRef<'button' | 'input' | null>(null)
  // oxlint-disable-next-line react/incompatible-library -- it stays in this component, which the compiler skips
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeight,
    overscan: 8,
  })
  const items = virtualizer.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight])
  useEffect(() => onRange(first, last), [onRange, first, last])
  useEffect(() => {
    if (!focusWanted.current) return
    const wanted = body.current?.querySelector<HTMLElement>(
      `[data-index="${active}"] ${focusWanted.current}`,
    )
    if (!wanted) return
    focusWanted.current = null
    wanted.focus({ preventScroll: true })
  })

  const moveBy = useCallback(
    (event: KeyboardEvent) => {
      const move = moves[event.key]
      if (move === undefined || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      const next = Math.min(total - 1, Math.max(0, active + move))
      focusWanted.current = event.target instanceof HTMLInputElement ? 'input' : 'button'
      setActive(next)
      virtualizer.scrollToIndex(next)
    },
    [active, total, virtualizer],
  )

  const held = rows[0]?.original.index ?? 0
  const current = Math.min(active, Math.max(0, total - 1))
  // The focus can only go to a row that is there.
  const stop = current >= first && current <= last ? current : first
  return (
    <tbody ref={body} className={css['body']} style={{ height: virtualizer.getTotalSize() }}>
      {items.map((item) => {
        const row = rows[item.index - held]
        const id = row?.original.row?.id
        return (
          <IncidentRow
            key={item.key}
            index={item.index}
            start={item.start}
            height={item.size}
            row={row}
            open={openId !== '' && row?.original.row?.id === openId}
            stop={item.index === stop}
            onOpen={onOpen}
            chosen={choosing && id !== undefined && choosing.chosen.has(id)}
            onToggle={choosing?.onToggle}
            onFocus={setActive}
            onKeyDown={moveBy}
          />
        )
      })}
    </tbody>
  )
}

const moves: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  j: 1,
  ArrowUp: -1,
  k: -1,
  PageDown: 15,
  PageUp: -15,
  Home: -Infinity,
  End: Infinity,
}
