import type {
  Answer,
  DataQuality,
  Effect,
  Opened,
  Progress,
  RowSlice,
  Staged,
} from '../core/answers'
import type { Subject } from '../core/figure-text'
import type { ExportKind, ExportScope } from '../core/exported'
import type { Incident } from '../core/incident'
import { UserError, type Assumptions } from '../core/issue'
import type { Query } from '../core/query'
import type { MetricId } from '../core/report'
import type { Settings } from '../core/settings'
import type { TablePreview } from '../core/table-preview'
import type { WordsToSettle } from '../core/table-words'
import { Client } from './client'
import { editCalls, type EditCalls } from './edit-calls'
import { LateWorker } from './late-worker'
import type { Source } from './protocol'
import { Replay, type Again } from './replay'
import { embeddedSnapshot, keepHeld, workspacePlace, type Mode } from './source'
import { TableFiles } from './table-files'

/** The page's way to the data and its figures; all of it is computed in a worker. */
export interface Compute {
  /** Opens the embedded dashboard or the reader's own data, in place of what was open. */
  readonly open: (mode: Mode) => Promise<Opened>
  /** A report whose signal aborts rejects with the signal's reason. */
  readonly report: (query: Query, signal?: AbortSignal) => Promise<Answer>
  readonly readRows: (query: Query, offset: number, limit: number) => Promise<RowSlice>
  readonly readIncident: (id: string) => Promise<Incident | null>
  /** How a figure of a question came about, as plain text. */
  readonly readWorking: (query: Query, figure: MetricId, subject: Subject) => Promise<string>
  /** What is doubtful about the data that is open. */
  readonly readQuality: () => Promise<DataQuality>
  /** Records as a file: those the question lists, or all of them. A JSON of all is a backup. */
  readonly exportData: (query: Query, what: ExportScope, as: ExportKind) => Promise<Blob>
  readonly actions: Actions
  /** Calls back with what is open after every change, of this page or another tab. Returns the way out. */
  readonly watch: (listener: (opened: Opened) => void) => () => void
}

/** What can be done to the reader's own data. Each change tells the watchers before it resolves. */
export interface Actions {
  readonly stage: (
    sources: readonly Source[],
    assume: Assumptions,
    replaces: string | null,
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
  ) => Promise<Staged>
  /** What keeping an import would do to the figures; null where it changes nothing. */
  readonly stagedEffect: (stagedId: string) => Promise<Effect | null>
  /** How the beginning of one of the sources, a table, is read under these answers. */
  readonly preview: (
    sources: readonly Source[],
    file: string,
    assume: Assumptions,
  ) => Promise<TablePreview>
  /** The cells of some of its records, by their number from 1. */
  readonly tableCells: (
    sources: readonly Source[],
    file: string,
    assume: Assumptions,
    rows: readonly number[],
  ) => Promise<ReadonlyMap<number, readonly string[]>>
  /** The words of that table, counted over the whole file. */
  readonly tableWords: (
    sources: readonly Source[],
    file: string,
    assume: Assumptions,
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
  ) => Promise<WordsToSettle>
  readonly commit: (stagedId: string) => Promise<void>
  readonly discard: (stagedId: string) => Promise<void>
  readonly undo: (batchId: string) => Promise<void>
  readonly saveSettings: (settings: Settings) => Promise<void>
  readonly addSample: () => Promise<void>
  readonly edits: EditCalls
}

/** Fetches the worker's code at once, beside the rest of the page, and starts the worker at the first call. */
export function startCompute(): Compute {
  const fetchCode = () => import('./compute.worker?worker&inline')
  const code = fetchCode()
  // Its failure is told where the worker is needed; a new worker fetches anew.
  code.catch(() => undefined)
  let isFirst = true
  const listeners = new Set<(opened: Opened) => void>()
  const replay = new Replay()
  let mode: Mode | null = null
  const tell = (opened: Opened) => {
    for (const listener of listeners) listener(opened)
    return opened
  }
  const opened = (asked: Mode): Promise<Opened> =>
    asked === 'workspace'
      ? client.call('openWorkspace', { place: workspacePlace(), now: Date.now() })
      : client.call('openDashboard', { snapshot: neededSnapshot() })
  const client = new Client({
    startWorker: () => {
      const starting = isFirst ? code : fetchCode()
      isFirst = false
      return new LateWorker(starting.then(({ default: StartWorker }) => new StartWorker()))
    },
    reopen: async () => {
      if (!mode) return
      const now = await opened(mode)
      if (mode === 'workspace') await replay.run()
      tell(now)
    },
    onOpened: tell,
    onHeld: keepHeld,
  })
  return {
    open(asked) {
      mode = asked
      replay.clear()
      return opened(asked)
    },
    report: (query, signal) => client.call('report', { query }, signal ? { signal } : {}),
    readRows: (query, offset, limit) => client.call('rows', { query, offset, limit }),
    readIncident: (id) => client.call('incident', { id }),
    readWorking: (query, figure, subject) => client.call('working', { query, figure, subject }),
    readQuality: () => client.call('quality', null),
    exportData: (query, what, as) => client.call('exportData', { query, what, as }),
    actions: actionsOf(client, tell, replay),
    watch(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

function actionsOf(client: Client, tell: (opened: Opened) => Opened, replay: Replay): Actions {
  const remember = (id: string, again: Again) => {
    if (workspacePlace().database === null) replay.add(id, again)
  }
  const readAgain = new Map<string, { readonly again: Again; readonly replaces: string | null }>()
  const tables = new TableFiles(async () => {
    const [{ conversion }, { default: StartWorker }] = await Promise.all([
      import('./conversion'),
      import('./tables.worker?worker&inline'),
    ])
    return conversion(() => new StartWorker())
  })
  const save = async (settings: Settings) => {
    tell(await client.call('saveSettings', { settings, now: Date.now() }))
    return 'settings'
  }
  const addSample = async () => {
    const { batches } = tell(
      await client.call('addSample', { snapshot: neededSnapshot(), now: Date.now() }),
    )
    return batches.at(-1)?.id ?? 'sample'
  }
  return {
    async stage(sources, assume, replaces, onProgress, signal) {
      const texts = await tables.asText(sources, signal)
      const ask = { sources: texts, assume, replaces, now: Date.now() }
      const staged = await client.call('stage', ask, { signal, onProgress })
      readAgain.set(staged.id, {
        replaces,
        again: async () => {
          const { id } = await client.call('stage', { ...ask, replaces: null })
          tell(await client.call('commit', { stagedId: id, now: Date.now() }))
          return id
        },
      })
      return staged
    },
    stagedEffect: (stagedId) => client.call('stagedEffect', { stagedId }),
    async preview(sources, file, assume) {
      const texts = await tables.asText(sources)
      return client.call('preview', { sources: texts, file, assume, now: Date.now() })
    },
    async tableCells(sources, file, assume, rows) {
      const texts = await tables.asText(sources)
      return client.call('tableCells', { sources: texts, file, assume, rows, now: Date.now() })
    },
    async tableWords(sources, file, assume, onProgress, signal) {
      const ask = { sources: await tables.asText(sources, signal), file, assume, now: Date.now() }
      return client.call('tableWords', ask, { onProgress, signal })
    },
    async commit(stagedId) {
      tell(await client.call('commit', { stagedId, now: Date.now() }))
      const read = readAgain.get(stagedId)
      if (read?.replaces) replay.drop(read.replaces)
      if (read) remember(stagedId, read.again)
      readAgain.delete(stagedId)
      // Asked once there is something worth keeping; to refuse costs nothing.
      void globalThis.navigator.storage?.persist?.().catch(() => false)
    },
    async discard(stagedId) {
      readAgain.delete(stagedId)
      await client.call('discard', { stagedId })
    },
    async undo(batchId) {
      replay.drop(batchId)
      tell(await client.call('undo', { batchId, now: Date.now() }))
    },
    async saveSettings(settings) {
      remember(await save(settings), () => save(settings))
    },
    async addSample() {
      remember(await addSample(), addSample)
    },
    edits: editCalls({ client, tell, remember, forget: (id) => replay.drop(id) }),
  }
}

function neededSnapshot(): string {
  const snapshot = embeddedSnapshot()
  if (snapshot === null)
    throw new UserError('No dashboard is embedded in this page', 'Import your own files instead.')
  return snapshot
}
