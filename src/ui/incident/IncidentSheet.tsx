import { useEffect, useState } from 'react'
import type { Incident } from '../../core/incident'
import type { Rule } from '../../core/rule'
import { ErrorNotice } from '../parts/ErrorNotice'
import { Sheet } from '../parts/Sheet'
import type { EditActions, ViewProps } from '../view'
import { EditableIncident } from './EditableIncident'
import css from './incident.module.css'

interface IncidentSheetProps {
  /** Id of the open incident, or ''. */
  readonly id: string
  readonly readIncident: ViewProps['readIncident']
  readonly rule: Rule
  readonly asOf: number
  readonly timeZone: string
  readonly onClose: () => void
  /** Null where the data cannot be changed. */
  readonly editing: Editing | null
}

/** What editing needs. `version` changes with the data: the incident is then read again. */
export interface Editing {
  readonly edits: EditActions
  readonly readRows: ViewProps['readRows']
  readonly version: unknown
}

type Read = { readonly id: string; readonly incident: Incident | null; readonly error: unknown }

/** The open incident at the side of the page. */
export function IncidentSheet(props: IncidentSheetProps) {
  const { id, readIncident, rule, asOf, timeZone, onClose, editing } = props
  const version = editing?.version
  const [read, setRead] = useState<Read | null>(null)
  useEffect(() => {
    if (id === '') return
    let wanted = true
    readIncident(id).then(
      (incident) => wanted && setRead({ id, incident, error: null }),
      (error: unknown) => wanted && setRead({ id, incident: null, error }),
    )
    return () => {
      wanted = false
    }
  }, [id, readIncident, version])
  const known = read?.id === id ? read : null
  return (
    <Sheet
      title={known ? known.incident?.title || 'Incident' : 'Incident'}
      open={id !== ''}
      onClose={onClose}
      size="wide"
    >
      {known === null && <p role="status">Reading…</p>}
      {known?.error !== undefined && known?.error !== null && (
        <ErrorNotice error={known.error} title="The incident could not be read" />
      )}
      {known?.error === null && known.incident === null && (
        <p className={css['soft']}>
          There is no such incident here. The link may point into other data.
        </p>
      )}
      {known?.incident && (
        <EditableIncident
          key={id}
          incident={known.incident}
          rule={rule}
          asOf={asOf}
          timeZone={timeZone}
          editing={editing}
        />
      )}
    </Sheet>
  )
}
