import { useEffect, useEffectEvent, useState } from 'react'
import type { Progress as Done } from '../../core/answers'
import { count, sentence, whole } from '../../core/display'
import { wordChoices } from '../../core/mapping'
import type { WordsToSettle, WordColumn } from '../../core/table-words'
import { wordMeaning } from '../../core/word-meaning'
import { ErrorNotice } from '../parts/ErrorNotice'
import { Progress } from '../parts/Progress'
import { doneRatio, progressWords } from './import-words'
import css from './wizard.module.css'
import { chosenWord, fieldLabel, meantWords, withWord, type TableAnswers } from './wizard-words'

interface ValuesStepProps {
  readonly answers: TableAnswers
  readonly onChange: (answers: TableAnswers) => void
  /** Counts the words over the whole file. */
  readonly readWords: (
    onProgress: (progress: Done) => void,
    signal: AbortSignal,
  ) => Promise<WordsToSettle>
}

/** The words of each column of words, how often they occur in the whole file, and what they stand for. */
export function ValuesStep({ answers, onChange, readWords }: ValuesStepProps) {
  const [words, setWords] = useState<WordsToSettle | null>(null)
  const [done, setDone] = useState<Done | null>(null)
  const [error, setError] = useState<unknown>(null)
  const begin = useEffectEvent(readWords)
  useEffect(() => {
    const control = new AbortController()
    begin(setDone, control.signal).then(setWords, (reason: unknown) => {
      if (!control.signal.aborted) setError(reason)
    })
    // Leaving the step ends the count.
    return () => control.abort()
  }, [])
  if (error !== null) return <ErrorNotice error={error} title="The words could not be counted" />
  if (words === null)
    return (
      <Progress
        label="Counting the words of the whole file"
        done={done && doneRatio(done)}
        {...(done && { note: progressWords(done) })}
      />
    )
  if (words.columns.length === 0)
    return (
      <p>No column holds severities, causes, kinds or statuses: there is nothing to decide here.</p>
    )
  return (
    <>
      <p className={css['soft']}>
        Counted in all {count(words.records, 'record')} of the file. What is informational or
        maintenance is listed, but is no downtime. What is no incident is left out, with its reason.
      </p>
      {words.columns.map((column) => (
        <Words
          key={column.field}
          column={column}
          aliases={words.aliases}
          answers={answers}
          onChange={onChange}
        />
      ))}
    </>
  )
}

function Words({
  column: { field, column, words, further },
  aliases,
  answers,
  onChange,
}: {
  readonly column: WordColumn
  readonly aliases: WordsToSettle['aliases']
} & Pick<ValuesStepProps, 'answers' | 'onChange'>) {
  const meaning = wordMeaning({})
  return (
    <section className={css['step']}>
      <h4>
        {fieldLabel(field)}, column <bdi>{column}</bdi>
      </h4>
      <ul className={css['columns']}>
        {words.map(([word, times]) => {
          const own = meaning(field, word)
          const choice = chosenWord(answers, aliases, field, word)
          const meant = choice === '' ? own : (meaning(field, choice) ?? choice)
          const choices: readonly string[] = wordChoices[field]
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
                onChange={({ target }) =>
                  onChange(withWord(answers, aliases, field, word, target.value))
                }
              >
                <option value="">{asIs(own, field)}</option>
                {choice !== '' && !choices.includes(choice) && (
                  <option value={choice}>{choice}</option>
                )}
                {choices.map((one) => (
                  <option key={one} value={one}>
                    {sentence(meantWords(one))}
                  </option>
                ))}
              </select>
              <span
                className={css['confidence']}
                data-confidence={meant === null ? 'none' : 'known'}
              >
                {readingWords(field, word, meant)}
              </span>
            </li>
          )
        })}
      </ul>
      {further > 0 && (
        <p className={css['soft']}>
          and {whole(further)} rarer ones, which are read like any word that is not listed here.
        </p>
      )}
    </section>
  )
}

function readingWords(field: string, word: string, meant: string | null): string {
  if (meant === null) return 'Not stated'
  return field === 'cause' && meant === word ? 'A label of its own' : `Read as ${meantWords(meant)}`
}

function asIs(meant: string | null, field: string): string {
  if (meant !== null) return field === 'cause' ? `${meant}, as it is` : sentence(meantWords(meant))
  return 'Not understood: not stated'
}
