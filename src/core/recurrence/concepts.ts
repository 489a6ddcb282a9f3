import background from './background-df.json'
import lexicon from './lexicon.json'
import type { Sentence } from './prepare'
import type { WordScan } from './word-scan'

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

/** The concepts in the order of the lexicon. */
export const concepts = Object.keys(lexicon.concepts) as readonly Concept[]

const everywhere = concepts.map((concept) => new RegExp(lexicon.concepts[concept], 'gi'))
const atPlace = concepts.map((concept) => new RegExp(lexicon.concepts[concept], 'iy'))

/** Every concept that is met, in the order of the lexicon. */
export function conceptHits(sentences: readonly Sentence[]): readonly ConceptHits[] {
  const found: ConceptHits[] = []
  for (const [at, concept] of concepts.entries()) {
    let hits = 0
    const words = new Map<string, number>()
    for (const { text, weight } of sentences)
      for (const match of text.match(everywhere[at]!) ?? []) {
        hits += weight
        const word = match.toLowerCase()
        words.set(word, (words.get(word) ?? 0) + weight)
      }
    if (hits > 0) found.push({ concept, hits, words })
  }
  return found
}

/**
 * Adds to `hits`, per concept, how often it is met in a text that was scanned last: what `conceptHits` counts, at a
 * fraction of its cost. Expression `k` of the scan is that of `concepts[k]`.
 */
export function addHits(hits: Uint32Array, text: string, { places, masks, count }: WordScan): void {
  for (let concept = 0; concept < hits.length; concept++) {
    const expression = atPlace[concept]!
    let end = 0
    for (let i = 0; i < count; i++) {
      if ((masks[i]! & (1 << concept)) === 0 || places[i]! < end) continue
      expression.lastIndex = places[i]!
      if (!expression.test(text)) continue
      end = expression.lastIndex
      hits[concept]!++
    }
  }
}

/** ln(1 + hits) · max(0.05, ln((N + 1) / (df + ½))). */
export function conceptScore(
  { concept, hits }: Pick<ConceptHits, 'concept' | 'hits'>,
  { documents, concepts: met }: ConceptFrequencies,
): number {
  return Math.log(1 + hits) * Math.max(0.05, Math.log((documents + 1) / (met[concept] + 0.5)))
}

/** Id of the cause category a concept belongs to. */
export function causeOfConcept(concept: Concept): string {
  return lexicon.conceptToCause[concept]
}
