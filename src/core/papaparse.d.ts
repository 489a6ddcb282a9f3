/*
 * The part of PapaParse 5.7 that is used, by hand: the published types pull in Node's, and with
 * them `process` and `console` would become legal names in core.
 */
declare module 'papaparse' {
  export interface ParseError {
    type: 'Quotes' | 'Delimiter' | 'FieldMismatch'
    code: string
    message: string
    /** Zero-based record; absent for errors of the whole text. */
    row?: number
    /** Character offset within the text given to this call. */
    index?: number
  }

  export interface ParseMeta {
    delimiter: string
    linebreak: string
    aborted: boolean
    truncated: boolean
    /** UTF-16 units of the given text that were consumed, plus `baseIndex`. */
    cursor: number
  }

  export interface ParseResult {
    data: string[][]
    errors: ParseError[]
    meta: ParseMeta
  }

  /** Records are arrays of text: the options that make objects or guess types are left out. */
  export interface ParseConfig {
    delimiter?: string
    newline?: '\r' | '\n' | '\r\n'
    quoteChar?: string
    escapeChar?: string
    /** A text at the start of a line that makes it a comment; false for none. */
    comments?: false | string
    /** Stops after this many records; 0 reads all. */
    preview?: number
    skipEmptyLines?: boolean | 'greedy'
    delimitersToGuess?: string[]
  }

  export interface UnparseConfig {
    delimiter?: string
    newline?: string
    quotes?: boolean | boolean[] | ((value: unknown, column: number) => boolean)
    header?: boolean
    /** Prefixes cells a spreadsheet would run; incomplete, so exports do their own. */
    escapeFormulae?: boolean
  }

  class Parser {
    constructor(config: ParseConfig)
    /** With `ignoreLastRow` an unfinished record stays unread: keep `text.slice(meta.cursor - baseIndex)`. */
    parse(text: string, baseIndex?: number, ignoreLastRow?: boolean): ParseResult
    abort(): void
    getCharIndex(): number
  }

  const Papa: {
    parse(text: string, config?: ParseConfig): ParseResult
    unparse(
      rows:
        | readonly (readonly unknown[])[]
        | { fields: readonly string[]; data: readonly (readonly unknown[])[] },
      config?: UnparseConfig,
    ): string
    Parser: typeof Parser
  }
  export default Papa
}
