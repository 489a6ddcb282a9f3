import { Dexie, type EntityTable, type Table } from 'dexie'
import {
  schema,
  type BatchRecord,
  type BlockKey,
  type BlockRecord,
  type EditRecord,
  type Meta,
  type SettingsRecord,
} from './store-schema'

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
