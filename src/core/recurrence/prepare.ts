import lexicon from './lexicon.json'

/** A sentence of a report that tells what happened. */
export interface Sentence {
  readonly text: string
  /** 2 for sentences that speak of causes, else 1. */
  readonly weight: number
}

const legend =
  /^[•*·\s-]*(?:operational|degraded performance|partial outage|major outage|(?:under )?maintenance)$/i
const furniture =
  /^(?:incident report for .*|this incident affected:.*|posted\b.*\d.*|(?:post-?mortem|resolved|monitoring|identified|investigating|update|scheduled|in progress|verifying|completed)[:.]?)$/i
const logo = /^.{1,60} logo$/i
const longestLogo = 65
const addresses = /\bhttps?:\/\/\S*[^\s.,;:!?)]/gi
const dates =
  /\b\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}\S*)?|\b\d{1,2}(?:st|nd|rd|th)\b|\b\d{1,2}:\d{2}(?::\d{2})?\b/gi
const sentenceEnd = /[.!?]\s+(?=[A-Z"“(~])/g

const apology = new RegExp(lexicon.apology, 'i')
const causalCue = new RegExp(lexicon.causalCue, 'i')
const nextSteps = new RegExp(lexicon.nextStepsHeading, 'im')

/**
 * The sentences of a record that tell its story: without page furniture, addresses and dates, without apologies, and
 * without next steps and what follows them. The title comes first and never weighs more than 1.
 */
export function preparedText(title: string, text: string): readonly Sentence[] {
  const sentences: Sentence[] = []
  const headline = withoutDates(title)
  if (headline !== '') sentences.push({ text: headline, weight: lexicon.weights.title })
  for (const line of storyLines(text)) {
    if (isFurniture(line)) continue
    for (const part of sentencesOf(withoutDates(line))) {
      if (part === '' || isApology(part)) continue
      sentences.push({ text: part, weight: weightOf(part) })
    }
  }
  return sentences
}

const lineEnds = ['\n', '\r', '\u2028', '\u2029']

/** The lines before the next steps, trimmed. A text that opens with such a heading has nothing else, and is kept. */
export function storyLines(text: string): readonly string[] {
  // A heading on the only line would open the text.
  if (lineEnds.every((end) => text.indexOf(end) < 0)) return [text.trim()]
  const heading = nextSteps.exec(text)
  const before = heading ? text.slice(0, heading.index) : text
  const story = before.trim() === '' ? text : before
  return story.split(/[\r\n]+/).map((line) => line.trim())
}

/** Whether a line belongs to the page and not to the story. */
export function isFurniture(line: string): boolean {
  if (line.length <= longestLogo && logo.test(line)) return true
  return legend.test(line) || furniture.test(line)
}

/** Sentences of a line; the line itself where it has no second one. */
export function sentencesOf(line: string): readonly string[] {
  const sentences: string[] = []
  let from = 0
  for (const { 0: end, index } of line.matchAll(sentenceEnd)) {
    sentences.push(line.slice(from, index + 1))
    from = index + end.length
  }
  sentences.push(line.slice(from))
  return sentences
}

export function isApology(sentence: string): boolean {
  return apology.test(sentence)
}

export function weightOf(sentence: string): number {
  const { causalSentence, otherSentence } = lexicon.weights
  return causalCue.test(sentence) ? causalSentence : otherSentence
}

export function withoutDates(text: string): string {
  return text.replace(addresses, ' ').replace(dates, ' ').trim()
}
