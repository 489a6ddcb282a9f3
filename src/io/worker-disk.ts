import { UserError } from '../core/issue'
import type { BlockPlace } from './block-writes'
import type { WorkerLine } from './client'
import { ownDisk, type Disk, type Piece } from './disk'
import { errorOf } from './outcome'
import type { Outcome } from './protocol'
import type { NumberedBlocks } from './store'

type Ask =
  | { readonly ask: 'read'; readonly file: Blob; readonly from: number; readonly to: number }
  | { readonly ask: 'keep'; readonly place: BlockPlace; readonly blocks: NumberedBlocks }
  /** That of a piece that was read. */
  | { readonly ask: 'digest'; readonly of: number }

export type ToDisk = Ask & { readonly id: number }
export interface FromDisk {
  readonly id: number
  readonly outcome: Outcome
}

interface Pending {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

const idleMs = 2000

/** What a worker was asked is lost with it. */
class Lost extends Error {
  override readonly name = 'Lost'
}

/**
 * A disk in a worker of its own, which starts when it is needed and ends when it is not for a while. Where it does not
 * run, files are read here; blocks it was given are lost, and the import fails with a `UserError`.
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

  read(file: Blob, from: number, to: number): Piece {
    const worker = this.#running()
    if (!worker) return ownDisk.read(file, from, to)
    const bytes = this.#ask<Uint8Array<ArrayBuffer>>(worker, { ask: 'read', file, from, to })
    const sha256 = this.#ask<string>(worker, { ask: 'digest', of: this.#lastId })
    let own: Piece | null = null
    const here = (error: unknown) => {
      if (!(error instanceof Lost)) throw error
      return (own ??= ownDisk.read(file, from, to))
    }
    return {
      bytes: bytes.catch((error) => here(error).bytes),
      sha256: sha256.catch((error) => here(error).sha256),
    }
  }

  async keep(place: BlockPlace, blocks: NumberedBlocks): Promise<void> {
    const worker = this.#running()
    if (!worker) return ownDisk.keep(place, blocks)
    const buffers = new Set<ArrayBufferLike>()
    for (const [, { titles, texts, details }] of blocks)
      for (const { bytes, ends } of [titles, texts, details])
        for (const { buffer } of [bytes, ends]) buffers.add(buffer)
    try {
      await this.#ask(worker, { ask: 'keep', place, blocks }, [...buffers] as Transferable[])
    } catch (error) {
      if (!(error instanceof Lost)) throw error
      throw new UserError(
        'What stores the texts of the import stopped; nothing was kept',
        'Import the files again.',
      )
    }
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

  #ask<Value>(worker: WorkerLine, ask: Ask, handed: Transferable[] = []): Promise<Value> {
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      // The worker answers each question with its own kind of value.
      worker.postMessage({ ...ask, id } satisfies ToDisk, handed)
      this.#pending.set(id, { resolve: resolve as (value: unknown) => void, reject })
    })
  }

  #started(): WorkerLine {
    const worker = this.#start()
    worker.addEventListener('message', ({ data }) => {
      // Only our own worker's messages come this way.
      const { id, outcome } = data as FromDisk
      const pending = this.#pending.get(id)
      this.#pending.delete(id)
      if (outcome.kind === 'ok') pending?.resolve(outcome.value)
      else if (outcome.kind !== 'cancelled') pending?.reject(errorOf(outcome))
      if (this.#pending.size === 0) this.#endSoon()
    })
    for (const fault of ['error', 'messageerror'] as const)
      worker.addEventListener(fault, (event) => {
        event.preventDefault()
        this.#broken = true
        worker.terminate()
        const lost = [...this.#pending.values()]
        this.#pending.clear()
        for (const { reject } of lost) reject(new Lost())
      })
    return worker
  }

  /** A worker that is needed again soon need not start again. */
  #endSoon(): void {
    this.#ending = setTimeout(() => {
      this.#worker?.terminate()
      this.#worker = null
    }, idleMs)
  }
}
