import { useState } from 'react'
import type { Batch } from '../../core/batch'
import { count, instant, whole } from '../../core/display'
import { Button } from '../parts/Button'
import { ErrorNotice } from '../parts/ErrorNotice'
import { Icon } from '../parts/Icon'
import type { WorkspaceActions } from '../view'
import css from './sources.module.css'
import { formatWords } from './import-words'
import { IssueList } from './IssueList'
import { RejectedRows } from './RejectedRows'

interface SourcesProps {
  readonly batches: readonly Batch[]
  readonly timeZone: string
  /** Null where the data cannot be changed. */
  readonly undo: WorkspaceActions['undo'] | null
  /** Id of the import that is opened, or ''. */
  readonly open: string
  readonly onOpen: (batchId: string) => void
}

/** Every import with its counts, newest first. */
export function Sources({ batches, timeZone, undo, open, onOpen }: SourcesProps) {
  const newest = batches.toSorted((a, b) => b.importedAt - a.importedAt)
  return (
    <table className={css['table']}>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Format</th>
          <th scope="col">{undo ? 'Imported' : 'As of'}</th>
          <th scope="col" className={css['number']}>
            Incidents
          </th>
          <th scope="col" className={css['number']}>
            Rejected
          </th>
          <th scope="col" className={css['number']}>
            Notes
          </th>
          {undo && (
            <th scope="col">
              <span className="unseen">Undo</span>
            </th>
          )}
        </tr>
      </thead>
      {newest.map((batch) => (
        <SourceRows
          key={batch.id}
          batch={batch}
          timeZone={timeZone}
          undo={undo}
          open={open === batch.id}
          onOpen={(isOpen) => onOpen(isOpen ? batch.id : '')}
        />
      ))}
    </table>
  )
}

interface SourceRowsProps {
  readonly batch: Batch
  readonly timeZone: string
  readonly undo: SourcesProps['undo']
  readonly open: boolean
  readonly onOpen: (open: boolean) => void
}

function SourceRows({ batch, timeZone, undo, open, onOpen }: SourceRowsProps) {
  const { files, rejected, issues } = batch
  const incidents = files.reduce((sum, file) => sum + file.incidents, 0)
  const refused = files.reduce((sum, file) => sum + file.rejected, 0)
  const formats = [...new Set(files.map(({ format }) => formatWords(format)))]
  const details = rejected.length > 0 || issues.length > 0 || files.length > 1
  return (
    <tbody className={css['source']}>
      <tr>
        <th scope="row">
          {details ? (
            <button
              type="button"
              className={css['name']}
              aria-expanded={open}
              onClick={() => onOpen(!open)}
            >
              <Icon name={open ? 'down' : 'right'} size={13} />
              <bdi>{nameOf(batch)}</bdi>
            </button>
          ) : (
            <bdi>{nameOf(batch)}</bdi>
          )}
        </th>
        <td>{formats.join(', ')}</td>
        <td>{instant(batch.importedAt, timeZone)}</td>
        <td className={css['number']} data-unit="incidents">
          {whole(incidents)}
        </td>
        <td className={css['number']} data-unit="rejected">
          {whole(refused)}
        </td>
        <td className={css['number']} data-unit="notes">
          {whole(issues.length)}
        </td>
        {undo && (
          <td className={css['undo']}>
            <UndoButton incidents={incidents} undo={() => undo(batch.id)} />
          </td>
        )}
      </tr>
      {open && (
        <tr>
          <td colSpan={undo ? 7 : 6} className={css['details']}>
            {files.length > 1 && (
              <ul>
                {files.map((file, i) => (
                  <li key={`${file.name}-${i}`}>
                    <bdi>{file.name}</bdi>: {count(file.records, 'record')} ={' '}
                    {count(file.incidents, 'incident')} + {whole(file.rejected)} rejected
                  </li>
                ))}
              </ul>
            )}
            {rejected.length > 0 && <RejectedRows rejected={rejected} />}
            {issues.length > 0 && <IssueList issues={issues} />}
          </td>
        </tr>
      )}
    </tbody>
  )
}

function nameOf({ name, files }: Batch): string {
  if (files.length <= 3) return name
  const first = files.slice(0, 2).map((file) => file.name)
  return `${first.join(', ')} and ${whole(files.length - 2)} more`
}

/** Asks in place: there is no dialog of the browser and no way back but importing again. */
function UndoButton({
  incidents,
  undo,
}: {
  readonly incidents: number
  readonly undo: () => Promise<void>
}) {
  const [state, setState] = useState<'idle' | 'asked' | 'busy'>('idle')
  const [error, setError] = useState<unknown>(null)
  const remove = async () => {
    setState('busy')
    setError(null)
    try {
      await undo()
    } catch (reason) {
      setError(reason)
    }
    setState('idle')
  }
  if (error !== null) return <ErrorNotice error={error} title="The import could not be undone" />
  if (state === 'idle') return <Button onPress={() => setState('asked')}>Undo import</Button>
  return (
    <span className={css['confirm']} role="group" aria-label="Confirm">
      <span>Remove {count(incidents, 'incident')}?</span>
      <Button disabled={state === 'busy'} onPress={() => void remove()}>
        Remove
      </Button>
      <Button disabled={state === 'busy'} look="quiet" onPress={() => setState('idle')}>
        Keep
      </Button>
    </span>
  )
}
