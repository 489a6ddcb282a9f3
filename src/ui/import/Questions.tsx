import { useState } from 'react'
import type { Staged } from '../../core/answers'
import type { Assumptions, Question } from '../../core/issue'
import { count } from '../../core/display'
import css from './import.module.css'
import { answered, askedOnce, questionKey } from './import-words'

interface QuestionsProps {
  readonly questions: readonly Question[]
  readonly assume: Assumptions
  readonly tables: Staged['tables']
  readonly onAnswers: (assume: Assumptions) => void
}

/** What the files leave open, one choice each. The files are read again with the answers. */
export function Questions({ questions: all, assume, tables, onAnswers }: QuestionsProps) {
  const questions = askedOnce(all, tables)
  const [chosen, setChosen] = useState<ReadonlyMap<string, number>>(new Map())
  const open = questions.filter((question) => !chosen.has(questionKey(question))).length
  return (
    <form
      className={css['questions']}
      onSubmit={(event) => {
        event.preventDefault()
        if (open === 0) onAnswers(answered(assume, questions, chosen, tables))
      }}
    >
      <h3>{count(questions.length, 'question')} before it can be read</h3>
      {questions.map((question) => {
        const key = questionKey(question)
        return (
          <fieldset key={key}>
            <legend>
              <bdi>{question.message}</bdi>
            </legend>
            <p className={css['soft']}>
              <bdi>{question.file}</bdi>
              {question.column !== null && (
                <>
                  , column <bdi>{question.column}</bdi>
                </>
              )}
            </p>
            {question.answers.map((answer, i) => (
              <label key={answer.label} className={css['answer']}>
                <input
                  type="radio"
                  name={key}
                  checked={chosen.get(key) === i}
                  onChange={() => setChosen(new Map(chosen).set(key, i))}
                />
                <bdi>{answer.label}</bdi>
              </label>
            ))}
          </fieldset>
        )
      })}
      <button type="submit" className={css['submit']} disabled={open > 0}>
        Read with these answers
      </button>
    </form>
  )
}
