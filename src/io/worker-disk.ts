import { UserError } from '../core/issue'
import type { BlockPlace } from './block-writes'
import type { WorkerLine } from './client'
import { ownDisk, type Disk } from './disk'
import { errorOf } from './outcome'
import type { Outcome } from './protocol'
import type { NumberedBlocks, Written } from './store'

export interface ToDisk {
  readonly id: number
  readonly place: BlockPlace
  readonly blocks: NumberedBlocks
  readonly columns: Uint8Array<ArrayBuffer> | null
}
export interface FromDisk {
  readonly id: number
  readonly outcome: Outcome
}

interface Pending {
  readonly resolve: (written: Written) => void
  readonly reject: (error: unknown) => void
}

const idleMs = 2000
/** How long work that will come is waited for. */
const waitMs = 60_000

/**
 * A disk in a worker of its own, which starts when it is needed and ends when it is not for a while. Where it does not
 * run, blocks are stored here; those it was given are lost with it, and the import fails with a `UserError`.
 */
export class WorkerDisk implements Disk {
  readonly #start: () => WorkerLine
  readonly #pending = new Map<number, Pending>()
  #worker: WorkerLine | null = null
  #broken = false
  #ending: ReturnType<typeof setTimeout> | undefined
  #lastId = 0

  constructor(start: () => WorkerLine) {
    this.#start = start
  }

  begin(): void {
    if (this.#running() && this.#pending.size === 0) this.#endIn(waitMs)
  }

  keep(...[place, blocks, columns]: Parameters<Disk['keep']>): Promise<Written> {
    const worker = this.#running()
    if (!worker) return ownDisk.keep(place, blocks, columns)
    const buffers = new Set<ArrayBuffer>()
    for (const [, { titles, texts, details }] of blocks)
      for (const { pieces, ends } of [titles, texts, details])
        for (const { buffer } of [...pieces, ends]) buffers.add(buffer)
    if (columns) buffers.add(columns.buffer)
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      worker.postMessage({ id, place, blocks, columns } satisfies ToDisk, [...buffers])
      this.#pending.set(id, { resolve, reject })
    })
  }

  /** Null where no worker runs. */
  #running(): WorkerLine | null {
    clearTimeout(this.#ending)
    if (this.#broken) return null
    try {
      return (this.#worker ??= this.#started())
    } catch {
      this.#broken = true
      return null
    }
  }

  #started(): WorkerLine {
    const worker = this.#start()
    worker.addEventListener('message', ({ data }) => {
      // Only our own worker's messages come this way.
      const { id, outcome } = data as FromDisk
      const pending = this.#pending.get(id)
      this.#pending.delete(id)
      if (outcome.kind === 'ok') pending?.resolve(outcome.value as Written)
      else if (outcome.kind !== 'cancelled') pending?.reject(errorOf(outcome))
      // A worker that is needed again soon need not start again.
      if (this.#pending.size === 0) this.#endIn(idleMs)
    })
    for (const fault of ['error', 'messageerror'] as const)
      worker.addEventListener(fault, (event) => {
        event.preventDefault()
        this.#broken = true
        worker.terminate()
        const lost = [...this.#pending.values()]
        this.#pending.clear()
        for (const { reject } of lost)
          reject(
            new UserError(
              'What stores the texts of the import stopped; nothing was kept',
              'Import the files again.',
            ),
          )
      })
    return worker
  }

  #endIn(ms: number): void {
    this.#ending = setTimeout(() => {
      this.#worker?.terminate()
      this.#worker = null
    }, ms)
  }
}
