import { useEffect, useState } from 'react'
import type { EditAction } from '../../../core/edits'
import { UserError } from '../../../core/issue'
import { effectWords } from '../../import/import-words'
import type { EditActions } from '../../view'

/** Waits for a pause in typing: each effect computes the figures anew. */
const pauseMs = 250

interface Told {
  readonly to: string
  readonly words: string
  readonly refused: boolean
}

/** What an edit would change, in a sentence; null until it is known. `refused` where it cannot be made. */
export function useEffectWords(edits: EditActions, action: EditAction | null): Told | null {
  const asked = action === null ? '' : JSON.stringify(action)
  const [told, setTold] = useState<Told | null>(null)
  useEffect(() => {
    if (asked === '') return
    let wanted = true
    const timer = setTimeout(() => {
      edits.effect(JSON.parse(asked) as EditAction).then(
        (effect) => {
          if (wanted) setTold({ to: asked, words: effectWords(effect, 'this'), refused: false })
        },
        (error: unknown) => {
          const words =
            error instanceof UserError ? error.message : 'What it changes could not be computed.'
          if (wanted) setTold({ to: asked, words, refused: true })
        },
      )
    }, pauseMs)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [edits, asked])
  return told?.to === asked && asked !== '' ? told : null
}
