import { useId, type ReactNode } from 'react'
import css from './Panel.module.css'

interface PanelProps {
  /** States the finding where there is one: "August used 83 % of the budget". */
  readonly title: string
  /** Unit and rule. */
  readonly note?: ReactNode
  /** Controls at the end of the heading. */
  readonly aside?: ReactNode
  readonly children: ReactNode
}

/** A part of a page below its own heading. Parts are set apart by space and hairlines. */
export function Panel({ title, note, aside, children }: PanelProps) {
  const id = useId()
  return (
    <section className={css['panel']} aria-labelledby={id}>
      <div className={css['head']}>
        <div>
          <h2 id={id} className={css['title']}>
            {title}
          </h2>
          {note ? <p className={css['note']}>{note}</p> : null}
        </div>
        {aside ? <div className={css['aside']}>{aside}</div> : null}
      </div>
      {children}
    </section>
  )
}
