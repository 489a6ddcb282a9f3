import css from './KeyHelp.module.css'
import { Sheet } from './Sheet'

interface KeyHelpProps {
  readonly keys: readonly (readonly [key: string, does: string])[]
  readonly open: boolean
  readonly onClose: () => void
}

/** The keys of the page. */
export function KeyHelp({ keys, open, onClose }: KeyHelpProps) {
  return (
    <Sheet title="Keys" open={open} onClose={onClose}>
      <dl className={css['keys']}>
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Sheet>
  )
}
