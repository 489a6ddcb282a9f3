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
  const told: (ToldCauses | null)[] = []
  for (let i = at; i < end; i++) {
    const stated = cause.meanings[cause.numbers[i]!] ?? null
    told.push(
      stated === null
        ? toldCausesOf({ title: textOf(rows, rows.title, i), text: textOf(rows, rows.text, i) })
        : null,
    )
  }
  return told
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
/** Texts up to this are put together by the engine itself; a decoder makes each in memory of its own. */
const shortText = 4096

function decoded(bytes: Uint8Array, from: number, to: number, ascii: boolean): string {
  const own = bytes.subarray(from, to)
  if (!ascii || own.length > shortText) return utf8.decode(own)
  // It takes anything with a length.
  return String.fromCharCode.apply(null, own as unknown as number[])
}

function textOf({ bytes, ascii }: PlainIncidents, column: TextColumn, at: number): ByteText {
  const [from, to] = [column.from[at]!, column.to[at]!]
  return { bytes, from, to, ascii, decoded: () => decoded(bytes, from, to, ascii) }
}
