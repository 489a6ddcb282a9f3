import { UserError } from '../core/issue'
import type { WorkerLine } from './client'
import { errorOf } from './outcome'
import type { Outcome } from './protocol'
import type { Convert } from './table-files'
import type { TableSheet } from './table-sheets'

/** A file that takes longer is hostile or far too large. Its worker hears nothing meanwhile and shows no life. */
const patienceMs = 60_000

/**
 * Converts each file in a worker of its own, that ends with it: what hangs or grows without end takes nothing along,
 * and to cancel is to end it. Rejects with a `UserError`, and with the reason of the signal.
 */
export function conversion(startWorker: () => WorkerLine): Convert {
  return async (file, signal) => {
    signal?.throwIfAborted()
    const worker = startWorker()
    const settled = new AbortController()
    try {
      return await new Promise<readonly TableSheet[] | null>((resolve, reject) => {
        const timer = setTimeout(() => reject(tooMuch(file.name)), patienceMs)
        settled.signal.addEventListener('abort', () => clearTimeout(timer))
        const cancel = () => reject(signal?.reason)
        signal?.addEventListener('abort', cancel, { signal: settled.signal })
        worker.addEventListener('message', ({ data }) => {
          // Only our own worker's message comes this way.
          const outcome = data as Outcome
          if (outcome.kind === 'ok') resolve(outcome.value as readonly TableSheet[] | null)
          else if (outcome.kind !== 'cancelled') reject(errorOf(outcome))
        })
        for (const fault of ['error', 'messageerror'] as const)
          worker.addEventListener(fault, (event) => {
            event.preventDefault()
            reject(tooMuch(file.name))
          })
        worker.postMessage(file)
      })
    } finally {
      settled.abort()
      worker.terminate()
    }
  }
}

function tooMuch(name: string): UserError {
  return new UserError(
    `${name}: reading it takes more time or memory than there is`,
    'Save the table as CSV UTF-8 and import that.',
  )
}
