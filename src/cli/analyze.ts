import { incidentsOf, defaultAsOf } from '../core/dashboard'
import { instant, isDateProblem } from '../core/dates'
import { UserError } from '../core/issue'
import type { Incident } from '../core/incident'
import type { Metric } from '../core/metric'
import { metricContext, type MetricContext } from '../core/metric-context'
import * as metrics from '../core/metrics'
import { exactToken, resolvePeriod } from '../core/period'
import { defaultQuery, type Query } from '../core/query'
import { contextReport } from '../core/report'
import { rulePresets } from '../core/rule'
import {
  allowedPpm,
  canonicalService,
  canonicalServices,
  plainService,
  type Settings,
  type Slo,
} from '../core/settings'
import { unpackText } from '../core/text-block'
import { workingText } from '../core/working-text'
import { analysis } from './analysis'
import { analyzeOptions, parsedArguments } from './arguments'
import { readIncidents, type Reading } from './reading'
import { summary } from './summary'

type Flags = ReturnType<typeof parsedArguments<typeof analyzeOptions>>['values']

/** `faultline analyze`: the figures of incident files, as JSON or as text. */
export async function analyze(args: readonly string[]): Promise<number> {
  const { values, positionals } = parsedArguments(args, analyzeOptions)
  const reading = await readIncidents(positionals, values, Date.now())
  const settings = withTargets(reading, values.slo ?? [])
  const asOf = asOfInstant(values, settings, reading)
  const query = question(values, settings, reading, asOf)
  const context = metricContext(reading.frame, query, settings, asOf)
  const incidents = incidentsOf(reading, reading.blocks)
  const ids = unpackText(reading.frame.ids)
  if (values.why !== undefined) {
    process.stdout.write(why(values.why, context, ids, incidents))
    return 0
  }
  const result = analysis({
    report: contextReport(context),
    context,
    incidents,
    ids,
    rejected: reading.rejected,
    issues: reading.issues,
  })
  process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : summary(result))
  return values.strict && reading.rejected.length > 0 ? 1 : 0
}

/** Adds the targets of the command line to the set and to every service, over the whole period. */
function withTargets({ settings, frame }: Reading, targets: readonly string[]): Settings {
  if (targets.length === 0) return settings
  const slo: Slo[] = targets.map((target) => ({
    allowedPpm: allowedPpm(target),
    target: Number(target),
    window: 'period',
    basis: 'raw',
  }))
  const known = new Map(settings.services.map((service) => [service.name, service]))
  for (const name of canonicalServices(settings, frame.dictionaries.services))
    if (!known.has(name)) known.set(name, plainService(name))
  return {
    ...settings,
    slo: [...slo, ...settings.slo],
    services: [...known.values()].map((service) => ({ ...service, slo: [...slo, ...service.slo] })),
  }
}

/** As given, as configured, or just after the newest instant in the data. */
function asOfInstant(flags: Flags, settings: Settings, { frame }: Reading): number {
  const given = flags['as-of']
  if (given !== undefined) return moment('--as-of', given, settings.timeZone)
  return settings.asOf ?? defaultAsOf(frame)
}

function moment(flag: string, text: string, timeZone: string): number {
  const read = instant(text, { timeZone })
  if (!isDateProblem(read)) return read.at
  throw new UserError(
    `${flag} ${text} is not an instant`,
    'Write it in ISO 8601, such as 2017-10-01T00:00:00Z or 2017-10-01.',
  )
}

function question(flags: Flags, settings: Settings, { frame }: Reading, asOf: number): Query {
  const rule = flags.rule ?? ''
  if (rule !== '' && rule !== settings.rule.name && !Object.hasOwn(rulePresets, rule))
    throw new UserError(
      `--rule ${rule} is not known`,
      `Use one of: ${Object.keys(rulePresets).join(', ')}, or define it in faultline.yaml.`,
    )
  const services = (flags.service ?? []).map((name) => canonicalService(settings, name))
  const asked: Query = { ...defaultQuery, services, rule }
  const all = metricContext(frame, asked, settings, asOf)
  const unknown = services.find((service) => !all.services.includes(service))
  if (unknown !== undefined)
    throw new UserError(
      `--service ${unknown} is not in the data`,
      `It holds: ${metricContext(frame, defaultQuery, settings, asOf).services.join(', ') || 'no service'}.`,
    )
  if (flags.from === undefined && flags.to === undefined) return asked
  const whole = resolvePeriod('all', {
    timeZone: settings.timeZone,
    asOf,
    observedFrom: all.observation.from,
    observedTo: Math.min(all.observation.to, asOf),
  })
  const from =
    flags.from === undefined ? whole.from : moment('--from', flags.from, settings.timeZone)
  const to = flags.to === undefined ? whole.to : moment('--to', flags.to, settings.timeZone)
  if (from >= to)
    throw new UserError('--from is not before --to', 'Give a period that holds some time.')
  return { ...asked, period: exactToken(from, to) }
}

/** The working of a figure: of each service asked for, else of all together. */
function why(
  figure: string,
  context: MetricContext,
  ids: readonly string[],
  incidents: readonly Incident[],
): string {
  const titles = new Map(incidents.map(({ id, title }) => [id, title]))
  const metric = Object.entries<Metric<unknown>>(metrics).find(([id]) => id === figure)?.[1]
  if (!metric?.explain) {
    const known = Object.entries<Metric<unknown>>(metrics).filter(([, one]) => 'explain' in one)
    throw new UserError(
      `--why ${figure} is not a figure that shows its working`,
      `Use one of: ${known.map(([id]) => id).join(', ')}.`,
    )
  }
  return workingText(metric.explain(context, null), metric, context, (row) => {
    const id = ids[row] ?? ''
    return { id, title: titles.get(id) ?? '' }
  })
}
