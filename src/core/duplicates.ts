import { exclusionMarks } from './exclusion'
import type { Frame } from './frame'
import { kinds } from './incident'
import { sameTimes } from './same-times'
import { canonicalServices, type Settings } from './settings'

/** Two records that may tell of one incident. */
export interface DuplicatePair {
  /** Rows of the frame. */
  readonly first: number
  readonly second: number
  readonly service: string
  /** Common time over the time of both together, 0..1: 1 where they begin and end alike. */
  readonly likeness: number
}

export interface DuplicateRequest {
  readonly frame: Frame
  readonly settings: Settings
  /** Open spans end here, epoch ms UTC. */
  readonly asOf: number
  /** Per row, which import and file it came with: within one source only the very same times make a pair. */
  readonly sources: Uint32Array
  /** Pairs that are settled. */
  readonly settled: (first: number, second: number) => boolean
}

/** Suggestions shown; more than a person settles in a sitting. */
const longestList = 200
/** Each span is held against so many open before it: what overlaps hundreds of others is no duplicate of one. */
const reach = 50

/**
 * Incidents of different sources on the same service at overlapping times, and of one source at the very same times,
 * those most alike first. A sweep over the spans in order of start, O(n log n). They are suggestions: nothing is merged
 * by it.
 */
export function duplicatePairs(request: DuplicateRequest): readonly DuplicatePair[] {
  const { frame, settings, sources } = request
  const names = canonicalServices(settings, frame.dictionaries.services)
  const found = new Found(request)
  for (const { first, second, service } of sameTimes(frame))
    if (sources[first] === sources[second])
      found.add({ first, second, service: names[service]!, likeness: 1 })
  if (sources.every((source) => source === sources[0])) return found.best()
  for (const [service, spans] of spansByService(frame, names)) sweep(request, service, spans, found)
  return found.best()
}

/** The pairs most alike; of a great many overlaps only so many are ever held. */
class Found {
  readonly #request: DuplicateRequest
  #pairs = new Map<number, DuplicatePair>()
  #least = 0

  constructor(request: DuplicateRequest) {
    this.#request = request
  }

  add(pair: DuplicatePair): void {
    if (pair.likeness <= this.#least) return
    const { frame, settled } = this.#request
    const key = pair.first * frame.incidents.count + pair.second
    if ((this.#pairs.get(key)?.likeness ?? 0) >= pair.likeness) return
    if (settled(pair.first, pair.second)) return
    this.#pairs.set(key, pair)
    if (this.#pairs.size < 20 * longestList) return
    const kept = this.best()
    this.#least = kept.at(-1)?.likeness ?? 0
    this.#pairs = new Map(kept.map((one) => [one.first * frame.incidents.count + one.second, one]))
  }

  best(): readonly DuplicatePair[] {
    return [...this.#pairs.values()]
      .sort((a, b) => b.likeness - a.likeness || a.first - b.first || a.second - b.second)
      .slice(0, longestList)
  }
}

function spansByService(frame: Frame, names: readonly string[]): ReadonlyMap<string, number[]> {
  const { spans, incidents } = frame
  const markOf = exclusionMarks(frame)
  const incident = kinds.indexOf('incident')
  const byService = new Map<string, number[]>()
  for (const span of spans.order) {
    const row = spans.incident[span]!
    if (incidents.kind[row] !== incident || incidents.superseded?.[row] || markOf(row)) continue
    const name = names[spans.service[span]!]!
    const list = byService.get(name) ?? []
    list.push(span)
    byService.set(name, list)
  }
  // Several names of one service lie behind each other.
  for (const list of byService.values()) list.sort((a, b) => spans.from[a]! - spans.from[b]!)
  return byService
}

function sweep(
  { frame, asOf, sources }: DuplicateRequest,
  service: string,
  spans: readonly number[],
  found: Found,
): void {
  const { from, to, incident } = frame.spans
  const endOf = (span: number) => {
    const end = to[span]!
    return Number.isNaN(end) ? Math.max(asOf, from[span]!) : end
  }
  let open: number[] = []
  for (const span of spans) {
    const row = incident[span]!
    open = open.filter((one) => endOf(one) > from[span]!)
    for (const other of open) {
      const second = incident[other]!
      if (second === row || sources[second] === sources[row]) continue
      const common = Math.min(endOf(other), endOf(span)) - from[span]!
      const whole = Math.max(endOf(other), endOf(span)) - from[other]!
      found.add({
        first: Math.min(row, second),
        second: Math.max(row, second),
        service,
        likeness: whole > 0 ? common / whole : 0,
      })
    }
    open.push(span)
    if (open.length > reach) open.shift()
  }
}
