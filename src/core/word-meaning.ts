import type { Assumptions } from './issue'
import { wordReader, type WordField } from './mapping'
import { attribution, cause, kind, severity, standing } from './words'

const readers: Readonly<Record<WordField, (text: string) => string | null>> = {
  severity: (text) => {
    const read = severity(text)
    return read && (read.severity ?? read.kind)
  },
  status: (text) => (standing(text) === 'no-incident' ? 'cancelled' : 'counted'),
  kind,
  cause,
  attribution,
}

/** Makes the function that tells what a word of a column is read as, null where it is not understood. */
export function wordMeaning(
  assume: Assumptions,
): (field: WordField, word: string) => string | null {
  const said = wordReader(assume)
  return (field, word) => readers[field](said(field, word))
}
