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
  const answer = async ({ id, place, blocks, columns }: ToDisk) => {
    const keeping = disk.keep(place, blocks, columns)
    const outcome = await outcomeOf(keeping)
    const spare = outcome.kind === 'ok' ? (await keeping).spare : []
    post(
      { id, outcome },
      spare.map(({ buffer }) => buffer),
    )
  }
  listen((message) => void answer(message))
}
