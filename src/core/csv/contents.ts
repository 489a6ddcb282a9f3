import { instant, isDateProblem, isMissing } from '../dates'
import { duration } from '../values'
import { isOutcome } from '../words'

/**
 * What a column holds, by the most telling of its cells: moments (`2024-03-01 10:00`), days, times of day, lengths with a
 * unit (`2h 5m`), bare numbers, numbers that may as well be days of a spreadsheet, how tickets were closed (`Solved
 * (Permanently)`), or other text. `nothing` where all of its cells are empty, `unseen` where those seen so far are.
 */
export type Content =
  | 'moment'
  | 'day'
  | 'clock'
  | 'length'
  | 'number'
  | 'serial'
  | 'outcome'
  | 'other'
  | 'nothing'
  | 'unseen'

const order: readonly Content[] = [
  'moment',
  'day',
  'clock',
  'length',
  'number',
  'serial',
  'outcome',
  'other',
]

const timeOfDay =
  /^\s*\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s*[ap]\.?\s?m\.?)?(?:\s*(?:[A-Z]{2,5}|Z|[+-]\d{2}:?\d{2}))?\s*$/i
/** Days since 1900; no length has the digits of an epoch. */
const serial = /^\s*\d{5}(?:[.,]\d+)?\s*$/
const number = /^\s*\d+(?:[.,]\d+)?\s*$/

/** Makes the function that says what a column of these records holds; `whole` if there are no others. */
export function contentsOf(
  records: readonly (readonly string[])[],
  whole: boolean,
): (index: number) => Content {
  const known = new Map<number, Content>()
  return (index) => {
    const found = known.get(index) ?? columnContent(records.map((cells) => cells[index] ?? ''))
    known.set(index, found)
    return found === 'nothing' && !whole ? 'unseen' : found
  }
}

function columnContent(cells: readonly string[]): Content {
  const found = new Set([...new Set(cells)].map(content))
  return order.find((one) => found.has(one)) ?? 'nothing'
}

/** What one cell holds. */
export function content(cell: string): Content {
  if (isMissing(cell)) return 'nothing'
  if (timeOfDay.test(cell)) return 'clock'
  const readings = (['day-first', 'month-first'] as const).map((dates) => instant(cell, { dates }))
  const read = readings.find((reading) => !isDateProblem(reading))
  if (read && serial.test(cell)) return 'serial'
  if (read && !isDateProblem(read)) return read.dayOnly ? 'day' : 'moment'
  // A date all the same: one that does not exist, stands for "never", or names a zone nobody knows.
  if (readings.every((reading) => isDateProblem(reading) && !noDate.has(reading.problem)))
    return cell.includes(':') ? 'moment' : 'day'
  if (number.test(cell)) return 'number'
  const length = duration(cell, undefined)
  if (!('problem' in length) || length.problem !== 'unreadable') return 'length'
  return isOutcome(cell) ? 'outcome' : 'other'
}

const noDate: ReadonlySet<string> = new Set(['missing', 'unreadable-date', 'ambiguous-number'])
