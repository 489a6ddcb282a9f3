import { useState } from 'react'
import type { Settings } from '../../core/settings'
import { Button } from '../parts/Button'
import { ErrorNotice } from '../parts/ErrorNotice'
import type { WorkspaceActions } from '../view'
import css from './import.module.css'

interface BackupSettingsProps {
  readonly settings: Settings
  readonly onSave: WorkspaceActions['saveSettings']
}

/** Offers the settings of a backup that was imported: they replace the workspace's only when asked for. */
export function BackupSettings({ settings, onSave }: BackupSettingsProps) {
  const [state, setState] = useState<'offered' | 'saving' | 'used'>('offered')
  const [error, setError] = useState<unknown>(null)
  async function save() {
    setState('saving')
    setError(null)
    try {
      await onSave(settings)
      setState('used')
    } catch (reason) {
      setError(reason)
      setState('offered')
    }
  }
  return (
    <section>
      <p role="status">
        {state === 'used'
          ? 'The workspace has the settings of the backup now: '
          : 'The backup holds settings: '}
        <bdi>“{settings.title}”</bdi>, {settings.timeZone}, rule {settings.rule.name}.
      </p>
      {error === null ? null : (
        <ErrorNotice error={error} title="The settings could not be saved" />
      )}
      {state === 'used' ? null : (
        <div className={css['actions']}>
          <Button disabled={state === 'saving'} onPress={() => void save()}>
            Use the settings of this backup
          </Button>
        </div>
      )}
    </section>
  )
}
