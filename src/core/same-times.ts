import { exclusionMarks } from './exclusion'
import type { Frame } from './frame'
import { spanStarts } from './frame-reader'
import { kinds } from './incident'

/** Two rows of a frame, the lower one first, and the code of a service of both. */
export interface Twins {
  readonly first: number
  readonly second: number
  readonly service: number
}

/** Each span is held against so many that begin with it. */
const reach = 50

/**
 * Incidents that count on the same services with the very same start and end, each with the first of its like; neither
 * those still open nor those of which only the days are stated. Spans that begin together lie side by side: O(n).
 */
export function sameTimes(frame: Frame): readonly Twins[] {
  const { spans, incidents, dictionaries } = frame
  const { order, service, from, to, incident } = spans
  const excluded = exclusionMarks(frame)
  const daysOnly = dictionaries.flags.indexOf('day-precision')
  const kind = kinds.indexOf('incident')
  const stands = (row: number) =>
    incidents.kind[row] === kind &&
    !incidents.superseded?.[row] &&
    excluded(row) === null &&
    incidents.endAt[row]! > incidents.startAt[row]! &&
    (daysOnly < 0 || ((incidents.flags[row]! >>> daysOnly) & 1) === 0)
  let starts: Uint32Array | null = null
  /** Of two that share one. */
  const sameServices = (a: number, b: number) => {
    const known = (starts ??= spanStarts(frame))
    const of = (row: number) => service.subarray(known[row], known[row + 1])
    if (of(a).length === 1 && of(b).length === 1) return true
    const words = (row: number) =>
      Uint16Array.from(new Set(of(row)))
        .sort()
        .join()
    return words(a) === words(b)
  }
  const alike = (a: number, b: number) =>
    a !== b &&
    incidents.startAt[a] === incidents.startAt[b] &&
    incidents.endAt[a] === incidents.endAt[b] &&
    stands(a) &&
    stands(b) &&
    sameServices(a, b)
  const found = new Map<number, Twins>()
  let begin = 0
  for (let i = 1; i < order.length; i++) {
    const [span, before] = [order[i]!, order[i - 1]!]
    if (service[span] !== service[before] || from[span] !== from[before]) {
      begin = i
      continue
    }
    const row = incident[span]!
    for (let j = Math.max(begin, i - reach); j < i; j++) {
      const other = incident[order[j]!]!
      if (to[order[j]!] !== to[span] || !alike(row, other)) continue
      const [first, second] = row < other ? [row, other] : [other, row]
      if (!found.has(second)) found.set(second, { first, second, service: service[span]! })
      break
    }
  }
  return [...found.values()]
}
