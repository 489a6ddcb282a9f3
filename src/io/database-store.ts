import type { Edit } from '../core/edits'
import { UserError } from '../core/issue'
import type { Settings } from '../core/settings'
import { blockSize, type TextBlock } from '../core/text-block'
import { findDatabase } from './database-probe'
import { replaced } from './block-writes'
import { blocksOf, Database, removeBatch, removeOrphans, removeTexts } from './db'
import type { Disk } from './disk'
import { unlessHeld, withLock } from './locks'
import { storageFault } from './storage-fault'
import { packed } from './packed'
import type {
  Along,
  DamagedBatch,
  Kept,
  NumberedBlocks,
  Store,
  StoredBatch,
  Written,
} from './store'
import { nativeVersion, schema, type BlockRecord, type Meta } from './store-schema'
import {
  openedBatch,
  openedBlock,
  openedEdit,
  openedSettings,
  packedColumns,
  sealedBlock,
  sealedBytes,
  sealedText,
  type SealedText,
} from './stored'
import { WritesAhead } from './writes-ahead'

export interface DatabaseOptions {
  /** Distinct per folder of the page: apps on one origin share their databases. */
  readonly name: string
  /** What this browser held last: `identity` of the store and how many records lay in it, or null. */
  readonly held: { readonly identity: string; readonly records: number } | null
  /** What writes texts ahead. */
  readonly disk: Disk
  /** Another tab has changed the store. */
  readonly onChange: () => void
}

/**
 * The workspace in IndexedDB. Nothing is created before the first write. Throws a `UserError` for data of another
 * version, and what the browser throws where it refuses storage.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Store> {
  const found = await findDatabase(options.name)
  if (found.version > nativeVersion) throw newerData()
  const store = new DatabaseStore(options)
  if (found.version > 0) await store.connect()
  else if (found.lost || (options.held?.records ?? 0) > 0) store.noteLoss()
  return store
}

class DatabaseStore implements Store {
  readonly #options: DatabaseOptions
  readonly #database: Database
  readonly #channel: BroadcastChannel | null
  /** Batches are immutable: each is read and checked once. */
  readonly #known = new Map<string, StoredBatch>()
  /** Imports of which blocks are written ahead. */
  readonly #ahead: WritesAhead
  readonly #notices = new Set<string>()
  #edits: readonly Edit[] = []
  #settings: Settings | null = null
  #databaseId: string | null = null
  #connecting: Promise<void> | null = null
  #stopped = false

  constructor(options: DatabaseOptions) {
    this.#options = options
    this.#database = new Database(options.name)
    this.#ahead = new WritesAhead(stagingLock(options.name))
    this.#database.on('versionchange', () => {
      this.#stop(
        'Another tab changed or deleted the stored data. Nothing more is stored here: reload this page.',
      )
      return false
    })
    this.#database.on('close', () =>
      this.#stop(
        'The browser closed the stored data, perhaps because it was cleared. Nothing more is stored here: save what you see to a file, then reload this page.',
      ),
    )
    this.#channel =
      typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(options.name)
    this.#channel?.addEventListener('message', () => options.onChange())
  }

  /** Opens the database, or makes it. */
  async connect(): Promise<void> {
    const database = this.#database
    await database.open()
    const meta = await database.transaction('rw', database.meta, async () => {
      const present = await database.meta.get('store')
      if (present) return present
      const made: Meta = { name: 'store', schema, databaseId: randomId() }
      await database.meta.add(made)
      return made
    })
    if (meta.schema !== schema) {
      this.close()
      throw newerData()
    }
    const { held, name } = this.#options
    this.#databaseId = meta.databaseId
    if (held && held.records > 0 && held.identity !== meta.databaseId) this.noteLoss()
    await unlessHeld(stagingLock(name), () => this.#sweep())
  }

  noteLoss(): void {
    const records = this.#options.held?.records
    const what = records ? `It held ${records} records.` : ''
    this.#notices.add(
      `The browser lost the data stored here. ${what} Import your files again, or restore a saved file.`,
    )
  }

  async load(): Promise<Kept> {
    if (!this.#database.isOpen()) {
      const batches = [...this.#known.values()]
      return {
        batches,
        damaged: [],
        edits: this.#edits,
        settings: this.#settings,
        notices: [...this.#notices],
      }
    }
    const { ids, records, blocks, edits, saved } = await this.#read()
    const notices = [...this.#notices]
    const damaged: DamagedBatch[] = []
    for (const record of records) {
      const stored = await openedBatch(record.columns, record.hashes)
      if (stored) this.#known.set(record.id, stored)
      else
        damaged.push({
          id: record.id,
          name: `${record.name}`,
          importedAt: Number(record.importedAt) || 0,
        })
    }
    const batches = ids.flatMap((id) => this.#known.get(id) ?? [])
    if (damaged.length > 0)
      notices.push(
        `${damaged.length} of ${ids.length} stored imports are damaged and left out of all figures. Undo them and import their files again.`,
      )
    for (const { batch, frame } of batches) {
      const missing = Math.ceil(frame.incidents.count / blockSize) - (blocks.get(batch.id) ?? 0)
      if (missing > 0)
        notices.push(
          `The titles and texts of up to ${missing * blockSize} records of ${batch.name} are gone; their figures are whole.`,
        )
    }
    this.#settings = saved ? await openedSettings(saved) : null
    if (saved && !this.#settings)
      notices.push('The stored settings are damaged; the defaults hold until you save new ones.')
    const sound = await Promise.all(edits.map(openedEdit))
    this.#edits = sound.filter((edit) => edit !== null)
    if (this.#edits.length < edits.length)
      notices.push(
        `${edits.length - this.#edits.length} of ${edits.length} stored edits are damaged and have no effect. Make them again.`,
      )
    return { batches, damaged, edits: this.#edits, settings: this.#settings, notices }
  }

  /** All in one transaction; only the batches that are not known yet are read. */
  #read() {
    const { tables, batches, columns, blocks, edits, settings } = this.#database
    return this.#database.transaction('r', tables, async () => {
      const ids = await batches.orderBy('position').primaryKeys()
      for (const id of this.#known.keys()) if (!ids.includes(id)) this.#known.delete(id)
      const unknown = ids.filter((id) => !this.#known.has(id))
      const counts = new Map<string, number>()
      for (const [batch] of await blocks.toCollection().primaryKeys())
        counts.set(batch, (counts.get(batch) ?? 0) + 1)
      return {
        ids,
        records: await Promise.all(
          unknown.map(async (id) => ({
            ...(await batches.get(id))!,
            columns: await columns.get(id),
          })),
        ),
        blocks: counts,
        edits: await edits.orderBy('position').toArray(),
        saved: await settings.get('settings'),
      }
    })
  }

  begin(batchId: string): void {
    this.#ahead.begin(batchId)
    this.#options.disk.begin()
    // Its failure is told where something is written.
    this.#connected().catch(() => undefined)
  }

  writeAhead(batch: string, blocks: NumberedBlocks): Promise<Written> {
    return this.#writeAhead(batch, blocks, null)
  }

  async prepare(columns: Pick<StoredBatch, 'batch' | 'frame'>): Promise<void> {
    await this.#writeAhead(columns.batch.id, [], packedColumns(columns))
  }

  #writeAhead(
    batch: string,
    blocks: NumberedBlocks,
    columns: Uint8Array<ArrayBuffer> | null,
  ): Promise<Written> {
    const { name: database, disk } = this.#options
    const what = { blocks: blocks.length, columns: columns !== null }
    return this.#ahead.add(batch, what, async () => {
      const databaseId = await this.#connected().catch((error: unknown) => {
        throw storageFault(error)
      })
      return disk.keep({ database, databaseId, batch }, blocks, columns)
    })
  }

  async commit(
    stored: StoredBatch,
    blocks: NumberedBlocks,
    { settings = null, edits = [], replaces = null }: Along,
  ): Promise<void> {
    const { id, name, importedAt } = stored.batch
    const ahead = await this.#ahead.all(id)
    const [records, columns, hashes, saved, made] = await Promise.all([
      blockRecords(id, blocks),
      ahead.columns ? null : sealedBytes(packedColumns(stored)),
      sealedBytes(packed(stored.hashes)),
      settings && sealedText(settings),
      editRecords(edits),
    ])
    const total = records.length + ahead.blocks
    await this.#write(async (database) => {
      await database.blocks.bulkAdd(records)
      if (columns) await database.columns.add({ id, ...columns })
      // Another browser window without locks may have swept what was written ahead.
      const whole = (await database.columns.where({ id }).count()) === 1
      if (!whole || (await blocksOf(database, id).count()) !== total)
        throw new UserError(
          'Part of the import is gone from the browser’s storage; nothing was kept',
          'Import the files again.',
        )
      const [last] = await database.batches.orderBy('position').reverse().limit(1).keys()
      const position = typeof last === 'number' ? last + 1 : 1
      await database.batches.add({ id, position, name, importedAt, hashes })
      if (replaces !== null) await removeBatch(database, replaces)
      await addEdits(database, made)
      if (saved) await database.settings.put({ name: 'settings', ...saved })
    })
    this.#known.set(id, stored)
    if (replaces !== null) this.#known.delete(replaces)
    this.#ahead.release(id)
  }

  async discard(batchId: string): Promise<void> {
    if (!(await this.#ahead.settled(batchId))) return
    await this.#write((database) => removeTexts(database, batchId))
    this.#ahead.release(batchId)
  }

  async remove(batchId: string, edits: readonly string[]): Promise<void> {
    await this.#write(async (database) => {
      await removeBatch(database, batchId)
      await database.edits.bulkDelete([...edits])
    })
    this.#known.delete(batchId)
  }

  async saveSettings(settings: Settings): Promise<void> {
    const saved = await sealedText(settings)
    await this.#write(async (database) => {
      await database.settings.put({ name: 'settings', ...saved })
    })
  }

  async addEdit(edit: Edit): Promise<void> {
    const made = await editRecords([edit])
    await this.#write((database) => addEdits(database, made))
  }

  async removeEdit(id: string): Promise<void> {
    await this.#write(async (database) => {
      await database.edits.delete(id)
    })
  }

  async readBlock(batchId: string, index: number): Promise<TextBlock | null> {
    await this.#ahead.settled(batchId)
    if (!this.#database.isOpen()) return null
    return openedBlock(await this.#database.blocks.get([batchId, index]))
  }

  identity(): string | null {
    return this.#databaseId
  }

  close(): void {
    this.#stopped = true
    this.#ahead.releaseAll()
    this.#channel?.close()
    this.#database.close()
  }

  /** One transaction that first makes sure that the database is still the one that was opened. */
  async #write(action: (database: Database) => Promise<void>): Promise<void> {
    const database = this.#database
    try {
      await this.#connected()
      await withLock(`${this.#options.name} writing`, () =>
        database.transaction('rw', database.tables, async () => {
          const meta = await database.meta.get('store')
          if (meta?.schema !== schema || meta.databaseId !== this.#databaseId) throw replaced()
          await action(database)
        }),
      )
    } catch (error) {
      throw storageFault(error)
    }
    this.#channel?.postMessage('changed')
  }

  /** Id of the database, which is made where there is none. */
  async #connected(): Promise<string> {
    if (!this.#stopped && !this.#databaseId) {
      this.#connecting ??= this.connect().finally(() => (this.#connecting = null))
      await this.#connecting
    }
    return this.#databaseId ?? ''
  }

  /** Removes blocks of imports that were never committed. */
  async #sweep(): Promise<void> {
    const swept = await removeOrphans(this.#database)
    if (swept > 0)
      this.#notices.add(
        'An import did not finish last time; nothing of it was kept. Import its files again.',
      )
  }

  #stop(notice: string): void {
    // Dexie tells of a close that was asked for, too.
    if (this.#stopped) return
    this.#stopped = true
    // Left open, Dexie would open again by itself and write into whatever lies there then.
    this.#database.close()
    this.#notices.add(notice)
    this.#options.onChange()
  }
}

function stagingLock(name: string): string {
  return `${name} staging`
}

type EditText = SealedText & { readonly id: string }

function editRecords(edits: readonly Edit[]): Promise<readonly EditText[]> {
  return Promise.all(edits.map(async (edit) => ({ id: edit.id, ...(await sealedText(edit)) })))
}

/** Behind those that are there. */
async function addEdits(database: Database, made: readonly EditText[]): Promise<void> {
  const [last] = await database.edits.orderBy('position').reverse().limit(1).keys()
  const first = typeof last === 'number' ? last + 1 : 1
  await database.edits.bulkAdd(made.map((edit, at) => ({ ...edit, position: first + at })))
}

function blockRecords(batch: string, blocks: NumberedBlocks): Promise<BlockRecord[]> {
  return Promise.all(
    blocks.map(async ([index, block]) => ({
      batch,
      index,
      ...(await sealedBlock(block)),
    })),
  )
}

function randomId(): string {
  const words = crypto.getRandomValues(new Uint32Array(4))
  return Array.from(words, (word) => word.toString(16).padStart(8, '0')).join('')
}

function newerData(): UserError {
  return new UserError(
    'The data stored in this browser was written by another version of Faultline; nothing was changed',
    'Reload this page to get the newest version.',
  )
}
