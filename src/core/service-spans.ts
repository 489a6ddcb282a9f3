import { exclusionMarks } from './exclusion'
import type { Frame } from './frame'
import { kinds, severities, type ErrorRate } from './incident'
import { ruleWeight, type Rule, type RuleWeight } from './rule'
import { spansByStart } from './start-order'
import { firstEndingAfter, timeline, type Spans, type Timeline } from './timeline'

/**
 * The spans that downtime is swept from, each list in order of start: with the chosen, the shortest and the longest
 * durations and the central, lowest and highest weights. `stated` is `value` with assumed weights at 0.
 */
export interface ServiceSpans {
  readonly value: Spans
  readonly low: Spans
  readonly high: Spans
  readonly stated: Spans
  /** False where `stated` equals `value`. */
  readonly assumed: boolean
  /** Announced windows: of one service, or the time in which all of a set have one. */
  readonly maintenance: Timeline
}

export interface ServiceRequest {
  readonly frame: Frame
  readonly rule: Rule
  readonly asOf: number
  /** 1 for the incidents that count. */
  readonly counted: Uint8Array
  /** Codes of each service in scope: a service and its aliases are one group. */
  readonly services: readonly ReadonlySet<number>[]
}

/** Clips open spans to `asOf` and cuts maintenance out as the rule says. */
export function serviceSpans(request: ServiceRequest): ServiceSpans {
  const { frame, rule, asOf, services } = request
  const { picked, windows } = pick(request)
  const maintained = services.map((codes) =>
    timeline(
      windowSpans(
        frame,
        windows.filter((span) => codes.has(frame.spans.service[span]!)),
        asOf,
      ),
      'max',
    ),
  )
  const maintenance = maintained.reduce(
    (all, one) => intersection(all, one),
    maintained[0] ?? never,
  )
  const bounds = bounded(frame, picked, rule, asOf)
  if (rule.maintenance === 'count' || windows.length === 0) return { ...bounds, maintenance }
  const groupOf = (code: number) => services.findIndex((codes) => codes.has(code))
  const groups = Int32Array.from(bounds.order, (span) => groupOf(frame.spans.service[span]!))
  const kept = (spans: Spans) => outside(spans, (i) => maintained[groups[i]!] ?? never)
  return {
    value: kept(bounds.value),
    low: kept(bounds.low),
    high: kept(bounds.high),
    stated: kept(bounds.stated),
    assumed: bounds.assumed,
    maintenance,
  }
}

const never: Timeline = timeline(
  {
    from: new Float64Array(0),
    to: new Float64Array(0),
    weight: new Float64Array(0),
    row: new Uint32Array(0),
  },
  'max',
)

/** The spans that count and the announced windows of the services in scope, each in order of start. */
function pick({ frame, counted, services }: ServiceRequest): {
  picked: Uint32Array
  windows: readonly number[]
} {
  const { spans, incidents } = frame
  const inScope = new Uint8Array(frame.dictionaries.services.length)
  for (const codes of services) for (const code of codes) inScope[code] = 1
  const order = orderOf(frame, services)
  const picked = new Uint32Array(order.length)
  let count = 0
  const windows: number[] = []
  const markOf = exclusionMarks(frame)
  const maintenanceKind = kinds.indexOf('maintenance')
  for (const span of order) {
    if (!inScope[spans.service[span]!]) continue
    const row = spans.incident[span]!
    if (counted[row]) picked[count++] = span
    else if (
      incidents.kind[row] === maintenanceKind &&
      !incidents.superseded?.[row] &&
      markOf(row) === null
    )
      windows.push(span)
  }
  return { picked: picked.subarray(0, count), windows }
}

/** Of one name the part of the order at rest, which is by service; of several the order by start. */
function orderOf(frame: Frame, services: ServiceRequest['services']): Uint32Array {
  const codes = services.flatMap((group) => [...group])
  const [only = -1, more] = codes
  if (more !== undefined) return spansByStart(frame)
  const { order, service } = frame.spans
  const firstAt = (code: number) => {
    let low = 0
    let high = order.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (service[order[middle]!]! < code) low = middle + 1
      else high = middle
    }
    return low
  }
  return order.subarray(firstAt(only), firstAt(only + 1))
}

function bounded(frame: Frame, picked: Uint32Array, rule: Rule, asOf: number) {
  const { spans, incidents } = frame
  const page = rule.clock === 'page' ? incidents.pageFrom : null
  const fromOf = (span: number) => {
    const at = page?.[spans.incident[span]!] ?? NaN
    return Number.isNaN(at) ? spans.from[span]! : at
  }
  const order = page ? picked.slice().sort((a, b) => fromOf(a) - fromOf(b)) : picked
  const rows = new Uint32Array(order.length)
  const value = blank(rows)
  const low = blank(rows)
  const high = blank(rows)
  const stated = blank(rows)
  const weightOf = spanWeights(frame, rule)
  let assumed = false
  for (let i = 0; i < rows.length; i++) {
    const span = order[i]!
    const row = spans.incident[span]!
    rows[i] = row
    const from = fromOf(span)
    const onPage = page !== null && !Number.isNaN(page[row]!)
    const to = onPage ? (incidents.pageTo?.[row] ?? NaN) : spans.to[span]!
    const weight = weightOf(span, incidents.severity[row]!)
    const open = Number.isNaN(to) || to > asOf
    const end = open ? asOf : to
    const fixed = open || onPage
    const shortest = fixed ? end : from + (spans.durationLow?.[span] ?? to - from)
    const longest = fixed ? end : Math.min(asOf, from + (spans.durationHigh?.[span] ?? to - from))
    assumed ||= weight.assumed
    set(value, i, from, end, weight.value)
    set(low, i, from, shortest, weight.low)
    set(high, i, from, longest, weight.high)
    set(stated, i, from, end, weight.assumed ? 0 : weight.value)
  }
  return { order, value, low, high, stated, assumed }
}

type Writable = { readonly [Column in keyof Spans]: Spans[Column] }

function blank(row: Uint32Array): Writable {
  const made = () => new Float64Array(row.length)
  return { from: made(), to: made(), weight: made(), row }
}

function set(spans: Writable, i: number, from: number, to: number, weight: number): void {
  spans.from[i] = from
  spans.to[i] = to
  spans.weight[i] = weight
}

/** The weight of a span by its severity's code. What it gives holds until it is asked again: a million are. */
function spanWeights(
  { spans }: Frame,
  rule: Rule,
): (span: number, severity: number) => Readonly<RuleWeight> {
  const unstated = [null, ...severities].map((severity) => ruleWeight(rule, severity, null))
  const { rate, rateLow, rateHigh } = spans
  if (!rule.errorRateWeighting || !rateLow || !rateHigh)
    return (_span, severity) => unstated[severity]!
  const stated = { low: 0, value: 0, high: 0, assumed: false }
  return (span, severity) => {
    const low = rateLow[span]!
    if (Number.isNaN(low)) return unstated[severity]!
    const value = rate?.[span] ?? NaN
    stated.low = low
    stated.high = rateHigh[span]!
    if (Number.isNaN(value))
      return ruleWeight(rule, severities[severity - 1] ?? null, { ...stated, value: null })
    stated.value = value
    return stated
  }
}

/** The stated error rate of a span, or null. */
export function rateOf(frame: Frame, span: number): ErrorRate | null {
  const { rate, rateLow, rateHigh } = frame.spans
  const low = rateLow?.[span] ?? NaN
  if (Number.isNaN(low)) return null
  const value = rate?.[span] ?? NaN
  return { value: Number.isNaN(value) ? null : value, low, high: rateHigh?.[span] ?? NaN }
}

function windowSpans(frame: Frame, order: readonly number[], asOf: number): Spans {
  return {
    from: Float64Array.from(order, (span) => frame.spans.from[span]!),
    to: Float64Array.from(order, (span) => Math.min(frame.spans.to[span]!, asOf) || asOf),
    weight: Float64Array.from(order, () => 1),
    row: Uint32Array.from(order, (span) => frame.spans.incident[span]!),
  }
}

/** The parts of the spans that lie outside the windows that hold for each, in order of start. */
function outside(spans: Spans, windowsOf: (span: number) => Timeline): Spans {
  const parts: { from: number; to: number; weight: number; row: number }[] = []
  for (let i = 0; i < spans.from.length; i++) {
    let from = spans.from[i]!
    const to = spans.to[i]!
    const weight = spans.weight[i]!
    const row = spans.row[i]!
    const windows = windowsOf(i)
    for (let k = firstEndingAfter(windows, from); k < windows.from.length; k++) {
      if (windows.from[k]! >= to) break
      if (windows.from[k]! > from) parts.push({ from, to: windows.from[k]!, weight, row })
      from = Math.max(from, windows.to[k]!)
    }
    if (from < to) parts.push({ from, to, weight, row })
  }
  parts.sort((a, b) => a.from - b.from)
  return {
    from: Float64Array.from(parts, (part) => part.from),
    to: Float64Array.from(parts, (part) => part.to),
    weight: Float64Array.from(parts, (part) => part.weight),
    row: Uint32Array.from(parts, (part) => part.row),
  }
}

/** The time that lies in both. */
function intersection(one: Timeline, other: Timeline): Timeline {
  if (one === other) return one
  const parts: { from: number; to: number }[] = []
  let k = 0
  for (let i = 0; i < one.from.length; i++) {
    while (k < other.to.length && other.to[k]! <= one.from[i]!) k++
    for (let j = k; j < other.from.length && other.from[j]! < one.to[i]!; j++)
      parts.push({
        from: Math.max(one.from[i]!, other.from[j]!),
        to: Math.min(one.to[i]!, other.to[j]!),
      })
  }
  return timeline(
    {
      from: Float64Array.from(parts, ({ from }) => from),
      to: Float64Array.from(parts, ({ to }) => to),
      weight: Float64Array.from(parts, () => 1),
      row: new Uint32Array(parts.length),
    },
    'max',
  )
}
