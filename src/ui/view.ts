import type { ComponentType } from 'react'
import type { Answer, Opened, Progress, RowSlice, Staged } from '../core/answers'
import type { Incident } from '../core/incident'
import type { Assumptions } from '../core/issue'
import type { Query } from '../core/query'
import type { Settings } from '../core/settings'

/** Everything a view sees. A view is a function of this: no view reads storage, the clock or the address. */
export interface ViewProps {
  readonly opened: Opened
  readonly query: Query
  /** Changes the question; pass only what changes. */
  readonly onQuery: (change: Partial<Query>) => void
  /** The figures, or null until the first ones are there. */
  readonly answer: Answer | null
  readonly readRows: (query: Query, offset: number, limit: number) => Promise<RowSlice>
  readonly readIncident: (id: string) => Promise<Incident | null>
  /** null where the data cannot be changed (a dashboard). */
  readonly actions: WorkspaceActions | null
}

/** What can be done to the reader's own data. Each rejects with a `UserError` when it cannot be done. */
export interface WorkspaceActions {
  /** Reads files without keeping them. A second call answers open questions. */
  readonly stage: (
    sources: readonly ImportSource[],
    assume: Assumptions,
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
  ) => Promise<Staged>
  readonly commit: (stagedId: string) => Promise<void>
  readonly discard: (stagedId: string) => Promise<void>
  /** Undoes an import. Its batch has the id it was staged under. */
  readonly undo: (batchId: string) => Promise<void>
  readonly saveSettings: (settings: Settings) => Promise<void>
  /** Copies the sample into the workspace. */
  readonly addSample: () => Promise<void>
}

export type ImportSource = File | { readonly name: string; readonly text: string }

/** A page: one file in `views/` and one line in its index. `place` orders the navigation. */
export interface View {
  readonly title: string
  /** The question the page answers, in a sentence. */
  readonly question: string
  readonly place: number
  readonly Component: ComponentType<ViewProps>
}
