/** A longer text is no date. */
const longestText = 200

/** Which of the numbers in `01/02/2024` is the day, by the dates seen. */
export interface DateOrder {
  /** Dates that only one order can read, and dates that both can read differently. */
  readonly dayFirst: number
  readonly monthFirst: number
  readonly either: number
}

const numericDay =
  /^["'\s\u200e\u200f\u202a-\u202e\u2066-\u2069]*(\d{1,2})([/.-])(\d{1,2})\2['’]?\d{2,4}(?!\d)/

/** Counts what the dates of a column say about their order; everything else is passed over. */
export function dateEvidence(texts: Iterable<string>): DateOrder {
  let dayFirst = 0
  let monthFirst = 0
  let either = 0
  for (const text of texts) {
    if (text.length > longestText) continue
    const found = numericDay.exec(text)
    if (!found) continue
    const [first, second] = [Number(found[1]), Number(found[3])]
    if (first === second) continue
    if (first > 12 && second <= 12) dayFirst++
    else if (second > 12 && first <= 12) monthFirst++
    else if (first <= 12 && second <= 12) either++
  }
  return { dayFirst, monthFirst, either }
}

/** `none` where no date depends on the order; `ambiguous` where it stays open or the dates contradict each other. */
export function dateOrder(order: DateOrder): 'day-first' | 'month-first' | 'ambiguous' | 'none' {
  if (order.dayFirst > 0 && order.monthFirst > 0) return 'ambiguous'
  if (order.dayFirst > 0) return 'day-first'
  if (order.monthFirst > 0) return 'month-first'
  return order.either > 0 ? 'ambiguous' : 'none'
}
