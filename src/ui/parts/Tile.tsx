import type { ReactNode } from 'react'
import css from './Tile.module.css'

interface TileProps {
  readonly label: string
  /** The figure as text. */
  readonly value: string
  /** A smaller figure beside it, such as the bounds. */
  readonly beside?: string | null
  readonly verdict?: ReactNode
  /** The figure of the period compared with, and what can be said of the difference. */
  readonly comparison?: ReactNode
  /** What it is taken over: "n = 5 closed incidents". */
  readonly basis: string
  readonly why: ReactNode
}

/** One figure with everything it takes to read it. */
export function Tile({ label, value, beside, verdict, comparison, basis, why }: TileProps) {
  return (
    <section className={css['tile']} aria-label={label}>
      <div className={css['head']}>
        <h2>{label}</h2>
        {why}
      </div>
      <p className={css['value']}>
        <span>{value}</span>
        {beside ? <small>{beside}</small> : null}
      </p>
      <div className={css['verdict']}>{verdict}</div>
      <p className={css['basis']}>{basis}</p>
      {comparison ? <p className={css['basis']}>{comparison}</p> : null}
    </section>
  )
}
