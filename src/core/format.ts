import type { Edit } from './edits'
import type { Utf8Piece } from './encoding'
import type { Incident } from './incident'
import type { Assumptions, Issue, Mapping, Question } from './issue'
import type { PlainIncidents } from './plain-incidents'
import type { ByteTexts } from './text-block'

/** A file as formats see it: decoded text, readable more than once. */
export interface Input {
  readonly name: string
  /** Bytes of the file as it came, packed or not. */
  readonly size: number
  /** The first 65,536 characters or all of it, decoded, without byte order mark. */
  readonly head: string
  /** Name of the encoding the text was decoded with, such as `utf-8`. */
  readonly encoding: string
  /** The text from its beginning, in pieces. May be called again; throws `Cancelled` when the import was cancelled. */
  chunks(): AsyncIterable<string>
  text(): Promise<string>
  /** As in `RawFile`. */
  readonly cameAlong?: boolean
  /** The same as UTF-8, checked, without byte order mark; for files in UTF-8 only. */
  readonly bytes?: () => AsyncIterable<Utf8Piece>
}

/** What a format finds is pushed into a sink, record by record. */
export interface Sink {
  incident(incident: Incident): void
  /** An incident whose id, title and text, empty in `incident`, are still bytes, which are good for this call only. */
  readonly undecoded?: (incident: Incident, texts: ByteTexts) => void
  /**
   * Incidents from row `at` to before `end` of these columns, which are good for this call only; the first one is record
   * `row`. Gives the place up to which it took them: the next one has to come by itself.
   */
  readonly plain?: (incidents: PlainIncidents, at: number, end: number, row: number) => number
  /** A record that cannot become an incident. `row` is 1-based, `raw` the record as it stood. */
  reject(row: number, code: string, message: string, raw: string): void
  issue(issue: Omit<Issue, 'file'>): void
  /** About so many records will come: room may be made for them at once. */
  readonly expect?: (records: number) => void
  ask(question: Omit<Question, 'file'>): void
}

export interface ReadContext {
  /** What is already answered. A format asks for what it needs beyond this, and reads nothing it would have to guess. */
  readonly assume: Assumptions
  /** The instant the import happens at, epoch ms UTC; for plausibility checks only. */
  readonly now: number
  /** Told of each table. With it a table whose start is in no column that is known is asked about; without it, refused. */
  readonly onTable?: (table: FoundTable) => void
  /** Told of the edits in a backup. With it records come as they were imported, below the edits; without it, as edited. */
  readonly onEdits?: (edits: readonly Edit[]) => void
}

/** A table as it is read. */
export interface FoundTable {
  readonly header: readonly string[]
  /** Field to the columns it is read from, numbered from 0, the one to believe first in front. */
  readonly fields: Readonly<Record<string, readonly number[]>>
  /** What was settled for tables with these columns, or null. */
  readonly mapping: Mapping | null
  /** The text itself is rows of cells, so that a row can be corrected where it stands; else records of JSON or YAML. */
  readonly delimited: boolean
  /** Takes the beginning of the text apart: the cells of its records, without the header. */
  readonly records: (head: string) => readonly (readonly string[])[]
  /** The cells of all records of the whole file, in batches. */
  readonly all: (input: Input) => AsyncIterable<readonly (readonly string[])[]>
}

/**
 * An import format: one file here in `formats/` and one line in its index. Its id is the export's name in kebab-case.
 * `read` throws a `UserError` for a file it cannot read at all (what, where, what to do).
 */
export interface Format {
  readonly label: string
  readonly extensions: readonly string[]
  /** Real files it has read without loss of records, or null: then only names from documents and samples of our own stand behind it. */
  readonly provenOn: string | null
  /** Its incidents are as an earlier import left them: with their ids and sources, and nothing more is inferred. */
  readonly complete?: true
  /** 0 = not mine … 1 = certain, from content and name; the same content gives the same winner under any name. Generic formats stay at 0.5 or below. */
  sniff(head: string, name: string): number
  read(input: Input, sink: Sink, context: ReadContext): Promise<void>
}
