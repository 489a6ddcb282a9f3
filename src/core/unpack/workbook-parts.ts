import type { RawFile } from '../input'
import { UserError } from '../issue'
import { inflated, joined, stopIfCancelled, type ZipArchive } from './archive'

/** The files of a workbook by their names. */
export type Parts = Readonly<Record<string, Uint8Array>>

/** Beginnings of XML elements a workbook may have: the cells of some 100,000 incidents. The library holds each of them. */
const mostElements = 6_000_000
/** What the cells are made of. Pictures, charts and comments are left out. */
const wanted =
  /^(?:\[Content_Types\]\.xml|xl\/_rels\/[^/]+\.rels|xl\/[^/]+\.xml|xl\/worksheets\/[^/]+\.xml)$/

/**
 * What the cells of a workbook are made of, unpacked; of a sheet nothing but its cells. Throws a `UserError` for more
 * than is read and for parts that are cut, which the library would take for shorter ones.
 */
export async function partsOf(file: RawFile, archive: ZipArchive): Promise<Parts> {
  const parts: Record<string, Uint8Array> = Object.create(null)
  let elements = 0
  for (const entry of archive.entries) {
    if (!wanted.test(entry.name)) continue
    const pieces: Uint8Array[] = []
    for await (const piece of inflated(archive, entry)) {
      stopIfCancelled(file)
      elements += beginnings(piece)
      if (elements > mostElements)
        throw new UserError(
          `${file.name}: the workbook holds more cells than are read from one`,
          'Save the sheet as CSV UTF-8 and import that.',
        )
      pieces.push(piece)
    }
    const part = joined(pieces)
    const kept = entry.name.startsWith('xl/worksheets/') ? cellsAlone(part) : whole(part)
    if (!kept) throw unreadable(file.name)
    parts[entry.name] = kept
  }
  return parts
}

export function unreadable(name: string): UserError {
  return new UserError(
    `${name}: the workbook cannot be read`,
    'It may be damaged or too large. Save the sheet as CSV UTF-8 and import that.',
  )
}

/** How many elements begin in a piece of XML, as one that closes on its own or later. */
function beginnings(piece: Uint8Array): number {
  let count = 0
  for (let at = piece.indexOf(0x3c); at >= 0; at = piece.indexOf(0x3c, at + 1))
    if (piece[at + 1] !== 0x2f) count++
  return count
}

/** The part if its XML ends with the element it begins with, else null. */
function whole(part: Uint8Array): Uint8Array | null {
  const text = (from: number, to?: number): string =>
    new TextDecoder().decode(part.subarray(from, to))
  const root = /<([A-Za-z_][\w:.-]*)/.exec(text(0, 4096))?.[1]
  const end = text(-256).trimEnd()
  const empty = part.length <= 256 && /^[^<]*(?:<\?[^<]*)?<[^<]*\/>$/.test(end)
  return root !== undefined && (empty || end.endsWith(`</${root}>`)) ? part : null
}

/** A sheet with its cells alone, without widths, links and rules; null where they do not end. */
function cellsAlone(part: Uint8Array): Uint8Array | null {
  const text = new TextDecoder().decode(part)
  const [tag = '', prefix = '', closed] =
    /<([\w.-]+:)?sheetData(?:\s[^<>]*?)?(\/)?>/.exec(text) ?? []
  const from = text.indexOf(tag)
  const name = `${prefix}sheetData`
  const to = closed ? from : text.lastIndexOf(`</${name}>`)
  if (tag === '' || to < 0) return null
  const cells = closed ? tag : text.slice(from, to) + `</${name}>`
  return new TextEncoder().encode(`<worksheet>${cells}</worksheet>`)
}
