import { count, sentence } from '../../core/display'
import { wordChoices } from '../../core/mapping'
import { folded } from '../../core/settings'
import type { TablePreview, WordColumn } from '../../core/table-preview'
import css from './wizard.module.css'
import { fieldLabel, withWord, type TableAnswers } from './wizard-words'

interface ValuesStepProps {
  readonly preview: TablePreview
  readonly answers: TableAnswers
  readonly onChange: (answers: TableAnswers) => void
}

/** The words of each column of words, how often they occur, and what they stand for. */
export function ValuesStep({ preview, answers, onChange }: ValuesStepProps) {
  if (preview.words.length === 0)
    return <p>No column holds severities, causes or kinds: there is nothing to decide here.</p>
  return (
    <>
      <p className={css['soft']}>
        As counted in the first {count(preview.records, 'record')}. What is informational or
        maintenance is listed, but is no downtime.
      </p>
      {preview.words.map((column) => (
        <Words key={column.field} column={column} answers={answers} onChange={onChange} />
      ))}
    </>
  )
}

function Words({
  column: { field, column, words },
  answers,
  onChange,
}: { readonly column: WordColumn } & Pick<ValuesStepProps, 'answers' | 'onChange'>) {
  const chosen = answers.values?.[field]
  return (
    <section className={css['step']}>
      <h4>
        {fieldLabel(field)}, column <bdi>{column}</bdi>
      </h4>
      <ul className={css['columns']}>
        {words.map(({ word, count: times, meant }) => {
          const choice = chosen && Object.hasOwn(chosen, folded(word)) ? chosen[folded(word)] : ''
          return (
            <li key={word} className={css['column']}>
              <div>
                <bdi className={css['name']}>{word}</bdi>
                <span className={css['samples']}>{count(times, 'record')}</span>
              </div>
              <select
                className={css['select']}
                aria-label={`What ${word} stands for`}
                value={choice}
                onChange={({ target }) => onChange(withWord(answers, field, word, target.value))}
              >
                <option value="">{asIs(meant, choice !== '', field)}</option>
                {wordChoices[field].map((one) => (
                  <option key={one} value={one}>
                    {sentence(one)}
                  </option>
                ))}
              </select>
              <span
                className={css['confidence']}
                data-confidence={meant === null ? 'none' : 'known'}
              >
                {readWords(field, word, meant)}
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function readWords(field: string, word: string, meant: string | null): string {
  if (meant === null) return 'Not stated'
  return field === 'cause' && meant === word ? 'A label of its own' : `Read as ${meant}`
}

function asIs(meant: string | null, chosen: boolean, field: string): string {
  if (chosen) return 'As it was read before'
  if (meant !== null) return field === 'cause' ? `${meant}, as it is` : sentence(meant)
  return 'Not understood: not stated'
}
