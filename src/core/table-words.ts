import { isMissing } from './dates'
import type { Input } from './format'
import type { Assumptions } from './issue'
import { wordFields, type WordField } from './mapping'
import type { Settings } from './settings'
import { tableOf } from './table-preview'

/** The words in a table's columns of words, each with how many records hold it. */
export interface TableWords {
  readonly records: number
  readonly columns: readonly WordColumn[]
}

/** Those words, with what labels of causes stand for since earlier imports. */
export interface WordsToSettle extends TableWords {
  readonly aliases: Settings['taxonomy']['aliases']
}

export interface WordColumn {
  readonly field: WordField
  readonly column: string
  /** Commonest first. */
  readonly words: readonly (readonly [word: string, count: number])[]
  /** Different words beyond those. */
  readonly further: number
}

const shownWords = 40
/** A cell longer than this is a text, not a word. */
const longestWord = 80
/** A column with more different words than this holds texts: only the first of them are counted. */
const mostWords = 10_000

/**
 * Counts the words of a table over the whole file, with the columns these answers give it. Throws a `UserError` when
 * the file is no table, and `Cancelled` as its input does.
 */
export async function tableWords(
  input: Input,
  assume: Assumptions,
  now: number,
  onRecords: (records: number) => void,
): Promise<TableWords> {
  const { header, fields, all } = await tableOf(input, assume, now)
  const counted = wordFields.flatMap((field) => {
    const at = fields[field]?.[0]
    return at === undefined ? [] : [{ field, at, counts: new Map<string, number>() }]
  })
  let records = 0
  for await (const batch of all(input)) {
    for (const { at, counts } of counted)
      for (const cells of batch) {
        const word = cells[at]?.trim() ?? ''
        const before = counts.get(word)
        if (before !== undefined) counts.set(word, before + 1)
        else if (word.length <= longestWord && counts.size < mostWords) counts.set(word, 1)
      }
    records += batch.length
    onRecords(records)
  }
  const columns = counted.flatMap(({ field, at, counts }) => {
    const words = [...counts]
      .filter(([word]) => !isMissing(word))
      .sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))
    if (words.length === 0) return []
    const further = Math.max(0, words.length - shownWords)
    return [{ field, column: header[at] ?? '', words: words.slice(0, shownWords), further }]
  })
  return { records, columns }
}
