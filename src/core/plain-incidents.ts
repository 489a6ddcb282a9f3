import type { Incident, Milestones } from './incident'

/** A column of words: a number per row, and what the word of each number means. */
export interface WordColumn<Meaning> {
  readonly numbers: Int32Array
  /** Grows; a number keeps its meaning. Rows have none of the numbers without one. */
  readonly meanings: readonly (Meaning | undefined)[]
}

/** Where texts begin and end in the bytes of a piece. */
export interface TextColumn {
  readonly from: Uint32Array
  readonly to: Uint32Array
}

/**
 * Records of a piece of a file side by side. Those that are plain state nothing unusual: an id, one impact that has a start
 * and ends later or goes on, on one service at most, and nothing beyond these columns. The rows of the others hold nothing
 * that counts.
 */
export interface PlainIncidents {
  readonly source: { readonly file: string; readonly format: string }
  /** UTF-8; where a text ends no letter stands. */
  readonly bytes: Uint8Array
  /** None of the bytes is above 127. */
  readonly ascii: boolean
  readonly id: TextColumn
  readonly title: TextColumn
  readonly text: TextColumn
  /** Epoch ms UTC; `to` is NaN where it goes on. */
  readonly from: Float64Array
  readonly to: Float64Array
  /** Epoch ms UTC, NaN where not stated. */
  readonly milestones: Readonly<Partial<Record<keyof Milestones, Float64Array>>>
  /** Ratio 0..1 and its bounds, NaN where none is stated. */
  readonly rate: Float64Array
  readonly rateLow: Float64Array
  readonly rateHigh: Float64Array
  /** 0 or 1 + index into `severities`. */
  readonly severity: Uint8Array
  /** Index into `kinds`. */
  readonly kind: Uint8Array
  /** '' where none is named. */
  readonly service: WordColumn<string>
  readonly cause: WordColumn<string | null>
  /** Columns nobody asked for; null for a table without any. */
  readonly extra: ((at: number) => Incident['extra']) | null
}
