import { date, clock, duration, percent, range, whole, zone } from './display'
import type { Metric, Range } from './metric'
import type { Exclusion, MetricContext } from './metric-context'
import { plain, type DowntimeWorking, type Step, type Working } from './working'

/** What an incident is called in a working: its title and id. */
export type NameOf = (row: number) => { readonly title: string; readonly id: string }

const mostLines = 40
const mostNames = 8

const exclusionWords: Readonly<Record<Exclusion, string>> = {
  maintenance: 'a maintenance window, never counted as an incident',
  informational: 'informational, without impact',
  'no-start': 'no time of impact is known',
  future: 'starts after the as-of instant',
  excluded: 'excluded by hand',
  duplicate: 'a duplicate of another record',
}

/** A working as plain text that stands by itself: copied from the page, printed in the terminal. */
export function workingText(
  working: Working,
  metric: Metric<unknown>,
  context: MetricContext,
  nameOf: NameOf,
): string {
  const { timeZone } = context.period
  const at = (instant: number) => `${date(instant, timeZone)} ${clock(instant, timeZone)}`
  const period = working.window ?? context.period
  const { from, to } = context.clip(working.service, period.from, period.to)
  const lines = [
    `${metric.label}: ${resultText(working)}`,
    metric.definition,
    '',
    `Subject: ${working.service ?? subject(context)}`,
    `Window: ${from < to ? `${at(from)} to ${at(to)} ${zone(from, timeZone)}` : 'nothing observed'} (${period.label}, observed and elapsed)`,
    `Rule: ${ruleText(context)}`,
    `As of: ${at(context.asOf)} ${zone(context.asOf, timeZone)}`,
    ...(context.observation.derived
      ? [
          'Coverage: nobody declared when recording began; it is taken to be the month of the first incident.',
        ]
      : []),
  ]
  const names = (row: number) => {
    const { title, id } = nameOf(row)
    return `${title || 'untitled'} [${id}]`
  }
  if (working.intervals) {
    const { value, low, high, excluded, assumed } = working.intervals
    lines.push('', `Intervals used (${value.intervals.length}):`)
    lines.push(
      ...listed(value.intervals, (one) => {
        const cut = one.usedFrom !== one.from || one.usedTo !== one.to
        const weight = `weight ${plain(one.weight * 100)} %${assumed.includes(one.row) ? ', assumed' : ''}`
        const clipped = cut ? `, clipped from ${at(one.from)} – ${at(one.to)}` : ''
        return `  ${at(one.usedFrom)} – ${at(one.usedTo)}  ${minutesText(one.usedTo - one.usedFrom)}  ${names(one.row)}  (${weight}${clipped})`
      }),
    )
    const merged = value.stretches.filter(({ rows }) => rows.length > 1)
    if (merged.length > 0) {
      lines.push('', `Overlaps counted once (${merged.length}):`)
      lines.push(
        ...listed(
          merged,
          (one) =>
            `  ${at(one.from)} – ${at(one.to)}  ${minutesText(one.to - one.from)}  ${one.rows.slice(0, mostNames).map(names).join(', ')}${one.rows.length > mostNames ? ', …' : ''}`,
        ),
      )
    }
    lines.push('', 'Bounds:')
    lines.push(`  lowest  ${sums(low)}`, `  chosen  ${sums(value)}`, `  highest ${sums(high)}`)
    if (excluded.length > 0) {
      lines.push('', `Left out (${excluded.length}):`)
      lines.push(
        ...listed(excluded, ({ row, reason }) => `  ${names(row)}: ${exclusionWords[reason]}`),
      )
    }
  } else if (working.rows.length > 0) {
    lines.push('', `Incidents counted (${working.rows.length}):`)
    lines.push(...listed(working.rows, (row) => `  ${names(row)}`))
  }
  if (working.steps.length > 0) {
    lines.push('', 'Arithmetic:')
    for (const step of working.steps) {
      const whose = step.row === undefined ? '' : ` ${names(step.row)}`
      lines.push(`  ${step.label}${whose} = ${step.expression} = ${valueText(step)}`)
    }
  }
  if (working.notes.length > 0) lines.push('', ...working.notes)
  lines.push(
    '',
    `Formula: ${metric.formula}`,
    `Edge rules: ${metric.edge}`,
    `Source: ${metric.source}`,
  )
  return `${lines.join('\n')}\n`
}

/** Only what is shown is named: names are read from storage. */
function listed<Item>(items: readonly Item[], line: (item: Item) => string): readonly string[] {
  const shown = items.slice(0, mostLines).map((item) => line(item))
  const rest = items.length - shown.length
  return rest > 0 ? [...shown, `  … and ${whole(rest)} more`] : shown
}

function subject({ services }: MetricContext): string {
  if (services.length === 0) return 'no service'
  return services.length === 1
    ? services.join('')
    : `${services.length} services together: down when any of them is`
}

function ruleText({ rule }: MetricContext): string {
  const clock =
    rule.clock === 'impact'
      ? 'an incident lasts as long as its impact'
      : 'an incident lasts as long as its page'
  const weight = rule.errorRateWeighting
    ? 'weighted by the stated error rate, else by severity'
    : 'weighted by severity alone'
  const maintenance = {
    count: 'maintenance windows change nothing',
    exclude: 'maintenance windows are taken out of downtime and observed time',
    up: 'downtime inside maintenance windows does not count',
  }[rule.maintenance]
  return `${rule.name}: ${clock}, ${weight}, ${maintenance}`
}

function sums({ covered, weighted, combine }: DowntimeWorking): string {
  return `${minutesText(covered)} raw, ${minutesText(weighted)} weighted (overlaps by ${combine === 'max' ? 'the largest weight' : 'the sum of weights, at most 100 %'})`
}

function minutesText(ms: number): string {
  return duration(ms / 60_000)
}

function resultText({ result, unit }: Working): string {
  if (result === null) return 'no data'
  if (typeof result === 'string') return result
  if (typeof result === 'number') return quantity(result, unit)
  return unit === 'minutes' ? range(result) : ratioRange(result)
}

function ratioRange({ value, low, high }: Range): string {
  const text = percent(value)
  return percent(low) === percent(high) ? text : `${text} (${percent(low)} to ${percent(high)})`
}

function valueText({ value, unit }: Step): string {
  return value === null ? 'no figure' : quantity(value, unit)
}

function quantity(value: number, unit: Step['unit']): string {
  if (unit === 'minutes') return duration(value)
  if (unit === 'ratio') return percent(value)
  const number = String(Number(value.toPrecision(6)))
  if (unit === 'count' || unit === 'none') return number
  return unit === 'days' ? `${number} days` : `${number} per year`
}
