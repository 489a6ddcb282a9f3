import { Label, ProgressBar } from 'react-aria-components'
import css from './Progress.module.css'

interface ProgressProps {
  readonly label: string
  /** Ratio 0..1, or null where it cannot be told. */
  readonly done: number | null
  /** What has been done so far, in words. */
  readonly note?: string
}

export function Progress({ label, done, note }: ProgressProps) {
  return (
    <ProgressBar
      className={css['progress'] ?? ''}
      isIndeterminate={done === null}
      value={(done ?? 0) * 100}
    >
      {({ percentage }) => (
        <>
          <div className={css['words']}>
            <Label>{label}</Label>
            <span className={css['note']}>{note}</span>
          </div>
          <div className={css['track']}>
            <div
              className={done === null ? css['running'] : css['fill']}
              style={{ width: `${percentage ?? 30}%` }}
            />
          </div>
        </>
      )}
    </ProgressBar>
  )
}
