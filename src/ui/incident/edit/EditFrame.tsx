import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import type { EditAction } from '../../../core/edits'
import { Button } from '../../parts/Button'
import { ErrorNotice } from '../../parts/ErrorNotice'
import type { EditActions } from '../../view'
import css from './edit.module.css'
import { useEffectWords } from './use-effect-words'

interface EditFrameProps {
  readonly title: string
  /** What would be saved; null while nothing is changed or something is wrong. */
  readonly action: EditAction | null
  readonly edits: EditActions
  /** A reason that is proposed. */
  readonly reason?: string
  readonly save: string
  readonly onDone: (editId: string) => void
  readonly onCancel: () => void
  readonly children?: ReactNode
}

/** An edit in the making: its fields, the reason, and what it would change before it is saved. */
export function EditFrame(props: EditFrameProps) {
  const { title, action, edits, save, onDone, onCancel, children } = props
  const [reason, setReason] = useState(props.reason ?? '')
  const [state, setState] = useState<'idle' | 'asked' | 'busy'>('idle')
  const [error, setError] = useState<unknown>(null)
  const effect = useEffectWords(edits, action)
  const id = useId()
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    const before = document.activeElement
    form.current?.scrollIntoView({ block: 'nearest' })
    form.current?.querySelector('input')?.focus()
    return () => {
      // Back to where it was opened, if that is still there.
      if (before instanceof HTMLElement && before !== document.body && before.isConnected)
        before.focus()
    }
  }, [])
  const lacksReason = state === 'asked' && reason.trim() === ''
  const submit = async () => {
    setState('asked')
    if (action === null || reason.trim() === '') return
    setState('busy')
    setError(null)
    try {
      onDone(await edits.make(action, reason))
    } catch (fault) {
      setError(fault)
      setState('idle')
    }
  }
  return (
    <form
      ref={form}
      className={css['frame']}
      aria-labelledby={`${id}-title`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <p id={`${id}-title`} className={css['title']}>
        {title}
      </p>
      {children}
      <div className={css['field']}>
        <label htmlFor={id}>Reason</label>
        <input
          id={id}
          autoComplete="off"
          aria-invalid={lacksReason}
          aria-describedby={`${id}-hint`}
          placeholder="Why it is changed, for the change log"
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
        <p id={`${id}-hint`} className={css['fault']}>
          {lacksReason ? 'Say in a few words why.' : ''}
        </p>
      </div>
      <p className={effect?.refused ? css['fault'] : css['effect']} role="status">
        {action === null
          ? 'Nothing is changed yet.'
          : (effect?.words ?? 'Computing what it changes…')}
      </p>
      {error === null ? null : <ErrorNotice error={error} title="The edit could not be saved" />}
      <div className={css['actions']}>
        <button
          type="submit"
          className={css['submit']}
          disabled={action === null || effect?.refused === true || state === 'busy'}
        >
          {save}
        </button>
        <Button look="quiet" onPress={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
