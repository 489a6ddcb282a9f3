import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Progress as Done, Staged, StagedTable } from '../../core/answers'
import type { Assumptions } from '../../core/issue'
import { Button } from '../parts/Button'
import { ErrorNotice } from '../parts/ErrorNotice'
import { Progress } from '../parts/Progress'
import type { ImportSource, WorkspaceActions } from '../view'
import { ChooseSources } from './ChooseSources'
import { BackupSettings } from './BackupSettings'
import css from './import.module.css'
import { bringsAnything, changeWords, doneRatio, isFixable, progressWords } from './import-words'
import { Review } from './Review'
import { Steps, type StepId } from './Steps'
import type { WizardStep } from './Wizard'
import wizard from './wizard.module.css'

const Wizard = lazy(async () => ({ default: (await import('./Wizard')).Wizard }))

interface ImportPanelProps {
  readonly actions: WorkspaceActions
  /** Called when something was kept or undone. */
  readonly onDone: () => void
  /** Files to begin with, such as those dropped on the page. Read once: give the panel a key of its own per drop. */
  readonly initial?: readonly ImportSource[]
  readonly timeZone?: string
}

type Stage =
  | { readonly step: 'choose'; readonly error: unknown }
  | { readonly step: 'reading'; readonly done: Done | null }
  | { readonly step: 'review'; readonly staged: Staged; readonly error: unknown }
  | {
      readonly step: 'wizard'
      readonly staged: Staged
      readonly table: StagedTable
      readonly from: WizardStep
    }
  | { readonly step: 'keeping'; readonly staged: Staged }
  | { readonly step: 'done'; readonly staged: Staged; readonly outcome: Outcome }

type Outcome = 'kept' | 'nothing new' | 'undone'

/** What is read, and what was answered so far. */
interface Reading {
  readonly sources: readonly ImportSource[]
  readonly assume: Assumptions
  /** True once a person has said how to read it: then it is shown before it is kept. */
  readonly guided: boolean
}

/** Reads files or a pasted text, shows what was found, and keeps it. */
export function ImportPanel({ actions, onDone, initial, timeZone = 'UTC' }: ImportPanelProps) {
  const begun = initial !== undefined && initial.length > 0
  const [stage, setStage] = useState<Stage>(
    begun ? { step: 'reading', done: null } : { step: 'choose', error: null },
  )
  const [reading, setReading] = useState<Reading>({
    sources: initial ?? [],
    assume: {},
    guided: false,
  })
  const [undoError, setUndoError] = useState<unknown>(null)
  const cancel = useRef<AbortController>(null)
  const open = useRef<string>(null)

  function start(next: Reading) {
    setReading(next)
    setStage({ step: 'reading', done: null })
    void read(next)
  }

  async function read(next: Reading) {
    const controller = new AbortController()
    cancel.current = controller
    try {
      await discardOpen()
      const onProgress = (done: Done) => {
        if (cancel.current === controller) setStage({ step: 'reading', done })
      }
      const staged = await actions.stage(next.sources, next.assume, onProgress, controller.signal)
      if (cancel.current !== controller) return await actions.discard(staged.id)
      open.current = staged.id
      const unknown = unknownTable(staged)
      if (unknown) setStage({ step: 'wizard', staged, table: unknown, from: 'match' })
      else if (staged.questions.length > 0) setStage({ step: 'review', staged, error: null })
      else if (!bringsAnything(staged) && !next.guided && !canBeFixed(staged)) await leave(staged)
      else if (staged.needsReview || next.guided || canBeFixed(staged))
        setStage({ step: 'review', staged, error: null })
      else await keep(staged)
    } catch (error) {
      if (cancel.current !== controller) return
      setStage({ step: 'choose', error: controller.signal.aborted ? null : error })
    }
  }

  async function keep(staged: Staged) {
    setStage({ step: 'keeping', staged })
    try {
      await actions.commit(staged.id)
    } catch (error) {
      setStage({ step: 'review', staged, error })
      return
    }
    open.current = null
    setStage({ step: 'done', staged, outcome: 'kept' })
    onDone()
  }

  /** Nothing in it is new: there is nothing to keep, and nothing to undo. */
  async function leave(staged: Staged) {
    await discardOpen()
    setStage({ step: 'done', staged, outcome: 'nothing new' })
  }

  async function undo(staged: Staged) {
    setUndoError(null)
    try {
      await actions.undo(staged.id)
      setStage({ step: 'done', staged, outcome: 'undone' })
      onDone()
    } catch (error) {
      setUndoError(error)
    }
  }

  async function discardOpen() {
    const id = open.current
    open.current = null
    if (id !== null) await actions.discard(id)
  }

  function startOver() {
    cancel.current?.abort()
    cancel.current = null
    void discardOpen()
    setStage({ step: 'choose', error: null })
  }

  function openWizard(staged: Staged, table: StagedTable, step: StepId = 'match') {
    const from = step === 'times' || step === 'values' ? step : 'match'
    setStage({ step: 'wizard', staged, table, from })
  }

  /** What was kept at once is taken back before it is read in another way. */
  async function changeKept(staged: Staged, table: StagedTable) {
    await undo(staged)
    openWizard(staged, table)
  }

  const begin = useEffectEvent(() => {
    if (begun) void read(reading)
  })
  const abandon = useEffectEvent(() => {
    cancel.current?.abort()
    cancel.current = null
    void discardOpen()
  })
  useEffect(() => {
    begin()
    return () => abandon()
  }, [])

  switch (stage.step) {
    case 'choose':
      return (
        <div className={css['panel']}>
          {stage.error === null ? null : (
            <ErrorNotice error={stage.error} title="The files could not be read" />
          )}
          <ChooseSources onSources={(sources) => start({ sources, assume: {}, guided: false })} />
        </div>
      )
    case 'reading':
      return (
        <div className={css['panel']}>
          <Progress
            label={`Reading ${reading.sources.map(({ name }) => name).join(', ')}`}
            done={stage.done && doneRatio(stage.done)}
            {...(stage.done ? { note: progressWords(stage.done) } : {})}
          />
          <div>
            <Button onPress={startOver}>Cancel</Button>
          </div>
        </div>
      )
    case 'keeping':
      return (
        <div className={css['panel']}>
          <Progress label="Adding to the workspace" done={null} />
        </div>
      )
    case 'review': {
      const review = (
        <div className={css['panel']}>
          {stage.error === null ? null : (
            <ErrorNotice error={stage.error} title="The import could not be kept" />
          )}
          <Review
            staged={stage.staged}
            assume={reading.assume}
            timeZone={timeZone}
            onAnswers={(assume) =>
              start({ ...reading, assume, guided: reading.guided || canBeFixed(stage.staged) })
            }
            onMap={(table) => openWizard(stage.staged, table)}
            readEffect={() => actions.stagedEffect(stage.staged.id)}
            onKeep={() => void keep(stage.staged)}
            onCancel={startOver}
          />
        </div>
      )
      const table = reading.guided ? stage.staged.tables[0] : undefined
      if (!table) return review
      return (
        <div className={wizard['wizard']}>
          <Steps current="review" onStep={(step) => openWizard(stage.staged, table, step)} />
          {review}
        </div>
      )
    }
    case 'wizard':
      return (
        <Suspense fallback={<Progress label="Opening" done={null} />}>
          <Wizard
            key={stage.table.file}
            table={stage.table}
            assume={reading.assume}
            timeZone={timeZone}
            from={stage.from}
            preview={(assume) => actions.preview(reading.sources, stage.table.file, assume)}
            readWords={(...asked) =>
              actions.tableWords(reading.sources, stage.table.file, ...asked)
            }
            onRead={(assume) => start({ ...reading, assume, guided: true })}
            onCancel={() =>
              unknownTable(stage.staged)
                ? startOver()
                : setStage({ step: 'review', staged: stage.staged, error: null })
            }
          />
        </Suspense>
      )
    case 'done':
      return (
        <div className={css['panel']}>
          <p className={css['outcome']} role="status">
            {outcomeWords(stage.staged, stage.outcome)}
          </p>
          {undoError === null ? null : (
            <ErrorNotice error={undoError} title="The import could not be undone" />
          )}
          <div className={css['actions']}>
            <Button onPress={startOver}>Import something else</Button>
            {stage.outcome === 'kept' && keptRecords(stage.staged) > 0 && (
              <Button onPress={() => void undo(stage.staged)}>Undo import</Button>
            )}
          </div>
          {stage.outcome !== 'undone' && stage.staged.backupSettings !== null && (
            <BackupSettings settings={stage.staged.backupSettings} onSave={actions.saveSettings} />
          )}
          <Review
            staged={stage.staged}
            assume={reading.assume}
            timeZone={timeZone}
            {...(stage.outcome === 'kept' && {
              onMap: (table: StagedTable) => void changeKept(stage.staged, table),
            })}
          />
        </div>
      )
  }
}

function outcomeWords({ changes }: Staged, outcome: Outcome): string {
  if (outcome === 'undone') return 'Undone. The import is gone from the workspace.'
  if (outcome === 'nothing new')
    return changes.unchanged > 0
      ? 'Nothing new: the workspace holds these records already.'
      : 'No record in it became an incident. The reasons are below.'
  if (keptRecords({ changes }) === 0) return 'The settings of the workspace were replaced.'
  return `Added to the workspace: ${changeWords(changes)}.`
}

/** The first table whose columns have to be matched by hand. */
function unknownTable({ questions, tables }: Staged): StagedTable | undefined {
  return tables.find((table) =>
    questions.some(({ file, code }) => file === table.file && code === 'mapping'),
  )
}

/** Whether a row of a table was rejected that a person could put right. */
function canBeFixed({ rejected, tables }: Staged): boolean {
  return rejected.some((one) => isFixable(one, tables))
}

function keptRecords({ changes }: Pick<Staged, 'changes'>): number {
  return changes.added + changes.updated
}
