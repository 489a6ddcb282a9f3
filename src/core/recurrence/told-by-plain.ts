import type { PlainIncidents, TextColumn } from '../plain-incidents'
import type { ByteText } from '../text-block'
import { toldCausesOf, type ToldCauses } from './told-causes'

/** The causes that plain records from `at` to before `end` tell of where they state none; null for the others. */
export function toldByPlain(
  rows: PlainIncidents,
  at: number,
  end: number,
): readonly (ToldCauses | null)[] {
  const { cause } = rows
  const read = textReader(rows)
  const told: (ToldCauses | null)[] = []
  for (let i = at; i < end; i++) {
    const stated = cause.meanings[cause.numbers[i]!] ?? null
    told.push(
      stated === null
        ? toldCausesOf({ title: read(rows.title, i), text: read(rows.text, i) })
        : null,
    )
  }
  return told
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
/** A character per byte. */
const placed = new TextDecoder('latin1')
/** Bytes that are decoded at once: a call for each text costs more than the text. */
const windowSize = 65_536

/** Texts are asked for as they lie. */
function textReader({ bytes, ascii }: PlainIncidents): (column: TextColumn, i: number) => ByteText {
  let start = 0
  let window = ''
  const decoded = (from: number, to: number) => {
    if (!ascii) return utf8.decode(bytes.subarray(from, to))
    if (from < start || to > start + window.length) {
      start = from
      window = placed.decode(bytes.subarray(from, Math.max(to, from + windowSize)))
    }
    return window.slice(from - start, to - start)
  }
  return (column, i) => {
    const [from, to] = [column.from[i]!, column.to[i]!]
    return { bytes, from, to, ascii, decoded: () => decoded(from, to) }
  }
}
