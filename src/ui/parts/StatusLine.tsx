import { Button } from './Button'
import { Icon } from './Icon'
import css from './Notice.module.css'

interface StatusLineProps {
  /** What happened, or null for nothing. */
  readonly message: string | null
  readonly onDismiss: () => void
  readonly action?: { readonly label: string; readonly onPress: () => void }
}

/** One line at the foot of the window that says what was done; read aloud when it changes. */
export function StatusLine({ message, onDismiss, action }: StatusLineProps) {
  return (
    <div className={css['status']} role="status">
      {message === null ? null : (
        <div>
          <span>{message}</span>
          {action ? <Button onPress={action.onPress}>{action.label}</Button> : null}
          <Button look="quiet" label="Dismiss" onPress={onDismiss}>
            <Icon name="cross" />
          </Button>
        </div>
      )}
    </div>
  )
}
