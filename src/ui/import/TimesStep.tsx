import { instant } from '../../core/display'
import type { TablePreview, TimeSample } from '../../core/table-preview'
import tables from './import.module.css'
import { ScrollRegion } from './ScrollRegion'
import { Pick } from './Pick'
import { withAnswer, type TableAnswers } from './wizard-words'
import { zoneNames } from './zone-names'

interface TimesStepProps {
  readonly preview: TablePreview
  readonly answers: TableAnswers
  readonly timeZone: string
  readonly onChange: (answers: TableAnswers) => void
}

/** What dates and numbers mean, shown by the rows that are hardest to read. */
export function TimesStep({ preview, answers, timeZone, onChange }: TimesStepProps) {
  const { times, zoneMissing, assume, fields, questions, dates: shown } = preview
  const zone = assume.timeZone ?? timeZone
  const open = new Set(questions.map(({ code }) => code))
  const twofold = times.some(isTwofold)
  const asked = open.has('date-order')
  return (
    <>
      {times.length > 0 && (
        <Readings
          times={times}
          zone={zone}
          order={assume.dates ?? (asked ? undefined : (shown ?? undefined))}
          asked={twofold}
        />
      )}
      {twofold && (
        <Pick
          label="In dates such as 01/02/2024"
          value={answers.dates ?? ''}
          options={[
            ['', asked ? 'Choose the order' : decidedWords(shown)],
            ['day-first', 'The day comes first'],
            ['month-first', 'The month comes first'],
          ]}
          onPick={(dates) => onChange(withAnswer(answers, 'dates', dates))}
        />
      )}
      {zoneMissing && (
        <Pick
          label="Times without a zone are in"
          value={answers.timeZone ?? ''}
          options={[
            ['', `${timeZone}, the reporting zone`],
            ...zoneNames.map((name) => [name, name] as const),
          ]}
          onPick={(name) => onChange(withAnswer(answers, 'timeZone', name))}
        />
      )}
      {fields['duration'] && (
        <Pick
          label="Lengths without a unit are in"
          value={answers.duration ?? ''}
          options={[
            ['', open.has('duration-unit') ? 'Choose a unit' : 'The unit the file itself shows'],
            ...units.map((unit) => [unit, unit] as const),
          ]}
          onPick={(unit) => onChange(withAnswer(answers, 'duration', unit))}
        />
      )}
      {fields['errorRate'] && (
        <Pick
          label="An error rate of 0.5 is"
          value={answers.errorRate ?? ''}
          options={[
            ['', open.has('error-rate-unit') ? 'Choose one' : 'What the file itself shows'],
            ['ratio', '50 %, a ratio from 0 to 1'],
            ['percent', '0.5 %, from 0 to 100'],
          ]}
          onPick={(unit) => onChange(withAnswer(answers, 'errorRate', unit))}
        />
      )}
    </>
  )
}

const units = ['milliseconds', 'seconds', 'minutes', 'hours', 'days'] as const

function decidedWords(shown: TablePreview['dates']): string {
  if (shown === null) return 'The file itself decides'
  return `The file itself shows: ${shown === 'day-first' ? 'the day' : 'the month'} first`
}

function isTwofold({ dayFirst, monthFirst }: TimeSample): boolean {
  return dayFirst !== null && monthFirst !== null && dayFirst !== monthFirst
}

interface ReadingsProps {
  readonly times: readonly TimeSample[]
  readonly zone: string
  readonly order: TableAnswers['dates']
  /** Whether the two orders differ anywhere. */
  readonly asked: boolean
}

function Readings({ times, zone, order, asked }: ReadingsProps) {
  return (
    <ScrollRegion label="Dates as they are read">
      <table className={tables['table']}>
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">In the file</th>
            {asked ? (
              <>
                <th scope="col">Day first{order === 'day-first' && ' (taken)'}</th>
                <th scope="col">Month first{order === 'month-first' && ' (taken)'}</th>
              </>
            ) : (
              <th scope="col">Read as</th>
            )}
          </tr>
        </thead>
        <tbody>
          {times.map(({ column, text, dayFirst, monthFirst }) => (
            <tr key={`${column} ${text}`}>
              <td>
                <bdi>{column}</bdi>
              </td>
              <td>
                <bdi>{text.slice(0, 80)}</bdi>
              </td>
              {asked ? (
                <>
                  <td data-taken={order === 'day-first' || undefined}>{read(dayFirst, zone)}</td>
                  <td data-taken={order === 'month-first' || undefined}>
                    {read(monthFirst, zone)}
                  </td>
                </>
              ) : (
                <td>{read(dayFirst ?? monthFirst, zone)}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function read(at: number | null, zone: string): string {
  return at === null ? 'cannot be read' : instant(at, zone)
}
