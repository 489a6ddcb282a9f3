import { useEffect, useState } from 'react'
import { ImportPanel } from './import/ImportPanel'
import { Sheet } from './parts/Sheet'
import type { ImportSource, WorkspaceActions } from './view'

interface DropImportProps {
  readonly actions: WorkspaceActions
  readonly timeZone: string
}

/** Takes files that are dropped anywhere on the page and reads them in a sheet. */
export function DropImport({ actions, timeZone }: DropImportProps) {
  const [dropped, setDropped] = useState<readonly ImportSource[] | null>(null)
  useEffect(() => {
    const over = (event: DragEvent) => event.preventDefault()
    const drop = (event: DragEvent) => {
      // Otherwise the browser leaves the page to show the file.
      event.preventDefault()
      const files = [...(event.dataTransfer?.files ?? [])]
      if (files.length > 0) setDropped(files)
    }
    addEventListener('dragover', over)
    addEventListener('drop', drop)
    return () => {
      removeEventListener('dragover', over)
      removeEventListener('drop', drop)
    }
  }, [])
  return (
    <Sheet title="Import" size="wide" open={dropped !== null} onClose={() => setDropped(null)}>
      {dropped ? (
        <ImportPanel
          key={dropped.map(({ name }) => name).join('/')}
          actions={actions}
          initial={dropped}
          timeZone={timeZone}
          onDone={stay}
        />
      ) : null}
    </Sheet>
  )
}

/** The sheet shows what was kept until it is closed. */
function stay(): void {}
