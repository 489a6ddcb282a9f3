import { invariant } from '../issue'

/** What a match begins with. */
export interface Opening {
  readonly text: string
  /** A `\b` stood before `text`. */
  readonly begun: boolean
  /** The word ends after `text`. */
  readonly edge: boolean
  /** More may follow that is not looked at. */
  readonly closed: boolean
}

/** Longer ones are cut: so much tells words apart well enough. */
const longest = 16
const part = /^(?:\\([bw.])|\[(-?[a-z0-9 ]+)\]|([a-z0-9 -]))/
const quantifier = /^(?:[?*+]|\{\d+,\d+\})/

/**
 * What the matches of an expression can begin with. It may hold small letters, digits, `\b`, `\w`, `\.`, `[xy]`,
 * `(?:…)`, `|` and quantifiers, and each alternative starts at a word (`\b`). Throws for any other: none may be missed.
 */
export function openingsOf(expression: string): readonly Opening[] {
  let rest = expression
  const alternatives = (before: readonly Opening[]): readonly Opening[] => {
    const all = [...sequence(before)]
    while (rest.startsWith('|')) {
      rest = rest.slice(1)
      all.push(...sequence(before))
    }
    return all
  }
  const sequence = (before: readonly Opening[]): readonly Opening[] => {
    let openings = before
    while (rest !== '' && !/^[|)]/.test(rest)) {
      const after = rest.startsWith('(?:') ? group(openings) : single(openings)
      const times = taken(quantifier)?.[0]
      if (times === undefined) openings = after
      else openings = times === '?' ? [...openings, ...after] : openings.map(closed)
    }
    return openings
  }
  const group = (before: readonly Opening[]): readonly Opening[] => {
    rest = rest.slice(3)
    const inside = alternatives(before)
    invariant(rest.startsWith(')'), `a group of ${expression} never closes`)
    rest = rest.slice(1)
    return inside
  }
  const single = (before: readonly Opening[]): readonly Opening[] => {
    const unread = rest
    const [found, escaped, set, letter] = taken(part) ?? []
    invariant(found !== undefined, `openings of "${unread}" are not known`)
    if (escaped === 'b') return before.map(atEdge)
    invariant(
      before.every(({ begun }) => begun),
      `a match of ${expression} may start inside a word`,
    )
    if (escaped === 'w') return before.map(closed)
    const letters = (set ?? escaped ?? letter ?? '').split('')
    return before.flatMap((opening) => letters.map((one) => longer(opening, one)))
  }
  const taken = (what: RegExp): RegExpExecArray | null => {
    const found = what.exec(rest)
    if (found) rest = rest.slice(found[0].length)
    return found
  }
  const found = alternatives([{ text: '', begun: false, edge: false, closed: false }])
  invariant(rest === '', `${expression} closes a group it has not opened`)
  return found
}

function closed(opening: Opening): Opening {
  return { ...opening, edge: false, closed: true }
}

function atEdge(opening: Opening): Opening {
  if (opening.closed) return opening
  return opening.text === '' ? { ...opening, begun: true } : { ...opening, edge: true }
}

function longer(opening: Opening, letter: string): Opening {
  if (opening.closed) return opening
  if (opening.text.length === longest) return closed(opening)
  return { ...opening, text: opening.text + letter, edge: false }
}
