import { openingsOf } from './openings'

/*
 * The openings of all expressions as one tree in one table. A node is a row: column 0 is empty, for letters that no
 * opening has; then come the expressions that may begin with what leads to the node, whatever follows and where the
 * word ends; then per letter the place of the next node. What is no letter of a word stands before what is.
 */
const always = 1
const atEdge = 2
const letters = " -.'_abcdefghijklmnopqrstuvwxyz0123456789"
const firstLetter = atEdge + 1
const firstOfWord = firstLetter + letters.indexOf('_')
const width = firstLetter + letters.length

/** Column of a byte. Letters of both cases are one, and words are ASCII, as `i` and `\b` have it. */
const columnOf = new Uint8Array(256)
for (const [at, letter] of letters.split('').entries()) {
  columnOf[letter.charCodeAt(0)] = firstLetter + at
  columnOf[letter.toUpperCase().charCodeAt(0)] = firstLetter + at
}

/**
 * Finds in one walk over a text where matches of up to 31 expressions may begin; no match begins elsewhere. Case is
 * ignored. The expressions are such as `openingsOf` takes; number `k` has bit `1 << k`.
 */
export class WordScan {
  /** After `scan`: places in the text, in order, and the expressions that may begin there. */
  readonly places: number[] = []
  readonly masks: number[] = []
  /** How many of `places` and `masks` count. */
  count = 0
  readonly #expressions: readonly string[]
  /** Made when it is first needed: most who open the program import nothing that needs it. */
  #tree: Int32Array | null = null
  #bytes = new Uint8Array(4096)

  constructor(expressions: readonly string[]) {
    this.#expressions = expressions
  }

  /** All expressions that may match somewhere in the text. */
  scan(text: string): number {
    return this.scanBytes(this.#read(text), 0, text.length)
  }

  /** The same for bytes of UTF-8 from `from` to before `to`, where no letter may stand at `to`; places count from `from`. */
  scanBytes(bytes: Uint8Array, from: number, to: number): number {
    const tree = (this.#tree ??= treeOf(this.#expressions))
    let found = 0
    let count = 0
    let at = from
    while (at < to) {
      const place = at
      let column = columnOf[bytes[at++]!]!
      if (column < firstOfWord) continue
      let mask = 0
      let node = tree[width + column]!
      // Within the word; most lead nowhere there.
      while (node !== 0) {
        mask |= tree[node + always]!
        column = columnOf[bytes[at]!]!
        if (column < firstOfWord) break
        at++
        node = tree[node + column]!
      }
      if (node !== 0) {
        let ahead = at
        do {
          column = columnOf[bytes[ahead++]!]!
          if (column < firstOfWord) mask |= tree[node + atEdge]!
          node = tree[node + column]!
          mask |= tree[node + always]!
        } while (node !== 0)
      }
      if (mask !== 0) {
        found |= mask
        this.places[count] = place - from
        this.masks[count++] = mask
      }
      while (columnOf[bytes[at]!]! >= firstOfWord) at++
    }
    this.count = count
    return found
  }

  /** A byte per letter, which is read several times as fast as a string, and a zero behind them. */
  #read(text: string): Uint8Array {
    const { length } = text
    if (this.#bytes.length <= length) this.#bytes = new Uint8Array(2 * length)
    const bytes = this.#bytes
    for (let at = 0; at < length; at++) {
      const code = text.charCodeAt(at)
      bytes[at] = code < 0x80 ? code : 0x80
    }
    bytes[length] = 0
    return bytes
  }
}

function treeOf(expressions: readonly string[]): Int32Array {
  // Row 0 is where nothing leads on, row 1 the beginning of a word.
  const tree: number[] = Array.from({ length: 2 * width }, () => 0)
  for (const [bit, expression] of expressions.entries())
    for (const { text, edge } of openingsOf(expression)) {
      let node = width
      for (const letter of text) {
        const step = node + columnOf[letter.charCodeAt(0)]!
        if (tree[step] === 0) {
          tree[step] = tree.length
          for (let column = 0; column < width; column++) tree.push(0)
        }
        node = tree[step]!
      }
      tree[node + (edge ? atEdge : always)]! |= 1 << bit
    }
  return Int32Array.from(tree)
}
