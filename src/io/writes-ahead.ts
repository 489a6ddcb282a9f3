import { holdLock, type Held } from './locks'

interface Writes {
  blocks: number
  /** Keeps them from being swept. */
  readonly lock: Promise<Held>
  readonly under: Promise<void>[]
}

/** What is written of imports before they are committed, by their ids. */
export class WritesAhead {
  readonly #lockName: string
  readonly #writes = new Map<string, Writes>()

  constructor(lockName: string) {
    this.#lockName = lockName
  }

  /** Writes so many blocks, and holds the lock until `release`. */
  add(batchId: string, blocks: number, write: () => Promise<void>): Promise<void> {
    const own = this.#writes.get(batchId) ?? {
      blocks: 0,
      lock: holdLock(this.#lockName),
      under: [],
    }
    this.#writes.set(batchId, own)
    own.blocks += blocks
    const written = own.lock.then(write)
    // Told by `all` to those who do not ask.
    written.catch(() => undefined)
    own.under.push(written)
    return written
  }

  /** How many blocks were written, once all are. Rejects with what failed of them. */
  async all(batchId: string): Promise<number> {
    const own = this.#writes.get(batchId)
    await Promise.all(own?.under ?? [])
    return own?.blocks ?? 0
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
