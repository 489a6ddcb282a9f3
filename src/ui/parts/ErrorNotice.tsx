import { UserError } from '../../core/issue'
import { Button } from './Button'
import { CopyButton } from './CopyButton'
import css from './Notice.module.css'

interface ErrorNoticeProps {
  readonly error: unknown
  /** What could not be done: "The file could not be read". */
  readonly title: string
  readonly onRetry?: () => void
}

/** Says in place what went wrong and what to do. A fault of the program itself can be copied for a report. */
export function ErrorNotice({ error, title, onRetry }: ErrorNoticeProps) {
  const expected = error instanceof UserError
  return (
    <div className={`${css['notice']} ${css['error']}`} role="alert">
      <div className={css['words']}>
        <p className={css['title']}>{expected ? error.message : title}</p>
        <p className={css['hint']}>
          {expected
            ? error.hint
            : 'This is a fault in Faultline. The rest of the page still works; the details say where it happened.'}
        </p>
      </div>
      {onRetry ? <Button onPress={onRetry}>Try again</Button> : null}
      {expected ? null : <CopyButton text={details(error)} label="Copy details" />}
    </div>
  )
}

function details(error: unknown): string {
  if (error instanceof Error) return `${error.name}: ${error.message}\n${error.stack ?? ''}`
  return String(error)
}
