import { strToU8, zipSync } from 'fflate'
import { readXlsx, type Sheet } from 'hucre/xlsx'
import { knownHeaders } from '../csv/columns'
import { csvText } from '../csv/text'
import { childOf, readXml, type XmlElement } from '../documents/xml'
import type { RawFile } from '../input'
import { UserError } from '../issue'
import { inflated, joined, stopIfCancelled, type ZipArchive } from './archive'
import { isWorkbook } from './table-kind'
import { cellText } from './workbook-cells'

/** The files of a workbook by their names. */
type Parts = Readonly<Record<string, Uint8Array>>
type Rows = readonly (readonly string[])[]

/** Rows among which the header of a table is looked for. */
const headerRows = 20
/** Beginnings of XML elements a workbook may have: the cells of some 100,000 incidents. The library holds each of them. */
const mostElements = 6_000_000
/** What the cells are made of. Pictures, charts and comments are left out. */
const wanted =
  /^(?:\[Content_Types\]\.xml|xl\/_rels\/[^/]+\.rels|xl\/[^/]+\.xml|xl\/worksheets\/[^/]+\.xml)$/

/**
 * The tables of an Excel workbook (ECMA-376, SpreadsheetML), each as a CSV file: the visible sheets with a header of
 * incidents, or the first one that holds anything. Throws a `UserError`.
 */
export async function workbookFiles(
  file: RawFile,
  archive: ZipArchive,
): Promise<readonly RawFile[]> {
  const parts = await partsOf(file, archive)
  const main = Object.keys(parts).find((name) => isWorkbook([name])) ?? ''
  const { names, from1904 } = directory(parts, main, file.name)
  // Unpacked here, where a bomb is noticed; the library gets parts of known size.
  const bytes = { ...parts, '_rels/.rels': strToU8(rootOf(main)) }
  const { sheets } = await readXlsx(zipSync(bytes, { level: 0 }), {
    readStyles: true,
    dateSystem: '1904',
    sheets: ({ name }) => names.has(name),
  }).catch(() => {
    throw unreadable(file.name)
  })
  stopIfCancelled(file)
  const filled = sheets
    .map((sheet) => ({ name: sheet.name, rows: rowsOf(sheet, from1904) }))
    .filter(({ rows }) => rows.length > 0)
  const tables = filled.filter(({ rows }) =>
    rows.slice(0, headerRows).some((row) => knownHeaders(row) >= 2),
  )
  const chosen = tables.length > 0 ? tables : filled.slice(0, 1)
  if (chosen.length === 0)
    throw new UserError(
      `${file.name}: no visible sheet of the workbook holds anything`,
      'Put the incidents on a sheet with a row of headers, or save it as CSV UTF-8.',
    )
  return chosen.map(({ name, rows }) => sheetFile(file, name, csvText(rows)))
}

/** Where a workbook begins. The archive's own file of this name counts as hidden. */
function rootOf(main: string): string {
  const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument'
  return `<Relationships><Relationship Id="r" Type="${type}" Target="${main}"/></Relationships>`
}

function sheetFile(file: RawFile, name: string, text: string): RawFile {
  const bytes = new TextEncoder().encode(text)
  return {
    name: `${file.name}/${name}`,
    size: bytes.length,
    async *open() {
      yield bytes
    },
    ...(file.cancelled && { cancelled: () => file.cancelled?.() ?? false }),
  }
}

function unreadable(name: string): UserError {
  return new UserError(
    `${name}: the workbook cannot be read`,
    'It may be damaged or too large. Save the sheet as CSV UTF-8 and import that.',
  )
}

async function partsOf(file: RawFile, archive: ZipArchive): Promise<Parts> {
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
    if (!isWhole(part)) throw unreadable(file.name)
    parts[entry.name] = part
  }
  return parts
}

/** Whether XML ends with the element it begins with: the library reads a part that is cut as if it were shorter. */
function isWhole(part: Uint8Array): boolean {
  const text = (from: number, to?: number): string =>
    new TextDecoder().decode(part.subarray(from, to))
  const root = /<([A-Za-z_][\w:.-]*)/.exec(text(0, 4096))?.[1]
  const end = text(-256).trimEnd()
  return root !== undefined && (end.endsWith(`</${root}>`) || end.endsWith('/>'))
}

/** How many elements begin in a piece of XML, as one that closes on its own or later. */
function beginnings(piece: Uint8Array): number {
  let count = 0
  for (let at = piece.indexOf(0x3c); at >= 0; at = piece.indexOf(0x3c, at + 1))
    if (piece[at + 1] !== 0x2f) count++
  return count
}

/** The visible sheets that have cells, and which day the workbook counts from. */
function directory(
  parts: Parts,
  main: string,
  file: string,
): { readonly names: ReadonlySet<string>; readonly from1904: boolean } {
  const read = (name: string): XmlElement | undefined => {
    const part = parts[name]
    if (!part) return undefined
    try {
      return plainNames(readXml(new TextDecoder().decode(part), file))
    } catch {
      throw unreadable(file)
    }
  }
  const workbook = read(main)
  // Sheets of charts alone have no cells, and the library stumbles over them.
  const withCells = new Set(
    read(`xl/_rels/${main.slice(3)}.rels`)
      ?.children.filter(({ attributes }) => attributes.get('Type')?.endsWith('/worksheet'))
      .map(({ attributes }) => attributes.get('Id')),
  )
  const properties = workbook && childOf(workbook, 'workbookPr')
  const sheets = (workbook && childOf(workbook, 'sheets'))?.children ?? []
  return {
    names: new Set(
      sheets
        .filter(({ attributes }) => withCells.has(attributes.get('id')))
        .filter(({ attributes }) => !/hidden/i.test(attributes.get('state') ?? ''))
        .map(({ attributes }) => attributes.get('name') ?? ''),
    ),
    from1904: /^(?:1|true)$/.test(properties?.attributes.get('date1904') ?? ''),
  }
}

/** The element with the prefixes of its name spaces taken off: programs choose them freely. */
function plainNames({ name, attributes, children, text }: XmlElement): XmlElement {
  return {
    name: localName(name),
    attributes: new Map([...attributes].map(([key, value]) => [localName(key), value])),
    children: children.map(plainNames),
    text,
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** Rows with anything in them, all as long as the longest: a workbook does not write the empty cells at the end. */
function rowsOf({ rows, cells }: Sheet, from1904: boolean): Rows {
  const texts = rows
    .map((row, at) =>
      row.map((value, column) => cellText(value, cells?.get(`${at},${column}`), from1904)),
    )
    .filter((row) => row.some((text) => text.trim() !== ''))
  const width = texts.reduce((most, row) => Math.max(most, row.findLastIndex(filled) + 1), 0)
  return texts.map((row) => Array.from({ length: width }, (_, column) => row[column] ?? ''))
}

function filled(text: string): boolean {
  return text !== ''
}
