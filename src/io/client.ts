import type { Opened, Progress } from '../core/answers'
import { UserError } from '../core/issue'
import { errorOf } from './outcome'
import type { CallName, Calls, Outcome, Request, ToPage, ToWorker } from './protocol'

/** What a client needs of a worker. */
export type WorkerLine = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>

export interface ClientHost {
  readonly startWorker: () => WorkerLine
  /** Makes a new worker hold what the old one held. */
  readonly reopen: () => Promise<void>
  readonly onOpened: (opened: Opened) => void
  readonly onHeld: (held: string) => void
}

export interface CallOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: Progress) => void
}

interface Pending {
  readonly request: Request
  readonly options: CallOptions
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

/** A busy worker that says nothing for so many seconds hangs. Figures of a million incidents may take some. */
const patienceSeconds = 30
const cancelPatienceMs = 1000
/** Calls that only read are asked again of a new worker. */
const reads: ReadonlySet<CallName> = new Set([
  'report',
  'working',
  'rows',
  'incident',
  'exportData',
  'preview',
  'tableCells',
  'tableWords',
  'editEffect',
  'editLog',
  'duplicates',
  'quality',
])

/**
 * The page's end of the line to the worker. A worker that fails, hangs or does not stop when told to is ended and
 * replaced: reads are asked again, all else is refused with a `UserError`. A call whose signal aborts rejects with the
 * signal's reason.
 */
export class Client {
  readonly #host: ClientHost
  readonly #pending = new Map<number, Pending>()
  #worker: WorkerLine | null = null
  #lastId = 0
  #silentSeconds = 0
  #failures = 0
  #watch: ReturnType<typeof setInterval> | undefined

  constructor(host: ClientHost) {
    this.#host = host
  }

  call<Name extends CallName>(
    name: Name,
    ask: Calls[Name]['ask'],
    options: CallOptions = {},
  ): Promise<Calls[Name]['answer']> {
    const id = ++this.#lastId
    // The pair of name and ask is one of the union, which TypeScript cannot see here.
    const request = { type: 'call', id, name, ask } as Request
    return new Promise((resolve, reject) => {
      const { signal } = options
      if (signal?.aborted) {
        reject(signal.reason)
        return
      }
      signal?.addEventListener('abort', () => this.#cancel(id), { once: true })
      // The worker answers each call with what `Calls` promises for it.
      const settle = resolve as (value: unknown) => void
      this.#pending.set(id, { request, options, resolve: settle, reject })
      this.#watch ??= setInterval(() => this.#listenForBeats(), 1000)
      this.#post(request)
    })
  }

  #post(message: ToWorker): void {
    this.#worker ??= this.#started()
    this.#worker.postMessage(message)
  }

  #started(): WorkerLine {
    const worker = this.#host.startWorker()
    worker.addEventListener('message', (event) => {
      // Only our own worker's messages come this way.
      if (worker === this.#worker) this.#receive(event.data as ToPage)
    })
    for (const fault of ['error', 'messageerror'] as const)
      worker.addEventListener(fault, (event) => {
        event.preventDefault()
        if (worker === this.#worker) this.#replace('The computation failed and was started again')
      })
    return worker
  }

  #receive(message: ToPage): void {
    this.#silentSeconds = 0
    switch (message.type) {
      case 'outcome':
        this.#failures = 0
        this.#settle(message.id, message.outcome)
        break
      case 'progress':
        this.#pending.get(message.id)?.options.onProgress?.(message.progress)
        break
      case 'opened':
        this.#host.onOpened(message.opened)
        break
      case 'held':
        this.#host.onHeld(message.held)
        break
      case 'beat':
        break
    }
  }

  #settle(id: number, outcome: Outcome): void {
    const pending = this.#taken(id)
    if (!pending) return
    if (outcome.kind === 'ok') pending.resolve(outcome.value)
    else if (outcome.kind === 'cancelled') pending.reject(pending.options.signal?.reason)
    else pending.reject(errorOf(outcome))
  }

  #taken(id: number): Pending | undefined {
    const pending = this.#pending.get(id)
    this.#pending.delete(id)
    if (this.#pending.size === 0) {
      clearInterval(this.#watch)
      this.#watch = undefined
      this.#silentSeconds = 0
    }
    return pending
  }

  #cancel(id: number): void {
    const pending = this.#pending.get(id)
    if (!pending) return
    this.#post({ type: 'cancel', id })
    // A read leaves nothing half done: nobody waits for its end, and the worker stays.
    if (reads.has(pending.request.name)) {
      this.#taken(id)?.reject(pending.options.signal?.reason)
      return
    }
    setTimeout(() => {
      if (this.#pending.get(id) !== pending) return
      this.#taken(id)?.reject(pending.options.signal?.reason)
      this.#replace('The computation was stopped and started again')
    }, cancelPatienceMs)
  }

  /** Counts ticks, not the clock: a page that was frozen must not take its own silence for the worker's. */
  #listenForBeats(): void {
    if (++this.#silentSeconds < patienceSeconds) return
    this.#replace(
      `The computation did not answer for ${patienceSeconds} seconds and was started again`,
    )
  }

  #replace(why: string): void {
    this.#worker?.terminate()
    this.#worker = null
    this.#silentSeconds = 0
    this.#failures++
    const again: Pending[] = []
    for (const pending of this.#pending.values()) {
      this.#taken(pending.request.id)
      if (reads.has(pending.request.name) && this.#failures <= 2) again.push(pending)
      else
        pending.reject(
          new UserError(
            why,
            'Nothing of this was stored: try again, with smaller files if it happens again.',
          ),
        )
    }
    if (this.#failures > 2) return
    this.#host.reopen().then(
      () => {
        for (const { request, options, resolve, reject } of again)
          this.call(request.name, request.ask, options).then(resolve, reject)
      },
      (error: unknown) => {
        for (const { reject } of again) reject(error)
      },
    )
  }
}
