import type { Batch } from '../core/batch'
import type { Edit } from '../core/edits'
import type { Frame } from '../core/frame'
import { textHashes, type RowHashes } from '../core/row-hashes'
import type { Settings } from '../core/settings'
import type { TextBlock } from '../core/text-block'

/** One import as it is kept, without its texts. */
export interface StoredBatch {
  readonly batch: Batch
  readonly frame: Frame
  readonly hashes: RowHashes
}

/** What is still known of a batch whose record is damaged. */
export type DamagedBatch = Pick<Batch, 'id' | 'name' | 'importedAt'>

/** What a workspace holds, batches in order of import. */
export interface Kept {
  readonly batches: readonly StoredBatch[]
  /** Imports that cannot be read any more; they can only be undone. */
  readonly damaged: readonly DamagedBatch[]
  /** In the order they were made. */
  readonly edits: readonly Edit[]
  /** Null until somebody saved some. */
  readonly settings: Settings | null
  /** What a person must know about the store, each a sentence or two. */
  readonly notices: readonly string[]
}

/** Blocks of texts with their index within the batch. */
export type NumberedBlocks = readonly (readonly [index: number, block: TextBlock])[]

/** What comes back of blocks that were written. */
export interface Written {
  /** The share of each block's texts in the hashes of its rows. */
  readonly hashes: readonly RowHashes[]
  /** Full pieces of theirs that may be written over. */
  readonly spare: readonly Uint8Array<ArrayBuffer>[]
}

/** What is kept in the same step as an import. */
export interface Along {
  /** Null leaves them as they are. */
  readonly settings?: Settings | null
  /** Edits that came with a backup. */
  readonly edits?: readonly Edit[]
  /** Id of an import whose place it takes, or null. */
  readonly replaces?: string | null
}

/** Where a workspace lies. All that is written is refused with a `UserError` when it cannot be. */
export interface Store {
  load(): Promise<Kept>
  /** Makes ready for writing an import ahead. */
  begin(batchId: string): void
  /**
   * Writes texts of an import that is not committed; nothing of them is visible until then. The blocks are handed over
   * and not to be used any more. What fails of it fails the commit, too.
   */
  writeAhead(batchId: string, blocks: NumberedBlocks): Promise<Written>
  /** Writes the columns ahead, so that to keep the import is a small step. */
  prepare(columns: Pick<StoredBatch, 'batch' | 'frame'>): Promise<void>
  /** Keeps an import whole or not at all. `blocks` are those not written ahead. */
  commit(stored: StoredBatch, blocks: NumberedBlocks, along: Along): Promise<void>
  /** Drops what was written ahead of an import that is given up. */
  discard(batchId: string): Promise<void>
  /** Undoes an import, with the edits of these ids. */
  remove(batchId: string, edits: readonly string[]): Promise<void>
  saveSettings(settings: Settings): Promise<void>
  addEdit(edit: Edit): Promise<void>
  /** Undoes an edit. */
  removeEdit(id: string): Promise<void>
  /** Null where the block is damaged or gone. */
  readBlock(batchId: string, index: number): Promise<TextBlock | null>
  /** What tells this store from another one of the same name; null for one that does not outlive the page. */
  identity(): string | null
  close(): void
}

/** A workspace that is gone when the page closes; also what a dashboard is read from. */
export function memoryStore(notices: readonly string[]): Store {
  const batches = new Map<string, StoredBatch>()
  const blocks = new Map<string, Map<number, TextBlock>>()
  const edits = new Map<string, Edit>()
  let settings: Settings | null = null
  const put = (batchId: string, given: NumberedBlocks) => {
    const own = blocks.get(batchId) ?? new Map<number, TextBlock>()
    blocks.set(batchId, own)
    for (const [index, block] of given) own.set(index, block)
  }
  const drop = (batchId: string) => {
    batches.delete(batchId)
    blocks.delete(batchId)
  }
  return {
    load: async () => ({
      batches: [...batches.values()],
      damaged: [],
      edits: [...edits.values()],
      settings,
      notices,
    }),
    begin: () => undefined,
    async writeAhead(batchId, given) {
      put(batchId, given)
      return { hashes: given.map(([, block]) => textHashes(block)), spare: [] }
    },
    prepare: async () => undefined,
    async commit(stored, given, along) {
      put(stored.batch.id, given)
      if (along.replaces) drop(along.replaces)
      batches.set(stored.batch.id, stored)
      for (const edit of along.edits ?? []) edits.set(edit.id, edit)
      settings = along.settings ?? settings
    },
    async discard(batchId) {
      // What is kept was committed: it is no longer ahead of anything.
      if (!batches.has(batchId)) blocks.delete(batchId)
    },
    async remove(batchId, made) {
      drop(batchId)
      for (const id of made) edits.delete(id)
    },
    saveSettings: async (saved) => void (settings = saved),
    addEdit: async (edit) => void edits.set(edit.id, edit),
    removeEdit: async (id) => void edits.delete(id),
    readBlock: async (batchId, index) => blocks.get(batchId)?.get(index) ?? null,
    identity: () => null,
    close: () => undefined,
  }
}
