import type { FixPromise } from '../incident'

/** An incident of one theme, with the fixes promised after it. Instants in epoch ms UTC. */
export interface PromisingIncident {
  readonly id: string
  /** Start of impact, null when unknown. */
  readonly startAt: number | null
  readonly endAt: number | null
  readonly promises: readonly FixPromise[]
}

/** What came after a promised fix. It says "happened again", never "the fix failed". */
export interface PromiseOutcome {
  readonly incidentId: string
  readonly text: string
  readonly promisedAt: number | null
  /** Days from the promise to the start of the first later incident, null when none is known. */
  readonly recurredAfterDays: number | null
}

const day = 86_400_000

/**
 * Every promise of one theme's incidents, in order of the incidents' starts, with what followed. Only an incident that
 * starts after the promise counts: one between an incident's end and its promise came before the fix.
 */
export function promiseRecurrence(
  members: readonly PromisingIncident[],
): readonly PromiseOutcome[] {
  const byStart = [...members].sort(
    (a, b) => (a.startAt ?? Infinity) - (b.startAt ?? Infinity) || (a.id < b.id ? -1 : 1),
  )
  const starts = byStart.flatMap(({ startAt }) => startAt ?? [])
  return byStart.flatMap(({ id, startAt, promises }) =>
    promises.map(({ text, promisedAt }) => {
      const outcome = { incidentId: id, text, promisedAt }
      if (promisedAt === null) return { ...outcome, recurredAfterDays: null }
      const next = firstAfter(starts, Math.max(promisedAt, startAt ?? promisedAt))
      return { ...outcome, recurredAfterDays: next === null ? null : (next - promisedAt) / day }
    }),
  )
}

/** The first of ascending `starts` that lies after `at`. */
function firstAfter(starts: readonly number[], at: number): number | null {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((starts[middle] ?? Infinity) > at) high = middle
    else low = middle + 1
  }
  return starts[low] ?? null
}
