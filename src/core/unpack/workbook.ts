import { knownHeaders } from '../csv/columns'
import { csvText } from '../csv/text'
import { childOf, readXml, type XmlElement } from '../documents/xml'
import { UserError } from '../issue'
import { cellReader, type CellReader } from './workbook-cells'

/** A sheet of a workbook as CSV. */
export interface SheetText {
  readonly name: string
  readonly text: string
}

/** Rows among which the header of a table is looked for. */
const headerRows = 20
const mostColumns = 16_384

/**
 * The tables of an Excel workbook (ECMA-376, SpreadsheetML) as CSV: the visible sheets with a header of incidents, or
 * the first one that holds anything. `part` gives the text of a file in the workbook, or null. Throws a `UserError`.
 */
export function workbookTables(
  file: string,
  part: (name: string) => string | null,
): readonly SheetText[] {
  const read = (name: string): XmlElement | null => {
    const text = part(name)
    return text === null ? null : plainNames(parsed(text, file))
  }
  const workbook = read('xl/workbook.xml')
  const targets = new Map(
    read('xl/_rels/workbook.xml.rels')?.children.map(({ attributes }) => [
      attributes.get('Id') ?? '',
      (attributes.get('Target') ?? '').replace(/^\/?(?:xl\/)?/, 'xl/'),
    ]),
  )
  const cells = cellReader(
    read('xl/sharedStrings.xml'),
    read('xl/styles.xml'),
    /^(?:1|true)$/.test(
      (workbook && childOf(workbook, 'workbookPr'))?.attributes.get('date1904') ?? '',
    ),
  )
  const filled: { readonly name: string; readonly rows: readonly (readonly string[])[] }[] = []
  for (const { attributes } of (workbook && childOf(workbook, 'sheets'))?.children ?? []) {
    if (/hidden/i.test(attributes.get('state') ?? '')) continue
    const sheet = read(targets.get(attributes.get('id') ?? '') ?? '')
    const rows = sheet ? rowsOf(sheet, cells) : []
    if (rows.length > 0) filled.push({ name: attributes.get('name') ?? 'sheet', rows })
  }
  const tables = filled.filter(({ rows }) =>
    rows.slice(0, headerRows).some((row) => knownHeaders(row) >= 2),
  )
  const chosen = tables.length > 0 ? tables : filled.slice(0, 1)
  if (chosen.length === 0)
    throw new UserError(
      `${file}: no visible sheet of the workbook holds anything`,
      'Put the incidents on a sheet with a row of headers, or save it as CSV UTF-8.',
    )
  return chosen.map(({ name, rows }) => ({ name, text: csvText(squared(rows)) }))
}

function parsed(text: string, file: string): XmlElement {
  try {
    return readXml(text.replace(/^\uFEFF/, ''), file)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    throw new UserError(
      `${file}: the workbook cannot be read`,
      'It may be damaged or too large. Save the sheet as CSV UTF-8 and import that.',
    )
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

/** Rows with anything in them, each cell in its place. */
function rowsOf(sheet: XmlElement, cells: CellReader): readonly (readonly string[])[] {
  const rows: string[][] = []
  for (const row of childOf(sheet, 'sheetData')?.children ?? []) {
    const texts: string[] = []
    for (const cell of row.children) {
      const at = columnOf(cell.attributes.get('r')) ?? texts.length
      if (at >= mostColumns) continue
      while (texts.length < at) texts.push('')
      texts[at] = cells(cell)
    }
    if (texts.some((text) => text.trim() !== '')) rows.push(texts)
  }
  return rows
}

/** `C5` → 2, or null without a reference. */
function columnOf(reference: string | undefined): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0]
  if (letters === undefined) return null
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

/** The rows with as many cells as the longest: a workbook does not write the empty ones at the end. */
function squared(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const width = rows.reduce((most, { length }) => Math.max(most, length), 0)
  return rows.map((row) => [...row, ...Array.from({ length: width - row.length }, () => '')])
}
