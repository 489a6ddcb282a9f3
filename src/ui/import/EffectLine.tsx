import { useEffect, useEffectEvent, useState } from 'react'
import type { Effect } from '../../core/answers'
import css from './import.module.css'
import { effectWords } from './import-words'

const pauseMs = 150

/** What an import would do to the figures, once it is worked out. */
export function EffectLine({ read }: { readonly read: () => Promise<Effect | null> }) {
  const [words, setWords] = useState('Working out what it does to the figures …')
  const begin = useEffectEvent(read)
  useEffect(() => {
    // Whoever keeps the import at once does not wait for it.
    const timer = setTimeout(() => {
      begin().then(
        (effect) => setWords(effect ? effectWords(effect) : ''),
        () => setWords('What it does to the figures could not be worked out.'),
      )
    }, pauseMs)
    return () => clearTimeout(timer)
  }, [])
  return (
    <p className={css['effect']} role="status">
      {words}
    </p>
  )
}
