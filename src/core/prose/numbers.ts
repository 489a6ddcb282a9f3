const ones =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')

const words: ReadonlyMap<string, number> = new Map([
  ['a', 1],
  ['an', 1],
  ['half an', 0.5],
  ...ones.map((word, at) => [word, at + 1] as const),
  ...tens.map((word, at) => [word, 20 + 10 * at] as const),
  ...tens.flatMap((ten, at) =>
    ones.slice(0, 9).map((one, n) => [`${ten}-${one}`, 20 + 10 * at + n + 1] as const),
  ),
])

/** Source of a pattern for a number in digits or words. */
export const numberSource = `\\d{1,4}(?:\\.\\d{1,4})?|half an|(?:${tens.join('|')})(?:[- ](?:${ones.slice(0, 9).join('|')}))?|${[...ones].reverse().join('|')}|an?`

/** Value of a number in digits or words, or null. */
export function numberOf(text: string): number | null {
  if (/^\d/.test(text)) return Number(text)
  return (
    words.get(text.toLowerCase().replace(' ', text.toLowerCase().startsWith('half') ? ' ' : '-')) ??
    null
  )
}

/** Half a unit of the last stated digit: 2 → 0.5, 2.4 → 0.05, 30 → 5. */
export function halfUnit(text: string): number {
  const decimals = /\.(\d+)$/.exec(text)?.[1]
  if (decimals) return 0.5 * 10 ** -decimals.length
  const value = numberOf(text) ?? 1
  return value >= 10 && value % 10 === 0 ? 5 : 0.5
}

/** Sources of patterns for words before a number. */
export const qualifierSource =
  '(?:approximately|approx\\.?|about|around|roughly|circa|nearly|almost|some|up to|at most|no more than|less than|fewer than|under|over|more than|at least|in excess of|an average of|averag(?:ing|ed|e of)|peak(?:ed|ing)?(?: at| of)?)\\s|[~≈<>]\\s?'

export type Bound = 'exact' | 'approximate' | 'below' | 'above' | 'peak'

/** What a qualifier says about the number behind it. */
export function boundOf(qualifier: string | undefined): Bound {
  const word = (qualifier ?? '').trim().toLowerCase()
  if (word === '' || word.startsWith('averag') || word.startsWith('an average')) return 'exact'
  if (word.startsWith('peak')) return 'peak'
  if (/^(?:up to|at most|no more|less|fewer|under|<)/.test(word)) return 'below'
  if (/^(?:over|more|at least|in excess|>)/.test(word)) return 'above'
  return 'approximate'
}
