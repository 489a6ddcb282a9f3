import { createContext, lazy, Suspense, use, useState } from 'react'
import type { PromiseName } from '../../core/budget'
import type { MetricId } from '../../core/report'
import type { ViewProps } from '../view'
import { Icon } from './Icon'
import css from './Why.module.css'

const WhySheet = lazy(() =>
  import('./WhySheet').then(({ WhySheet: Component }) => ({ default: Component })),
)

/** Where the figures of a view can be asked how they came about. */
export interface WhySource {
  readonly readWorking: ViewProps['readWorking']
  /** Services in the question, to choose one of. */
  readonly services: readonly string[]
}

/** Set by a view around its figures. */
export const WhyContext = createContext<WhySource>({
  readWorking: () => Promise.reject(new Error('no figure is shown here')),
  services: [],
})

interface WhyProps {
  readonly metric: MetricId
  /** Name of the figure it stands beside. */
  readonly label: string
  /** Whose figure it is; null or not given = all services in question together. */
  readonly service?: string | null
  /** Of a budget: which one. */
  readonly promise?: PromiseName
}

/** "Why this number": opens what it was computed from, in full. */
export function Why({ metric, label, service = null, promise }: WhyProps) {
  const source = use(WhyContext)
  const [open, setOpen] = useState<boolean | null>(null)
  return (
    <>
      <button
        type="button"
        className={css['button']}
        aria-haspopup="dialog"
        aria-label={`${label}: why this number?`}
        onClick={() => setOpen(true)}
      >
        <Icon name="question" size={14} />
      </button>
      {open === null ? null : (
        <Suspense fallback={null}>
          <WhySheet
            source={source}
            metric={metric}
            label={label}
            subject={promise ? { service, promise } : { service }}
            open={open}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  )
}
