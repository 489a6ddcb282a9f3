import type { Frame } from '../core/frame'
import { UserError } from '../core/issue'
import type { Settings } from '../core/settings'
import { rowsChanged, whatIf, type WhatIf } from '../core/what-if'

/** The records as they would be, and what each assumption changed: rows of the frame, in the order given. */
export interface Assumed {
  readonly frame: Frame
  readonly changes: readonly { readonly assumed: WhatIf; readonly rows: readonly number[] }[]
}

/** Applies `--what-if` flags one after the other. Throws a `UserError` for one that cannot be read. */
export function assume(frame: Frame, flags: readonly string[], settings: Settings): Assumed {
  const changes: Assumed['changes'][number][] = []
  let so = frame
  for (const flag of flags) {
    const assumed = assumption(flag)
    changes.push({ assumed, rows: rowsChanged(so, assumed, settings) })
    so = whatIf(so, assumed, settings)
  }
  return { frame: so, changes }
}

function assumption(flag: string): WhatIf {
  const [, change = '', value = ''] = /^(drop|detection|restore|cap)=(.+)$/.exec(flag) ?? []
  const size = /^\d+(\.\d+)?$/.test(value) ? Number(value) : NaN
  if (change === 'drop') return { change, cause: value }
  if (change === 'cap' && size >= 0) return { change, minutes: size }
  if ((change === 'detection' || change === 'restore') && size <= 1) return { change, factor: size }
  throw new UserError(
    `--what-if ${flag} is not an assumption`,
    'Use drop=CAUSE, detection=0.5 or restore=0.5 (the part of the time it took, 0 to 1), or cap=30 (minutes).',
  )
}
