import { useRef } from 'react'
import type { TablePreview } from '../../core/table-preview'
import { Icon } from '../parts/Icon'
import css from './wizard.module.css'
import {
  confidenceOf,
  confidenceWords,
  fieldGroups,
  fieldOf,
  movedField,
  withField,
  type TableAnswers,
} from './wizard-words'

interface MatchStepProps {
  readonly preview: TablePreview
  readonly answers: TableAnswers
  /** Names of columns whose field is only a guess. */
  readonly guessed: ReadonlySet<string>
  /** `fields` is what is shown until the table was read with the answers. */
  readonly onChange: (answers: TableAnswers, fields: TablePreview['fields']) => void
  /** A person has decided about this column. */
  readonly onSettled: (name: string) => void
}

/** Each column with some of its texts, and what it is read as. */
export function MatchStep({ preview, answers, guessed, onChange, onSettled }: MatchStepProps) {
  const { header, samples, fields } = preview
  // A choice by keyboard passes by others: each counts from where the select was entered.
  const entered = useRef<Pick<MatchStepProps, 'preview' | 'answers'>>(null)
  return (
    <>
      <ul className={css['needed']}>
        <Needed
          label="Start"
          columns={columnsOf(preview, ['start', 'startDate'])}
          missing="missing"
        />
        <Needed
          label="End or duration"
          columns={columnsOf(preview, ['end', 'endDate', 'resolved', 'closed', 'duration'])}
          missing="none: every incident counts as still going on"
        />
      </ul>
      <ul className={css['columns']}>
        {header.map((text, at) => {
          const name = text.trim()
          const confidence = confidenceOf(preview, answers, guessed, at)
          const unnamed = name === '' || header.findIndex((one) => one.trim() === name) < at
          return (
            <li key={at} className={css['column']}>
              <div>
                <bdi className={css['name']}>{name || `Column ${at + 1}`}</bdi>
                <span className={css['samples']}>
                  {samples[at]?.length === 0 ? (
                    'empty'
                  ) : (
                    <bdi>{samples[at]?.map((sample) => sample.slice(0, 60)).join(' · ')}</bdi>
                  )}
                </span>
              </div>
              {unnamed ? (
                <span className={css['soft']}>Kept as it is: it has no name of its own</span>
              ) : (
                <>
                  <select
                    className={css['select']}
                    aria-label={`What is in column ${name}`}
                    value={fieldOf(fields, at)}
                    onFocus={() => {
                      entered.current = { preview, answers }
                    }}
                    onBlur={() => {
                      entered.current = null
                    }}
                    onChange={({ target }) => {
                      onSettled(name)
                      const from = entered.current ?? { preview, answers }
                      const field = target.value
                      onChange(
                        withField(from.preview, from.answers, at, field),
                        movedField(from.preview.fields, at, field),
                      )
                    }}
                  >
                    <option value="">Keep as it is</option>
                    {fieldGroups.map((group) => (
                      <optgroup key={group.title} label={group.title}>
                        {group.fields.map(({ field, label }) => (
                          <option key={field} value={field}>
                            {label}
                          </option>
                        ))}
                      </optgroup>
                    ))}
                  </select>
                  <span className={css['confidence']} data-confidence={confidence}>
                    {confidenceWords[confidence]}
                  </span>
                </>
              )}
            </li>
          )
        })}
      </ul>
      <p className={css['soft']}>
        A time of day and its day may lie in two columns: choose “the day alone” for the second one.
      </p>
    </>
  )
}

function columnsOf({ header, fields }: TablePreview, wanted: readonly string[]): readonly string[] {
  return wanted.flatMap((field) => fields[field] ?? []).map((at) => header[at]?.trim() ?? '')
}

function Needed({
  label,
  columns,
  missing,
}: {
  readonly label: string
  readonly columns: readonly string[]
  readonly missing: string
}) {
  return (
    <li data-missing={columns.length === 0 || undefined}>
      <Icon name={columns.length > 0 ? 'check' : 'alert'} />
      <span>
        <strong>{label}</strong>: {columns.length > 0 ? <bdi>{columns.join(', ')}</bdi> : missing}
      </span>
    </li>
  )
}
