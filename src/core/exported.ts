import { writeCsv, writeSpreadsheetCsv } from './csv/export'
import type { Frame } from './frame'
import { blockTexts, incidentAt, type BlockTexts } from './frame-reader'
import type { Incident } from './incident'
import type { Snapshot } from './snapshot'
import { blockSize, type TextBlock } from './text-block'

/** `screen` is what the question lists, in its order; `all` is every record that counts. */
export type ExportScope = 'screen' | 'all'

/** `spreadsheet` is CSV in which nothing runs as a formula, `csv` is exact, `json` is a snapshot. */
export type ExportKind = 'spreadsheet' | 'csv' | 'json'

/** What is exported from: columns, and the block of texts a row lies in, numbered as in the frame. */
export interface ExportSource {
  readonly frame: Frame
  readonly ids: readonly string[]
  readonly starts: Uint32Array
  readonly readBlock: (row: number) => Promise<TextBlock>
  /** Of a backup: the records below the edited ones of these ids, null for one that an edit made. */
  readonly before?: (ids: readonly string[]) => Promise<ReadonlyMap<string, Incident | null>>
}

/** An incident as a snapshot holds it. */
type Written = Incident & { readonly before?: Incident | null }

/** Rows that are incidents at one time: each block of texts they lie in is decoded once for them. */
const windowRows = 2 * blockSize
/** Incidents of a piece of text. */
const pieceRows = 1024

/** Every row that counts, in the order of import. */
export function countedRows({ incidents }: Frame): Uint32Array {
  const rows = Uint32Array.from({ length: incidents.count }, (_, row) => row)
  const { superseded } = incidents
  return superseded ? rows.filter((row) => !superseded[row]) : rows
}

/** Rows of a frame as the text of a file, in pieces; `head` is the rest of the snapshot. */
export async function* exportedText(
  source: ExportSource,
  rows: Uint32Array,
  as: ExportKind,
  head: Omit<Snapshot, 'incidents'>,
): AsyncGenerator<string> {
  const { begin, write, end } = writers[as]
  yield begin(head)
  let first = true
  for await (const incidents of incidentsOf(source, rows))
    for (let at = 0; at < incidents.length; at += pieceRows) {
      yield write(incidents.slice(at, at + pieceRows), first)
      first = false
    }
  yield end
}

interface Writer {
  readonly begin: (head: Omit<Snapshot, 'incidents'>) => string
  readonly write: (incidents: readonly Written[], first: boolean) => string
  readonly end: string
}

const writers: Readonly<Record<ExportKind, Writer>> = {
  // Without the mark a spreadsheet takes UTF-8 for another encoding.
  spreadsheet: tableWriter(writeSpreadsheetCsv, '\uFEFF'),
  csv: tableWriter(writeCsv, ''),
  json: {
    // The edits stand before the incidents: a reader has to know of them first.
    begin: ({ schema, version, title, asOf, settings, batches, edits }) =>
      `${JSON.stringify({ schema, version, title, asOf, settings, batches, edits }).slice(0, -1)},"incidents":[`,
    write: (incidents, first) =>
      incidents
        .map((incident, at) => `${first && at === 0 ? '' : ','}\n${JSON.stringify(incident)}`)
        .join(''),
    end: '\n]}\n',
  },
}

function tableWriter(table: (incidents: Iterable<Incident>) => string, mark: string): Writer {
  const header = table([])
  return {
    begin: () => `${mark}${header}`,
    write: (incidents) => table(incidents).slice(header.length),
    end: '',
  }
}

/** The incidents of the rows, in their order, window after window. */
async function* incidentsOf(
  { frame, ids, starts, readBlock, before }: ExportSource,
  rows: Uint32Array,
): AsyncGenerator<readonly Written[]> {
  for (let from = 0; from < rows.length; from += windowRows) {
    const window = rows.subarray(from, from + windowRows)
    const places = Uint32Array.from(window.keys()).sort((a, b) => window[a]! - window[b]!)
    const incidents = Array.from<Written>({ length: window.length })
    const former = await before?.(Array.from(window, (row) => ids[row]!))
    let texts: BlockTexts | null = null
    for (const place of places) {
      const row = window[place]!
      if (texts === null || row >= texts.first + texts.titles.length)
        texts = blockTexts(await readBlock(row))
      const incident = incidentAt(frame, row, ids, starts, texts)
      const own = former?.get(incident.id)
      incidents[place] = {
        ...inOrder(incident),
        ...(own !== undefined && { before: own && inOrder(own) }),
      }
    }
    yield incidents
  }
}

/** The order of flags in the frame is that in which the import met them, which would change with every export. */
function inOrder(incident: Incident): Incident {
  return { ...incident, flags: incident.flags.toSorted() }
}
