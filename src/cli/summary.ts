import { count, days, decimal, duration, percent, range, sentence, whole } from '../core/display'
import type { Issue } from '../core/issue'
import type { WhatIf } from '../core/what-if'
import type { analysis } from './analysis'

/** The figures as a short text for people. */
export function summary(result: ReturnType<typeof analysis>): string {
  const { availability, downtime, restore, frequency, budgets, causes, clusters } = result
  const { comparison, whatIf } = result
  const row = (label: string, text: string) => `${label.padEnd(16)}${text}`
  const set = result.services.length > 1 ? ' (down when any of them is)' : ''
  const lines = [
    `${result.period.from} to ${result.period.to}, ${result.period.timeZone}, as of ${result.asOf}, rule ${result.rule.name}`,
    `${result.services.join(', ') || 'No service'}${set}`,
    ...whatIf.map(
      (assumed) =>
        `What if ${assumptionWords(assumed)}: ${count(assumed.incidentIds.length, 'incident')} changed`,
    ),
    '',
    row(
      'Availability',
      availability.raw && availability.weighted
        ? `${percent(availability.raw.value)} raw, ${percent(availability.weighted.value)} weighted`
        : 'no data',
    ),
    row('Downtime', `${range(downtime.raw)} raw, ${range(downtime.weighted)} weighted`),
    row(
      'Incidents',
      `${whole(frequency.n)}${frequency.mtbfDays === null ? '' : `, MTBF ${days(frequency.mtbfDays)}`}`,
    ),
    row(
      'Time to restore',
      restore.n === 0
        ? 'no closed incident'
        : `median ${duration(restore.median)}, mean ${duration(restore.mean)}, n = ${restore.n}`,
    ),
    ...budgets.map((budget) =>
      row(
        'Error budget',
        `${budget.service ?? 'all services'}, ${budget.target} % ${budget.window}, ${budget.basis}: ${range(budget.remainingMinutes)} of ${duration(budget.totalMinutes)} left, ${budget.verdict}`,
      ),
    ),
    ...causes.map(({ cause, n, rawMinutes }) =>
      row('Cause', `${cause ?? 'unclassified'}: ${count(n, 'incident')}, ${duration(rawMinutes)}`),
    ),
    ...clusters.map((cluster) =>
      row(
        'Came back',
        `${cluster.label}: ${count(cluster.count, 'incident')}, every ${decimal(cluster.meanGapDays, 1)} days`,
      ),
    ),
    ...(comparison
      ? [
          '',
          `Against ${comparison.period.label}`,
          ...[comparison.frequency, comparison.downtime, comparison.restore].map(
            (one) => `  ${one.sentence}`,
          ),
        ]
      : []),
    '',
    sentence(
      `${count(result.incidents.length, 'record')} kept, ${whole(result.rejected.length)} rejected, ${whole(result.excluded.length)} not counted`,
    ),
    ...result.rejected.map(({ message }) => `  rejected: ${message}`),
    ...warnings(result.issues).map((line) => `  ${line}`),
  ]
  return `${lines.map(shown).join('\n')}\n`
}

/** On one line, and without what would command a terminal. */
export function shown(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
}

const warningsTold = 20

/** What a person should know of the files, a line each. Notes stand in the JSON alone. */
export function warnings(issues: readonly Issue[]): readonly string[] {
  const serious = issues.filter(({ level }) => level === 'warning')
  const told = serious.slice(0, warningsTold).map(({ file, row, message }) => {
    const place = row === null ? file : `${file} record ${row}`
    return `warning: ${place === '' ? '' : `${place}: `}${sentence(message)}`
  })
  const more = serious.length - told.length
  return more > 0 ? [...told, `and ${count(more, 'more warning')}`] : told
}

function assumptionWords(assumed: WhatIf): string {
  switch (assumed.change) {
    case 'drop':
      return `nothing of cause ${assumed.cause} had happened`
    case 'cap':
      return `no incident had lasted longer than ${duration(assumed.minutes)}`
    case 'detection':
      return `detection had taken ${decimal(assumed.factor, 2)} of its time`
    case 'restore':
      return `restoring had taken ${decimal(assumed.factor, 2)} of its time`
  }
}
