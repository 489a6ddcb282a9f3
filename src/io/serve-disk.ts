import type { Disk } from './disk'
import { outcomeOf } from './outcome'
import type { FromDisk, ToDisk } from './worker-disk'

/** The worker's end of the line to a `WorkerDisk`. */
export interface DiskLine {
  readonly post: (message: FromDisk, handed: Transferable[]) => void
  readonly listen: (onMessage: (message: ToDisk) => void) => void
}

/** Does what is asked, each thing as soon as it can. */
export function serveDisk(disk: Disk, { post, listen }: DiskLine): void {
  /** By the question for their piece. */
  const digests = new Map<number, Promise<string>>()
  const answer = async (id: number, work: Promise<unknown>) => {
    const outcome = await outcomeOf(work)
    const value = outcome.kind === 'ok' ? outcome.value : null
    post({ id, outcome }, value instanceof Uint8Array ? [value.buffer as ArrayBuffer] : [])
  }
  listen((message) => {
    if (message.ask === 'read') {
      const { bytes, sha256 } = disk.read(message.file, message.from, message.to)
      // Its failure is told when it is asked for.
      sha256.catch(() => undefined)
      digests.set(message.id, sha256)
      void answer(message.id, bytes)
    } else if (message.ask === 'digest') {
      const digest = digests.get(message.of)
      digests.delete(message.of)
      void answer(message.id, digest ?? Promise.resolve(null))
    } else void answer(message.id, disk.keep(message.place, message.blocks))
  })
}
