import * as v from 'valibot'
import { attributions, incidentFaults, kinds, severities, type Incident } from './incident'

/** Rows of spans that one incident may make: more is made to exhaust the reader. */
const mostSpans = 10_000
const largestRow = 2 ** 32 - 1

const text = v.string()
const number = v.number()
const instant = v.nullable(v.pipe(v.number(), v.safeInteger()))
const texts = v.array(text)

const claim = v.object({
  field: v.picklist([
    'interval',
    'start',
    'end',
    'duration',
    'errorRate',
    'detected',
    'acknowledged',
    'identified',
    'mitigated',
    'resolved',
    'service',
    'severity',
    'cause',
    'trigger',
    'promise',
  ]),
  value: v.nullable(v.union([number, text])),
  to: v.nullable(number),
  low: v.nullable(number),
  high: v.nullable(number),
  approximate: v.boolean(),
  quote: text,
  charStart: v.pipe(number, v.safeInteger()),
  charEnd: v.pipe(number, v.safeInteger()),
  source: text,
  postedAt: instant,
})

/** Every field in the order in which it is written. What is not listed is left out. */
const shape = v.object({
  id: v.pipe(text, v.nonEmpty()),
  kind: v.picklist(kinds),
  title: text,
  text,
  services: texts,
  severity: v.nullable(v.picklist(severities)),
  cause: v.nullable(text),
  facets: texts,
  trigger: v.nullable(text),
  attribution: v.nullable(v.picklist(attributions)),
  impacts: v.array(
    v.object({
      from: number,
      to: v.nullable(number),
      durationLow: number,
      durationHigh: number,
      errorRate: v.nullable(v.object({ value: v.nullable(number), low: number, high: number })),
    }),
  ),
  page: v.nullable(v.object({ from: number, to: v.nullable(number) })),
  milestones: v.object({
    detectedAt: instant,
    acknowledgedAt: instant,
    identifiedAt: instant,
    mitigatedAt: instant,
    resolvedAt: instant,
    firstPostAt: instant,
    postmortemAt: instant,
  }),
  updates: v.array(
    v.object({ status: text, statusInferred: v.boolean(), postedAt: instant, text }),
  ),
  promises: v.array(v.object({ text, promisedAt: instant })),
  claims: v.array(claim),
  conflicts: v.array(
    v.object({
      kind: text,
      field: claim.entries.field,
      claims: v.array(claim),
      chosen: v.nullable(v.pipe(number, v.safeInteger(), v.minValue(0))),
      text,
    }),
  ),
  flags: texts,
  source: v.object({
    file: text,
    row: v.pipe(number, v.safeInteger(), v.minValue(0), v.maxValue(largestRow)),
    format: v.pipe(text, v.regex(/^[a-z\d-]{1,60}$/)),
    url: v.nullable(text),
  }),
  extra: v.array(v.tuple([text, text])),
})

/** Fields of an incident that are unknown here: of a file that something else has changed. */
export function unknownFields(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.keys(value).filter((name) => !Object.hasOwn(shape.entries, name))
}

/** A plain value as the incident it states, field by field, or in words why it is none. */
export function readIncident(value: unknown): Incident | string {
  const read = v.safeParse(shape, value, { abortEarly: true })
  if (!read.success) {
    const [issue] = read.issues
    const path = issue.path?.map(({ key }) => String(key)).join('.')
    return path === undefined
      ? 'it is not an incident'
      : `its field "${path}" is missing or holds something else than it should`
  }
  const incident: Incident = read.output
  const { services, impacts, conflicts } = incident
  if (new Set(services).size < services.length) return 'it names a service twice'
  if (impacts.length * services.length > mostSpans)
    return 'it has more impacts and services than any incident'
  if (impacts.some(({ from }, at) => at > 0 && from < impacts[at - 1]!.from))
    return 'its impacts are not in order of their start'
  if (conflicts.some(({ chosen, claims }) => chosen !== null && chosen >= claims.length))
    return 'a contradiction in it chose a claim that is not there'
  return incidentFaults(incident)[0] ?? incident
}
