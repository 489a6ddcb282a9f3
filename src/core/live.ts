import { exclusionFlags } from './exclusion'
import {
  flagBit,
  flagDictionary,
  spanOrder,
  type Frame,
  type IncidentColumns,
  type SpanColumns,
} from './frame'
import { Dictionary } from './growable'
import { milestoneNames } from './incident'
import { invariant } from './issue'
import { textReader, unpackText, type PackedText } from './text-block'

type Column = Float64Array | Uint32Array | Uint16Array | Uint8Array
type Codes = Uint16Array

const bytes = (length: number) => new Uint8Array(length)
const shorts = (length: number) => new Uint16Array(length)
const words = (length: number) => new Uint32Array(length)
const floats = (length: number) => new Float64Array(length)

/**
 * Frames in order of import as one, as if everything had been imported at once: rows follow each other, words get one
 * numbering, and where an id comes again the later record counts. One frame is given back as it is.
 */
export function joinFrames(frames: readonly Frame[]): Frame {
  const [only] = frames
  if (only && frames.length === 1) return only
  const services = mergedWords(frames.map((frame) => frame.dictionaries.services))
  const causes = mergedWords(frames.map((frame) => frame.dictionaries.causes))
  const flags = mergedFlags(frames)
  const files = mergedFiles(frames)
  const incidents = joinedIncidents(frames, {
    causes: causes.codes,
    flags: flags.codes,
    files: files.codes,
  })
  const ids = joinedTexts(frames.map((frame) => frame.ids))
  const starts = rowOffsets(frames)
  return {
    incidents,
    spans: joinedSpans(frames, services, starts, ids),
    ids,
    promises: frames.flatMap((frame, at) =>
      frame.promises.map((promise) => ({ ...promise, row: promise.row + starts[at]! })),
    ),
    dictionaries: {
      services: services.words,
      causes: causes.words,
      flags: flags.words,
      files: files.files,
    },
  }
}

/** Row of the joined frame at which each frame begins. */
export function rowOffsets(frames: readonly Frame[]): readonly number[] {
  let next = 0
  return frames.map((frame) => {
    const first = next
    next += frame.incidents.count
    return first
  })
}

interface Merged {
  readonly words: readonly string[]
  /** Per frame: old code to new one. */
  readonly codes: readonly Codes[]
}

function mergedWords(lists: readonly (readonly string[])[]): Merged {
  const dictionary = new Dictionary()
  const codes = lists.map((list) => Uint16Array.from(list, (word) => dictionary.code(word)))
  invariant(dictionary.words.length <= 65_536, 'a dictionary has at most 65,536 words')
  return { words: dictionary.words, codes }
}

/** The flags that take records out of the count come first: what is beyond the limit shares the last bit. */
function mergedFlags(frames: readonly Frame[]): Merged {
  const lists = frames.map((frame) => frame.dictionaries.flags)
  const used = exclusionFlags.filter((flag) => lists.some((list) => list.includes(flag)))
  const { words: merged, codes } = mergedWords([used, ...lists])
  return {
    words: flagDictionary(merged),
    codes: codes.slice(1).map((list) => list.map(flagBit)),
  }
}

function mergedFiles(frames: readonly Frame[]) {
  const keys = frames.map((frame) =>
    frame.dictionaries.files.map(({ name, format }) => `${format} ${name}`),
  )
  const { words: merged, codes } = mergedWords(keys)
  const files = merged.map((key) => {
    const mark = key.indexOf(' ')
    return { name: key.slice(mark + 1), format: key.slice(0, mark) }
  })
  return { files, codes }
}

function joinedIncidents(
  frames: readonly Frame[],
  maps: { causes: readonly Codes[]; flags: readonly Codes[]; files: readonly Codes[] },
): IncidentColumns {
  const parts = frames.map((frame) => frame.incidents)
  const count = parts.reduce((sum, part) => sum + part.count, 0)
  const column = <A extends Column>(
    make: (length: number) => A,
    of: (part: IncidentColumns) => A,
  ) => joined(make, count, parts.map(of))
  const optional = (of: (part: IncidentColumns) => Float64Array | null) =>
    joinedOptional(parts, of, (part) => floats(part.count).fill(NaN))
  return {
    count,
    kind: column(bytes, (part) => part.kind),
    severity: column(bytes, (part) => part.severity),
    cause: joined(
      shorts,
      count,
      parts.map(({ cause }, at) =>
        cause.map((code) => (code === 0 ? 0 : maps.causes[at]![code - 1]! + 1)),
      ),
    ),
    attribution: column(bytes, (part) => part.attribution),
    flags: joined(
      words,
      count,
      parts.map((part, at) => part.flags.map((bits) => movedBits(bits, maps.flags[at]!))),
    ),
    file: joined(
      shorts,
      count,
      parts.map((part, at) => part.file.map((code) => maps.files[at]![code]!)),
    ),
    row: column(words, (part) => part.row),
    startAt: column(floats, (part) => part.startAt),
    endAt: column(floats, (part) => part.endAt),
    pageFrom: optional((part) => part.pageFrom),
    pageTo: optional((part) => part.pageTo),
    silence: optional((part) => part.silence),
    milestones: Object.fromEntries(
      milestoneNames.map((name) => [name, optional((part) => part.milestones[name])]),
    ) as IncidentColumns['milestones'],
    superseded: supersededRows(frames, count),
  }
}

function movedBits(bits: number, codes: Codes): number {
  let moved = 0
  for (let bit = 0; bit < codes.length; bit++) if ((bits >>> bit) & 1) moved |= 1 << codes[bit]!
  return moved >>> 0
}

/** From the last frame back: an id that has been seen counts there. */
function supersededRows(frames: readonly Frame[], count: number): Uint8Array | null {
  const marks = bytes(count)
  const offsets = rowOffsets(frames)
  const seen = new Set<string>()
  let any = false
  for (let at = frames.length - 1; at >= 0; at--) {
    const { ids, incidents } = frames[at]!
    const names = unpackText(ids)
    for (let row = 0; row < incidents.count; row++) {
      if (!incidents.superseded?.[row] && !seen.has(names[row]!)) continue
      marks[offsets[at]! + row] = 1
      any = true
    }
    if (at > 0) for (const name of names) seen.add(name)
  }
  return any ? marks : null
}

function joinedSpans(
  frames: readonly Frame[],
  services: Merged,
  rowStarts: readonly number[],
  ids: PackedText,
): SpanColumns {
  const parts = frames.map((frame) => frame.spans)
  const count = parts.reduce((sum, part) => sum + part.count, 0)
  const column = <A extends Column>(make: (length: number) => A, of: (part: SpanColumns) => A) =>
    joined(make, count, parts.map(of))
  const rates = (of: (part: SpanColumns) => Float64Array | null) =>
    joinedOptional(parts, of, (part) => floats(part.count).fill(NaN))
  const lengths = (of: (part: SpanColumns) => Float64Array | null) =>
    joinedOptional(parts, of, (part) => part.to.map((to, i) => to - part.from[i]! || 0))
  const incident = joined(
    words,
    count,
    parts.map((part, at) => part.incident.map((row) => row + rowStarts[at]!)),
  )
  const from = column(floats, (part) => part.from)
  const service = joined(
    shorts,
    count,
    parts.map((part, at) => part.service.map((code) => services.codes[at]![code]!)),
  )
  return {
    count,
    incident,
    service,
    from,
    to: column(floats, (part) => part.to),
    durationLow: lengths((part) => part.durationLow),
    durationHigh: lengths((part) => part.durationHigh),
    rate: rates((part) => part.rate),
    rateLow: rates((part) => part.rateLow),
    rateHigh: rates((part) => part.rateHigh),
    order: spanOrder(service, from, incident, textReader(ids)),
  }
}

function joined<A extends Column>(
  make: (length: number) => A,
  count: number,
  parts: readonly A[],
): A {
  const all = make(count)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

function joinedOptional<Part extends { readonly count: number }>(
  parts: readonly Part[],
  of: (part: Part) => Float64Array | null,
  absent: (part: Part) => Float64Array,
): Float64Array | null {
  const columns = parts.map(of)
  if (columns.every((column) => column === null)) return null
  const count = parts.reduce((sum, part) => sum + part.count, 0)
  return joined(
    floats,
    count,
    columns.map((column, at) => column ?? absent(parts[at]!)),
  )
}

function joinedTexts(parts: readonly PackedText[]): PackedText {
  const ends = words(parts.reduce((sum, part) => sum + part.ends.length, 0))
  let entry = 0
  let end = 0
  for (const part of parts) {
    for (const one of part.ends) ends[entry++] = end + one
    end += part.ends.at(-1) ?? 0
  }
  return { pieces: parts.flatMap(({ pieces }) => pieces), ends }
}
