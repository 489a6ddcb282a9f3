import type { Answer, Opened, Progress, RowSlice, Staged } from '../core/answers'
import { comparedPeriod } from '../core/compared-period'
import type { Batch } from '../core/batch'
import type { Incident } from '../core/incident'
import { UserError, type Assumptions } from '../core/issue'
import type { Query } from '../core/query'
import { report } from '../core/report'
import { defaultSettings, type Settings } from '../core/settings'
import { readSnapshot } from '../core/snapshot'
import { incidentTable, type IncidentTable } from '../core/table-rows'
import { openDatabase } from './database-store'
import { liveData, type LiveData } from './live-data'
import { openedOf } from './opened'
import type { Source, WorkspacePlace } from './protocol'
import { snapshotBatch } from './snapshot-batch'
import { stageSources, type Candidate } from './staging'
import { memoryStore, type DamagedBatch, type Kept, type Store } from './store'

/** What an engine tells without being asked. */
export interface EngineHost {
  /** The open data has changed. */
  readonly onOpened: (opened: Opened) => void
  /** A text for the page to keep and to give back as `WorkspacePlace.held` at the next visit. */
  readonly onHeld: (held: string) => void
}

/** What is open: where it is kept, all its batches as one, and its words for the page. */
interface Open {
  readonly mode: Opened['mode']
  readonly store: Store
  readonly kept: Kept
  readonly settings: Settings
  readonly live: LiveData
  readonly table: IncidentTable
  readonly opened: Opened
}

/**
 * Everything the worker does, without the worker: holds the open data and answers for it. Nothing is open at first.
 * What cannot be done rejects with a `UserError`.
 */
export class Engine {
  readonly #host: EngineHost
  readonly #candidates = new Map<string, Candidate>()
  #open: Open | null = null
  #now = 0
  #damagedRows = 0
  #stagings = 0
  #queue: Promise<unknown> = Promise.resolve()

  constructor(host: EngineHost) {
    this.#host = host
  }

  /** Opens an embedded snapshot: read-only, as of its own instant. Opens no database. */
  async openDashboard(snapshotText: string): Promise<Opened> {
    const snapshot = readSnapshot(snapshotText)
    const { stored, blocks } = snapshotBatch(snapshot, {
      id: 'dashboard',
      name: snapshot.title,
      importedAt: snapshot.asOf,
      contentHash: '',
    })
    const store = memoryStore([])
    await store.commit(stored, blocks, { ...snapshot.settings, asOf: snapshot.asOf })
    this.#close()
    const opened = await this.#show('dashboard', store)
    return { ...opened, title: snapshot.title, batches: snapshot.batches }
  }

  /** Opens the reader's own data. Where the browser refuses storage it is kept in memory, and the notice says so. */
  async openWorkspace({ database, held }: WorkspacePlace, now: number): Promise<Opened> {
    this.#close()
    this.#now = now
    const store = await this.#storeFor(database, held)
    const opened = await this.#show('workspace', store)
    // What was held before is not forgotten until the reader has changed something.
    if (held === null) this.#tellHeld(store, opened)
    return opened
  }

  answer(query: Query): Answer {
    const { live, settings, opened } = this.#current()
    const main = report(live.frame, query, settings, opened.asOf)
    const compared = comparedPeriod(main, query.compare)
    return {
      report: main,
      comparison:
        compared === null
          ? null
          : report(live.frame, { ...query, period: compared }, settings, opened.asOf),
    }
  }

  rows(query: Query, offset: number, limit: number): Promise<RowSlice> {
    return this.#current().table.rows(query, offset, limit)
  }

  incident(id: string): Promise<Incident | null> {
    return this.#current().live.readIncident(id)
  }

  /** Reads files without keeping them; they wait under the id of the answer. Rejects with `Cancelled` on the signal. */
  async stage(
    sources: readonly Source[],
    assume: Assumptions,
    now: number,
    {
      signal,
      onProgress,
    }: {
      readonly signal: AbortSignal
      readonly onProgress: (progress: Progress) => void
    },
  ): Promise<Staged> {
    const { store, live, kept, settings } = this.#workspace()
    const id = `${now.toString(36)}-${++this.#stagings}-${randomWord()}`
    try {
      const candidate = await stageSources(sources, {
        id,
        assume,
        now,
        settings,
        live,
        batches: kept.batches.map((stored) => stored.batch),
        store,
        signal,
        onProgress,
      })
      this.#candidates.set(id, candidate)
      return candidate.staged
    } catch (error) {
      await store.discard(id)
      throw error
    }
  }

  /** Keeps what was staged, whole or not at all. Keeping what is there already changes nothing. */
  commit(stagedId: string, now: number): Promise<Opened> {
    return this.#change(now, async ({ store }) => {
      const candidate = this.#candidates.get(stagedId)
      if (!candidate)
        throw new UserError('This import is no longer at hand', 'Choose its files again.')
      const { stored, blocks, settings, staged } = candidate
      if (staged.questions.length > 0)
        throw new UserError('There are open questions about these files', 'Answer them first.')
      const { added, updated } = staged.changes
      if (added + updated > 0) await store.commit(stored, blocks, settings)
      else if (settings) await store.saveSettings(settings)
      await this.#drop(stagedId, store)
    })
  }

  async discard(stagedId: string): Promise<void> {
    await this.#drop(stagedId, this.#workspace().store)
  }

  undo(batchId: string, now: number): Promise<Opened> {
    return this.#change(now, ({ store }) => store.remove(batchId))
  }

  saveSettings(settings: Settings, now: number): Promise<Opened> {
    return this.#change(now, ({ store }) => store.saveSettings(settings))
  }

  /** Copies the incidents of a snapshot into the workspace, as one batch; its settings too where there are none. */
  addSample(snapshotText: string, now: number): Promise<Opened> {
    return this.#change(now, async ({ store, kept }) => {
      const snapshot = readSnapshot(snapshotText)
      const contentHash = `sample ${snapshot.title} ${snapshot.asOf}`
      if (kept.batches.some(({ batch }) => batch.contentHash === contentHash)) return
      const { stored, blocks } = snapshotBatch(snapshot, {
        id: `sample-${randomWord()}`,
        name: `Sample: ${snapshot.title}`,
        importedAt: now,
        contentHash,
      })
      await store.commit(stored, blocks, kept.settings ? null : snapshot.settings)
    })
  }

  close(): void {
    this.#close()
  }

  #close(): void {
    this.#open?.store.close()
    this.#open = null
    this.#candidates.clear()
    this.#damagedRows = 0
  }

  async #drop(stagedId: string, store: Store): Promise<void> {
    if (this.#candidates.delete(stagedId)) await store.discard(stagedId)
  }

  async #storeFor(database: string | null, held: string | null): Promise<Store> {
    if (database === null) return memoryStore([inMemory])
    try {
      return await openDatabase({
        name: database,
        held: readHeld(held),
        onChange: () => void this.#reload(),
      })
    } catch (error) {
      if (error instanceof UserError) throw error
      return memoryStore([refused])
    }
  }

  #current(): Open {
    if (!this.#open) throw new UserError('No data is open', 'Reload this page.')
    return this.#open
  }

  #workspace(): Open {
    const open = this.#current()
    if (open.mode !== 'workspace')
      throw new UserError('A dashboard cannot be changed', 'Open your own workspace first.')
    return open
  }

  /** One change after the other; the page is told what is open then. */
  async #change(now: number, action: (open: Open) => Promise<void>): Promise<Opened> {
    const turn = this.#queue.then(async () => {
      const open = this.#workspace()
      await action(open)
      this.#now = now
      const opened = await this.#show('workspace', open.store)
      this.#tellHeld(open.store, opened)
      return opened
    })
    this.#queue = turn.catch(() => undefined)
    return turn
  }

  /** After a change made elsewhere. */
  async #reload(): Promise<void> {
    const turn = this.#queue.then(async () => {
      const store = this.#open?.store
      if (store) this.#host.onOpened(await this.#show('workspace', store))
    })
    this.#queue = turn.catch(() => undefined)
    await this.#queue
  }

  async #show(mode: Opened['mode'], store: Store): Promise<Opened> {
    const kept = await store.load()
    const settings = kept.settings ?? defaultSettings
    const asOf = settings.asOf ?? this.#now
    const live = liveData(
      kept.batches,
      (batchId, index) => store.readBlock(batchId, index),
      (rows) => this.#tellDamage(rows),
    )
    const opened = openedOf({
      mode,
      title: settings.title,
      asOf,
      settings,
      batches: [...kept.batches.map((stored) => stored.batch), ...kept.damaged.map(emptyBatch)],
      notices: kept.notices,
      frame: live.frame,
    })
    const { frame, ids, starts, readBlock } = live
    const table = incidentTable({ frame, settings, asOf, ids, starts, readBlock })
    this.#open = { mode, store, kept, settings, live, table, opened }
    return opened
  }

  #tellHeld(store: Store, opened: Opened): void {
    const identity = store.identity()
    if (identity) this.#host.onHeld(JSON.stringify({ identity, records: opened.records }))
  }

  #tellDamage(rows: number): void {
    this.#damagedRows += rows
    const open = this.#open
    if (!open) return
    const damage = `The stored titles and texts of ${this.#damagedRows} records are damaged; their figures are whole. Import their files again.`
    const notice = [...open.kept.notices, damage].join(' ')
    this.#host.onOpened({ ...open.opened, notice })
  }
}

const inMemory =
  'Your data is kept in memory only and is gone when this page closes: pages opened from a file share one store with every other such page.'
const refused =
  'The browser refuses to store data for this page, so your data is kept in memory only and is gone when the page closes.'

/** Stands for a damaged batch in the list of imports, where it can be undone. */
function emptyBatch(damaged: DamagedBatch): Batch {
  return { ...damaged, contentHash: '', files: [], issues: [], rejected: [] }
}

function randomWord(): string {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0).toString(36)
}

function readHeld(text: string | null): { identity: string; records: number } | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null')
    if (typeof value !== 'object' || value === null) return null
    if (!('identity' in value) || !('records' in value)) return null
    const { identity, records } = value
    return typeof identity === 'string' && typeof records === 'number'
      ? { identity, records }
      : null
  } catch {
    return null
  }
}
