import { backgroundConcepts, causeOfConcept, conceptHits, conceptScore } from './concepts'
import { preparedText } from './prepare'

/** What a record's words say about its cause: a suggestion that people can overrule. */
export interface Theme {
  /** Id of a cause category, or null when no word of the lexicon is met. */
  readonly cause: string | null
  /** A different cause that scores nearly as high: then the first one is shown with a question mark. */
  readonly second: string | null
  /** The other causes met, strongest first. */
  readonly facets: readonly string[]
  /** The words `cause` rests on, in lower case, most telling first. */
  readonly words: readonly string[]
}

const closeCall = 1.15

/** The theme of one record. Linear in the length of the text. */
export function theme(title: string, text: string): Theme {
  const scored = conceptHits(preparedText(title, text))
    .map((found) => ({
      cause: causeOfConcept(found.concept),
      score: conceptScore(found, backgroundConcepts),
      words: found.words,
    }))
    .sort((a, b) => b.score - a.score)
  const [first, second] = scored
  if (!first) return { cause: null, second: null, facets: [], words: [] }
  const close = second && second.cause !== first.cause && second.score * closeCall >= first.score
  const others = new Set(scored.map(({ cause }) => cause))
  others.delete(first.cause)
  return {
    cause: first.cause,
    second: close ? second.cause : null,
    facets: [...others],
    words: [...first.words].sort((a, b) => b[1] - a[1]).map(([word]) => word),
  }
}
