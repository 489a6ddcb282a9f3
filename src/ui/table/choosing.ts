import type { TableRow } from '../../core/answers'

/** Records chosen in a table, to be changed together. */
export interface Choosing {
  /** Their ids. */
  readonly chosen: ReadonlySet<string>
  readonly onToggle: (row: TableRow) => void
  /** Chooses everything the question lists, or nothing when something is chosen. */
  readonly onToggleAll: () => void
}
