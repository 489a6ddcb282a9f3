import { useState, type ReactNode } from 'react'
import type { ImportSource, WorkspaceActions } from '../view'
import { ImportSheet } from './ImportSheet'

interface Chosen {
  readonly sources: readonly ImportSource[]
  readonly batchId: string
  readonly turn: number
}

/**
 * Asks for the files of an import again and reads them in its place: the page keeps records, not files. `sheet` has to
 * be shown somewhere.
 */
export function useReadAgain(
  actions: WorkspaceActions | null,
  timeZone: string,
  onFigures: () => void,
): { readonly readAgain: (batchId: string) => void; readonly sheet: ReactNode } {
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [open, setOpen] = useState(false)
  return {
    readAgain(batchId) {
      const chooser = document.createElement('input')
      chooser.type = 'file'
      chooser.multiple = true
      chooser.addEventListener('change', () => {
        const sources = [...(chooser.files ?? [])]
        setChosen((before) => ({ sources, batchId, turn: (before?.turn ?? 0) + 1 }))
        setOpen(true)
      })
      chooser.click()
    },
    sheet: actions && chosen && (
      <ImportSheet
        actions={actions}
        sources={chosen.sources}
        turn={chosen.turn}
        replaces={chosen.batchId}
        timeZone={timeZone}
        open={open}
        onClose={() => setOpen(false)}
        onFigures={onFigures}
      />
    ),
  }
}
