import type { Frame } from './frame'
import type { Details } from './details'
import {
  attributions,
  kinds,
  milestoneNames,
  severities,
  type FixPromise,
  type Impact,
  type Incident,
  type Milestones,
} from './incident'
import { invariant } from './issue'
import { textReader, unpackText, type PackedText, type TextBlock } from './text-block'

const noDetails: Details = {
  facets: [],
  trigger: null,
  updates: [],
  claims: [],
  conflicts: [],
  extra: [],
  url: null,
  services: [],
}

/** The texts of one block, decoded once. */
export interface BlockTexts {
  readonly first: number
  readonly titles: readonly string[]
  readonly texts: readonly string[]
  readonly details: readonly string[]
}

export function blockTexts(block: TextBlock): BlockTexts {
  return {
    first: block.first,
    titles: unpackText(block.titles),
    texts: unpackText(block.texts),
    details: unpackText(block.details),
  }
}

/** The same for a few rows only. */
export function blockTextsOf(block: TextBlock, rows: readonly number[]): BlockTexts {
  const some = (packed: PackedText) => {
    const read = textReader(packed)
    const texts: string[] = []
    for (const row of rows) texts[row - block.first] = read(row - block.first)
    return texts
  }
  const { first, titles, texts, details } = block
  return { first, titles: some(titles), texts: some(texts), details: some(details) }
}

/** Index of the first span of each incident, and one past the last. Length `count + 1`. */
export function spanStarts(frame: Frame): Uint32Array {
  const starts = new Uint32Array(frame.incidents.count + 1)
  for (const incident of frame.spans.incident) starts[incident + 1]!++
  for (let i = 0; i < frame.incidents.count; i++) starts[i + 1]! += starts[i]!
  return starts
}

/** The incident of row `row` as it was added. `ids` and `starts` come from `unpackText(frame.ids)` and `spanStarts`. */
export function incidentAt(
  frame: Frame,
  row: number,
  ids: readonly string[],
  starts: Uint32Array,
  texts: BlockTexts,
): Incident {
  const columns = frame.incidents
  const at = row - texts.first
  const title = texts.titles[at]
  const text = texts.texts[at]
  const details = texts.details[at]
  invariant(
    title !== undefined && text !== undefined && details !== undefined,
    `the text block of row ${row}`,
  )
  // Written by detailsText, and its block is checksummed.
  const cold = details === '' ? noDetails : (JSON.parse(details) as Details)
  const { services, impacts } = spansOf(frame, starts[row]!, starts[row + 1]!)
  const file = frame.dictionaries.files[columns.file[row]!]
  invariant(file, `the file of row ${row}`)
  const bits = columns.flags[row]!
  const pageFrom = columns.pageFrom?.[row] ?? NaN
  return {
    id: ids[row]!,
    kind: kinds[columns.kind[row]!]!,
    title,
    text,
    services: impacts.length > 0 ? services : cold.services,
    severity: severities[columns.severity[row]! - 1] ?? null,
    cause: frame.dictionaries.causes[columns.cause[row]! - 1] ?? null,
    facets: cold.facets,
    trigger: cold.trigger,
    attribution: attributions[columns.attribution[row]! - 1] ?? null,
    impacts,
    page: Number.isNaN(pageFrom)
      ? null
      : { from: pageFrom, to: known(columns.pageTo?.[row] ?? NaN) },
    milestones: Object.fromEntries(
      milestoneNames.map((name) => [name, known(columns.milestones[name]?.[row] ?? NaN)]),
    ) as unknown as Milestones,
    updates: cold.updates,
    promises: promisesOf(frame, row),
    claims: cold.claims,
    conflicts: cold.conflicts,
    flags: frame.dictionaries.flags.filter((_, bit) => (bits >>> bit) & 1),
    source: { file: file.name, row: columns.row[row]!, format: file.format, url: cold.url },
    extra: cold.extra,
  }
}

function known(value: number): number | null {
  return Number.isNaN(value) ? null : value
}

function promisesOf({ promises }: Frame, row: number): readonly FixPromise[] {
  let low = 0
  let high = promises.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (promises[middle]!.row < row) low = middle + 1
    else high = middle
  }
  const found: FixPromise[] = []
  for (let i = low; promises[i]?.row === row; i++) {
    const { text, promisedAt } = promises[i]!
    found.push({ text, promisedAt })
  }
  return found
}

function spansOf(
  frame: Frame,
  from: number,
  to: number,
): { services: readonly string[]; impacts: readonly Impact[] } {
  const spans = frame.spans
  const services: string[] = []
  const impacts: Impact[] = []
  // Every impact repeats the incident's services in the same order; the first service marks a new impact.
  for (let i = from; i < to; i++) {
    const service = frame.dictionaries.services[spans.service[i]!]!
    if (spans.service[i] !== spans.service[from]) {
      if (impacts.length === 1) services.push(service)
      continue
    }
    if (impacts.length === 0 && service !== '') services.push(service)
    const end = known(spans.to[i]!)
    const length = end === null ? 0 : end - spans.from[i]!
    const low = spans.rateLow?.[i] ?? NaN
    impacts.push({
      from: spans.from[i]!,
      to: end,
      durationLow: spans.durationLow?.[i] ?? length,
      durationHigh: spans.durationHigh?.[i] ?? length,
      errorRate: Number.isNaN(low)
        ? null
        : { value: known(spans.rate?.[i] ?? NaN), low, high: spans.rateHigh?.[i] ?? NaN },
    })
  }
  return { services, impacts }
}
