import lexicon from './lexicon.json'
import type { Sentence } from './prepare'

const word = new RegExp(lexicon.wordPattern, 'g')
const stopWords: ReadonlySet<string> = new Set(lexicon.stopWords)
const rules = lexicon.stemmer.rules.map(([suffix, replacement, shortest]) => ({
  suffix: String(suffix),
  replacement: String(replacement),
  shortest: Number(shortest),
}))

/** Stems with their weighted counts. */
export function termCounts(sentences: readonly Sentence[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { text, weight } of sentences)
    for (const token of text.toLowerCase().match(word) ?? []) {
      if (stopWords.has(token)) continue
      const term = stem(token)
      counts.set(term, (counts.get(term) ?? 0) + weight)
    }
  return counts
}

/** A light stemmer: one suffix, then a doubled last letter (l, s, z stay), then a final e. Takes lower case. */
export function stem(token: string): string {
  let text = token.replace(/['’]s$/, '')
  const rule = rules.find(
    ({ suffix, shortest }) => text.endsWith(suffix) && text.length - suffix.length >= shortest,
  )
  // "access" is no plural.
  if (rule && !(rule.suffix === 's' && text.endsWith('ss')))
    text = text.slice(0, text.length - rule.suffix.length) + rule.replacement
  if (text.length > 3 && /([a-km-rt-y])\1$/.test(text)) text = text.slice(0, -1)
  if (text.length > 4 && text.endsWith('e')) text = text.slice(0, -1)
  return text
}
