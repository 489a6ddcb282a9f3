import type { FixPromise, Milestones } from './incident'
import { sortedBy } from './sorted-by'
import type { PackedText } from './text-block'

/**
 * Many incidents as columns: the currency of the program. Row i of `incidents` is one record; `spans` has a row per
 * incident × impact × service, in incident order. Instants are epoch ms UTC, NaN where unknown or (in `to`, `endAt`)
 * still going on. A column that would hold nothing but its default is null. Codes index `dictionaries`; 0 means
 * "not stated" where the word is optional and `code - 1` is then the index.
 */
export interface Frame {
  readonly incidents: IncidentColumns
  readonly spans: SpanColumns
  readonly ids: PackedText
  /** Promised fixes in order of `row`; few enough to stay whole. */
  readonly promises: readonly (FixPromise & { readonly row: number })[]
  readonly dictionaries: {
    readonly services: readonly string[]
    readonly causes: readonly string[]
    readonly flags: readonly string[]
    readonly files: readonly { readonly name: string; readonly format: string }[]
  }
}

export interface IncidentColumns {
  readonly count: number
  /** Index into `kinds`. */
  readonly kind: Uint8Array
  /** 0 or 1 + index into `severities`. */
  readonly severity: Uint8Array
  /** 0 or 1 + index into `dictionaries.causes`. */
  readonly cause: Uint16Array
  /** 0 or 1 + index into `attributions`. */
  readonly attribution: Uint8Array
  /** Bit k set: `dictionaries.flags[k]`. */
  readonly flags: Uint32Array
  readonly file: Uint16Array
  readonly row: Uint32Array
  /** First impact start, last impact end. */
  readonly startAt: Float64Array
  readonly endAt: Float64Array
  readonly pageFrom: Float64Array | null
  readonly pageTo: Float64Array | null
  /** Longest time between two posts that follow each other, postmortems aside, ms; NaN below two posts. */
  readonly silence: Float64Array | null
  readonly milestones: Readonly<Record<keyof Milestones, Float64Array | null>>
  /** 1 where a later record with the same id has replaced this one; it then counts nowhere. */
  readonly superseded: Uint8Array | null
}

export interface SpanColumns {
  readonly count: number
  readonly incident: Uint32Array
  readonly service: Uint16Array
  readonly from: Float64Array
  readonly to: Float64Array
  /** Bounds of the length in ms; null where every length is `to - from`. */
  readonly durationLow: Float64Array | null
  readonly durationHigh: Float64Array | null
  /** Ratio 0..1, NaN where not stated. With bounds but NaN as value only a bound was stated. */
  readonly rate: Float64Array | null
  readonly rateLow: Float64Array | null
  readonly rateHigh: Float64Array | null
  /** Span indexes by (service, from, id): the order every sweep walks. */
  readonly order: Uint32Array
}

/** The largest number of distinct flags a frame can hold. */
export const flagLimit = 32

/** Bit of the flag with this code: those beyond the limit share the last one. */
export function flagBit(code: number): number {
  return Math.min(code, flagLimit - 1)
}

/** The words of the bits. */
export function flagDictionary(words: readonly string[]): readonly string[] {
  return words.length <= flagLimit ? words : [...words.slice(0, flagLimit - 1), 'more-flags']
}

/** Span indexes sorted by (service, from, incident id with ordinal compare). */
export function spanOrder(
  service: Uint16Array,
  from: Float64Array,
  incident: Uint32Array,
  idOf: (incident: number) => string,
): Uint32Array {
  const spans = new Uint32Array(from.length)
  for (let span = 0; span < spans.length; span++) spans[span] = span
  const order = byService(service, sortedBy(from, spans))
  const alike = (a: number, b: number) => service[a] === service[b] && from[a] === from[b]
  for (let first = 0, end = 0; first < order.length; first = end) {
    end = first + 1
    while (end < order.length && alike(order[first]!, order[end]!)) end++
    if (end - first < 2) continue
    order.subarray(first, end).sort((a, b) => {
      if (incident[a] === incident[b]) return a - b
      const idA = idOf(incident[a]!)
      const idB = idOf(incident[b]!)
      return idA < idB ? -1 : idA > idB ? 1 : a - b
    })
  }
  return order
}

/** The spans by service, those of one as they lie. */
function byService(service: Uint16Array, spans: Uint32Array): Uint32Array {
  const places = new Uint32Array(65_537)
  for (const code of service) places[code + 1]!++
  for (let code = 0; code < 65_536; code++) places[code + 1]! += places[code]!
  const order = new Uint32Array(spans.length)
  for (const span of spans) order[places[service[span]!]!++] = span
  return order
}
