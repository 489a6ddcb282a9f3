import { useState } from 'react'
import type { Incident } from '../../../core/incident'
import type { EditActions } from '../../view'
import { changesOf, draftOf } from './edit-draft'
import { EditFields } from './EditFields'
import { EditFrame } from './EditFrame'

interface EditIncidentProps {
  readonly incident: Incident
  readonly edits: EditActions
  readonly timeZone: string
  readonly onDone: () => void
  readonly onCancel: () => void
}

/** Changes the fields of one incident. */
export function EditIncident({ incident, edits, timeZone, onDone, onCancel }: EditIncidentProps) {
  const [draft, setDraft] = useState(() => draftOf(incident, timeZone))
  const read = changesOf(draft, incident, timeZone)
  const fields = 'fields' in read ? read.fields : null
  return (
    <EditFrame
      title="Edit"
      action={fields && { type: 'set', ids: [incident.id], fields }}
      edits={edits}
      save="Save the edit"
      onDone={onDone}
      onCancel={onCancel}
    >
      <EditFields
        draft={draft}
        onDraft={setDraft}
        faults={'faults' in read ? read.faults : {}}
        timeZone={timeZone}
      />
    </EditFrame>
  )
}
