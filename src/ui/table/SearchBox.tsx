import { useEffect, useRef, useState } from 'react'
import css from './table-controls.module.css'

interface SearchBoxProps {
  readonly value: string
  readonly onChange: (search: string) => void
}

/** Waits for a pause in typing: each search reads the titles of all incidents. */
const pauseMs = 200

export function SearchBox({ value, onChange }: SearchBoxProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const settle = (search: string) => {
    clearTimeout(timer.current)
    setDraft(null)
    if (search !== value) onChange(search)
  }
  return (
    <form
      role="search"
      className={css['search']}
      onSubmit={(event) => {
        event.preventDefault()
        if (draft !== null) settle(draft)
      }}
    >
      <input
        type="search"
        aria-label="Search incidents"
        placeholder="Search titles and ids"
        autoComplete="off"
        spellCheck={false}
        value={draft ?? value}
        onChange={({ target }) => {
          setDraft(target.value)
          clearTimeout(timer.current)
          timer.current = setTimeout(settle, pauseMs, target.value)
        }}
      />
    </form>
  )
}
