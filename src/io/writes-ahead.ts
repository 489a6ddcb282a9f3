import { holdLock, type Held } from './locks'

/** What is written of an import before it is committed. */
export interface Ahead {
  readonly blocks: number
  readonly columns: boolean
}

interface Writes extends Ahead {
  blocks: number
  columns: boolean
  /** Keeps them from being swept. */
  readonly lock: Promise<Held>
  readonly under: Promise<unknown>[]
}

/** What is written of imports before they are committed, by their ids. */
export class WritesAhead {
  readonly #lockName: string
  readonly #writes = new Map<string, Writes>()

  constructor(lockName: string) {
    this.#lockName = lockName
  }

  /** Takes the lock. */
  begin(batchId: string): Writes {
    const known = this.#writes.get(batchId)
    if (known) return known
    const lock = holdLock(this.#lockName)
    const own: Writes = { blocks: 0, columns: false, lock, under: [] }
    this.#writes.set(batchId, own)
    return own
  }

  /** Writes so many blocks, perhaps the columns, too, and holds the lock until `release`. */
  add<Value>(
    batchId: string,
    { blocks, columns }: Ahead,
    write: () => Promise<Value>,
  ): Promise<Value> {
    const own = this.begin(batchId)
    own.blocks += blocks
    own.columns ||= columns
    const written = own.lock.then(write)
    // Told by `all` to those who do not ask.
    written.catch(() => undefined)
    own.under.push(written)
    return written
  }

  /** What was written, once all of it is. Rejects with what failed of it. */
  async all(batchId: string): Promise<Ahead> {
    const own = this.#writes.get(batchId)
    await Promise.all(own?.under ?? [])
    return own ?? { blocks: 0, columns: false }
  }

  /** Once nothing more is under way; whether there was anything. */
  async settled(batchId: string): Promise<boolean> {
    const own = this.#writes.get(batchId)
    await Promise.allSettled(own?.under ?? [])
    return own !== undefined
  }

  release(batchId: string): void {
    void this.#writes.get(batchId)?.lock.then((lock) => lock.release())
    this.#writes.delete(batchId)
  }

  releaseAll(): void {
    for (const id of this.#writes.keys()) this.release(id)
  }
}
