import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Progress as Done, Staged } from '../../core/answers'
import type { Assumptions } from '../../core/issue'
import { Button } from '../parts/Button'
import { ErrorNotice } from '../parts/ErrorNotice'
import { Progress } from '../parts/Progress'
import type { ImportSource, WorkspaceActions } from '../view'
import { ChooseSources } from './ChooseSources'
import css from './import.module.css'
import { bringsAnything, changeWords, progressWords } from './import-words'
import { Review } from './Review'

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
  | { readonly step: 'keeping'; readonly staged: Staged }
  | { readonly step: 'done'; readonly staged: Staged; readonly outcome: Outcome }

type Outcome = 'kept' | 'nothing new' | 'undone'

/** What is read, and what was answered so far. */
interface Reading {
  readonly sources: readonly ImportSource[]
  readonly assume: Assumptions
}

/** Reads files or a pasted text, shows what was found, and keeps it. */
export function ImportPanel({ actions, onDone, initial, timeZone = 'UTC' }: ImportPanelProps) {
  const begun = initial !== undefined && initial.length > 0
  const [stage, setStage] = useState<Stage>(
    begun ? { step: 'reading', done: null } : { step: 'choose', error: null },
  )
  const [reading, setReading] = useState<Reading>({ sources: initial ?? [], assume: {} })
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
      if (staged.questions.length > 0) setStage({ step: 'review', staged, error: null })
      else if (!bringsAnything(staged)) await leave(staged)
      else if (staged.needsReview) setStage({ step: 'review', staged, error: null })
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
          <ChooseSources onSources={(sources) => start({ sources, assume: {} })} />
        </div>
      )
    case 'reading':
      return (
        <div className={css['panel']}>
          <Progress
            label={`Reading ${reading.sources.map(({ name }) => name).join(', ')}`}
            done={ratioOf(stage.done)}
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
    case 'review':
      return (
        <div className={css['panel']}>
          {stage.error === null ? null : (
            <ErrorNotice error={stage.error} title="The import could not be kept" />
          )}
          <Review
            staged={stage.staged}
            assume={reading.assume}
            timeZone={timeZone}
            onAnswers={(assume) => start({ sources: reading.sources, assume })}
            onKeep={() => void keep(stage.staged)}
            onCancel={startOver}
          />
        </div>
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
          <Review staged={stage.staged} assume={reading.assume} timeZone={timeZone} />
        </div>
      )
  }
}

function ratioOf(done: Done | null): number | null {
  return done && done.totalBytes > 0 ? Math.min(1, done.doneBytes / done.totalBytes) : null
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

function keptRecords({ changes }: Pick<Staged, 'changes'>): number {
  return changes.added + changes.updated
}
