import { ranks } from './aliases'
import type { Columns } from './columns'
import { contentsOf } from './contents'
import { decide, noEvidence, questions, weigh } from './evidence'
import { headerOf } from './headers'
import { columnsOf, layoutOf, type Layout } from './layout'
import { recordsIn } from './records'
import { instant, isDateProblem, type DateAssumptions } from '../dates'
import type { Assumptions, Question } from '../issue'

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
  /** Columns of the times. */
  readonly times: Columns
  readonly timeAt: number
  /** Where times have only a clock, the column of their days, else -1. */
  readonly dayAt: number
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
  const times = new Map(
    [...columns].filter(([field]) => field === 'start' || field === 'startDate'),
  )
  const dayAt = columns.has('start') ? (columns.get('startDate')?.[0]?.index ?? -1) : -1
  const others = layout.headers
    .map((_, index) => index)
    .filter((at) => at !== timeAt && at !== stateAt)
  const called = (names: ReadonlySet<string>) =>
    others.filter((at) => headerOf(layout.headers[at] ?? '').names.some((name) => names.has(name)))
  const things = called(thingNames)
  return {
    layout,
    times,
    timeAt,
    dayAt,
    stateAt,
    thingsAt: things.length > 0 ? things : called(addressNames),
  }
}

/** A service runs on several hosts, and a host runs several services: all that names a thing tells it from others. */
const thingNames: ReadonlySet<string> = new Set([
  ...(ranks.get('services')?.keys() ?? []),
  ...(ranks.get('url')?.keys() ?? []),
  ...'name alertname object target instance sensor endpoint port region cluster namespace environment env'.split(
    ' ',
  ),
])
/** What a name leads to may change: it tells things apart only where they have no names. */
const addressNames: ReadonlySet<string> = new Set('ip ipaddress address'.split(' '))

function columnsIn(layout: Layout, records: readonly (readonly string[])[]): Columns | null {
  try {
    return columnsOf(layout, undefined, '', undefined, contentsOf(records, true))
  } catch {
    return null
  }
}

type DateOrder = Pick<DateAssumptions, 'dates'>

/** Whether the day or the month comes first in the times of the rows, or what has to be asked. */
export function orderOfDates(
  rows: readonly (readonly string[])[],
  { times }: StateChanges,
  assume: Assumptions,
): DateOrder | { readonly ask: readonly Omit<Question, 'file'>[] } {
  const evidence = noEvidence()
  weigh(evidence, times, rows, assume)
  const { decisions, open } = decide(evidence, times, assume, false, true)
  if (open.includes('dates')) return { ask: questions(['dates'], times) }
  return decisions.dates === undefined ? {} : { dates: decisions.dates }
}

/** The rows of spells: the row of each change for the worse, with the time of the next one for the better, or ''. */
export function spellRows(
  rows: readonly (readonly string[])[],
  changes: StateChanges,
  assume: DateAssumptions,
): readonly (readonly string[])[] {
  const { stateAt, thingsAt } = changes
  const open = new Map<string, string[]>()
  const spells: string[][] = []
  for (const cells of inOrder(rows, changes, assume)) {
    const thing = JSON.stringify(thingsAt.map((index) => cells[index] ?? ''))
    const begun = open.get(thing)
    const state = stateOf(cells[stateAt] ?? '')
    if (state === 'down' && !begun) {
      const row = [...cells, '']
      open.set(thing, row)
      spells.push(row)
    } else if (state === 'up' && begun) {
      begun[begun.length - 1] = timeOf(cells, changes)
      open.delete(thing)
    }
  }
  return spells
}

function timeOf(cells: readonly string[], { timeAt, dayAt }: StateChanges): string {
  const time = cells[timeAt] ?? ''
  return dayAt < 0 ? time : `${cells[dayAt] ?? ''} ${time}`
}

/** The rows by time, those of one time as they stand. A time that cannot be read is that of the row before. */
function inOrder(
  rows: readonly (readonly string[])[],
  changes: StateChanges,
  assume: DateAssumptions,
): readonly (readonly string[])[] {
  let last = -Infinity
  const timed = rows.map((cells) => {
    const reading = instant(timeOf(cells, changes), assume)
    if (!isDateProblem(reading)) last = reading.at
    return { cells, at: last }
  })
  // A log that begins with the latest has those of one time in reverse, too.
  const steps = timed.map(({ at }, row) => Math.sign(at - (timed[row - 1]?.at ?? at)))
  const latestFirst =
    steps.filter((step) => step < 0).length > steps.filter((step) => step > 0).length
  return (latestFirst ? timed.toReversed() : timed)
    .sort((a, b) => (a.at === b.at ? 0 : a.at - b.at))
    .map(({ cells }) => cells)
}
