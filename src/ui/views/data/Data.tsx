import { useRef, useState, type ReactNode, type RefObject } from 'react'
import type { Opened } from '../../../core/answers'
import { count, instant } from '../../../core/display'
import type { Settings } from '../../../core/settings'
import { Backup } from '../../export/Backup'
import { ImportPanel } from '../../import/ImportPanel'
import { saveText } from '../../import/save-text'
import { useReadAgain } from '../../import/use-read-again'
import { EditedData } from '../../incident/edit/EditedData'
import { Sources } from '../../import/Sources'
import { IncidentSheet } from '../../incident/IncidentSheet'
import { Button } from '../../parts/Button'
import { Panel } from '../../parts/Panel'
import { Quality } from '../../quality/Quality'
import { SettingsForm } from '../../settings/SettingsForm'
import type { ViewProps, WorkspaceActions } from '../../view'
import css from './Data.module.css'

/** Where the figures come from: the imports, what was read from them, and the rules they are counted by. */
export function Data(props: ViewProps) {
  const { opened, query, onQuery, answer, readRows, readIncident, readQuality, actions } = props
  const { batches, settings, asOf } = opened
  const { timeZone } = settings
  const [shownImport, setShownImport] = useState('')
  const sources = useRef<HTMLDivElement>(null)
  const importing = useRef<HTMLDivElement>(null)
  const observedFrom = useRef<HTMLInputElement>(null)
  const onFigures = () => onQuery({ view: 'overview' })
  const { readAgain, sheet } = useReadAgain(actions, timeZone, onFigures)
  const showImport = (batchId: string) => {
    setShownImport(batchId)
    reach(sources.current)
  }
  const sourceTable = (
    <div ref={sources} tabIndex={-1}>
      <Sources
        batches={batches}
        timeZone={timeZone}
        undo={actions?.undo ?? null}
        open={shownImport}
        onOpen={setShownImport}
      />
    </div>
  )
  const quality = (opened.records > 0 || batches.length > 0) && (
    <Quality
      readQuality={readQuality}
      version={opened}
      batches={batches}
      timeZone={timeZone}
      mend={
        actions && {
          readAgain,
          declare: () => reach(observedFrom.current),
          importMore: () => reach(importing.current),
        }
      }
      onIncident={(incident) => onQuery({ incident })}
      onImport={showImport}
    />
  )
  return (
    <div className={css['page']}>
      {actions ? (
        <Workspace
          opened={opened}
          actions={actions}
          importing={importing}
          observedFrom={observedFrom}
          onFigures={onFigures}
          sources={sourceTable}
          quality={quality}
        />
      ) : (
        <Frozen opened={opened} sources={sourceTable} quality={quality} />
      )}
      {sheet}
      {opened.records > 0 && <Backup exportData={props.exportData} restorable={actions !== null} />}
      <IncidentSheet
        id={query.incident}
        readIncident={readIncident}
        rule={answer?.report.rule ?? settings.rule}
        asOf={asOf}
        timeZone={timeZone}
        onClose={() => onQuery({ incident: '' })}
        editing={actions && { edits: actions.edits, readRows, version: opened }}
      />
    </div>
  )
}

interface PartProps {
  readonly opened: Opened
  /** The table of imports. */
  readonly sources: ReactNode
  readonly quality: ReactNode
}

interface WorkspaceProps extends PartProps {
  readonly actions: WorkspaceActions
  readonly importing: RefObject<HTMLDivElement | null>
  readonly observedFrom: RefObject<HTMLInputElement | null>
  readonly onFigures: () => void
}

function Workspace(props: WorkspaceProps) {
  const { opened, actions, importing, observedFrom, onFigures, sources, quality } = props
  const { settings, batches } = opened
  return (
    <>
      <div ref={importing} tabIndex={-1} className={css['first']}>
        <Panel title="Import">
          <ImportPanel actions={actions} onFigures={onFigures} timeZone={settings.timeZone} />
        </Panel>
      </div>
      <Panel
        title="Sources"
        note={batches.length > 0 && sourceWords(opened)}
        aside={<Button onPress={() => void saveTemplate()}>Download a CSV template</Button>}
      >
        {batches.length === 0 ? (
          <p>Nothing is imported yet.</p>
        ) : (
          sources
        )}
      </Panel>
      {quality}
      <EditedData
        edits={actions.edits}
        version={opened}
        timeZone={settings.timeZone}
        hasRecords={opened.records > 0}
      />
      <Panel
        title="Counting"
        note="Kept with the data. Every figure is counted by it."
        aside={
          <Button onPress={() => void saveConfig(settings)}>Download faultline.yaml</Button>
        }
      >
        <SettingsForm
          key={JSON.stringify(settings)}
          settings={settings}
          observedFrom={observedFrom}
          onSave={actions.saveSettings}
        />
      </Panel>
    </>
  )
}

function Frozen({ opened, sources, quality }: PartProps) {
  const { settings, asOf } = opened
  return (
    <>
      <p className={css['lead']}>
        This data was frozen as of {instant(asOf, settings.timeZone)}. It cannot be changed here.{' '}
        <a href="#/workspace/overview">Open a workspace of your own</a> to import files.
      </p>
      <Panel title="Sources" note={sourceWords(opened)}>
        {sources}
      </Panel>
      {quality}
    </>
  )
}

function sourceWords({ batches, records }: Opened): string {
  return `${count(batches.length, 'import')}, ${count(records, 'record')} listed`
}

/** Brings a part of the page into view, and the keyboard to it. */
function reach(part: HTMLElement | null): void {
  part?.scrollIntoView({ block: part instanceof HTMLInputElement ? 'center' : 'start' })
  part?.focus({ preventScroll: true })
}


/** The settings as the terminal and the builds of a dashboard read them. */
async function saveConfig(settings: Settings): Promise<void> {
  const { configText } = await import('../../../core/config-text')
  saveText('faultline.yaml', configText(settings))
}

async function saveTemplate(): Promise<void> {
  const { csvTemplate } = await import('../../../core/csv/export')
  saveText('faultline-template.csv', csvTemplate())
}
