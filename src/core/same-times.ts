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

/** Steps from slot to slot. */
const longestSearch = 32
/** Each span is held against so many that begin with it. */
const reach = 50

/**
 * Incidents that count on the same services with the very same start and end, each with the first of its like; neither
 * those still open nor those of which only the days are stated. Spans that begin together lie side by side: O(n).
 */
export function sameTimes(frame: Frame): readonly Twins[] {
  const { spans, incidents, dictionaries } = frame
  if (!repeats(spans)) return []
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

/** Whether any two spans have the same service, start and end: in most logs none have, and they need not be sorted. */
function repeats({ count, service, from, to }: Frame['spans']): boolean {
  // A hash table of spans, numbered from 1, at most half full.
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * count + 2)))
  const mask = slots.length - 1
  for (let span = 0; span < count; span++) {
    if (Number.isNaN(to[span]!)) continue
    // Times end in zeros as often as not: it is the high bits of the product that differ.
    let hash = Math.imul(Math.floor(from[span]! / 1000) ^ (service[span]! << 16), 0x9e3779b1)
    hash = Math.imul(hash ^ (hash >>> 15) ^ Math.floor(to[span]! / 1000), 0x85ebca6b)
    let slot = (hash ^ (hash >>> 13)) & mask
    for (let steps = 0; slots[slot] !== 0; slot = (slot + 1) & mask) {
      // Times made to collide are sorted.
      if (++steps > longestSearch) return true
      const other = slots[slot]! - 1
      const alike = from[other] === from[span] && to[other] === to[span]
      if (alike && service[other] === service[span]) return true
    }
    slots[slot] = span + 1
  }
  return false
}
