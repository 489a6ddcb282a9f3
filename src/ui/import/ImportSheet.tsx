import { Sheet } from '../parts/Sheet'
import type { ImportSource, WorkspaceActions } from '../view'
import { ImportPanel } from './ImportPanel'

interface ImportSheetProps {
  readonly actions: WorkspaceActions
  readonly sources: readonly ImportSource[]
  /** Another one for every choice: files of the same names may be others. */
  readonly turn: number
  /** Id of the import whose place they take, or null. */
  readonly replaces?: string | null
  readonly timeZone: string
  readonly open: boolean
  readonly onClose: () => void
  readonly onFigures: () => void
}

/** Reads what was dropped in a sheet, which shows what was kept until it is closed. */
export function ImportSheet(props: ImportSheetProps) {
  const { actions, sources, turn, replaces = null, timeZone, open, onClose, onFigures } = props
  return (
    <Sheet title="Import" size="wide" open={open} onClose={onClose}>
      <ImportPanel
        key={turn}
        actions={actions}
        initial={sources}
        replaces={replaces}
        timeZone={timeZone}
        onFigures={() => {
          onClose()
          onFigures()
        }}
      />
    </Sheet>
  )
}
