import { UserError } from '../core/issue'

/** A lock that is held until it is released. */
export interface Held {
  readonly release: () => void
}

const patienceMs = 5000

/** Pages on plain http have no locks; transactions still keep every write whole there. */
function lockManager(): LockManager | undefined {
  const { navigator } = globalThis as { navigator?: { locks?: LockManager } }
  return navigator?.locks
}

/** Runs the action while no other tab runs one under this name. Throws a `UserError` when another tab is busy too long. */
export async function withLock<Result>(
  name: string,
  action: () => Promise<Result>,
): Promise<Result> {
  const locks = lockManager()
  if (!locks) return action()
  let begun = false
  try {
    return await locks.request(name, { signal: AbortSignal.timeout(patienceMs) }, () => {
      begun = true
      return action()
    })
  } catch (error) {
    if (begun) throw error
    throw new UserError(
      'Another tab with this page is busy writing; nothing was stored',
      'Wait until it is done or close it, and try again.',
    )
  }
}

/** Shares a lock with other holders until it is released. */
export function holdLock(name: string): Promise<Held> {
  const locks = lockManager()
  if (!locks) return Promise.resolve({ release: () => undefined })
  return new Promise((resolve, reject) => {
    locks
      .request(name, { mode: 'shared' }, () => new Promise<void>((release) => resolve({ release })))
      .catch(reject)
  })
}

/** Runs the action unless somebody holds the lock. */
export async function unlessHeld(name: string, action: () => Promise<void>): Promise<void> {
  const locks = lockManager()
  if (!locks) return action()
  await locks.request(name, { ifAvailable: true }, (lock) => (lock ? action() : undefined))
}
