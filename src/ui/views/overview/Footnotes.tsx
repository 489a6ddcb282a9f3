import type { Opened } from '../../../core/answers'
import type { Exclusion } from '../../../core/metric-context'
import type { ScreenReport } from '../../../core/answers'
import { count, date, duration, instant, listed, range, whole } from '../../../core/display'
import { isExcluded } from '../../../core/exclusion'
import { Button } from '../../parts/Button'
import { Why } from '../../parts/Why'
import css from './Footnotes.module.css'

const exclusionWords = {
  maintenance: ['maintenance window', 'maintenance windows'],
  informational: ['informational record', 'informational records'],
  'no-start': ['record without a start', 'records without a start'],
  future: [
    'record that starts after the as-of instant',
    'records that start after the as-of instant',
  ],
  excluded: ['record excluded by hand', 'records excluded by hand'],
  duplicate: ['duplicate of another record', 'duplicates of other records'],
} as const satisfies Record<Exclusion, readonly [one: string, many: string]>

/** What the figures rest on, in sentences. Also the footer of the printed report. */
export function Footnotes({
  report,
  opened,
  onRecords,
  onExcluded,
}: {
  readonly report: ScreenReport
  readonly opened: Opened
  /** Shows the records that are rejected or doubtful. */
  readonly onRecords: () => void
  /** Lists the records a person took out of the count. */
  readonly onExcluded: () => void
}) {
  const out = report.exclusions.counts
    .filter(({ reason, n }) => isExcluded([reason]) && n > 0)
    .reduce((sum, { n }) => sum + n, 0)
  return (
    <footer className={css['notes']} aria-label="Notes on the figures">
      {footnotes(report, opened).map((note) => (
        <p key={note}>{note}</p>
      ))}
      <p>
        <Why metric="exclusions" label="What is counted and what is not" />
        <Why metric="trends" label="Trends" />
        {out > 0 && (
          <Button look="quiet" onPress={onExcluded}>
            {out === 1 ? 'The record' : `The ${whole(out)} records`} excluded by hand
          </Button>
        )}
        <Button look="quiet" onPress={onRecords}>
          Data quality: the records behind these notes
        </Button>
      </p>
    </footer>
  )
}

export function footnotes(report: ScreenReport, opened: Opened): readonly string[] {
  const { asOf, downtime, exclusions, observation, period, rule, services } = report
  const zone = period.timeZone
  const rejected = opened.batches.reduce((sum, batch) => sum + batch.rejected.length, 0)
  const excluded = exclusions.counts.filter(({ n }) => n > 0)
  const ends = observation.from < observation.to
  return [
    `Figures as of ${instant(asOf, zone)}, days and months in ${zone}, rule "${rule.name}": ${clockWords[rule.clock]}, ${maintenanceWords[rule.maintenance]}.`,
    observation.derived
      ? `Nobody declared when recording began: it is taken to begin with the month of the first record${ends ? `, ${date(observation.from, zone)}` : ''}. Availability holds if no other incidents happened.`
      : `Observed from ${date(observation.from, zone)} to ${date(Math.max(observation.from, observation.to - 1), zone)}.`,
    ...(services.length > 1
      ? ['Several services: the set is down when any of them is; overlapping incidents count once.']
      : []),
    ...(downtime.assumed > 0.05
      ? [
          `${duration(downtime.assumed)} of the ${duration(downtime.weighted.value)} of weighted downtime rest on an assumed error rate: ${count(exclusions.unknownRate, 'incident states', 'incidents state')} none. With bounds: ${range(downtime.weighted)}.`,
        ]
      : []),
    ...(exclusions.disputedLength > 0
      ? [
          `${count(exclusions.disputedLength, 'incident has', 'incidents have')} a disputed length; the bounds carry it: ${range(downtime.raw)}.`,
        ]
      : []),
    ...(exclusions.ongoing > 0
      ? [
          `${count(exclusions.ongoing, 'incident is', 'incidents are')} still open and counted up to the as-of instant.`,
        ]
      : []),
    excluded.length > 0 || rejected > 0
      ? `Not counted: ${listed([
          ...excluded.map(({ reason, n }) => {
            const [one, many] = exclusionWords[reason]
            return count(n, one, many)
          }),
          ...(rejected > 0 ? [count(rejected, 'rejected row')] : []),
        ])}.`
      : 'No record was excluded.',
  ]
}

const clockWords = {
  impact: 'an incident lasts as long as its stated impact',
  page: 'an incident lasts as long as its status page, an upper bound',
} as const

const maintenanceWords = {
  count: 'maintenance windows change nothing',
  exclude: 'maintenance windows leave both downtime and observed time',
  up: 'downtime inside maintenance windows does not count',
} as const
