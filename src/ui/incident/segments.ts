/** A marked stretch of a text, `[charStart, charEnd)` in UTF-16 units. */
export interface Marked {
  readonly charStart: number
  readonly charEnd: number
  readonly quote: string
}

/** A piece of a text with the indexes of the marks that cover it, in their order. */
export interface Segment {
  readonly text: string
  readonly charStart: number
  readonly marks: readonly number[]
}

/**
 * Cuts `text` wherever a mark begins or ends. The pieces joined are the text. Marks may overlap; one whose place does
 * not hold its quote (a column, a text changed since) marks nothing.
 */
export function segments(text: string, marks: readonly Marked[]): readonly Segment[] {
  const sound = marks.map(
    ({ charStart, charEnd, quote }) =>
      charStart >= 0 && charEnd > charStart && text.slice(charStart, charEnd) === quote,
  )
  const edges = new Set([0, text.length])
  marks.forEach((mark, i) => {
    if (sound[i]) edges.add(mark.charStart).add(mark.charEnd)
  })
  const cuts = [...edges].sort((a, b) => a - b)
  const open = (from: number) =>
    marks.flatMap((mark, i) =>
      sound[i] && mark.charStart <= from && from < mark.charEnd ? [i] : [],
    )
  return cuts
    .slice(0, -1)
    .map((from, i) => ({ text: text.slice(from, cuts[i + 1]), charStart: from, marks: open(from) }))
}
