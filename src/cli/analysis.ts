import type { Claim, Conflict } from '../core/claim'
import type { Comparison } from '../core/comparison'
import type { Exclusion, MetricContext } from '../core/metric-context'
import type { Incident } from '../core/incident'
import { incidentDowntime } from '../core/incident-downtime'
import type { Rejection, Issue } from '../core/issue'
import type { Range } from '../core/metric'
import type { Period } from '../core/period'
import type { Report } from '../core/report'
import type { Rule } from '../core/rule'
import type { RuleSpread } from '../core/rule-spread'
import type { SeriesBucket } from '../core/series'
import type { Assumed } from './what-if'

/** The period compared with, and what changed since. */
export interface Compared {
  readonly period: Period
  readonly change: Comparison
}

export interface Analysed {
  readonly report: Report
  readonly context: MetricContext
  readonly compared: Compared | null
  readonly changes: Assumed['changes']
  /** By calendar bucket, of all services together (null) and of each; null unless asked for. */
  readonly series: readonly { service: string | null; buckets: readonly SeriesBucket[] }[] | null
  readonly rules: RuleSpread
  /** Accepted records in order of row, and the row of each. */
  readonly incidents: readonly Incident[]
  readonly ids: readonly string[]
  readonly rejected: readonly Rejection[]
  readonly issues: readonly Issue[]
}

/** The public JSON of `faultline analyze`, schema 1: minutes and ratios as numbers, instants as ISO strings in UTC. */
export function analysis(analysed: Analysed) {
  const { report, context, compared, changes, rules, incidents, ids } = analysed
  const { asOf, rule } = report
  return {
    schema: 1,
    asOf: iso(asOf),
    period: {
      from: iso(report.period.from),
      to: iso(report.period.to),
      timeZone: report.period.timeZone,
    },
    observation: {
      from: iso(report.observation.from),
      to: iso(report.observation.to),
      derived: report.observation.derived,
    },
    rule,
    set: report.downtime.set,
    services: report.services,
    incidents: incidents.map((incident) => incidentJson(incident, rule, asOf)),
    rejected: analysed.rejected.map(({ file, row, code, message }) => ({
      file,
      row,
      code,
      message,
    })),
    excluded: excluded(context.exclusions, ids),
    downtime: report.downtime,
    availability: report.availability,
    restore: report.restore,
    frequency: report.frequency,
    budgets: report.budgets.map((budget) => ({
      ...budget,
      from: iso(budget.from),
      to: iso(budget.to),
      countedTo: iso(budget.countedTo),
      recoversAt: iso(budget.recoversAt),
      exhaustion: budget.exhaustion.map((one) => ({ ...one, at: iso(one.at) })),
    })),
    trends: report.trends,
    clusters: report.clusters.map(({ rows, firstAt, lastAt, promises, ...cluster }) => ({
      ...cluster,
      incidentIds: rows.map((row) => ids[row]!),
      firstAt: iso(firstAt),
      lastAt: iso(lastAt),
      promises: promises.map(({ row, promisedAt, ...promise }) => ({
        incidentId: ids[row]!,
        ...promise,
        promisedAt: iso(promisedAt),
      })),
    })),
    ...(analysed.series && {
      series: analysed.series.map(({ service, buckets }) => ({
        service,
        buckets: buckets.map((one) => ({ ...one, from: iso(one.from), to: iso(one.to) })),
      })),
    }),
    causes: report.causes,
    response: report.response,
    communication: report.communication,
    patterns: report.patterns,
    credits: report.credits,
    burnDown: report.burnDown.map(({ from, to, points, ...line }) => ({
      ...line,
      from: iso(from),
      to: iso(to),
      points: points.map(({ at, remainingMinutes, row }) => ({
        at: iso(at),
        remainingMinutes,
        incidentId: row === null ? null : ids[row]!,
      })),
    })),
    exclusions: report.exclusions,
    comparison: compared && {
      period: {
        label: compared.period.label,
        from: iso(compared.period.from),
        to: iso(compared.period.to),
      },
      ...compared.change,
    },
    rules,
    whatIf: changes.map(({ assumed, rows }) => ({
      ...assumed,
      incidentIds: rows.map((row) => ids[row]!),
    })),
    issues: analysed.issues,
  }
}

function excluded(
  exclusions: ReadonlyMap<Exclusion, readonly number[]>,
  ids: readonly string[],
): readonly { incidentId: string; reason: Exclusion }[] {
  return [...exclusions].flatMap(([reason, rows]) =>
    rows.map((row) => ({ incidentId: ids[row]!, reason })),
  )
}

function incidentJson(incident: Incident, rule: Rule, asOf: number) {
  const first = incident.impacts[0]
  const ongoing = incident.impacts.some(({ to }) => to === null)
  const endAt =
    first && !ongoing ? Math.max(...incident.impacts.map(({ to }) => to ?? first.from)) : null
  const downtime = incidentDowntime(incident, rule, asOf)
  const { milestones } = incident
  return {
    id: incident.id,
    title: incident.title,
    services: incident.services,
    kind: incident.kind,
    severity: incident.severity,
    cause: incident.cause,
    facets: incident.facets,
    trigger: incident.trigger,
    attribution: incident.attribution,
    startedAt: iso(first?.from ?? null),
    endedAt: iso(endAt),
    page: incident.page && { from: iso(incident.page.from), to: iso(incident.page.to) },
    impacts: incident.impacts.flatMap((impact) => {
      const duration = impact.to === null ? null : minutes(impact.to - impact.from)
      return (incident.services.length > 0 ? incident.services : [null]).map((service) => ({
        from: iso(impact.from),
        to: iso(impact.to),
        service,
        durationMinutes:
          duration === null
            ? null
            : {
                value: duration,
                low: minutes(impact.durationLow),
                high: minutes(impact.durationHigh),
              },
        errorRate: impact.errorRate,
      }))
    }),
    milestones: {
      detectedAt: iso(milestones.detectedAt),
      acknowledgedAt: iso(milestones.acknowledgedAt),
      identifiedAt: iso(milestones.identifiedAt),
      mitigatedAt: iso(milestones.mitigatedAt),
      resolvedAt: iso(milestones.resolvedAt),
      firstPostAt: iso(milestones.firstPostAt),
      postmortemAt: iso(milestones.postmortemAt),
    },
    restoreMinutes: first && endAt !== null ? minutes(endAt - first.from) : null,
    downtimeMinutes: downtime && {
      raw: inMinutes(downtime.raw),
      weighted: inMinutes(downtime.weighted),
    },
    conflicts: incident.conflicts.map(conflictJson),
    evidence: incident.claims.map(claimJson),
    flags: incident.flags,
    source: {
      file: incident.source.file,
      row: incident.source.row,
      format: incident.source.format,
      url: incident.source.url,
    },
  }
}

function conflictJson(conflict: Conflict) {
  const { kind, field, claims, chosen, text } = conflict
  return {
    kind,
    field,
    claims: claims.map((claim) => {
      const { value, quote, source } = claimJson(claim)
      return { value, quote, source }
    }),
    chosen: chosen === null ? null : (claimJson(claims[chosen]!).value ?? null),
    text,
  }
}

function claimJson(claim: Claim) {
  const { field, quote, source, charStart, charEnd } = claim
  const shown = (value: number | string | null) => claimValue(field, value)
  return {
    field,
    value:
      field === 'interval' ? { from: shown(claim.value), to: shown(claim.to) } : shown(claim.value),
    low: shown(claim.low),
    high: shown(claim.high),
    quote,
    source,
    charStart,
    charEnd,
  }
}

/** Ratios and words as they are, durations in minutes, instants in ISO. */
function claimValue(field: Claim['field'], value: number | string | null): number | string | null {
  if (typeof value !== 'number' || field === 'errorRate') return value
  return field === 'duration' ? minutes(value) : iso(value)
}

function inMinutes({ value, low, high }: Range): Range {
  return { value: minutes(value), low: minutes(low), high: minutes(high) }
}

function minutes(ms: number): number {
  return ms / 60_000
}

function iso(at: number): string
function iso(at: number | null): string | null
function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
