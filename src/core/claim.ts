/** The fields a text can make claims about. An `interval` claim has `value` (start) and `to` (end). */
export type ClaimField =
  | 'interval'
  | 'start'
  | 'end'
  | 'duration'
  | 'errorRate'
  | 'detected'
  | 'acknowledged'
  | 'identified'
  | 'mitigated'
  | 'resolved'
  | 'service'
  | 'severity'
  | 'cause'
  | 'trigger'
  | 'promise'

/**
 * A stated fact with its source. Nothing is overwritten: claims that disagree stand beside each other.
 * Instants are epoch ms UTC, durations ms, error rates ratios 0..1, words plain text.
 */
export interface Claim {
  readonly field: ClaimField
  readonly value: number | string | null
  /** End of an `interval` claim, else null. */
  readonly to: number | null
  /** Bounds from the precision of the wording ("~2 %" is 1.5–2.5 %), null where there are none. */
  readonly low: number | null
  readonly high: number | null
  readonly approximate: boolean
  /**
   * The words themselves: `text.slice(charStart, charEnd) === quote`, in UTF-16 units of the incident's text. A claim
   * that rests on a cell of a table has -1 for both: its words stand in the column, not in the text.
   */
  readonly quote: string
  readonly charStart: number
  readonly charEnd: number
  /** Where it stands: `Postmortem`, `Resolved`, `Monitoring`, …, or `column NAME`. */
  readonly source: string
  /** When that part was posted, epoch ms UTC. */
  readonly postedAt: number | null
}

/** Claims that cannot all be true, which one was chosen and by which rule. Listed until a person settles it. */
export interface Conflict {
  /** `clock-disagreement` `duration-disagreement` `still-active-after-claimed-end` `post-precedes-event` `rate-disagreement` … */
  readonly kind: string
  readonly field: ClaimField
  readonly claims: readonly Claim[]
  /** Index into `claims`, or null when none of them was taken. */
  readonly chosen: number | null
  /** One sentence for people: what disagrees and what was done. */
  readonly text: string
}
