/** Does something to a stored table behind the program's back. */
export async function tamper(
  name: string,
  table: string,
  action: (store: IDBObjectStore) => void,
): Promise<void> {
  const database = await asked(indexedDB.open(name))
  const transaction = database.transaction(table, 'readwrite')
  action(transaction.objectStore(table))
  await new Promise((resolve, reject) => {
    transaction.addEventListener('complete', resolve)
    transaction.addEventListener('abort', reject)
  })
  database.close()
}

export function asked<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('no reason')))
  })
}

/** Changes every record of a table. */
export function change(edit: (record: Record<string, unknown>) => void) {
  return (store: IDBObjectStore) => {
    store.openCursor().addEventListener('success', (event) => {
      const cursor = (event.target as IDBRequest<IDBCursorWithValue | null>).result
      if (!cursor) return
      const record = cursor.value as Record<string, unknown>
      edit(record)
      cursor.update(record)
      cursor.continue()
    })
  }
}

export async function count(name: string, table: string) {
  const database = await asked(indexedDB.open(name))
  const found = await asked(database.transaction(table).objectStore(table).count())
  database.close()
  return found
}
