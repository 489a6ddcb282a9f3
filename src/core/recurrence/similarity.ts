import background from './background-df.json'
import {
  backgroundConcepts,
  conceptHits,
  conceptScore,
  type Concept,
  type ConceptHits,
} from './concepts'
import { preparedText } from './prepare'
import { termCounts } from './terms'

/** The words of a text and the concepts they name, before they are weighed. */
export interface Story {
  readonly terms: ReadonlyMap<string, number>
  readonly hits: readonly ConceptHits[]
  /** Equal for texts of the same words as often; '' for a text without words. */
  readonly key: string
}

/** A story among others. Both parts have length 1, or are empty. */
interface StoryVector {
  readonly terms: ReadonlyMap<string, number>
  readonly concepts: ReadonlyMap<string, number>
}

const rarestTerm = 3
const knownTerms: ReadonlyMap<string, number> = new Map(Object.entries(background.df))

export function storyOf(title: string, text: string): Story {
  const sentences = preparedText(title, text)
  const terms = new Map([...termCounts(sentences)].sort(([a], [b]) => (a < b ? -1 : 1)))
  const hits = conceptHits(sentences)
  const words = [...terms].map(([term, count]) => `${term} ${count}`)
  const named = hits.map(({ concept, hits: count }) => `${concept} ${count}`)
  return { terms, hits, key: words.length === 0 ? '' : [...words, '', ...named].join('\n') }
}

/**
 * How alike stories are, as a matrix of n × n values 0..1 in row order: cos_text · (½ + ½ · cos_concepts). A story
 * without a telling word is like nothing, itself included.
 */
export function similarities(stories: readonly Story[]): Float64Array {
  const vectors = storyVectors(stories)
  const size = vectors.length
  const matrix = new Float64Array(size * size)
  const postings = new Map<string, { readonly row: number; readonly weight: number }[]>()
  vectors.forEach(({ terms }, row) => {
    for (const [term, weight] of terms) {
      const list = postings.get(term) ?? []
      postings.set(term, list)
      list.push({ row, weight })
      for (const other of list) {
        const at = row * size + other.row
        matrix[at] = (matrix[at] ?? 0) + weight * other.weight
      }
    }
  })
  vectors.forEach(({ concepts }, row) => {
    for (const [column, other] of vectors.slice(0, row + 1).entries()) {
      const text = matrix[row * size + column] ?? 0
      if (text === 0) continue
      const value = text * (0.5 + 0.5 * product(concepts, other.concepts))
      matrix[row * size + column] = value
      matrix[column * size + row] = value
    }
  })
  return matrix
}

/**
 * Weighs stories against each other and the background corpus: (1 + ln tf) · ln((N + 1) / (df + ½)) for terms, the
 * scores of `conceptScore` for concepts. Terms met in fewer than three documents carry nothing.
 */
function storyVectors(stories: readonly Story[]): readonly StoryVector[] {
  const own = new Map<string, number>()
  const concepts: Record<Concept, number> = { ...backgroundConcepts.concepts }
  for (const story of stories) {
    for (const term of story.terms.keys()) own.set(term, (own.get(term) ?? 0) + 1)
    for (const { concept } of story.hits) concepts[concept] += 1
  }
  const documents = background.n + stories.length
  return stories.map((story) => {
    const terms = new Map<string, number>()
    for (const [term, count] of story.terms) {
      const df = (knownTerms.get(term) ?? 0) + (own.get(term) ?? 0)
      if (df < rarestTerm) continue
      terms.set(term, (1 + Math.log(count)) * Math.log((documents + 1) / (df + 0.5)))
    }
    const scores = story.hits.map(
      (found) => [found.concept, conceptScore(found, { documents, concepts })] as const,
    )
    return { terms: unit(terms), concepts: unit(new Map(scores)) }
  })
}

function product(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let sum = 0
  for (const [key, value] of a) sum += value * (b.get(key) ?? 0)
  return sum
}

function unit(vector: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  let squares = 0
  for (const value of vector.values()) squares += value * value
  const length = Math.sqrt(squares)
  return length === 0
    ? new Map()
    : new Map([...vector].map(([key, value]) => [key, value / length]))
}
