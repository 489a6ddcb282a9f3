import { lazy, Suspense, useEffect, useState } from 'react'
import { droppedFiles } from './import/dropped-files'
import type { ImportSource, WorkspaceActions } from './view'

const ImportSheet = lazy(() =>
  import('./import/ImportSheet').then(({ ImportSheet: Component }) => ({ default: Component })),
)

interface DropImportProps {
  readonly actions: WorkspaceActions
  readonly timeZone: string
  readonly onFigures: () => void
}

interface Dropped {
  readonly files: readonly ImportSource[]
  readonly turn: number
}

/** Takes files that are dropped anywhere on the page and reads them in a sheet. */
export function DropImport({ actions, timeZone, onFigures }: DropImportProps) {
  const [dropped, setDropped] = useState<Dropped | null>(null)
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const over = (event: DragEvent) => event.preventDefault()
    const take = (files: readonly File[]) => {
      if (files.length === 0) return
      setDropped((before) => ({ files, turn: (before?.turn ?? 0) + 1 }))
      setOpen(true)
    }
    const drop = (event: DragEvent) => {
      // Otherwise the browser leaves the page to show the file.
      event.preventDefault()
      if (event.dataTransfer) void droppedFiles(event.dataTransfer).then(take)
    }
    addEventListener('dragover', over)
    addEventListener('drop', drop)
    return () => {
      removeEventListener('dragover', over)
      removeEventListener('drop', drop)
    }
  }, [])
  if (!dropped) return null
  return (
    <Suspense fallback={null}>
      <ImportSheet
        actions={actions}
        sources={dropped.files}
        turn={dropped.turn}
        timeZone={timeZone}
        open={open}
        onClose={() => setOpen(false)}
        onFigures={onFigures}
      />
    </Suspense>
  )
}
