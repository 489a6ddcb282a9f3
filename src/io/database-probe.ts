/** What lies under a database name before anything is created. */
export interface Found {
  /** As IndexedDB counts it; 0 where there is no database. */
  readonly version: number
  /** True where the browser threw a damaged database away. */
  readonly lost: boolean
}

/** Looks without creating anything. Rejects with what the browser says where it refuses storage. */
export function findDatabase(name: string): Promise<Found> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name)
    let created: Found | null = null
    request.addEventListener('upgradeneeded', (event) => {
      // Chromium replaces damaged files by an empty database, and says so only here.
      const loss = 'dataLoss' in event ? event.dataLoss : 'none'
      created = { version: 0, lost: loss === 'total' }
      request.transaction?.abort()
    })
    request.addEventListener('success', () => {
      const { version } = request.result
      request.result.close()
      resolve({ version, lost: false })
    })
    request.addEventListener('error', (event) => {
      event.preventDefault()
      if (created) resolve(created)
      else reject(request.error ?? new Error(`The database ${name} does not open`))
    })
  })
}
