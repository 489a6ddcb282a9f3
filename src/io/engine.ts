import {
  screenReport,
  type Answer,
  type DataQuality,
  type DuplicateSuggestion,
  type Effect,
  type Opened,
  type RowSlice,
  type Staged,
} from '../core/answers'
import { comparison } from '../core/comparison'
import { comparedPeriod } from '../core/compared-period'
import type { Edit, LoggedEdit } from '../core/edits'
import { countedRows, exportedText, type ExportKind, type ExportScope } from '../core/exported'
import type { Incident } from '../core/incident'
import { figureWorking, type Subject } from '../core/figure-text'
import { UserError, type Assumptions } from '../core/issue'
import type { Query } from '../core/query'
import { metricContext } from '../core/metric-context'
import { learnedMappings } from '../core/mapping'
import type { MetricId } from '../core/report'
import type { Settings } from '../core/settings'
import { readSnapshot, snapshotVersion } from '../core/snapshot'
import type { TablePreview } from '../core/table-preview'
import type { WordsToSettle } from '../core/table-words'
import { recordsBefore } from './backup'
import { ownDisk, type Disk } from './disk'
import { checkEdit, editEffect } from './editing'
import { gathered } from './gathered'
import { heldText, readHeld } from './held'
import { openData, type Open } from './open-data'
import { previewSource, sourceCells, sourceWords, stagingAssumptions, type Watch } from './preview'
import type { Source, WorkspacePlace } from './protocol'
import { dataQuality } from './quality-call'
import { snapshotBatch } from './snapshot-batch'
import { stageSources } from './staging'
import { memoryStore, type Store } from './store'
import { duplicateSuggestions } from './suggestions'
import { keepWaiting, prepareWaiting, waitingEffect, type Waiting } from './waiting'
import { workspaceStore } from './workspace-store'

/** What an engine tells without being asked. */
export interface EngineHost {
  /** The open data has changed. */
  readonly onOpened: (opened: Opened) => void
  /** A text for the page to keep and to give back as `WorkspacePlace.held` at the next visit. */
  readonly onHeld: (held: string) => void
  /** What reads and stores beside large imports; without it this thread does. */
  readonly disk?: Disk
}

/**
 * Everything the worker does, without the worker: holds the open data and answers for it. Nothing is open at first.
 * What cannot be done rejects with a `UserError`.
 */
export class Engine {
  readonly #host: EngineHost
  readonly #disk: Disk
  readonly #candidates = new Map<string, Waiting>()
  #open: Open | null = null
  #now = 0
  #damagedRows = 0
  #stagings = 0
  #queue: Promise<unknown> = Promise.resolve()

  constructor(host: EngineHost) {
    this.#host = host
    this.#disk = host.disk ?? ownDisk
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
    await store.commit(stored, blocks, { settings: { ...snapshot.settings, asOf: snapshot.asOf } })
    this.#close()
    const opened = await this.#show('dashboard', store)
    return { ...opened, title: snapshot.title, batches: snapshot.batches }
  }

  /** Opens the reader's own data. Where the browser refuses storage it is kept in memory, and the notice says so. */
  async openWorkspace({ database, held }: WorkspacePlace, now: number): Promise<Opened> {
    this.#close()
    this.#now = now
    const store = await workspaceStore(database, {
      held: readHeld(held),
      disk: this.#disk,
      onChange: () => void this.#reload(),
    })
    const opened = await this.#show('workspace', store)
    // What was held before is not forgotten until the reader has changed something.
    if (held === null) this.#tellHeld(store, opened)
    return opened
  }

  answer(query: Query): Answer {
    const { live, settings, opened } = this.#current()
    const context = metricContext(live.frame, query, settings, opened.asOf)
    const report = screenReport(context)
    const compared = comparedPeriod(report, query.compare)
    if (compared === null) return { report, comparison: null, change: null }
    const asked = { ...query, period: compared }
    const before = metricContext(live.frame, asked, settings, opened.asOf)
    return {
      report,
      comparison: screenReport(before),
      change: comparison(context, before),
    }
  }

  /** How a figure came about, as text; titles are read for the incidents it names alone. */
  async working(query: Query, figure: MetricId, subject: Subject): Promise<string> {
    const { live, settings, opened } = this.#current()
    const context = metricContext(live.frame, query, settings, opened.asOf)
    const { rows, text } = figureWorking(context, figure, subject)
    const titles = await live.readTitles(rows)
    return text((row) => ({ id: live.ids[row] ?? '', title: titles.get(row) ?? '' }))
  }

  rows(query: Query, offset: number, limit: number): Promise<RowSlice> {
    return this.#current().table.rows(query, offset, limit)
  }

  /** Records as a file: those the question lists, or all of them with the settings and the list of imports. */
  async exportData(query: Query, what: ExportScope, as: ExportKind): Promise<Blob> {
    const { live, settings, opened, kept, table } = this.#current()
    const rows = what === 'all' ? countedRows(live.frame) : await table.listed(query)
    const withEdits = what === 'all' && as === 'json' && kept.edits.length > 0
    const source = withEdits ? { ...live, before: recordsBefore(this.#current()) } : live
    const pieces = exportedText(source, rows, as, {
      schema: 'faultline/snapshot',
      version: snapshotVersion,
      title: opened.title,
      asOf: opened.asOf,
      settings,
      batches: what === 'all' ? kept.batches.map(({ batch }) => batch) : [],
      ...(withEdits && { edits: kept.edits }),
    })
    return gathered(pieces, as === 'json' ? 'application/json' : 'text/csv;charset=utf-8')
  }

  incident(id: string): Promise<Incident | null> {
    return this.#current().live.readIncident(id)
  }

  /**
   * Reads files without keeping them; they wait under the id of the answer. `replaces` is the id of an import whose place
   * they are to take, or null. Rejects with `Cancelled` on the signal.
   */
  async stage(
    sources: readonly Source[],
    assume: Assumptions,
    now: number,
    { signal, onProgress }: Watch,
    replaces: string | null = null,
  ): Promise<Staged> {
    const { store, imported, kept, settings } = this.#workspace()
    const id = `${now.toString(36)}-${++this.#stagings}-${randomWord()}`
    try {
      const candidate = await stageSources(sources, {
        id,
        assume,
        now,
        settings,
        // A newer export is held against what was imported: edits lie over both.
        live: imported.base,
        batches: kept.batches.map((stored) => stored.batch),
        edits: kept.edits,
        replaces,
        store,
        signal,
        onProgress,
      })
      const learned = learnedMappings(assume, candidate.staged.tables)
      this.#candidates.set(id, { ...candidate, learned, replaces, now })
      return candidate.staged
    } catch (error) {
      // Its own failure would hide why there is nothing to keep.
      await store.discard(id).catch(() => undefined)
      throw error
    }
  }

  /** What keeping an import would do to the figures; null for one that is not at hand or changes nothing. */
  async stagedEffect(stagedId: string): Promise<Effect | null> {
    const candidate = this.#candidates.get(stagedId)
    if (!candidate) return null
    // It is on the screen: whoever reads there gives time to write.
    await prepareWaiting(this.#workspace().store, candidate)
    return waitingEffect(this.#workspace(), candidate)
  }

  /** How the beginning of a table is read under these answers. */
  preview(
    sources: readonly Source[],
    file: string,
    assume: Assumptions,
    now: number,
  ): Promise<TablePreview> {
    return previewSource(sources, file, this.#assumed(assume), now)
  }

  /** The words of a table over the whole file. Rejects with `Cancelled` on the signal. */
  async tableWords(
    sources: readonly Source[],
    file: string,
    assume: Assumptions,
    now: number,
    watch: Watch,
  ): Promise<WordsToSettle> {
    const { aliases } = this.#workspace().settings.taxonomy
    const words = await sourceWords(sources, file, this.#assumed(assume), now, watch)
    return { ...words, aliases }
  }

  /** The cells of some records of a table, by their number from 1. */
  tableCells(
    sources: readonly Source[],
    file: string,
    assume: Assumptions,
    now: number,
    rows: readonly number[],
  ): Promise<ReadonlyMap<number, readonly string[]>> {
    return sourceCells(sources, file, this.#assumed(assume), now, rows)
  }

  #assumed(assume: Assumptions): Assumptions {
    return stagingAssumptions(this.#workspace().settings, assume)
  }

  /** Keeps what was staged, whole or not at all. Keeping what is there already changes nothing. */
  commit(stagedId: string, now: number): Promise<Opened> {
    return this.#change(now, async (open) => {
      const candidate = this.#candidates.get(stagedId)
      if (!candidate)
        throw new UserError('This import is no longer at hand', 'Choose its files again.')
      // From here on it cannot be discarded: what is written of it would be gone.
      this.#candidates.delete(stagedId)
      try {
        await keepWaiting(open, candidate)
      } catch (error) {
        this.#candidates.set(stagedId, candidate)
        throw error
      }
      await open.store.discard(stagedId)
    })
  }

  async discard(stagedId: string): Promise<void> {
    await this.#drop(stagedId, this.#workspace().store)
  }

  undo(batchId: string, now: number): Promise<Opened> {
    return this.#change(now, ({ store, kept }) => {
      const undone = kept.batches.find(({ batch }) => batch.id === batchId)
      return store.remove(batchId, undone?.batch.edits ?? [])
    })
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
      await store.commit(stored, blocks, { settings: kept.settings ? null : snapshot.settings })
    })
  }

  /** Lays an edit over the data. */
  edit(edit: Edit): Promise<Opened> {
    return this.#change(edit.at, async (open) => {
      await checkEdit(open, edit)
      await open.store.addEdit(edit)
    })
  }

  undoEdit(id: string, now: number): Promise<Opened> {
    return this.#change(now, ({ store }) => store.removeEdit(id))
  }

  /** What an edit would change in the figures of the whole observed time. */
  editEffect(edit: Edit): Promise<Effect> {
    return editEffect(this.#workspace(), edit)
  }

  /** The change log, the latest edit first. */
  editLog(): readonly LoggedEdit[] {
    return this.#current().log.toReversed()
  }

  duplicates(): Promise<readonly DuplicateSuggestion[]> {
    return duplicateSuggestions(this.#workspace())
  }

  quality(): Promise<DataQuality> {
    return dataQuality(this.#current())
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
    const waiting = this.#candidates.get(stagedId)
    if (!waiting) return
    this.#candidates.delete(stagedId)
    await waiting.prepared?.catch(() => undefined)
    await store.discard(stagedId)
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
    this.#open = await openData({
      mode,
      store,
      now: this.#now,
      onDamage: (rows) => this.#tellDamage(rows),
      former: this.#open,
    })
    return this.#open.opened
  }

  #tellHeld(store: Store, opened: Opened): void {
    const identity = store.identity()
    if (identity) this.#host.onHeld(heldText({ identity, records: opened.records }))
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

function randomWord(): string {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0).toString(36)
}
