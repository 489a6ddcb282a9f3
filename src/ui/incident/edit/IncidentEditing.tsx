import { useEffect, useRef, useState } from 'react'
import type { TableRow } from '../../../core/answers'
import { localDate } from '../../../core/calendar'
import { count } from '../../../core/display'
import { whyExcluded } from '../../../core/edits/records'
import type { Incident } from '../../../core/incident'
import { Button } from '../../parts/Button'
import type { EditActions, ViewProps } from '../../view'
import { claimField, claimValue } from '../claim-words'
import css from './edit.module.css'
import { EditFrame } from './EditFrame'
import { EditIncident } from './EditIncident'
import { PickRecord } from './PickRecord'

/** What is being done to an incident. */
export type Doing =
  | { readonly type: 'edit' | 'exclude' | 'include' | 'duplicate' | 'split' }
  | { readonly type: 'claim'; readonly conflict: number; readonly claim: number }

interface IncidentEditingProps {
  readonly incident: Incident
  readonly edits: EditActions
  readonly readRows: ViewProps['readRows']
  readonly timeZone: string
  readonly doing: Doing | null
  readonly onDoing: (doing: Doing | null) => void
}

/** What can be done to an incident, and the form of what is being done. */
export function IncidentEditing(props: IncidentEditingProps) {
  const { incident, doing, onDoing } = props
  const bar = useRef<HTMLDivElement>(null)
  const wasDoing = useRef(false)
  useEffect(() => {
    // The form has taken the place of the bar, and its control is gone with it.
    if (doing === null && wasDoing.current) bar.current?.querySelector('button')?.focus()
    wasDoing.current = doing !== null
  }, [doing])
  if (doing !== null) return <DoingForm {...props} doing={doing} />
  const why = whyExcluded(incident)
  return (
    <div ref={bar} className={css['bar']}>
      {why && (
        <p className={css['whole']}>
          Counts nowhere. {why[0]}: <bdi>{why[1] || 'not stated'}</bdi>
        </p>
      )}
      <Button onPress={() => onDoing({ type: 'edit' })}>Edit</Button>
      {why ? (
        <Button onPress={() => onDoing({ type: 'include' })}>Count again…</Button>
      ) : (
        <>
          <Button onPress={() => onDoing({ type: 'exclude' })}>Exclude…</Button>
          <Button onPress={() => onDoing({ type: 'duplicate' })}>Mark as duplicate of…</Button>
        </>
      )}
      {incident.impacts.length > 1 && (
        <Button onPress={() => onDoing({ type: 'split' })}>Split…</Button>
      )}
    </div>
  )
}

function DoingForm(props: IncidentEditingProps & { readonly doing: Doing }) {
  const { incident, edits, readRows, timeZone, doing, onDoing } = props
  const [other, setOther] = useState<TableRow | null>(null)
  const end = () => onDoing(null)
  const frame = { edits, onDone: end, onCancel: end }
  switch (doing.type) {
    case 'edit':
      return (
        <EditIncident
          incident={incident}
          edits={edits}
          timeZone={timeZone}
          onDone={end}
          onCancel={end}
        />
      )
    case 'exclude':
      return (
        <EditFrame
          {...frame}
          title="Exclude from all figures"
          action={{ type: 'exclude', ids: [incident.id] }}
          save="Exclude"
        >
          <p>The record stays listed with its reason and counts nowhere.</p>
        </EditFrame>
      )
    case 'include':
      return (
        <EditFrame
          {...frame}
          title="Count again in all figures"
          action={{ type: 'include', ids: [incident.id] }}
          save="Count again"
        />
      )
    case 'duplicate':
      return (
        <EditFrame
          {...frame}
          title="Mark as a duplicate"
          action={other && { type: 'duplicate', ids: [incident.id], of: other.id }}
          reason="The same incident in two sources"
          save="Mark as duplicate"
        >
          <p>The other record counts, this one stays listed and counts nowhere.</p>
          <PickRecord
            name="The record that counts"
            not={incident.id}
            picked={other}
            near={monthOf(incident, timeZone)}
            readRows={readRows}
            timeZone={timeZone}
            onPick={setOther}
          />
        </EditFrame>
      )
    case 'split':
      return (
        <EditFrame
          {...frame}
          title={`Split into ${count(incident.impacts.length, 'incident')}`}
          action={{ type: 'split', id: incident.id }}
          save="Split"
        >
          <p>One incident for each time of impact; the first keeps the posts and the page.</p>
        </EditFrame>
      )
    case 'claim': {
      const conflict = incident.conflicts[doing.conflict]
      const claim = conflict?.claims[doing.claim]
      if (!claim) return null
      const said = `${claimField(claim.field)} ${claimValue(claim, timeZone)}`
      return (
        <EditFrame
          {...frame}
          title={`Settle the contradiction with “${said}”`}
          action={{
            type: 'claim',
            id: incident.id,
            conflict: doing.conflict,
            claim: doing.claim,
            quote: claim.quote,
          }}
          reason={`Stated in: ${claim.source}`}
          save="Take this claim"
        >
          <p>
            Times and bounds follow it. All claims stay; the contradiction is no longer listed until
            the edit is undone.
          </p>
        </EditFrame>
      )
    }
  }
}

/** A duplicate lies in the same month, nearly always. */
function monthOf({ impacts }: Incident, timeZone: string): string {
  const [first] = impacts
  if (!first) return 'all'
  const { year, month } = localDate(first.from, timeZone)
  return `${year}-${String(month).padStart(2, '0')}`
}
