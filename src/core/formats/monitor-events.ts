import { orderOfDates, spellRows, stateChanges, stateOf } from '../csv/state-changes'
import { readTable } from '../csv/table'
import { csvText, parseCsv } from '../csv/text'
import { textInput } from '../documents/text-input'
import { wholeText } from '../documents/whole-text'
import type { Format } from '../format'
import { UserError } from '../issue'
import { settledFor } from '../mapping'

const longest = 64_000_000

/** The log of a monitor: a row for each time that something went down or came up. */
export const monitorEvents: Format = {
  provenOn: null,
  label: 'Log of a monitor (CSV)',
  extensions: ['.csv', '.tsv', '.log'],

  sniff: (head) => (stateChanges(head) === null ? 0 : 0.47),

  async read(input, sink, context) {
    const text = await wholeText(input, longest, 'Split it by months.')
    const changes = stateChanges(input.head)
    if (changes === null)
      throw new UserError(
        `${input.name}: no column says what went down and came up`,
        'Export the log with a time and a state in each row.',
      )
    const { layout, timeAt, stateAt } = changes
    const rows = parseCsv(text, layout)
      .filter((cells) => cells.some((cell) => cell.trim() !== ''))
      .slice(layout.above + 1)
    const assume = settledFor(context.assume, layout.headers)
    const order = orderOfDates(rows, changes, assume)
    if ('ask' in order) {
      for (const question of order.ask) sink.ask(question)
      return
    }
    const zone = assume.timeZone === undefined ? {} : { timeZone: assume.timeZone }
    const spells = spellRows(rows, changes, { ...order, ...zone })
    const others = rows.filter((cells) => stateOf(cells[stateAt] ?? '') === null).length
    sink.issue({
      row: null,
      field: layout.headers[stateAt] ?? null,
      level: 'note',
      code: 'state-changes',
      message: `${rows.length} rows tell of ${spells.length} times that something was down: each lasts to the next row that says it is up again.${others > 0 ? ` ${others} rows say something else and are left out.` : ''}`,
    })
    if (spells.length === 0) return
    const stated = /\s*\([^()]*\)$/.exec(layout.headers[timeAt] ?? '')?.[0] ?? ''
    const table = csvText([[...layout.headers, `ended${stated}`], ...spells])
    const settled = { ...context, assume: { ...context.assume, ...order } }
    await readTable(...textInput(input, table, spells, sink, settled), { format: 'monitor-events' })
  },
}
