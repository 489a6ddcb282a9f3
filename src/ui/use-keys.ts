import { useEffect, useEffectEvent } from 'react'

/**
 * Calls back with each key pressed on the page itself: not while typing, in a dialog or list, or with a modifier. After
 * `g` the next key comes as `g` and that key.
 */
export function useKeys(onKey: (keys: string) => void): void {
  const call = useEffectEvent(onKey)
  useEffect(() => {
    let lead = ''
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isElsewhere(event.target)) return
      const keys = `${lead}${event.key.toLowerCase()}`
      lead = keys === 'g' ? 'g' : ''
      if (keys === '/') event.preventDefault()
      if (keys !== 'g') call(keys)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}

function isElsewhere(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, [role=dialog], [role=listbox], [role=menu]') !== null
  )
}
