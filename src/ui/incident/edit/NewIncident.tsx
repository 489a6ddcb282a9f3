import { useState } from 'react'
import { Button } from '../../parts/Button'
import { Sheet } from '../../parts/Sheet'
import type { EditActions } from '../../view'
import { changesOf, draftOf, noFacts } from './edit-draft'
import { EditFields } from './EditFields'
import { EditFrame } from './EditFrame'

interface NewIncidentProps {
  readonly edits: EditActions
  readonly timeZone: string
}

/** Enters an incident by hand. */
export function NewIncident({ edits, timeZone }: NewIncidentProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onPress={() => setOpen(true)}>New incident</Button>
      <Sheet title="New incident" open={open} onClose={() => setOpen(false)} size="wide">
        <NewIncidentForm edits={edits} timeZone={timeZone} onEnd={() => setOpen(false)} />
      </Sheet>
    </>
  )
}

function NewIncidentForm({
  edits,
  timeZone,
  onEnd,
}: NewIncidentProps & { readonly onEnd: () => void }) {
  const [draft, setDraft] = useState(() => draftOf(noFacts, timeZone))
  const read = changesOf(draft, noFacts, timeZone)
  const fields = 'fields' in read ? read.fields : null
  return (
    <EditFrame
      title="What happened"
      action={fields?.title ? { type: 'create', fields } : null}
      edits={edits}
      reason="Entered by hand"
      save="Save the incident"
      onDone={onEnd}
      onCancel={onEnd}
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
