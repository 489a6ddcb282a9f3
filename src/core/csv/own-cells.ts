/** Header of the column, otherwise empty, by which a CSV for spreadsheets is told from the exact one. */
export const spreadsheetMark = 'apostrophe_before_formulas'

/** Blanks, controls, zero-width characters and quotes that a spreadsheet may skip before it looks for a formula. */
const skipped = /^[\s\p{Cc}\u00a0\u200b-\u200f\u2060\ufeff"']+/u
const numberLike = /^[+\-−]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)? ?%?$/i
const formulaSign = /^[=+\-−@|%＝＋－＠]/
const innerFormula = /[,;\t\r\n][^\S\t\r\n]*[=+\-@＝＋－＠]/

/** Whether a spreadsheet reads a text as a plain number. */
export function isNumber(text: string): boolean {
  return numberLike.test(text)
}

/**
 * Whether a spreadsheet could run a text as a formula: after what it skips it begins with a sign of a formula
 * (OWASP, CSV Injection; ASVS 5.0 1.2.10), or would if the sheet split it at another separator. Plain numbers are none.
 * Apostrophes in front of a text that is no number change nothing, so that `unguarded` undoes `guarded`.
 */
export function runsAsFormula(text: string): boolean {
  if (isNumber(text)) return false
  const bare = text.replace(/^'+/, '')
  return (
    /^[\t\r\n\0]/.test(bare) ||
    formulaSign.test(bare.replace(skipped, '')) ||
    innerFormula.test(bare) ||
    /^DDE\s*\(/i.test(bare)
  )
}

/** A text as a spreadsheet may hold it: with an apostrophe before one that would run as a formula. */
export function guarded(text: string): string {
  return runsAsFormula(text) ? `'${text}` : text
}

/** The text that `guarded` was given. */
export function unguarded(cell: string): string {
  return cell.startsWith("'") && runsAsFormula(cell.slice(1)) ? cell.slice(1) : cell
}

/** Names separated by `;`. A name that holds one, or a quote, stands in quotes. */
export function namesCell(names: readonly string[]): string {
  return names
    .map((name) => (/[;"]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name))
    .join(';')
}

const nameForm = /\s*(?:"((?:[^"]|"")*)"\s*(?=;|$)|([^;]*))(?:;|$)/y

/** The names of a cell that `namesCell` wrote, or a person. */
export function ownNames(cell: string): readonly string[] {
  const names: string[] = []
  nameForm.lastIndex = 0
  while (nameForm.lastIndex < cell.length) {
    const [, quoted, plain = ''] = nameForm.exec(cell) ?? []
    const name = quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"')
    if (name !== '') names.push(name)
  }
  return names
}
