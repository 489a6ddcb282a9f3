import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Progress as Done, StagedTable } from '../../core/answers'
import { otherEncodings } from '../../core/encoding'
import type { Assumptions } from '../../core/issue'
import type { TablePreview } from '../../core/table-preview'
import type { WordsToSettle } from '../../core/table-words'
import { Button } from '../parts/Button'
import { ErrorNotice } from '../parts/ErrorNotice'
import { Progress } from '../parts/Progress'
import { MatchStep } from './MatchStep'
import { Pick } from './Pick'
import { PreviewRows } from './PreviewRows'
import { Steps, type StepId } from './Steps'
import { TimesStep } from './TimesStep'
import { ValuesStep } from './ValuesStep'
import css from './wizard.module.css'
import { assumedWith, openWords, suggestedMap, withAnswer, type TableAnswers } from './wizard-words'

interface WizardProps {
  readonly table: StagedTable
  /** What is assumed of all files so far. */
  readonly assume: Assumptions
  readonly timeZone: string
  readonly from: WizardStep
  readonly preview: (assume: Assumptions) => Promise<TablePreview>
  readonly readWords: (
    assume: Assumptions,
    onProgress: (progress: Done) => void,
    signal: AbortSignal,
  ) => Promise<WordsToSettle>
  /** Reads the files with these answers. */
  readonly onRead: (assume: Assumptions) => void
  readonly onCancel: () => void
  /** Reads the other files without this one; null where it cannot be left out. */
  readonly onLeaveOut: (() => void) | null
}

const order = ['match', 'times', 'values'] as const
export type WizardStep = (typeof order)[number]

const titles: Readonly<Record<WizardStep, string>> = {
  match: 'Which column is which',
  times: 'Dates and units',
  values: 'What the words mean',
}

/** Asks how a table is to be read, with its hardest rows beside each answer. */
export function Wizard(props: WizardProps) {
  const { table, assume, timeZone, from, preview, readWords, onRead, onCancel, onLeaveOut } = props
  const [step, setStep] = useState<WizardStep>(from)
  const [answers, setAnswers] = useState<TableAnswers>(table.mapping?.assume ?? {})
  const [guessed, setGuessed] = useState<ReadonlySet<string>>(new Set())
  const [shown, setShown] = useState<TablePreview | null>(null)
  const [error, setError] = useState<unknown>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const asked = useRef(0)

  async function look(next: TableAnswers) {
    const turn = ++asked.current
    try {
      const found = await preview(assumedWith(assume, table, next))
      if (turn !== asked.current) return
      setError(null)
      setShown(found)
    } catch (reason) {
      if (turn === asked.current) setError(reason)
    }
  }

  function change(next: TableAnswers, fields?: TablePreview['fields']) {
    setAnswers(next)
    if (shown && fields) setShown({ ...shown, fields })
    void look(next)
  }

  function go(next: WizardStep) {
    setStep(next)
    heading.current?.focus()
  }

  const read = () => onRead(assumedWith(assume, table, answers))

  const first = useEffectEvent(() => preview(assumedWith(assume, table, answers)))
  const begin = useEffectEvent((found: TablePreview) => {
    setShown(found)
    const guess = table.mapping === null ? suggestedMap(found) : {}
    if (Object.keys(guess).length === 0) return
    setGuessed(new Set(Object.values(guess)))
    change({ ...answers, map: { ...guess, ...answers.map } })
  })
  useEffect(() => {
    first().then((found) => begin(found), setError)
  }, [])

  const encoding = answers.encoding ?? assume.encoding
  const at = order.indexOf(step)
  const previous = order[at - 1]
  const next = order[at + 1]
  const open = shown && openWords(step, shown)
  const part = { answers, onChange: change, timeZone }
  return (
    <div className={css['wizard']}>
      <Steps
        current={step}
        reach={reachOf(step, shown)}
        onStep={(id) => {
          if (isWizardStep(id)) go(id)
          else if (id === 'review') read()
          else onCancel()
        }}
      />
      <section className={css['step']}>
        <h3 ref={heading} tabIndex={-1}>
          {titles[step]}
        </h3>
        <p className={css['soft']}>
          <bdi>{table.file}</bdi>
        </p>
        {error === null ? null : <ErrorNotice error={error} title="The table could not be read" />}
        {shown === null && error === null && (
          <Progress label="Reading the first rows" done={null} />
        )}
        {encoding !== undefined && step === 'match' && (
          <Pick
            label="Text that is not UTF-8 is in"
            value={encoding}
            options={[...new Set([encoding, ...otherEncodings])].map((name) => [name, name])}
            onPick={(name) => change(withAnswer(answers, 'encoding', name))}
          />
        )}
        {shown && step === 'match' && (
          <MatchStep
            {...part}
            preview={shown}
            guessed={guessed}
            onSettled={(name) => setGuessed(new Set([...guessed].filter((one) => one !== name)))}
          />
        )}
        {shown && step === 'times' && <TimesStep {...part} preview={shown} />}
        {step === 'values' && (
          <ValuesStep
            {...part}
            readWords={(...watch) => readWords(assumedWith(assume, table, answers), ...watch)}
          />
        )}
        {shown && step !== 'values' && shown.rows.length > 0 && (
          <PreviewRows preview={shown} timeZone={timeZone} />
        )}
        <p className={css['open']} role="status">
          {open}
        </p>
        <div className={css['actions']}>
          {previous && <Button onPress={() => go(previous)}>Back</Button>}
          <Button
            look="primary"
            disabled={!shown || open !== null}
            onPress={() => (next ? go(next) : read())}
          >
            {next ? 'Next' : 'Read the file'}
          </Button>
          {onLeaveOut && <Button onPress={onLeaveOut}>Leave this file out</Button>}
          <Button look="quiet" onPress={onCancel}>
            Cancel
          </Button>
        </div>
      </section>
    </div>
  )
}

/** How far the answers given so far lead. */
function reachOf(step: WizardStep, shown: TablePreview | null): StepId {
  if (!shown || openWords('match', shown) !== null) return step
  return openWords('values', shown) === null ? 'review' : 'times'
}

function isWizardStep(id: StepId): id is WizardStep {
  return order.some((one) => one === id)
}
