import { Button } from '../parts/Button'
import { Icon } from '../parts/Icon'
import { Panel } from '../parts/Panel'
import type { ViewProps } from '../view'
import css from './Backup.module.css'
import { useExport } from './use-export'

interface BackupProps {
  readonly exportData: ViewProps['exportData']
  /** Whether the data can be changed here, and a backup be restored. */
  readonly restorable: boolean
}

/** Everything as a file to keep. */
export function Backup({ exportData, restorable }: BackupProps) {
  const { busy, save } = useExport(exportData)
  return (
    <Panel title="Backup">
      <p className={css['words']}>
        A backup holds every record with its claims, updates and source, the change log, the
        settings and the list of imports.
        {restorable
          ? ' To restore it, import the file like any other; it offers its settings then.'
          : ' To work on with it, import the file into a workspace of your own.'}
      </p>
      <div className={css['buttons']}>
        <Button disabled={busy} onPress={() => void save('all', 'json')}>
          <Icon name="download" />
          Download a backup
        </Button>
        <Button disabled={busy} onPress={() => void save('all', 'csv')}>
          Download everything as CSV
        </Button>
        {busy ? <p role="status">Writing…</p> : null}
      </div>
    </Panel>
  )
}
