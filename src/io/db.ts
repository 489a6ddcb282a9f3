import { Dexie, type EntityTable, type Table } from 'dexie'
import type { Sealed, SealedText } from './stored'

/** Raised with every change of what is stored. */
export const schema = 1
/** As IndexedDB counts it: Dexie multiplies its versions by ten. */
export const nativeVersion = schema * 10

export interface Meta {
  readonly name: 'store'
  readonly schema: number
  readonly databaseId: string
}

type BatchRecord = Sealed & {
  readonly id: string
  /** Order of import: the clock may be wrong. */
  readonly position: number
  /** As in the batch; told when the batch itself is damaged. */
  readonly name: string
  readonly importedAt: number
}

type BlockKey = [batch: string, index: number]
export type BlockRecord = Sealed & { readonly batch: string; readonly index: number }
type SettingsRecord = SealedText & { readonly name: 'settings' }
type EditRecord = SealedText & { readonly id: string; readonly position: number }

/** The tables of a workspace: batches with their columns, blocks of texts, edits, settings, and what tells the store itself. */
export class Database extends Dexie {
  declare readonly meta: EntityTable<Meta, 'name'>
  declare readonly batches: EntityTable<BatchRecord, 'id'>
  declare readonly blocks: Table<BlockRecord, BlockKey>
  declare readonly edits: EntityTable<EditRecord, 'id'>
  declare readonly settings: EntityTable<SettingsRecord, 'name'>

  constructor(name: string) {
    super(name, { autoOpen: false, chromeTransactionDurability: 'strict' })
    this.version(schema).stores({
      meta: 'name',
      batches: 'id,position',
      blocks: '[batch+index]',
      edits: 'id,position',
      settings: 'name',
    })
  }
}

/** The blocks of a batch, committed or written ahead. */
export function blocksOf(database: Database, batchId: string) {
  return database.blocks.where('[batch+index]').between([batchId, 0], [batchId, Infinity])
}
