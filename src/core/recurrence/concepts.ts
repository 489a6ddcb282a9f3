import background from './background-df.json'
import lexicon from './lexicon.json'
import type { Sentence } from './prepare'

export type Concept = keyof typeof lexicon.concepts

/** What a text says about one cause concept. */
export interface ConceptHits {
  readonly concept: Concept
  /** Occurrences, those in causal sentences counted twice. */
  readonly hits: number
  /** Matched words in lower case and as often as weighted, in order of the text. */
  readonly words: ReadonlyMap<string, number>
}

/** How many documents there are, and in how many of them each concept is met. */
export interface ConceptFrequencies {
  readonly documents: number
  readonly concepts: Readonly<Record<Concept, number>>
}

/** 794 public incident reports: what makes a word telling when the user's own records are few. */
export const backgroundConcepts: ConceptFrequencies = {
  documents: background.n,
  concepts: background.conceptDf,
}

const concepts = Object.entries(lexicon.concepts).map(([name, expression]) => ({
  concept: name as Concept,
  expression: new RegExp(expression, 'gi'),
}))

/** Every concept that is met, in the order of the lexicon. */
export function conceptHits(sentences: readonly Sentence[]): readonly ConceptHits[] {
  const found: ConceptHits[] = []
  for (const { concept, expression } of concepts) {
    let hits = 0
    const words = new Map<string, number>()
    for (const { text, weight } of sentences)
      for (const match of text.match(expression) ?? []) {
        hits += weight
        const word = match.toLowerCase()
        words.set(word, (words.get(word) ?? 0) + weight)
      }
    if (hits > 0) found.push({ concept, hits, words })
  }
  return found
}

/** ln(1 + hits) · max(0.05, ln((N + 1) / (df + ½))). */
export function conceptScore(
  { concept, hits }: ConceptHits,
  { documents, concepts: met }: ConceptFrequencies,
): number {
  return Math.log(1 + hits) * Math.max(0.05, Math.log((documents + 1) / (met[concept] + 0.5)))
}

/** Id of the cause category a concept belongs to. */
export function causeOfConcept(concept: Concept): string {
  return lexicon.conceptToCause[concept]
}
