import { lazy, Suspense, useEffect, useRef } from 'react'
import type { Staged } from '../../core/answers'
import { batchName } from '../../core/batch'
import { Button } from '../parts/Button'
import { ErrorNotice } from '../parts/ErrorNotice'
import { Progress } from '../parts/Progress'
import type { ImportSource, WorkspaceActions } from '../view'
import { BackupSettings } from './BackupSettings'
import { ChooseSources } from './ChooseSources'
import css from './import.module.css'
import { bringsRecords, doneRatio, outcomeWords, progressWords } from './import-words'
import { Review } from './Review'
import { SampleRows } from './SampleRows'
import { Steps } from './Steps'
import { useImport, type Stage } from './use-import'
import wizard from './wizard.module.css'

const Wizard = lazy(async () => ({ default: (await import('./Wizard')).Wizard }))

interface ImportPanelProps {
  readonly actions: WorkspaceActions
  /** Shows the figures; not given where they show themselves. */
  readonly onFigures?: (() => void) | undefined
  /** Files to begin with, such as those dropped on the page. Read once: give the panel a key of its own per drop. */
  readonly initial?: readonly ImportSource[]
  /** Id of the import whose place those take, or null. */
  readonly replaces?: string | null
  readonly timeZone?: string
}

/** Reads files or a pasted text, shows what was found, and keeps it. */
export function ImportPanel(props: ImportPanelProps) {
  const { actions, onFigures, initial, replaces = null, timeZone = 'UTC' } = props
  const flow = useImport(actions, initial, replaces)
  const panel = useRef<HTMLDivElement>(null)
  const { stage } = flow
  const place = stage.step === 'done' ? stage.outcome : stage.step
  const first = useRef(true)
  useEffect(() => {
    // The control that led here is gone with its step: the next ones follow from the panel.
    const untouched = first.current && place === 'choose'
    if (document.activeElement === document.body && !untouched) panel.current?.focus()
    first.current = untouched
  }, [place])
  return (
    <div ref={panel} tabIndex={-1} className={css['root']}>
      <Content
        flow={flow}
        stage={stage}
        actions={actions}
        timeZone={timeZone}
        onFigures={onFigures}
      />
    </div>
  )
}

interface ContentProps {
  readonly flow: ReturnType<typeof useImport>
  readonly stage: Stage
  readonly actions: WorkspaceActions
  readonly timeZone: string
  readonly onFigures: (() => void) | undefined
}

function Content(props: ContentProps) {
  const { flow, stage, actions, timeZone, onFigures } = props
  const { reading } = flow
  switch (stage.step) {
    case 'choose':
      return (
        <div className={css['panel']}>
          {stage.error === null ? null : (
            <ErrorNotice error={stage.error} title="The files could not be read" />
          )}
          <ChooseSources onSources={flow.choose} />
        </div>
      )
    case 'reading':
      return (
        <div className={css['panel']}>
          <Progress
            label={`Reading ${batchName(reading.sources.map(({ name }) => name))}`}
            done={stage.done && doneRatio(stage.done)}
            {...(stage.done ? { note: progressWords(stage.done) } : {})}
          />
          <div>
            <Button onPress={flow.startOver}>Cancel</Button>
          </div>
          {stage.done?.first && (
            <SampleRows
              rows={stage.done.first}
              timeZone={timeZone}
              needsReview={false}
              all={null}
            />
          )}
        </div>
      )
    case 'keeping':
      return (
        <div className={css['panel']}>
          <Progress label="Adding to the workspace" done={null} />
        </div>
      )
    case 'review': {
      const { staged, error } = stage
      const review = (
        <div className={css['panel']}>
          {error === null ? null : (
            <ErrorNotice error={error} title="The import could not be kept" />
          )}
          <Review
            staged={staged}
            assume={reading.assume}
            timeZone={timeZone}
            onAnswers={flow.answer}
            onMap={(table) => flow.openWizard(staged, table)}
            readEffect={() => actions.stagedEffect(staged.id)}
            readCells={(file, rows) =>
              actions.tableCells(reading.sources, file, reading.assume, rows)
            }
            onKeep={() => void flow.keep(staged)}
            onCancel={flow.startOver}
          />
        </div>
      )
      const table = reading.guided ? staged.tables[0] : undefined
      if (!table) return review
      return (
        <div className={wizard['wizard']}>
          <Steps
            current="review"
            onStep={(id) =>
              id === 'choose' ? flow.startOver() : flow.openWizard(staged, table, id)
            }
          />
          {review}
        </div>
      )
    }
    case 'wizard': {
      const { table, from, back } = stage
      return (
        <Suspense fallback={<Progress label="Opening" done={null} />}>
          <Wizard
            key={table.file}
            table={table}
            assume={reading.assume}
            timeZone={timeZone}
            from={from}
            preview={(assume) => actions.preview(reading.sources, table.file, assume)}
            readWords={(...asked) => actions.tableWords(reading.sources, table.file, ...asked)}
            onRead={flow.answer}
            onCancel={() => flow.leaveWizard(back)}
            onLeaveOut={back === null ? flow.leaveOut(table.file) : null}
          />
        </Suspense>
      )
    }
    case 'done':
      return (
        <Done
          flow={flow}
          stage={stage}
          actions={actions}
          timeZone={timeZone}
          onFigures={onFigures}
        />
      )
  }
}

interface DoneProps extends Omit<ContentProps, 'stage'> {
  readonly stage: Extract<Stage, { readonly step: 'done' }>
}

function Done({ flow, stage, actions, timeZone, onFigures }: DoneProps) {
  const { staged, outcome, error } = stage
  const kept = outcome === 'kept' && bringsRecords(staged)
  const { repeats } = staged
  return (
    <div className={css['panel']}>
      <p className={css['outcome']} role="status">
        {outcomeWords(staged, outcome)}
      </p>
      {error === null ? null : <ErrorNotice error={error} title="The import could not be undone" />}
      <div className={css['actions']}>
        {kept && onFigures && (
          <Button look="primary" onPress={onFigures}>
            See the figures
          </Button>
        )}
        <Button onPress={flow.startOver}>Import something else</Button>
        {kept && <Button onPress={() => void flow.undo(staged)}>Undo import</Button>}
        {outcome === 'nothing new' && repeats !== null && isReadable(staged) && (
          <Button onPress={() => flow.readAgain(repeats)}>Read it in another way</Button>
        )}
      </div>
      {outcome !== 'undone' && staged.backupSettings !== null && (
        <BackupSettings settings={staged.backupSettings} onSave={actions.saveSettings} />
      )}
      <Review
        staged={staged}
        assume={flow.reading.assume}
        timeZone={timeZone}
        {...(kept && { onMap: (table) => flow.openWizard(staged, table) })}
      />
    </div>
  )
}

/** Whether there is another way to read it: our own files leave nothing open. */
function isReadable({ files }: Staged): boolean {
  return files.some(({ format }) => format !== 'faultline-export')
}
