import { UserError } from '../core/issue'
import {
  nativeVersion,
  schema,
  type BlockRecord,
  type ColumnsRecord,
  type Meta,
} from './store-schema'
import type { Sealed, SealedBlock } from './stored'

/** Where what is written ahead belongs: to a batch in a database that is there. */
export interface BlockPlace {
  readonly database: string
  /** Tells it from another one of the same name. */
  readonly databaseId: string
  readonly batch: string
}

/**
 * Adds blocks of texts to a database, and the columns of the batch where they are given, all or none. Does without Dexie, so that a worker of its own that does nothing else is
 * small. Rejects with a `UserError` where the database is no longer the one that is meant.
 */
export async function addBlocks(
  { database: name, databaseId, batch }: BlockPlace,
  blocks: readonly (SealedBlock & { readonly index: number })[],
  columns: Sealed | null,
): Promise<void> {
  const database = await opened(name)
  try {
    await new Promise<void>((resolve, reject) => {
      // The commit of the import comes later and is strict: these may wait in the system's buffers.
      const durability = 'relaxed'
      const stores = ['meta', 'columns', 'blocks']
      const transaction = database.transaction(stores, 'readwrite', { durability })
      const meta: IDBRequest<Meta | undefined> = transaction.objectStore('meta').get('store')
      let fault: unknown = null
      meta.addEventListener('success', () => {
        try {
          if (meta.result?.schema !== schema || meta.result.databaseId !== databaseId)
            throw replaced()
          const store = transaction.objectStore('blocks')
          for (const block of blocks) store.add({ batch, ...block } satisfies BlockRecord)
          if (columns)
            transaction
              .objectStore('columns')
              .add({ id: batch, ...columns } satisfies ColumnsRecord)
        } catch (error) {
          fault = error
          transaction.abort()
        }
      })
      transaction.addEventListener('complete', () => resolve())
      transaction.addEventListener('abort', () =>
        reject(fault ?? transaction.error ?? new Error(`${name}: the writing was ended`)),
      )
    })
  } finally {
    database.close()
  }
}

export function replaced(): UserError {
  return new UserError(
    'The stored data was replaced meanwhile; nothing was stored',
    'Reload this page.',
  )
}

function opened(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, nativeVersion)
    let gone = false
    request.addEventListener('upgradeneeded', () => {
      gone = true
      request.transaction?.abort()
    })
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', (event) => {
      event.preventDefault()
      reject(gone ? replaced() : (request.error ?? new Error(`${name} does not open`)))
    })
  })
}
