import { useState } from 'react'
import type { Incident } from '../../core/incident'
import type { Rule } from '../../core/rule'
import { ChangeLog } from './edit/ChangeLog'
import { IncidentEditing, type Doing } from './edit/IncidentEditing'
import { IncidentDetail } from './IncidentDetail'
import css from './incident.module.css'
import type { Editing } from './IncidentSheet'

interface EditableIncidentProps {
  readonly incident: Incident
  readonly rule: Rule
  readonly asOf: number
  readonly timeZone: string
  readonly editing: Editing | null
}

/** An incident with what can be done to it and what was done to it. */
export function EditableIncident({ editing, ...detail }: EditableIncidentProps) {
  const [doing, setDoing] = useState<Doing | null>(null)
  if (editing === null) return <IncidentDetail {...detail} />
  const { edits, readRows, version } = editing
  const { incident, timeZone } = detail
  return (
    <div className={css['detail']}>
      <IncidentEditing
        incident={incident}
        edits={edits}
        readRows={readRows}
        timeZone={timeZone}
        doing={doing}
        onDoing={setDoing}
      />
      <IncidentDetail
        {...detail}
        onTake={(conflict, claim) => setDoing({ type: 'claim', conflict, claim })}
      />
      <ChangeLog edits={edits} version={version} timeZone={timeZone} id={incident.id} />
    </div>
  )
}
