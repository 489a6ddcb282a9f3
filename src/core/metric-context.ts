import { exclusionMarks, type Exclusion } from './exclusion'
import type { Frame } from './frame'
import { kinds, severities } from './incident'
import { rangeOf, type Range } from './metric'
import { localDate, localMidnight } from './calendar'
import { resolvePeriod, type Period } from './period'
import type { Query } from './query'
import { rulePresets, type Rule } from './rule'
import { canonicalCauses, canonicalServices, type Settings } from './settings'
import { serviceSpans, type ServiceRequest, type ServiceSpans } from './service-spans'
import { serviceTimelines, type ServiceTimelines } from './service-timelines'
import { rowsByStart } from './start-order'
import { within } from './timeline'

/** `[from, to)` in which the log is known to be complete, epoch ms UTC. */
export interface Observation {
  readonly from: number
  readonly to: number
  /** True when nobody declared it: then it starts with the month of the first incident, and figures say so. */
  readonly derived: boolean
}

export type { Exclusion }

/** What every metric computes from: the question resolved against the columns. Instants epoch ms UTC. */
export interface MetricContext {
  readonly frame: Frame
  readonly settings: Settings
  readonly rule: Rule
  readonly asOf: number
  readonly period: Period
  readonly observation: Observation
  /** The observed and elapsed part of the period; empty where `to <= from`. */
  readonly window: { readonly from: number; readonly to: number }
  readonly services: readonly string[]
  /** Rows in scope by (start, id), whatever the period: kind incident, started, filters passed. */
  readonly rows: Uint32Array
  /** Those of `rows` that started inside the window. */
  readonly started: Uint32Array
  /** Those of `started` that touch a service; all of them for null. */
  readonly startedIn: (service: string | null) => Uint32Array
  readonly exclusions: ReadonlyMap<Exclusion, readonly number[]>
  /** Timelines of one service in scope, or of all together (any of them down) for null. */
  readonly timelines: (service: string | null) => ServiceTimelines
  /** The spans behind those timelines, made again: for showing the working. */
  readonly spans: (service: string | null) => ServiceSpans
  /** `[from, to)` cut to the observed and elapsed time of a service or the set. */
  readonly clip: (service: string | null, from: number, to: number) => { from: number; to: number }
  /** Downtime of a service or the set inside `[from, to)` cut to the observed and elapsed time, ms. */
  readonly downtime: (service: string | null, from: number, to: number) => Downtime
  /** Length over which availability is taken inside `[from, to)`, ms: observed, elapsed, without excluded maintenance. */
  readonly observed: (service: string | null, from: number, to: number) => number
  /** Announced maintenance inside `[from, to)`, cut to the observed and elapsed time, ms. */
  readonly maintained: (service: string | null, from: number, to: number) => number
  /** Label under which a row's cause counts, or null. */
  readonly causeOf: (row: number) => string | null
}

/** All in ms. `assumed` is the part of `weighted.value` that rests on an assumed error rate. */
export interface Downtime {
  readonly raw: Range
  readonly weighted: Range
  readonly assumed: number
}

/** The context as one service sees it where incidents are counted by their start; the same for null. */
export function startedContext(context: MetricContext, service: string | null): MetricContext {
  if (service === null) return context
  const started = context.startedIn(service)
  return { ...context, started, startedIn: () => started }
}

/** Resolves a question. */
export function metricContext(
  frame: Frame,
  query: Query,
  settings: Settings,
  asOf: number,
): MetricContext {
  const rule = ruleOf(query, settings)
  const timeZone = settings.timeZone
  const serviceOf = canonicalServices(settings, frame.dictionaries.services)
  const causeNames = canonicalCauses(settings, frame.dictionaries.causes)
  const causeOf = (row: number) => causeNames[frame.incidents.cause[row]! - 1] ?? null
  const observation = observationOf(frame, settings, asOf)
  const period = resolvePeriod(query.period, {
    timeZone,
    asOf,
    observedFrom: observation.from,
    observedTo: Math.min(observation.to, asOf),
  })
  const used = usedServices(frame).map((code) => serviceOf[code]!)
  const known = new Set([...used, ...settings.services.map((service) => service.name)])
  const wanted = query.services.filter((service) => known.has(service))
  const services = [...(wanted.length > 0 ? wanted : known)].sort()
  const inScope = new Set(services)
  const exclusions = new Map<Exclusion, number[]>()
  const inQuestion = rowFilter(frame, query, causeOf)
  const spanService = frame.spans.service
  const markOf = exclusionMarks(frame)
  const scope = new Uint8Array(frame.incidents.count)
  for (let i = 0; i < frame.spans.count; i++)
    if (inScope.has(serviceOf[spanService[i]!]!)) scope[frame.spans.incident[i]!] = 1
  const counted = new Uint8Array(frame.incidents.count)
  for (let row = 0; row < frame.incidents.count; row++) {
    if (frame.incidents.superseded?.[row]) continue
    const exclusion = markOf(row) ?? exclusionOf(frame, row, asOf)
    if (exclusion) {
      const list = exclusions.get(exclusion) ?? []
      list.push(row)
      exclusions.set(exclusion, list)
    } else if (scope[row] && inQuestion(row)) counted[row] = 1
  }
  const byStart = rowsByStart(frame).filter((row) => counted[row] === 1)
  const observedFor = (service: string | null) => {
    const own = settings.services.find(({ name }) => name === service)?.observation
    return {
      from: own?.from ?? observation.from,
      to: Math.min(own?.to ?? observation.to, asOf),
    }
  }
  const clip = (service: string | null, from: number, to: number) => {
    const seen = observedFor(service)
    return { from: Math.max(from, seen.from), to: Math.min(to, seen.to) }
  }
  const window = clip(null, period.from, period.to)
  const started = byStart.filter((row) => {
    const at = frame.incidents.startAt[row]!
    return at >= window.from && at < window.to
  })
  const codesOf = new Map<string, Set<number>>(services.map((service) => [service, new Set()]))
  serviceOf.forEach((service, code) => codesOf.get(service)?.add(code))
  const request = (service: string | null): ServiceRequest => ({
    frame,
    rule,
    asOf,
    counted,
    services: service === null ? [...codesOf.values()] : [codesOf.get(service) ?? new Set()],
  })
  const cache = new Map<string | null, ServiceTimelines>()
  const timelines = (service: string | null) => {
    const cached = cache.get(service)
    if (cached) return cached
    const made = serviceTimelines(request(service))
    cache.set(service, made)
    return made
  }
  const maintained = (service: string | null, from: number, to: number) => {
    const cut = clip(service, from, to)
    return within(timelines(service).maintenance, cut.from, cut.to).covered
  }
  return {
    frame,
    settings,
    rule,
    asOf,
    period,
    observation,
    window,
    services,
    rows: byStart,
    started,
    startedIn(service) {
      if (service === null) return started
      const touching = new Uint8Array(frame.incidents.count)
      for (let i = 0; i < frame.spans.count; i++)
        if (serviceOf[spanService[i]!] === service) touching[frame.spans.incident[i]!] = 1
      return started.filter((row) => touching[row] === 1)
    },
    exclusions,
    timelines,
    spans: (service) => serviceSpans(request(service)),
    clip,
    downtime(service, from, to) {
      const cut = clip(service, from, to)
      const lines = timelines(service)
      const middle = within(lines.value, cut.from, cut.to)
      const low = within(lines.low, cut.from, cut.to)
      const high = within(lines.high, cut.from, cut.to)
      const stated = within(lines.stated, cut.from, cut.to)
      return {
        raw: rangeOf(middle.covered, low.covered, high.covered),
        weighted: rangeOf(middle.weighted, low.weighted, high.weighted),
        assumed: Math.max(0, middle.weighted - stated.weighted),
      }
    },
    observed(service, from, to) {
      const cut = clip(service, from, to)
      const excluded = rule.maintenance === 'exclude' ? maintained(service, cut.from, cut.to) : 0
      return Math.max(0, cut.to - cut.from) - excluded
    },
    maintained,
    causeOf,
  }
}

/** Codes of the services that a record names which is not replaced: a name that was corrected is no service. */
function usedServices({ dictionaries, incidents, spans }: Frame): readonly number[] {
  const codes = dictionaries.services.map((_, code) => code)
  const { superseded } = incidents
  if (!superseded) return codes
  const used = new Uint8Array(codes.length)
  for (let span = 0; span < spans.count; span++)
    if (!superseded[spans.incident[span]!]) used[spans.service[span]!] = 1
  return codes.filter((code) => used[code])
}

function ruleOf(query: Query, settings: Settings): Rule {
  return Object.entries(rulePresets).find(([id]) => id === query.rule)?.[1] ?? settings.rule
}

function observationOf(frame: Frame, settings: Settings, asOf: number): Observation {
  const { from, to } = settings.observation
  if (from !== null) return { from, to: to ?? asOf, derived: false }
  let first = Infinity
  const { startAt, superseded, count } = frame.incidents
  const markOf = exclusionMarks(frame)
  for (let row = 0; row < count; row++)
    if (startAt[row]! < first && !superseded?.[row] && markOf(row) === null) first = startAt[row]!
  if (first === Infinity) return { from: asOf, to: asOf, derived: true }
  const { year, month } = localDate(first, settings.timeZone)
  return { from: localMidnight(year, month, 1, settings.timeZone), to: to ?? asOf, derived: true }
}

function exclusionOf(frame: Frame, row: number, asOf: number): Exclusion | null {
  const kind = kinds[frame.incidents.kind[row]!]
  if (kind === 'maintenance' || kind === 'informational') return kind
  const startAt = frame.incidents.startAt[row]!
  if (Number.isNaN(startAt)) return 'no-start'
  return startAt >= asOf ? 'future' : null
}

function rowFilter(
  frame: Frame,
  query: Query,
  causeOf: (row: number) => string | null,
): (row: number) => boolean {
  const wantedSeverities = new Set<string>(query.severities)
  const wantedCauses = new Set(query.causes)
  return (row) => {
    const severity = severities[frame.incidents.severity[row]! - 1] ?? 'unknown'
    if (wantedSeverities.size > 0 && !wantedSeverities.has(severity)) return false
    return wantedCauses.size === 0 || wantedCauses.has(causeOf(row) ?? 'unclassified')
  }
}
