import { startTransition, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Progress, Staged, StagedTable } from '../../core/answers'
import type { Assumptions } from '../../core/issue'
import type { ImportSource, WorkspaceActions } from '../view'
import { bringsAnything, isFixable } from './import-words'
import type { StepId } from './Steps'
import type { WizardStep } from './Wizard'

export type Stage =
  | { readonly step: 'choose'; readonly error: unknown }
  | { readonly step: 'reading'; readonly done: Progress | null }
  | { readonly step: 'review'; readonly staged: Staged; readonly error: unknown }
  | {
      readonly step: 'wizard'
      readonly staged: Staged
      readonly table: StagedTable
      readonly from: WizardStep
      /** Where giving it up leads; null for the beginning. */
      readonly back: Stage | null
    }
  | { readonly step: 'keeping'; readonly staged: Staged }
  | {
      readonly step: 'done'
      readonly staged: Staged
      readonly outcome: Outcome
      /** Why it could not be undone, or null. */
      readonly error: unknown
    }

export type Outcome = 'kept' | 'nothing new' | 'undone'

/** What is read, and what was answered so far. */
export interface Reading {
  readonly sources: readonly ImportSource[]
  readonly assume: Assumptions
  /** True once a person has said how to read it. */
  readonly guided: boolean
  /** Id of the import whose place it takes: the same files, read in another way. */
  readonly replaces: string | null
}

/** An import from its files to what is kept, step by step. */
export function useImport(
  actions: WorkspaceActions,
  initial: readonly ImportSource[] = [],
  replaces: string | null = null,
) {
  const [stage, setStage] = useState<Stage>(
    initial.length > 0 ? { step: 'reading', done: null } : { step: 'choose', error: null },
  )
  const [reading, setReading] = useState<Reading>(() => readingOf(initial, replaces))
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
    const { sources, assume, replaces, guided } = next
    try {
      await discardOpen()
      const onProgress = (done: Progress) => {
        if (cancel.current === controller) setStage((before) => readOn(before, done))
      }
      const staged = await actions.stage(sources, assume, replaces, onProgress, controller.signal)
      if (cancel.current !== controller) return await actions.discard(staged.id)
      open.current = staged.id
      const table = unknownTable(staged)
      if (table) setStage({ step: 'wizard', staged, table, from: 'match', back: null })
      else if (isNothingNew(staged) && !guided) await leave(staged)
      else if (isOurOwn(staged)) await keep(staged)
      // Its rows are many: drawn piece by piece they hold up nothing else.
      else startTransition(() => setStage({ step: 'review', staged, error: null }))
    } catch (error) {
      if (cancel.current !== controller) return
      setStage({ step: 'choose', error: controller.signal.aborted ? null : error })
    }
  }

  async function keep(staged: Staged) {
    setStage({ step: 'keeping', staged })
    open.current = null
    try {
      await actions.commit(staged.id)
    } catch (error) {
      open.current = staged.id
      setStage({ step: 'review', staged, error })
      return
    }
    setStage({ step: 'done', staged, outcome: 'kept', error: null })
  }

  /** Nothing in it is new: there is nothing to keep, and nothing to undo. */
  async function leave(staged: Staged) {
    await discardOpen()
    setStage({ step: 'done', staged, outcome: 'nothing new', error: null })
  }

  async function undo(staged: Staged) {
    try {
      await actions.undo(staged.id)
      setStage({ step: 'done', staged, outcome: 'undone', error: null })
    } catch (error) {
      setStage({ step: 'done', staged, outcome: 'kept', error })
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
    if (initial.length > 0) void read(reading)
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

  return {
    stage,
    reading,
    choose: (sources: readonly ImportSource[]) => start(readingOf(sources)),
    /** Reads the same files with answers about them. */
    answer: (assume: Assumptions) => start({ ...reading, assume, guided: true }),
    /** Reads files that were imported before in their own place. */
    readAgain: (batchId: string) => start({ ...reading, guided: true, replaces: batchId }),
    /** Opens the answers about a table. What is kept stays until something is kept in its place. */
    openWizard(staged: Staged, table: StagedTable, step: StepId = 'match') {
      const from = step === 'times' || step === 'values' ? step : 'match'
      if (stage.step === 'done') setReading({ ...reading, replaces: staged.id })
      setStage({ step: 'wizard', staged, table, from, back: stage })
    },
    /** Reads the other files without this one; null where there are none, or it is part of an archive. */
    leaveOut(file: string): (() => void) | null {
      const sources = reading.sources.filter(({ name }) => name !== file)
      if (sources.length === 0 || sources.length === reading.sources.length) return null
      return () => start({ ...reading, sources })
    },
    leaveWizard(back: Stage | null) {
      if (back) setStage(back)
      else startOver()
    },
    keep,
    undo,
    startOver,
  }
}

/** The first records stay the ones that are shown. */
function readOn(before: Stage, done: Progress): Stage {
  const first = before.step === 'reading' ? before.done?.first : undefined
  return { step: 'reading', done: first ? { ...done, first } : done }
}

function readingOf(sources: readonly ImportSource[], replaces: string | null = null): Reading {
  return { sources, assume: {}, guided: replaces !== null, replaces }
}

/** The first table whose columns have to be matched by hand. */
function unknownTable({ questions, tables }: Staged): StagedTable | undefined {
  return tables.find((table) =>
    questions.some(({ file, code }) => file === table.file && code === 'mapping'),
  )
}

function isNothingNew(staged: Staged): boolean {
  const { questions, rejected, tables } = staged
  const fixable = rejected.some((one) => isFixable(one, tables))
  return questions.length === 0 && !fixable && !bringsAnything(staged)
}

/** What Faultline has written was looked at before it was written. */
function isOurOwn({ files, questions, rejected }: Staged): boolean {
  const own = files.length > 0 && files.every(({ format }) => format === 'faultline-export')
  return own && questions.length === 0 && rejected.length === 0
}
