import { useState } from 'react'
import { ImportPanel } from '../../import/ImportPanel'
import { saveText } from '../../import/save-text'
import { Button } from '../../parts/Button'
import { ErrorNotice } from '../../parts/ErrorNotice'
import { Icon } from '../../parts/Icon'
import type { WorkspaceActions } from '../../view'
import css from './FirstRun.module.css'

interface FirstRunProps {
  readonly actions: WorkspaceActions
  readonly timeZone: string
}

/** Three doors into an empty workspace: the sample, files, a pasted report. */
export function FirstRun({ actions, timeZone }: FirstRunProps) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const attempt = (act: () => Promise<void>) => {
    setBusy(true)
    setError(null)
    act().then(
      () => setBusy(false),
      (reason: unknown) => {
        setBusy(false)
        setError(reason)
      },
    )
  }
  return (
    <div className={css['page']}>
      <div>
        <h2 className={css['headline']}>Turn incident records into reliability figures</h2>
        <p className={css['lead']}>
          Everything is computed in this page. Nothing you open here leaves it.
        </p>
      </div>
      {error === null ? null : <ErrorNotice error={error} title="That did not work" />}
      <div className={css['doors']}>
        <section>
          <h3>Try the sample</h3>
          <p>
            Public incident reports of one API, 2017 to 2022. They are copied into your workspace
            and can be removed again.
          </p>
          <Button disabled={busy} onPress={() => attempt(actions.addSample)}>
            <Icon name="play" />
            Open the sample
          </Button>
          <h3>Start a table of your own</h3>
          <p>One row per incident: when it began, when it ended, what it was.</p>
          <Button disabled={busy} onPress={() => attempt(saveTemplate)}>
            <Icon name="download" />
            Download a CSV template
          </Button>
        </section>
        <ImportPanel actions={actions} timeZone={timeZone} />
      </div>
      <p className={`${css['lead']} dropping`}>Files can be dropped anywhere on this page.</p>
    </div>
  )
}

async function saveTemplate(): Promise<void> {
  const { csvTemplate } = await import('../../../core/csv/export')
  saveText('faultline-template.csv', csvTemplate())
}
