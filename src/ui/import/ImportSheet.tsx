import { Sheet } from '../parts/Sheet'
import type { ImportSource, WorkspaceActions } from '../view'
import { ImportPanel } from './ImportPanel'

interface ImportSheetProps {
  readonly actions: WorkspaceActions
  readonly sources: readonly ImportSource[]
  readonly timeZone: string
  readonly open: boolean
  readonly onClose: () => void
}

/** Reads what was dropped in a sheet, which shows what was kept until it is closed. */
export function ImportSheet({ actions, sources, timeZone, open, onClose }: ImportSheetProps) {
  return (
    <Sheet title="Import" size="wide" open={open} onClose={onClose}>
      <ImportPanel
        key={sources.map(({ name }) => name).join('/')}
        actions={actions}
        initial={sources}
        timeZone={timeZone}
        onDone={stay}
      />
    </Sheet>
  )
}

function stay(): void {}
