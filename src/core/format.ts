import type { Incident } from './incident'
import type { Assumptions, Issue, Question } from './issue'

/** A file as formats see it: decoded text, readable more than once. */
export interface Input {
  readonly name: string
  /** The first 65,536 characters or all of it, decoded, without byte order mark. */
  readonly head: string
  /** Name of the encoding the text was decoded with, such as `utf-8`. */
  readonly encoding: string
  /** The text from its beginning, in pieces. May be called again; throws `Cancelled` when the import was cancelled. */
  chunks(): AsyncIterable<string>
  text(): Promise<string>
}

/** What a format finds is pushed into a sink, record by record. */
export interface Sink {
  incident(incident: Incident): void
  /** A record that cannot become an incident. `row` is 1-based, `raw` the record as it stood. */
  reject(row: number, code: string, message: string, raw: string): void
  issue(issue: Omit<Issue, 'file'>): void
  ask(question: Omit<Question, 'file'>): void
}

export interface ReadContext {
  /** What is already answered. A format asks for what it needs beyond this, and reads nothing it would have to guess. */
  readonly assume: Assumptions
  /** The instant the import happens at, epoch ms UTC; for plausibility checks only. */
  readonly now: number
}

/**
 * An import format: one file here in `formats/` and one line in its index. Its id is the export's name in kebab-case.
 * `read` throws a `UserError` for a file it cannot read at all (what, where, what to do).
 */
export interface Format {
  readonly label: string
  readonly extensions: readonly string[]
  /** 0 = not mine … 1 = certain, from content and name; the same content gives the same winner under any name. Generic formats stay at 0.5 or below. */
  sniff(head: string, name: string): number
  read(input: Input, sink: Sink, context: ReadContext): Promise<void>
}
