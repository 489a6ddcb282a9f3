/** Records chosen in a table, to be changed together. */
export interface Choosing {
  readonly chosen: ReadonlySet<string>
  readonly onToggle: (id: string) => void
  /** Chooses everything the question lists, or nothing when something is chosen. */
  readonly onToggleAll: () => void
}
