import { comparedPeriod } from '../core/compared-period'
import { comparison } from '../core/comparison'
import { incidentsOf, defaultAsOf } from '../core/dashboard'
import { instant, isDateProblem } from '../core/dates'
import { UserError } from '../core/issue'
import type { Incident } from '../core/incident'
import { figureWorking } from '../core/figure-text'
import { metricContext, type MetricContext } from '../core/metric-context'
import * as metrics from '../core/metrics'
import { exactToken, resolvePeriod } from '../core/period'
import { defaultQuery, type Query } from '../core/query'
import { contextReport, type MetricId } from '../core/report'
import { ruleSpread } from '../core/rule-spread'
import { rulePresets } from '../core/rule'
import { series, seriesUnits } from '../core/series'
import {
  allowedPpm,
  canonicalService,
  canonicalServices,
  plainService,
  type Settings,
  type Slo,
} from '../core/settings'
import { unpackText } from '../core/text-block'
import { analysis, type Analysed, type Compared } from './analysis'
import { analyzeOptions, parsedArguments } from './arguments'
import { readIncidents, type Reading } from './reading'
import { shown, summary } from './summary'
import { assume } from './what-if'

type Flags = ReturnType<typeof parsedArguments<typeof analyzeOptions>>['values']

/** `faultline analyze`: the figures of incident files, as JSON or as text. */
export async function analyze(args: readonly string[]): Promise<number> {
  const { values, positionals } = parsedArguments(args, analyzeOptions)
  const read = await readIncidents(positionals, values, Date.now())
  const settings = withTargets(read, values.slo ?? [])
  const { frame, changes } = assume(read.frame, values['what-if'] ?? [], settings)
  // As of the data as it was read: no assumption moves the instant.
  const asOf = asOfInstant(values, settings, read)
  const reading = { ...read, frame }
  const query = question(values, settings, reading, asOf)
  const context = metricContext(reading.frame, query, settings, asOf)
  const incidents = incidentsOf(reading, reading.blocks)
  const ids = unpackText(reading.frame.ids)
  if (values.why !== undefined) {
    const text = why(values.why, context, ids, incidents)
    process.stdout.write(text.split('\n').map(shown).join('\n'))
    return 0
  }
  const report = contextReport(context, Object.keys(metrics) as MetricId[])
  const result = analysis({
    report,
    context,
    compared: compared(context, query, settings, reading),
    changes,
    series: buckets(values.by, context),
    rules: ruleSpread(frame, query, settings, asOf),
    incidents,
    ids,
    rejected: reading.rejected,
    issues: reading.issues,
  })
  process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : summary(result))
  return values.strict && reading.rejected.length > 0 ? 1 : 0
}

/** The calendar buckets of every service and of all together; null where none are asked for. */
function buckets(unit: string | undefined, context: MetricContext): Analysed['series'] {
  if (unit === undefined) return null
  const known = seriesUnits.find((one) => one === unit)
  if (!known)
    throw new UserError(`--by ${unit} is not known`, `Use one of: ${seriesUnits.join(', ')}.`)
  const subjects = context.services.length > 1 ? [null, ...context.services] : [null]
  return subjects.map((service) => ({ service, buckets: series(context, service, known) }))
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
  const compare = flags.compare ?? 'none'
  if (compare !== 'none' && compare !== 'previous' && compare !== 'year')
    throw new UserError(`--compare ${compare} is not known`, 'Use --compare previous or year.')
  if (rule !== '' && rule !== settings.rule.name && !Object.hasOwn(rulePresets, rule))
    throw new UserError(
      `--rule ${rule} is not known`,
      `Use one of: ${Object.keys(rulePresets).join(', ')}, or define it in faultline.yaml.`,
    )
  const services = (flags.service ?? []).map((name) => canonicalService(settings, name))
  const asked: Query = { ...defaultQuery, services, rule, compare }
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

/** The period before, or a year earlier, with what changed since; null where none was asked for. */
function compared(
  context: MetricContext,
  query: Query,
  settings: Settings,
  { frame }: Reading,
): Compared | null {
  const period = comparedPeriod(context, query.compare)
  if (period === null) return null
  const before = metricContext(frame, { ...query, period }, settings, context.asOf)
  return { period: before.period, change: comparison(context, before) }
}

/** The working of a figure of all services in question together. */
function why(
  figure: string,
  context: MetricContext,
  ids: readonly string[],
  incidents: readonly Incident[],
): string {
  const titles = new Map(incidents.map(({ id, title }) => [id, title]))
  if (!isFigure(figure))
    throw new UserError(
      `--why ${figure} is not a figure`,
      `Use one of: ${Object.keys(metrics).join(', ')}.`,
    )
  return figureWorking(context, figure, { service: null }).text((row) => {
    const id = ids[row] ?? ''
    return { id, title: titles.get(id) ?? '' }
  })
}

function isFigure(name: string): name is MetricId {
  return Object.hasOwn(metrics, name)
}
