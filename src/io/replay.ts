/** A change that can be made again; it gives the id under which it can then be undone. */
export type Again = () => Promise<string>

interface Step {
  readonly id: string
  readonly again: Again
}

/**
 * The changes to a workspace that lies in the worker's memory, so that they outlive the worker: files and pasted texts
 * are read again.
 */
export class Replay {
  #steps: readonly Step[] = []

  /** Remembers a change. One with an id that is known takes the place of the older one. */
  add(id: string, again: Again): void {
    this.#steps = [...this.#steps.filter((step) => step.id !== id), { id, again }]
  }

  /** A change that was undone is not made again. */
  drop(id: string): void {
    this.#steps = this.#steps.filter((step) => step.id !== id)
  }

  clear(): void {
    this.#steps = []
  }

  /** Makes all changes again, in their order. */
  async run(): Promise<void> {
    const done: Step[] = []
    for (const { again } of this.#steps) done.push({ id: await again(), again })
    this.#steps = done
  }
}
