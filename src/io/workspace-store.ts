import { UserError } from '../core/issue'
import { openDatabase, type DatabaseOptions } from './database-store'
import { memoryStore, type Store } from './store'

const inMemory =
  'Your data is kept in memory only and is gone when this page closes: pages opened from a file share one store with every other such page.'
const refused =
  'The browser refuses to store data for this page, so your data is kept in memory only and is gone when the page closes.'

/**
 * The store of the reader's own data: the database of this name, or memory where there is none or the browser refuses
 * it. Throws a `UserError` for data of another version.
 */
export async function workspaceStore(
  name: string | null,
  options: Omit<DatabaseOptions, 'name'>,
): Promise<Store> {
  if (name === null) return memoryStore([inMemory])
  try {
    return await openDatabase({ name, ...options })
  } catch (error) {
    if (error instanceof UserError) throw error
    return memoryStore([refused])
  }
}
