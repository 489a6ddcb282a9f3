import { lazy, Suspense, type ReactNode } from 'react'
import { Button, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components'
import type { MetricId } from '../../core/report'
import { Icon } from './Icon'
import css from './Why.module.css'

const Declaration = lazy(() =>
  import('./Declaration').then(({ Declaration: Component }) => ({ default: Component })),
)

interface WhyProps {
  readonly metric: MetricId
  /** Name of the figure it stands beside. */
  readonly label: string
  /** The arithmetic with this question's own numbers. */
  readonly children?: ReactNode
}

/** "Why this number": the arithmetic, then what the metric declares about itself. */
export function Why({ metric, label, children }: WhyProps) {
  return (
    <DialogTrigger>
      <Button className={css['button'] ?? ''} aria-label={`${label}: why this number?`}>
        <Icon name="question" size={14} />
      </Button>
      <Popover className={css['popover'] ?? ''} placement="bottom end">
        <Dialog className={css['dialog'] ?? ''}>
          <Heading slot="title" level={3} className={css['title'] ?? ''}>
            {label}: why this number?
          </Heading>
          {children ? <div className={css['own']}>{children}</div> : null}
          <Suspense fallback={<p>Opening…</p>}>
            <Declaration metric={metric} />
          </Suspense>
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
