import { useEffect, useState } from 'react'
import type { Incident } from '../../core/incident'
import type { Rule } from '../../core/rule'
import { ErrorNotice } from '../parts/ErrorNotice'
import { Sheet } from '../parts/Sheet'
import type { ViewProps } from '../view'
import css from './incident.module.css'
import { IncidentDetail } from './IncidentDetail'

interface IncidentSheetProps {
  /** Id of the open incident, or ''. */
  readonly id: string
  readonly readIncident: ViewProps['readIncident']
  readonly rule: Rule
  readonly asOf: number
  readonly timeZone: string
  readonly onClose: () => void
}

type Read = { readonly id: string; readonly incident: Incident | null; readonly error: unknown }

/** The open incident at the side of the page. */
export function IncidentSheet(props: IncidentSheetProps) {
  const { id, readIncident, rule, asOf, timeZone, onClose } = props
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
  }, [id, readIncident])
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
        <IncidentDetail incident={known.incident} rule={rule} asOf={asOf} timeZone={timeZone} />
      )}
    </Sheet>
  )
}
