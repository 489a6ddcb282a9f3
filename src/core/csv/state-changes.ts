import type { Columns } from './columns'
import { contentsOf } from './contents'
import { columnsOf, layoutOf, type Layout } from './layout'
import { recordsIn } from './records'
import { instant, isDateProblem } from '../dates'

const states: ReadonlyMap<string, 'down' | 'up'> = new Map(
  (
    [
      [
        'down',
        'down offline critical failed unreachable notresponding unavailable degraded warning',
      ],
      ['up', 'up online ok recovered reachable available operational healthy'],
    ] as const
  ).flatMap(([state, words]) => words.split(' ').map((word) => [word, state] as const)),
)

/** What a table of changes holds, and most others do not. */
const worse =
  /\b(?:down|offline|critical|fail|unreach|not.?responding|unavailable|degraded|warning)/i
const better = /\b(?:up|online|ok|recovered|reachable|available|operational|healthy)\b/i
const sampleLength = 16_384

/** What a cell says of a thing; null where it is no word for a state. */
export function stateOf(cell: string): 'down' | 'up' | null {
  return states.get(cell.toLowerCase().replace(/[^a-z]+/g, '')) ?? null
}

/** A table with a row for each change of state, of one thing or several. */
export interface StateChanges {
  readonly layout: Layout
  readonly timeAt: number
  readonly stateAt: number
  /** Columns that tell one thing from another. */
  readonly thingsAt: readonly number[]
}

/** Where the beginning of a text states changes; null for any other table, and for one that states ends or lengths. */
export function stateChanges(head: string): StateChanges | null {
  const cut = head.length <= sampleLength ? head.length : head.lastIndexOf('\n', sampleLength) + 1
  const sample = head.slice(0, cut)
  if (!worse.test(sample) || !better.test(sample)) return null
  const layout = layoutOf(sample)
  if (!layout || layout.headers.length < 2) return null
  const records = recordsIn(sample, layout)
  const stateAt = layout.headers.findIndex((_, at) => {
    const found = new Set(records.map((cells) => stateOf(cells[at] ?? '')))
    return found.size === 2 && found.has('down') && found.has('up')
  })
  if (stateAt < 0) return null
  const columns = columnsIn(layout, records)
  const timeAt = (columns?.get('start') ?? columns?.get('startDate'))?.[0]?.index ?? -1
  const ended = (['end', 'endDate', 'duration', 'resolved', 'closed'] as const).some((field) =>
    columns?.has(field),
  )
  if (!columns || timeAt < 0 || ended) return null
  const things = (['services', 'url'] as const).flatMap((field) => columns.get(field) ?? [])
  return { layout, timeAt, stateAt, thingsAt: things.map(({ index }) => index) }
}

function columnsIn(layout: Layout, records: readonly (readonly string[])[]): Columns | null {
  try {
    return columnsOf(layout, undefined, '', undefined, contentsOf(records, true))
  } catch {
    return null
  }
}

/** The rows of spells: the row of each change for the worse, with the time of the next one for the better, or ''. */
export function spellRows(
  rows: readonly (readonly string[])[],
  { timeAt, stateAt, thingsAt }: StateChanges,
): readonly (readonly string[])[] {
  const at = (cells: readonly string[] | undefined) => {
    const reading = instant(cells?.[timeAt] ?? '', { dates: 'day-first' })
    return isDateProblem(reading) ? 0 : reading.at
  }
  const inOrder = at(rows[0]) > at(rows.at(-1)) ? rows.toReversed() : rows
  const open = new Map<string, string[]>()
  const spells: string[][] = []
  for (const cells of inOrder) {
    const thing = JSON.stringify(thingsAt.map((index) => cells[index] ?? ''))
    const begun = open.get(thing)
    const state = stateOf(cells[stateAt] ?? '')
    if (state === 'down' && !begun) {
      const row = [...cells, '']
      open.set(thing, row)
      spells.push(row)
    } else if (state === 'up' && begun) {
      begun[begun.length - 1] = cells[timeAt] ?? ''
      open.delete(thing)
    }
  }
  return spells
}
