import type { ReactNode } from 'react'
import css from './Notice.module.css'

/** Says why there is nothing to see and what can be done about it. */
export function EmptyState({
  title,
  children,
}: {
  readonly title: string
  readonly children?: ReactNode
}) {
  return (
    <div className={css['empty']}>
      <h2>{title}</h2>
      {children}
    </div>
  )
}
