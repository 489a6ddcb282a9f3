import { addHits, backgroundConcepts, causeOfConcept, concepts, conceptScore } from './concepts'
import lexicon from './lexicon.json'
import { isApology, isFurniture, sentencesOf, storyLines, weightOf, withoutDates } from './prepare'
import type { ByteText, ByteTexts } from '../text-block'
import type { Theme } from './theme'
import { WordScan } from './word-scan'

/** Of a theme what an import keeps. */
export type ToldCauses = Pick<Theme, 'cause' | 'facets'>

const nothing: ToldCauses = { cause: null, facets: [] }
const cue = 1 << concepts.length
const sorry = cue << 1
const dated = sorry << 1
const telling = cue - 1

const scan = new WordScan([
  ...concepts.map((concept) => lexicon.concepts[concept]),
  lexicon.causalCue,
  lexicon.apology,
  // Addresses and dates begin like this.
  '\\b(?:http|[0123456789])',
])

const inSentence = new Uint32Array(concepts.length)
const hits = new Uint32Array(concepts.length)

/**
 * Cause and facets of `theme(title, text)` for tables of very many records: the parts of a text that hold no word of
 * the lexicon are passed over, the others are read once.
 */
export function toldCauses(title: string, text: string): ToldCauses {
  hits.fill(0)
  addTitle(title, scan.scan(title))
  addLines(text)
  return strongest()
}

/** The same for texts that are decoded only where a word of the lexicon stands. */
export function toldCausesOf({ title, text }: Omit<ByteTexts, 'id'>): ToldCauses {
  hits.fill(0)
  const inTitle = foundIn(title)
  if (inTitle & telling) {
    const decoded = title.decoded()
    addTitle(decoded, title.ascii ? inTitle : scan.scan(decoded))
  }
  const inText = foundIn(text)
  if (inText & telling) addLines(text.decoded(), text.ascii ? inText : undefined)
  return strongest()
}

/** The places of the scan are those of the decoded text where all of it is ASCII. */
function foundIn({ bytes, from, to }: ByteText): number {
  return scan.scanBytes(bytes, from, to)
}

/** `found` is what the last scan found in the title. */
function addTitle(title: string, found: number): void {
  const { text, found: inText } = undated(title, found)
  if (inText & telling) add(text, lexicon.weights.title)
}

/** `found` is what the last scan found in the text, where it was scanned whole. */
function addLines(text: string, found?: number): void {
  const lines = storyLines(text)
  for (const line of lines)
    addLine(line, line === text && found !== undefined ? found : scan.scan(line))
}

function addLine(line: string, inLine: number): void {
  const { text, found } = undated(line, inLine)
  if (!(found & telling) || isFurniture(line)) return
  const sentences = sentencesOf(text)
  for (const sentence of sentences) {
    const within = sentences.length === 1 ? found : scan.scan(sentence)
    if (!(within & telling) || (within & sorry && isApology(sentence))) continue
    add(sentence, within & cue ? weightOf(sentence) : lexicon.weights.otherSentence)
  }
}

/** A scanned text without its dates and addresses, and what stands in it. */
function undated(text: string, found: number): { readonly text: string; readonly found: number } {
  if (!(found & dated)) return { text, found }
  const plain = withoutDates(text)
  return { text: plain, found: scan.scan(plain) }
}

function add(sentence: string, weight: number): void {
  inSentence.fill(0)
  addHits(inSentence, sentence, scan)
  for (let at = 0; at < hits.length; at++) hits[at]! += weight * inSentence[at]!
}

const causes = concepts.map(causeOfConcept)
const single = causes.map((cause): ToldCauses => ({ cause, facets: [] }))

function strongest(): ToldCauses {
  let met = 0
  let only = 0
  for (let at = 0; at < hits.length; at++) {
    if (hits[at] === 0) continue
    met++
    only = at
  }
  if (met === 0) return nothing
  if (met === 1) return single[only]!
  const scored = concepts.flatMap((concept, at) =>
    hits[at]! > 0
      ? {
          cause: causes[at]!,
          score: conceptScore({ concept, hits: hits[at]! }, backgroundConcepts),
        }
      : [],
  )
  scored.sort((a, b) => b.score - a.score)
  const [first] = scored
  if (!first) return nothing
  const facets = new Set(scored.map(({ cause }) => cause))
  facets.delete(first.cause)
  return { cause: first.cause, facets: [...facets] }
}
