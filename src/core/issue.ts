/** A problem in imported data: expected, returned, counted and shown with its row. */
export interface Issue {
  readonly file: string
  /** 1-based record number in the file (the header is not a record), or null for the whole file. */
  readonly row: number | null
  readonly field: string | null
  readonly level: 'warning' | 'note'
  readonly code: string
  /** What is wrong, where, and what to do. */
  readonly message: string
}

/** A record that became no incident, with the reason. Records in = incidents + rejected records. */
export interface Rejection {
  readonly file: string
  readonly row: number
  readonly code: string
  readonly message: string
  /** The record as it stood in the file, cut to 500 characters. */
  readonly raw: string
}

/** Something a file leaves open. It is asked once per file or column, and never guessed in silence. */
export interface Question {
  readonly file: string
  readonly column: string | null
  readonly code: string
  readonly message: string
  /** The answer that decides it, as the setting it would be stored under. */
  readonly answers: readonly { readonly label: string; readonly assume: Assumptions }[]
}

/** What a text leaves open, as people or `faultline.yaml` answer it. */
export interface Assumptions {
  /** IANA zone of times that state none. */
  readonly timeZone?: string
  /** Encoding of texts that do not tell theirs, such as `windows-1252`; of UTF-8, damaged records are rejected. */
  readonly encoding?: string
  readonly dates?: 'day-first' | 'month-first'
  readonly errorRate?: 'ratio' | 'percent'
  readonly duration?: DurationUnit
  /** Field to column header, for tables that the alias table does not recognise; '' = no column. */
  readonly map?: Readonly<Record<string, string>>
  /** Field to the words its column holds and what each stands for: `{ severity: { hoch: 'critical' } }`. */
  readonly values?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Answers that hold for tables with certain columns only; the first that fits counts. */
  readonly mappings?: readonly Mapping[]
  /** Cells corrected by hand. */
  readonly fixes?: readonly Fix[]
}

/** Answers to what tables with these columns leave open. */
export interface Mapping {
  readonly header: readonly string[]
  readonly assume: Assumptions
}

/** Corrected cells of one record: place of the column from 0, and the text that counts. */
export interface Fix {
  readonly file: string
  readonly row: number
  readonly cells: readonly (readonly [column: number, text: string])[]
}

export type DurationUnit = 'milliseconds' | 'seconds' | 'minutes' | 'hours' | 'days'

/** An operation that cannot be done. `message` says what and where, `hint` what to do. */
export class UserError extends Error {
  override readonly name = 'UserError'
  readonly hint: string

  constructor(message: string, hint: string) {
    super(message)
    this.hint = hint
  }
}

/** Throws when the program itself is wrong: not for bad input. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`)
}
