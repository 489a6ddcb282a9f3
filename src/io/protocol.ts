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
import type { Edit, LoggedEdit } from '../core/edits'
import type { ExportKind, ExportScope } from '../core/exported'
import type { Incident } from '../core/incident'
import type { Assumptions } from '../core/issue'
import type { Query } from '../core/query'
import type { MetricId } from '../core/report'
import type { Settings } from '../core/settings'
import type { TablePreview } from '../core/table-preview'
import type { WordsToSettle } from '../core/table-words'

/** A file, or text that was pasted or made of a table. */
export type Source = File | { readonly name: string; readonly text: string | Blob }

/** Where the reader's own data lies. `now` is epoch ms UTC in all calls. */
export interface WorkspacePlace {
  /** Name of the database; null keeps everything in memory. */
  readonly database: string | null
  /** What the page kept from `onHeld` of an earlier visit, or null. */
  readonly held: string | null
}

/** A question about one of the sources, a table, as these answers have it read. */
interface TableAsk {
  readonly sources: readonly Source[]
  readonly file: string
  readonly assume: Assumptions
  readonly now: number
}

/** What the page may ask of the worker, and what it gets. */
export interface Calls {
  openDashboard: { ask: { readonly snapshot: string }; answer: Opened }
  openWorkspace: { ask: { readonly place: WorkspacePlace; readonly now: number }; answer: Opened }
  report: { ask: { readonly query: Query }; answer: Answer }
  working: {
    ask: { readonly query: Query; readonly figure: MetricId; readonly subject: Subject }
    answer: string
  }
  rows: {
    ask: { readonly query: Query; readonly offset: number; readonly limit: number }
    answer: RowSlice
  }
  incident: { ask: { readonly id: string }; answer: Incident | null }
  exportData: {
    ask: { readonly query: Query; readonly what: ExportScope; readonly as: ExportKind }
    answer: Blob
  }
  stage: {
    ask: {
      readonly sources: readonly Source[]
      readonly assume: Assumptions
      /** Id of the import whose place they are to take, if any. */
      readonly replaces?: string | null
      readonly now: number
    }
    answer: Staged
  }
  stagedEffect: { ask: { readonly stagedId: string }; answer: Effect | null }
  preview: { ask: TableAsk; answer: TablePreview }
  tableCells: {
    ask: TableAsk & { readonly rows: readonly number[] }
    answer: ReadonlyMap<number, readonly string[]>
  }
  tableWords: { ask: TableAsk; answer: WordsToSettle }
  commit: { ask: { readonly stagedId: string; readonly now: number }; answer: Opened }
  discard: { ask: { readonly stagedId: string }; answer: null }
  undo: { ask: { readonly batchId: string; readonly now: number }; answer: Opened }
  saveSettings: { ask: { readonly settings: Settings; readonly now: number }; answer: Opened }
  edit: { ask: { readonly edit: Edit }; answer: Opened }
  undoEdit: { ask: { readonly id: string; readonly now: number }; answer: Opened }
  editEffect: { ask: { readonly edit: Edit }; answer: Effect }
  editLog: { ask: null; answer: readonly LoggedEdit[] }
  duplicates: { ask: null; answer: readonly DuplicateSuggestion[] }
  quality: { ask: null; answer: DataQuality }
  addSample: { ask: { readonly snapshot: string; readonly now: number }; answer: Opened }
}

export type CallName = keyof Calls

export type Request = {
  [Name in CallName]: {
    readonly type: 'call'
    readonly id: number
    readonly name: Name
    readonly ask: Calls[Name]['ask']
  }
}[CallName]

/** Page to worker. */
export type ToWorker = Request | { readonly type: 'cancel'; readonly id: number }

/** Errors do not survive the way between worker and page as what they are. */
export type Outcome =
  | { readonly kind: 'ok'; readonly value: unknown }
  | { readonly kind: 'user-error'; readonly message: string; readonly hint: string }
  | { readonly kind: 'bug'; readonly message: string }
  | { readonly kind: 'cancelled' }

/** Worker to page. */
export type ToPage =
  | { readonly type: 'outcome'; readonly id: number; readonly outcome: Outcome }
  | { readonly type: 'progress'; readonly id: number; readonly progress: Progress }
  /** While the worker is busy, every `beatMs`. */
  | { readonly type: 'beat' }
  /** The open data has changed, by this page or another tab. */
  | { readonly type: 'opened'; readonly opened: Opened }
  /** What the page should remember of the store, so that its loss is noticed. */
  | { readonly type: 'held'; readonly held: string }

export const beatMs = 500
