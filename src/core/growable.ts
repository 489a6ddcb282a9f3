type NumberArray = Float64Array | Uint32Array | Uint16Array | Uint8Array

/** A typed array that grows by doubling; `taken()` gives it at its exact length. */
export class Growable<A extends NumberArray> {
  #values: A
  #length = 0
  readonly #make: (length: number) => A

  constructor(make: (length: number) => A) {
    this.#make = make
    this.#values = make(1024)
  }

  get length(): number {
    return this.#length
  }

  at(index: number): number {
    return this.#values[index]!
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const wider = this.#make(this.#length * 2)
      wider.set(this.#values)
      this.#values = wider
    }
    this.#values[this.#length++] = value
  }

  taken(): A {
    const exact = this.#make(this.#length)
    exact.set(this.#values.subarray(0, this.#length))
    return exact
  }
}

/** A column of floats that few rows fill; the others are NaN. */
export class Sparse {
  #values: Float64Array | null = null

  set(row: number, value: number): void {
    if (Number.isNaN(value)) return
    if (!this.#values || row >= this.#values.length) {
      const wider = new Float64Array(Math.max(1024, 2 * row)).fill(NaN)
      if (this.#values) wider.set(this.#values)
      this.#values = wider
    }
    this.#values[row] = value
  }

  /** The first `length` rows, or null when none was filled. */
  taken(length: number): Float64Array | null {
    if (!this.#values) return null
    if (this.#values.length >= length) return this.#values.slice(0, length)
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
