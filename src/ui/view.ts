import type { ComponentType } from 'react'
import type {
  Answer,
  DataQuality,
  DuplicateSuggestion,
  Effect,
  Opened,
  Progress,
  RowSlice,
  Staged,
} from '../core/answers'
import type { Subject } from '../core/figure-text'
import type { EditAction, LoggedEdit } from '../core/edits'
import type { ExportKind, ExportScope } from '../core/exported'
import type { Incident } from '../core/incident'
import type { Assumptions } from '../core/issue'
import type { Query } from '../core/query'
import type { MetricId } from '../core/report'
import type { Settings } from '../core/settings'
import type { TablePreview } from '../core/table-preview'
import type { WordsToSettle } from '../core/table-words'

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
  /** How a figure of the question came about, as plain text. */
  readonly readWorking: (figure: MetricId, subject: Subject) => Promise<string>
  /** What is doubtful about the data, whatever the question. */
  readonly readQuality: () => Promise<DataQuality>
  /** Saves records as a file: those the question lists, or all of them. A JSON of all is a backup. */
  readonly exportData: (what: ExportScope, as: ExportKind) => Promise<void>
  /** null where the data cannot be changed (a dashboard). */
  readonly actions: WorkspaceActions | null
}

/** What can be done to the reader's own data. Each rejects with a `UserError` when it cannot be done. */
export interface WorkspaceActions {
  /** Reads files without keeping them. A second call answers open questions. `replaces` is the id of an import whose place they take. */
  readonly stage: (
    sources: readonly ImportSource[],
    assume: Assumptions,
    replaces: string | null,
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
  ) => Promise<Staged>
  /** What keeping an import would do to the figures; null where it changes nothing. */
  readonly stagedEffect: (stagedId: string) => Promise<Effect | null>
  /** How the beginning of one of the sources, a table, is read under these answers. */
  readonly preview: (
    sources: readonly ImportSource[],
    file: string,
    assume: Assumptions,
  ) => Promise<TablePreview>
  /** The cells of some of its records, by their number from 1. */
  readonly tableCells: (
    sources: readonly ImportSource[],
    file: string,
    assume: Assumptions,
    rows: readonly number[],
  ) => Promise<ReadonlyMap<number, readonly string[]>>
  /** The words of that table, counted over the whole file. */
  readonly tableWords: (
    sources: readonly ImportSource[],
    file: string,
    assume: Assumptions,
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
  ) => Promise<WordsToSettle>
  readonly commit: (stagedId: string) => Promise<void>
  readonly discard: (stagedId: string) => Promise<void>
  /** Undoes an import. Its batch has the id it was staged under. */
  readonly undo: (batchId: string) => Promise<void>
  readonly saveSettings: (settings: Settings) => Promise<void>
  /** Copies the sample into the workspace. */
  readonly addSample: () => Promise<void>
  readonly edits: EditActions
}

/** Changes of single records: laid over what was imported, each undone by itself. */
export interface EditActions {
  /** Gives the id by which the edit is undone. */
  readonly make: (action: EditAction, reason: string) => Promise<string>
  readonly undo: (editId: string) => Promise<void>
  /** What an edit would change in the figures. */
  readonly effect: (action: EditAction) => Promise<Effect>
  /** The change log, the latest first. */
  readonly log: () => Promise<readonly LoggedEdit[]>
  /** Records that may be the same incident, those most alike first. */
  readonly duplicates: () => Promise<readonly DuplicateSuggestion[]>
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
