/** A stretch of a text, `[charStart, charEnd)` in UTF-16 units. */
export interface Span {
  readonly charStart: number
  readonly charEnd: number
}

const boundary = /[.!?]+["'’”)\]]*(?=\s)|\n/g
/** Abbreviations whose full stop ends no sentence. */
const abbreviation =
  /\b(?:approx|vs|etc|no|incl|e\.g|i\.e|[ap]\.m|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$/i

/**
 * Sentences of `text` within `[from, to)`, without surrounding white space. A line break ends a sentence unless the
 * next line goes on in lower case, as in wrapped text; list items and headings are so sentences of their own.
 */
export function sentences(text: string, from: number, to: number): readonly Span[] {
  const spans: Span[] = []
  let start = from
  const close = (end: number) => {
    let a = start
    let b = end
    while (a < b && /\s/.test(text.charAt(a))) a++
    while (b > a && /\s/.test(text.charAt(b - 1))) b--
    if (b > a) spans.push({ charStart: a, charEnd: b })
    start = end
  }
  boundary.lastIndex = from
  for (let match = boundary.exec(text); match && match.index < to; match = boundary.exec(text)) {
    const end = match.index + match[0].length
    if (match[0] === '\n') {
      if (!/[a-z(]/.test(text.charAt(end))) close(match.index)
    } else if (!abbreviation.test(text.slice(Math.max(start, end - 8), end))) close(end)
  }
  close(to)
  return spans
}

/** A short line without closing punctuation: a heading or a list entry rather than a sentence. */
export function isHeading(sentence: string): boolean {
  return (
    sentence.length <= 60 && !/[.!?;,]$/.test(sentence) && !/^(?:[-*•‣]|\d+[.)])\s/.test(sentence)
  )
}
