import { strToU8, zipSync } from 'fflate'
import { readXlsx, type Sheet } from 'hucre/xlsx'
import { knownHeaders } from '../csv/columns'
import { csvText } from '../csv/text'
import { childOf, readXml, type XmlElement } from '../documents/xml'
import type { RawFile } from '../input'
import { UserError } from '../issue'
import { cancelling, stopIfCancelled, type ZipArchive } from './archive'
import { isWorkbook } from './table-kind'
import { cellText } from './workbook-cells'
import { partsOf, unreadable, type Parts } from './workbook-parts'

type Rows = readonly (readonly string[])[]

/** Rows among which the header of a table is looked for. */
const headerRows = 20
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
    ...cancelling(file),
  }
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

/**
 * Rows with anything in them, all as long as the longest: a workbook does not write the empty cells at the end. A
 * formula whose result the workbook does not hold is given as its text: no reader can take it for a value.
 */
function rowsOf({ rows, cells }: Sheet, from1904: boolean): Rows {
  for (const [place, { value, formula }] of cells ?? []) {
    if (value !== null || formula === undefined) continue
    const [row = 0, column = 0] = place.split(',').map(Number)
    rows[row]?.splice(column, 1, `=${formula}`)
  }
  const texts: (readonly string[])[] = []
  let width = 0
  for (const [at, row] of rows.entries()) {
    const last = row.findLastIndex((value) => value !== null && value !== '')
    const text = row
      .slice(0, last + 1)
      .map((value, column) => cellText(value, cells?.get(`${at},${column}`), from1904))
    if (!text.some((cell) => cell.trim() !== '')) continue
    texts.push(text)
    width = Math.max(width, text.length)
  }
  return texts.map((row) => Array.from({ length: width }, (_, column) => row[column] ?? ''))
}
