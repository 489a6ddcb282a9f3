import type { WorkerLine } from './client'

type Listening = Parameters<WorkerLine['addEventListener']>

/** A worker whose code is still on its way: what is posted waits, and a code that never comes is the worker's error. */
export class LateWorker implements WorkerLine {
  readonly #messages: unknown[] = []
  readonly #listening: Listening[] = []
  #worker: WorkerLine | null = null
  #ended = false

  constructor(starting: Promise<WorkerLine>) {
    starting.then(
      (worker) => this.#begin(worker),
      () => this.#fail(),
    )
  }

  postMessage(message: unknown): void {
    if (this.#worker) this.#worker.postMessage(message)
    else this.#messages.push(message)
  }

  addEventListener(...listening: Listening): void {
    if (this.#worker) this.#worker.addEventListener(...listening)
    else this.#listening.push(listening)
  }

  terminate(): void {
    this.#ended = true
    this.#worker?.terminate()
  }

  #begin(worker: WorkerLine): void {
    if (this.#ended) {
      worker.terminate()
      return
    }
    this.#worker = worker
    for (const listening of this.#listening) worker.addEventListener(...listening)
    for (const message of this.#messages) worker.postMessage(message)
  }

  #fail(): void {
    const target = new EventTarget()
    for (const [type, listener] of this.#listening)
      if (type === 'error') target.addEventListener(type, listener)
    target.dispatchEvent(new Event('error', { cancelable: true }))
  }
}
