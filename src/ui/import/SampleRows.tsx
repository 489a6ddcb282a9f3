import type { TableRow } from '../../core/answers'
import { count, errorRate, instant, nothing, range, whole } from '../../core/display'
import { explainFlag } from '../incident/flag-words'
import css from './import.module.css'
import { ScrollRegion } from './ScrollRegion'

interface SampleRowsProps {
  readonly rows: readonly TableRow[]
  readonly timeZone: string
  readonly needsReview: boolean
  /** How many there are, or null while it is not known. */
  readonly all: number | null
}

/** The first records as they will be kept. */
export function SampleRows({ rows, timeZone, needsReview, all }: SampleRowsProps) {
  return (
    <section>
      <h3>{heading(rows.length, all)}</h3>
      {needsReview && (
        <p className={css['soft']}>Read from prose: check times and lengths before it is kept.</p>
      )}
      <ScrollRegion label="Records read">
        <table className={`${css['table']} ${css['stack']}`}>
          <thead>
            <tr>
              <th scope="col">Title</th>
              <th scope="col">Service</th>
              <th scope="col">Start</th>
              <th scope="col">End</th>
              <th scope="col">Duration</th>
              <th scope="col">Error rate</th>
              <th scope="col">Cause</th>
              <th scope="col">Flags</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <td className={`${css['wide']} ${css['lead']}`}>
                  <bdi>{row.title || 'Untitled'}</bdi>
                </td>
                <td data-name="Service">
                  <bdi>{row.services.join(', ') || nothing}</bdi>
                </td>
                <td className={css['when']} data-name="Start">
                  {instant(row.startAt, timeZone)}
                </td>
                <td className={css['when']} data-name="End">
                  {row.endAt === null ? endWords(row) : instant(row.endAt, timeZone)}
                </td>
                <td className={css['when']} data-name="Duration">
                  {row.downtime ? range(row.downtime.raw) : nothing}
                </td>
                <td data-name="Error rate">
                  {row.errorRate ? errorRate(row.errorRate) : 'not stated'}
                </td>
                <td data-name="Cause">
                  <bdi>{row.cause ?? nothing}</bdi>
                </td>
                <td>{row.flags.map((flag) => explainFlag(flag).label).join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  )
}

function heading(shown: number, all: number | null): string {
  if (all === null) return `The first ${count(shown, 'record')}`
  return all > shown ? `The first ${whole(shown)} of ${count(all, 'record')}` : count(all, 'record')
}

function endWords({ startAt, kind }: TableRow): string {
  return startAt !== null && kind === 'incident' ? 'Ongoing' : nothing
}
