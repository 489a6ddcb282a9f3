type NumberArray = Float64Array | Uint32Array | Uint16Array | Uint8Array

/** Columns of one length. */
export type Columns = Readonly<Record<string, NumberArray>>

/** The same columns with room for `length` rows, twice as many as before if it is not given. */
export function widened<C extends Columns>(columns: C, length?: number): C {
  return each(columns, (column) => {
    const wider = new (column.constructor as new (length: number) => NumberArray)(
      length ?? 2 * column.length,
    )
    wider.set(column)
    return wider
  })
}

/** The first `length` rows, in the same memory where not much of it is left over. */
export function cut<C extends Columns>(columns: C, length: number): C {
  return each(columns, (column) => cutColumn(column, length))
}

function cutColumn<Column extends NumberArray>(column: Column, length: number): Column {
  const cutting = 4 * length > 3 * column.length
  return (cutting ? column.subarray(0, length) : column.slice(0, length)) as Column
}

function each<C extends Columns>(columns: C, change: (column: NumberArray) => NumberArray): C {
  const changed = Object.entries(columns).map(([name, column]) => [name, change(column)])
  return Object.fromEntries(changed) as C
}

/** A column of floats that few rows fill; the others are NaN. */
export class Sparse {
  /** Room to begin with. */
  expected = 1024
  #values: Float64Array | null = null

  set(row: number, value: number): void {
    if (Number.isNaN(value)) return
    if (!this.#values || row >= this.#values.length) {
      const wider = new Float64Array(Math.max(this.expected, 2 * row)).fill(NaN)
      if (this.#values) wider.set(this.#values)
      this.#values = wider
    }
    this.#values[row] = value
  }

  /** The first `length` rows, or null when none was filled. */
  taken(length: number): Float64Array | null {
    if (!this.#values) return null
    if (this.#values.length >= length) return cutColumn(this.#values, length)
    const whole = new Float64Array(length).fill(NaN)
    whole.set(this.#values)
    return whole
  }
}

/** Numbers words from 0 in order of first appearance. */
export class Dictionary {
  readonly #codes = new Map<string, number>()
  readonly words: string[] = []

  code(word: string): number {
    const known = this.#codes.get(word)
    if (known !== undefined) return known
    const code = this.words.length
    this.#codes.set(word, code)
    this.words.push(word)
    return code
  }
}
