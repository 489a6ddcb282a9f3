import { Cancelled } from '../core/input'
import { UserError } from '../core/issue'
import type { Outcome } from './protocol'

/** What came of work in a worker, in a shape that survives the way to the page. */
export async function outcomeOf(work: Promise<unknown>): Promise<Outcome> {
  try {
    return { kind: 'ok', value: await work }
  } catch (error) {
    if (error instanceof Cancelled) return { kind: 'cancelled' }
    if (error instanceof UserError)
      return { kind: 'user-error', message: error.message, hint: error.hint }
    return {
      kind: 'bug',
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }
  }
}

/** The error a worker told of, as it was thrown there. */
export function errorOf(outcome: Extract<Outcome, { readonly message: string }>): Error {
  return outcome.kind === 'user-error'
    ? new UserError(outcome.message, outcome.hint)
    : new Error(outcome.message)
}
