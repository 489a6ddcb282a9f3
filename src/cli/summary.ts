import { percent, range } from '../ui/display'
import type { analysis } from './analysis'

/** The figures as a short text for people. */
export function summary(result: ReturnType<typeof analysis>): string {
  const { availability, downtime, restore, frequency, budgets, causes, clusters } = result
  const lines = [
    `${result.period.from} to ${result.period.to} (${result.period.timeZone}), as of ${result.asOf}, rule ${result.rule.name}`,
    result.services.length > 1
      ? `${result.services.length} services; down when any of them is`
      : result.services.join(''),
    '',
    `Availability   ${availability.raw ? `${percent(availability.raw.value)} raw` : 'no data'}${
      availability.weighted ? `, ${percent(availability.weighted.value)} weighted` : ''
    }`,
    `Downtime       ${range(downtime.raw)} min raw, ${range(downtime.weighted)} min weighted`,
    `Incidents      ${frequency.n}${frequency.mtbfDays === null ? '' : `, MTBF ${frequency.mtbfDays.toFixed(1)} days`}`,
    `Time to restore ${
      restore.median === null || restore.mean === null
        ? 'no closed incident'
        : `median ${restore.median.toFixed(1)} min, mean ${restore.mean.toFixed(1)} min, n = ${restore.n}`
    }`,
    ...budgets.map(
      (budget) =>
        `Budget ${budget.target} % ${budget.window}, ${budget.basis}${budget.service === null ? '' : `, ${budget.service}`}: ${range(budget.remainingMinutes)} of ${budget.totalMinutes.toFixed(1)} min left, ${budget.verdict}`,
    ),
    ...causes.map(
      ({ cause, n, rawMinutes }) =>
        `Cause ${cause ?? 'unclassified'}: ${n} incidents, ${rawMinutes.toFixed(1)} min`,
    ),
    ...clusters.map(
      ({ label, count, meanGapDays }) =>
        `Came back: ${label}, ${count} times, every ${meanGapDays.toFixed(1)} days`,
    ),
    '',
    `${result.incidents.length} records kept, ${result.rejected.length} rejected, ${result.excluded.length} not counted`,
    ...result.rejected.map(({ message }) => `  rejected: ${message}`),
  ]
  return `${lines.join('\n')}\n`
}
