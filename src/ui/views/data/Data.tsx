import type { Opened } from '../../../core/answers'
import { count, instant } from '../../../core/display'
import type { Settings } from '../../../core/settings'
import { Backup } from '../../export/Backup'
import { ImportPanel } from '../../import/ImportPanel'
import { saveText } from '../../import/save-text'
import { EditedData } from '../../incident/edit/EditedData'
import { Sources } from '../../import/Sources'
import { Button } from '../../parts/Button'
import { Panel } from '../../parts/Panel'
import { SettingsForm } from '../../settings/SettingsForm'
import type { ViewProps, WorkspaceActions } from '../../view'
import css from './Data.module.css'

/** Where the figures come from: the imports, what was read from them, and the rules they are counted by. */
export function Data({ opened, exportData, actions }: ViewProps) {
  return (
    <div className={css['page']}>
      {actions ? <Workspace opened={opened} actions={actions} /> : <Frozen opened={opened} />}
      {opened.records > 0 && <Backup exportData={exportData} restorable={actions !== null} />}
    </div>
  )
}

function Workspace({
  opened,
  actions,
}: {
  readonly opened: Opened
  readonly actions: WorkspaceActions
}) {
  const { settings, batches } = opened
  return (
    <>
      <Panel title="Import">
        <ImportPanel actions={actions} onDone={stay} timeZone={settings.timeZone} />
      </Panel>
      <Panel
        title="Sources"
        note={batches.length > 0 && sourceWords(opened)}
        aside={<Button onPress={() => void saveTemplate()}>Download a CSV template</Button>}
      >
        {batches.length === 0 ? (
          <p>Nothing is imported yet.</p>
        ) : (
          <Sources batches={batches} timeZone={settings.timeZone} undo={actions.undo} />
        )}
      </Panel>
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
          onSave={actions.saveSettings}
        />
      </Panel>
    </>
  )
}

function Frozen({ opened }: { readonly opened: Opened }) {
  const { settings, batches, asOf } = opened
  return (
    <>
      <p className={css['lead']}>
        This data was frozen as of {instant(asOf, settings.timeZone)}. It cannot be changed here.{' '}
        <a href="#/workspace/overview">Open a workspace of your own</a> to import files.
      </p>
      <Panel title="Sources" note={sourceWords(opened)}>
        <Sources batches={batches} timeZone={settings.timeZone} undo={null} />
      </Panel>
    </>
  )
}

function sourceWords({ batches, records }: Opened): string {
  return `${count(batches.length, 'import')}, ${count(records, 'record')} listed`
}

/** The page already shows what was kept. */
function stay(): void {}

/** The settings as the terminal and the builds of a dashboard read them. */
async function saveConfig(settings: Settings): Promise<void> {
  const { configText } = await import('../../../core/config-text')
  saveText('faultline.yaml', configText(settings))
}

async function saveTemplate(): Promise<void> {
  const { csvTemplate } = await import('../../../core/csv/export')
  saveText('faultline-template.csv', csvTemplate())
}
