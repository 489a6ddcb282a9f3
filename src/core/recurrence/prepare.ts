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
  /^(?:.{1,60} logo|incident report for .*|this incident affected:.*|posted\b.*\d.*|(?:post-?mortem|resolved|monitoring|identified|investigating|update|scheduled|in progress|verifying|completed)[:.]?)$/i
const addresses = /\bhttps?:\/\/\S*[^\s.,;:!?)]/gi
const dates =
  /\b\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}\S*)?|\b\d{1,2}(?:st|nd|rd|th)\b|\b\d{1,2}:\d{2}(?::\d{2})?\b/gi
const sentenceEnd = /(?<=[.!?])\s+(?=[A-Z"“(~])/

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
  for (const line of story(text).split(/[\r\n]+/)) {
    const trimmed = line.trim()
    if (trimmed === '' || legend.test(trimmed) || furniture.test(trimmed)) continue
    for (const part of withoutDates(trimmed).split(sentenceEnd)) {
      if (part === '' || apology.test(part)) continue
      const { causalSentence, otherSentence } = lexicon.weights
      sentences.push({ text: part, weight: causalCue.test(part) ? causalSentence : otherSentence })
    }
  }
  return sentences
}

/** What stands before the next steps. A text that opens with such a heading has nothing else, and is kept. */
function story(text: string): string {
  const heading = nextSteps.exec(text)
  const before = heading ? text.slice(0, heading.index) : text
  return before.trim() === '' ? text : before
}

function withoutDates(text: string): string {
  return text.replace(addresses, ' ').replace(dates, ' ').trim()
}
