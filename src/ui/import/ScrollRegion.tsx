import type { ReactNode } from 'react'
import css from './import.module.css'

/** A table that may be larger than its place. */
export function ScrollRegion({
  label,
  children,
}: {
  readonly label: string
  readonly children: ReactNode
}) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the keyboard must be able to scroll it
    <div className={css['tableScroller']} tabIndex={0} role="region" aria-label={label}>
      {children}
    </div>
  )
}
