import { UserError } from '../core/issue'

/** What a failed write means to a person, or the error itself where it means a bug. */
export function storageFault(error: unknown): unknown {
  if (error instanceof UserError) return error
  // Chromium reports a full disk as an aborted transaction with the cause inside.
  const names = [nameOf(error), nameOf(innerOf(error))]
  if (names.includes('QuotaExceededError'))
    return new UserError(
      'The browser has no room left for this; nothing of it was stored, and what was stored before is whole',
      'Undo imports that are no longer needed, or free disk space, and try again.',
    )
  if (names.includes('DatabaseClosedError') || names.includes('InvalidStateError'))
    return new UserError(
      'The connection to the stored data is closed; nothing was stored',
      'Reload this page.',
    )
  if (names.includes('UnknownError'))
    return new UserError(
      'The browser could not write to its storage; nothing was stored',
      'Reload this page and try again. If it happens again, restart the browser.',
    )
  return error
}

function nameOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : ''
}

function innerOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'inner' in error ? error.inner : undefined
}
