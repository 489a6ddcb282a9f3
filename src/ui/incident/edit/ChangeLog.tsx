import { useEffect, useState } from 'react'
import { count, instant, sentence } from '../../../core/display'
import { concerns, type LoggedEdit } from '../../../core/edits'
import { Button } from '../../parts/Button'
import { ErrorNotice } from '../../parts/ErrorNotice'
import type { EditActions } from '../../view'
import css from './edit.module.css'
import { editWords } from './edit-words'

interface ChangeLogProps {
  readonly edits: EditActions
  /** Changes with the data. */
  readonly version: unknown
  readonly timeZone: string
  /** Only what concerns this record, or everything. */
  readonly id?: string
}

const shownFirst = 50

/** Every edit with its time and reason, the latest first; each can be undone by itself. */
export function ChangeLog({ edits, version, timeZone, id }: ChangeLogProps) {
  const [log, setLog] = useState<readonly LoggedEdit[] | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [shown, setShown] = useState(shownFirst)
  useEffect(() => {
    let wanted = true
    edits.log().then(
      (read) => wanted && setLog(read),
      (fault: unknown) => wanted && setError(fault),
    )
    return () => {
      wanted = false
    }
  }, [edits, version])
  const own = (log ?? []).filter((edit) => id === undefined || concerns(edit, id))
  if (error !== null) return <ErrorNotice error={error} title="The change log failed" />
  if (own.length === 0)
    return id === undefined ? <p className={css['soft']}>Nothing was edited.</p> : null
  const waiting = own.filter(({ problem }) => problem !== null).length
  return (
    <section className={css['log']} {...(id !== undefined && { 'aria-label': 'Change log' })}>
      {id === undefined ? null : <h3>Change log</h3>}
      {waiting > 0 && (
        <p className={css['soft']}>
          {count(waiting, 'edit waits', 'edits wait')} for the records they speak of.
        </p>
      )}
      <ol className={css['list']}>
        {own.slice(0, shown).map((edit) => (
          <Entry
            key={edit.id}
            edit={edit}
            timeZone={timeZone}
            named={id === undefined}
            onUndo={() => edits.undo(edit.id).catch(setError)}
          />
        ))}
      </ol>
      {own.length > shown && (
        <Button look="quiet" onPress={() => setShown(shown + shownFirst)}>
          Show earlier edits
        </Button>
      )}
    </section>
  )
}

function Entry({
  edit,
  timeZone,
  named,
  onUndo,
}: {
  readonly edit: LoggedEdit
  readonly timeZone: string
  /** Whether to say which record it is. */
  readonly named: boolean
  readonly onUndo: () => Promise<void>
}) {
  const [busy, setBusy] = useState(false)
  const words = editWords(edit.action, timeZone)
  return (
    <li className={css['entry']}>
      <div>
        <p>
          <bdi>{`${named ? subjectOf(edit) : ''}${named ? words : sentence(words)}.`}</bdi>
        </p>
        <p className={css['soft']}>
          {instant(edit.at, timeZone)} · <bdi>{edit.reason}</bdi>
        </p>
        {edit.problem !== null && (
          <p className={css['fault']}>
            Waits: <bdi>{edit.problem}</bdi>
          </p>
        )}
      </div>
      <Button
        disabled={busy}
        label={`Undo: ${words}`}
        onPress={() => {
          setBusy(true)
          void onUndo().finally(() => setBusy(false))
        }}
      >
        Undo
      </Button>
    </li>
  )
}

/** The one record an edit changes, to stand before its words. */
function subjectOf({ action }: LoggedEdit): string {
  switch (action.type) {
    case 'split':
    case 'claim':
      return `${action.id}: `
    case 'set':
    case 'exclude':
    case 'include':
    case 'duplicate':
      return action.ids.length === 1 ? `${action.ids[0] ?? ''}: ` : ''
    case 'merge':
    case 'create':
    case 'differ':
      return ''
  }
}
