import Papa from 'papaparse'

/** One record as cells. */
export interface CsvRecord {
  readonly cells: readonly string[]
  /** Text stands beside the quotes of one of its cells. */
  readonly fault: 'stray-quote' | null
}

/** A quote that opens a cell and never closes: what follows it would be swallowed. */
export class UnclosedQuote extends Error {
  override readonly name = 'UnclosedQuote'
  /** The beginning of the cell that never closes. */
  readonly near: string
  /** The line its record begins in, from 1, line ends inside cells not counted. */
  readonly line: number

  constructor(near: string, line: number) {
    super('A quote opens a cell and never closes')
    this.near = near
    this.line = line
  }
}

const wantedPiece = 262_144
/** A record longer than this is an unclosed quote, whatever follows. */
const longestRecord = 64 * 1024 * 1024

/** How the records of a text are set apart. */
export interface Dialect {
  readonly delimiter: string
  /** A "\r" without "\n" ends a record, too. */
  readonly bareCr: boolean
}

/**
 * Line ends outside quoted cells become "\n", the others stay as they are. `text` begins at the start of a record. It
 * has to be done here: PapaParse knows one kind of line end per text and leaves the other kinds in the cells.
 */
export function plainLineEnds(text: string, { delimiter, bareCr }: Dialect): string {
  const replace = (part: string): string => {
    if (!part.includes('\r')) return part
    const plain = part.replaceAll('\r\n', '\n')
    return bareCr ? plain.replaceAll('\r', '\n') : plain
  }
  if (!text.includes('\r')) return text
  if (!text.includes('"')) return replace(text)
  const parts: string[] = []
  let from = 0
  let quote = text.indexOf('"')
  while (quote >= 0) {
    const before = quote === 0 ? '\n' : text.charAt(quote - 1)
    if (before !== delimiter && before !== '\n' && !(bareCr && before === '\r')) {
      quote = text.indexOf('"', quote + 1)
      continue
    }
    parts.push(replace(text.slice(from, quote)))
    let close = text.indexOf('"', quote + 1)
    while (close >= 0 && text.charCodeAt(close + 1) === 34) close = text.indexOf('"', close + 2)
    from = quote
    if (close < 0) break
    parts.push(text.slice(from, close + 1))
    from = close + 1
    quote = text.indexOf('"', from)
  }
  const last = text.slice(from)
  parts.push(quote < 0 ? replace(last) : last)
  return parts.join('')
}

/** Parses a text whole; for the first records of a file and for tests. */
export function parseCsv(text: string, dialect: Dialect, preview = 0): string[][] {
  return Papa.parse(plainLineEnds(text, dialect), {
    delimiter: dialect.delimiter,
    newline: '\n',
    preview,
  }).data
}

/**
 * Reads the records of a CSV, in batches, whatever the size of the pieces its text comes in (RFC 4180 with any
 * delimiter and any line ends). Blank lines and rows of empty cells are left out. A record with text beside its quotes is marked `stray-quote`.
 * Throws `UnclosedQuote`, whose line counts from `before`.
 */
export async function* csvRecords(
  chunks: AsyncIterable<string>,
  dialect: Dialect,
  before = 0,
): AsyncGenerator<readonly CsvRecord[]> {
  const { delimiter } = dialect
  const parser = new Papa.Parser({ delimiter, newline: '\n', comments: false })
  let rest = ''
  let pending = ''
  let lines = before
  let wanted = wantedPiece
  for await (const chunk of chunks) {
    pending += chunk
    if (pending.length < wanted) continue
    // "\r" may be the first half of a line end: it waits for its other half.
    const held = pending.endsWith('\r') ? 1 : 0
    const text = plainLineEnds(rest + pending.slice(0, pending.length - held), dialect)
    pending = pending.slice(pending.length - held)
    const { data, errors, meta } = parser.parse(text, 0, true)
    rest = text.slice(meta.cursor)
    if (rest.length > longestRecord)
      throw new UnclosedQuote(rest.slice(0, 80), lines + data.length + 1)
    // Twice as much each time nothing could be taken: a long record is read in linear time.
    wanted = data.length === 0 ? Math.max(wantedPiece, text.length) : wantedPiece
    lines += data.length
    if (data.length > 0) yield records(data, errors)
  }
  const last = plainLineEnds(rest + pending, dialect)
  if (last === '') return
  const { data, errors } = parser.parse(last, 0, false)
  if (errors.some(({ code }) => code === 'MissingQuotes')) {
    const open = data.at(-1)?.at(-1) ?? ''
    throw new UnclosedQuote(
      (data.at(-1)?.slice(0, -1).join(delimiter) ?? '') + delimiter + open.slice(0, 80),
      lines + data.length,
    )
  }
  yield records(data, errors)
}

function records(data: string[][], errors: readonly { code: string; row?: number }[]): CsvRecord[] {
  const strays = new Set(
    errors.filter(({ code }) => code === 'InvalidQuotes').map(({ row }) => row),
  )
  const found: CsvRecord[] = []
  for (const [at, cells] of data.entries()) {
    if (isBlankRecord(cells)) continue
    found.push({ cells, fault: strays.has(at) ? 'stray-quote' : null })
  }
  return found
}

/** A line with nothing in it, also with the NULs that some programs fill up a file's last block with; empty cells. */
export function isBlankRecord(cells: readonly string[]): boolean {
  if (cells.length === 1) return /^[\s\0]*$/.test(cells[0] ?? '')
  return cells.every((cell) => cell === '' || cell.trim() === '')
}

/** Writes records as RFC 4180: quotes only where needed, "\r\n" between records. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(exactCell).join(',')).join('\r\n') + '\r\n'
}

function exactCell(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
