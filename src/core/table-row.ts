import type { TableRow } from './answers'
import type { Frame } from './frame'
import { kinds, severities, type ErrorRate } from './incident'
import { rangeOf } from './metric'
import { ruleWeight, type Rule } from './rule'
import { rateOf } from './service-spans'
import { timeline, within, type Spans } from './timeline'

/** What the cells of a row are made of besides its title. */
export interface RowSource {
  readonly frame: Frame
  /** Epoch ms UTC. */
  readonly asOf: number
  readonly ids: readonly string[]
  /** From `spanStarts(frame)`. */
  readonly starts: Uint32Array
}

/** What the words of a row are shown as. */
export interface RowWords {
  readonly rule: Rule
  readonly title: string
  readonly services: readonly string[]
  readonly cause: string | null
}

/** One record as a row of a table. */
export function tableRow(source: RowSource, row: number, words: RowWords): TableRow {
  const { incidents, dictionaries } = source.frame
  const bits = incidents.flags[row]!
  const flags = dictionaries.flags.filter((_, bit) => (bits >>> bit) & 1)
  return {
    id: source.ids[row]!,
    title: words.title,
    kind: kinds[incidents.kind[row]!]!,
    services: words.services,
    severity: severities[incidents.severity[row]! - 1] ?? null,
    cause: words.cause,
    causeInferred: flags.includes('cause-inferred'),
    startAt: known(incidents.startAt[row]!),
    endAt: known(incidents.endAt[row]!),
    downtime: downtime(source, row, words.rule),
    errorRate: rowRate(source, row),
    flags: isStale(source, row) ? [...flags, 'stale'] : flags,
  }
}

const week = 7 * 86_400_000

/** Whether an incident has no end after more than seven days: then its end may rather be missing. */
function isStale({ frame: { incidents }, asOf }: RowSource, row: number): boolean {
  const isIncident = kinds[incidents.kind[row]!] === 'incident'
  return isIncident && Number.isNaN(incidents.endAt[row]!) && asOf - incidents.startAt[row]! > week
}

/** Length of the union of a record's impacts on the rule's clock, ms; NaN without a start. */
export function rowLength(source: RowSource, row: number, rule: Rule): number {
  const { spans } = source.frame
  let total = NaN
  let end = -Infinity
  for (let span = source.starts[row]!; span < source.starts[row + 1]!; span++) {
    if (spans.service[span] !== spans.service[source.starts[row]!]) continue
    const { from, to } = bounds(source, row, span, rule)
    total = Number.isNaN(total) ? 0 : total
    if (to > end) total += Math.max(0, to - Math.max(from, end))
    end = Math.max(end, to)
  }
  return total
}

/** The highest stated error rate among a record's impacts, or null. */
export function rowRate({ frame, starts }: RowSource, row: number): ErrorRate | null {
  let highest: ErrorRate | null = null
  for (let span = starts[row]!; span < starts[row + 1]!; span++) {
    const rate = rateOf(frame, span)
    if (rate && (!highest || (rate.value ?? rate.high) > (highest.value ?? highest.high)))
      highest = rate
  }
  return highest
}

/** As `serviceTimelines` does for a set, for one record alone. */
function downtime(source: RowSource, row: number, rule: Rule): TableRow['downtime'] {
  const { spans, incidents } = source.frame
  const first = source.starts[row]!
  const impacts: number[] = []
  // Every impact repeats the services: the first service alone has each impact once.
  for (let span = first; span < source.starts[row + 1]!; span++)
    if (spans.service[span] === spans.service[first]) impacts.push(span)
  if (impacts.length === 0) return null
  const severity = severities[incidents.severity[row]! - 1] ?? null
  const parts = impacts.map((span) => ({
    ...bounds(source, row, span, rule),
    weight: ruleWeight(rule, severity, rateOf(source.frame, span)),
    low: spans.durationLow?.[span] ?? NaN,
    high: spans.durationHigh?.[span] ?? NaN,
  }))
  const swept = (
    combine: 'max' | 'sum',
    pick: (part: (typeof parts)[number]) => [number, number],
  ) => {
    const made: Spans = {
      from: Float64Array.from(parts, ({ from }) => from),
      to: Float64Array.from(parts, (part) => pick(part)[0]),
      weight: Float64Array.from(parts, (part) => pick(part)[1]),
      row: new Uint32Array(parts.length),
    }
    return within(timeline(made, combine), -Infinity, Infinity)
  }
  const length = (part: (typeof parts)[number], stated: number) =>
    part.fixed || Number.isNaN(stated) ? part.to : Math.min(source.asOf, part.from + stated)
  const value = swept('max', (part) => [part.to, part.weight.value])
  const low = swept('max', (part) => [length(part, part.low), part.weight.low])
  const high = swept('sum', (part) => [length(part, part.high), part.weight.high])
  const minute = 60_000
  return {
    raw: rangeOf(value.covered / minute, low.covered / minute, high.covered / minute),
    weighted: rangeOf(value.weighted / minute, low.weighted / minute, high.weighted / minute),
  }
}

/** Where a span begins and ends on the rule's clock, cut at the as-of instant; `fixed` where claims cannot change it. */
function bounds({ frame, asOf }: RowSource, row: number, span: number, rule: Rule) {
  const { incidents, spans } = frame
  const pageFrom = rule.clock === 'page' ? (incidents.pageFrom?.[row] ?? NaN) : NaN
  const onPage = !Number.isNaN(pageFrom)
  const to = onPage ? (incidents.pageTo?.[row] ?? NaN) : spans.to[span]!
  const open = Number.isNaN(to) || to > asOf
  return {
    from: onPage ? pageFrom : spans.from[span]!,
    to: open ? asOf : to,
    fixed: onPage || open,
  }
}

function known(value: number): number | null {
  return Number.isNaN(value) ? null : value
}
