import { useId } from 'react'
import css from './wizard.module.css'

interface PickProps {
  readonly label: string
  readonly value: string
  readonly options: readonly (readonly [value: string, label: string])[]
  readonly onPick: (value: string) => void
}

/** One answer about the whole table. */
export function Pick({ label, value, options, onPick }: PickProps) {
  const id = useId()
  return (
    <div className={css['pick']}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className={css['select']}
        value={value}
        onChange={({ target }) => onPick(target.value)}
      >
        {options.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
    </div>
  )
}
