import { Panel } from '../../parts/Panel'
import type { EditActions } from '../../view'
import { ChangeLog } from './ChangeLog'
import { Suggestions } from './Suggestions'

interface EditedDataProps {
  readonly edits: EditActions
  /** Changes with the data. */
  readonly version: unknown
  readonly timeZone: string
  /** Whether there are records to compare. */
  readonly hasRecords: boolean
}

/** What people changed in the data, and what they may want to. */
export function EditedData({ hasRecords, ...props }: EditedDataProps) {
  return (
    <>
      {hasRecords && (
        <Panel
          title="Possible duplicates"
          note="Same service: overlapping time in two sources, or the very same times in one"
        >
          <Suggestions {...props} />
        </Panel>
      )}
      <Panel title="Change log" note="Edits lie over the imports; each is undone by itself.">
        <ChangeLog {...props} />
      </Panel>
    </>
  )
}
