import { Dexie, type EntityTable, type Table } from 'dexie'
import {
  schema,
  type BatchRecord,
  type BlockKey,
  type BlockRecord,
  type ColumnsRecord,
  type EditRecord,
  type Meta,
  type SettingsRecord,
} from './store-schema'
import type { Sealed } from './stored'

/** The tables of a workspace: batches, their columns, blocks of texts, edits, settings, and what tells the store itself. */
export class Database extends Dexie {
  declare readonly meta: EntityTable<Meta, 'name'>
  declare readonly batches: EntityTable<BatchRecord, 'id'>
  declare readonly columns: EntityTable<ColumnsRecord, 'id'>
  declare readonly blocks: Table<BlockRecord, BlockKey>
  declare readonly edits: EntityTable<EditRecord, 'id'>
  declare readonly settings: EntityTable<SettingsRecord, 'name'>

  constructor(name: string) {
    super(name, { autoOpen: false, chromeTransactionDurability: 'strict' })
    const tables = {
      meta: 'name',
      batches: 'id,position',
      blocks: '[batch+index]',
      edits: 'id,position',
      settings: 'name',
    }
    this.version(1).stores(tables)
    // Texts came in pieces from here on; those stored before are still read. Columns got a table of their own.
    this.version(schema)
      .stores({ ...tables, columns: 'id' })
      .upgrade(async (upgrade) => {
        const batches = upgrade.table<BatchRecord & Sealed, string>('batches')
        for (const id of await batches.toCollection().primaryKeys()) {
          const { bytes, sha256, ...batch } = (await batches.get(id))!
          await upgrade.table<ColumnsRecord>('columns').add({ id, bytes, sha256 })
          await batches.put(batch as BatchRecord & Sealed)
        }
        await upgrade.table('meta').update('store', { schema })
      })
  }
}

/** The blocks of a batch, committed or written ahead. */
export function blocksOf(database: Database, batchId: string) {
  return database.blocks.where('[batch+index]').between([batchId, 0], [batchId, Infinity])
}

/** Removes a batch whole. */
export async function removeBatch(database: Database, batchId: string): Promise<void> {
  await database.batches.delete(batchId)
  await removeTexts(database, batchId)
}

/** Removes all of a batch but its mark. */
export async function removeTexts(database: Database, batchId: string): Promise<void> {
  await database.columns.delete(batchId)
  await blocksOf(database, batchId).delete()
}

/** Removes what was written of batches that have no mark; gives how many blocks that was. */
export async function removeOrphans(database: Database): Promise<number> {
  const { batches, columns, blocks } = database
  return database.transaction('rw', batches, columns, blocks, async () => {
    const ids = new Set(await batches.toCollection().primaryKeys())
    const keys = await blocks.toCollection().primaryKeys()
    const orphans = keys.filter(([batch]) => !ids.has(batch))
    await blocks.bulkDelete(orphans)
    const owners = await columns.toCollection().primaryKeys()
    await columns.bulkDelete(owners.filter((id) => !ids.has(id)))
    return orphans.length
  })
}
