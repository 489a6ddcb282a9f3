import { useState } from 'react'
import { count } from '../../../core/display'
import { severities, type Severity } from '../../../core/incident'
import type { EditAction } from '../../../core/edits'
import { Button } from '../../parts/Button'
import type { EditActions } from '../../view'
import css from './edit.module.css'
import { listOf } from './edit-draft'
import { causeOptions, Choice, Field, severityOptions } from './EditFields'
import { EditFrame } from './EditFrame'

interface BulkBarProps {
  /** Ids in the order they were chosen. */
  readonly chosen: readonly string[]
  readonly edits: EditActions
  readonly onClear: () => void
}

type Doing = 'severity' | 'cause' | 'service' | 'exclude' | 'merge'

/** What can be done to several records at once: one edit, undone as one. */
export function BulkBar({ chosen, edits, onClear }: BulkBarProps) {
  const [doing, setDoing] = useState<Doing | null>(null)
  const [value, setValue] = useState<string | null>(null)
  if (chosen.length === 0) return null
  const begin = (what: Doing) => {
    setValue(null)
    setDoing(what)
  }
  const records = count(chosen.length, 'record')
  return (
    <div className={css['bulk']}>
      <div className={css['bar']} role="group" aria-label="Chosen records">
        <span role="status">{records} chosen</span>
        <Button onPress={() => begin('severity')}>Severity…</Button>
        <Button onPress={() => begin('cause')}>Cause…</Button>
        <Button onPress={() => begin('service')}>Service…</Button>
        <Button onPress={() => begin('exclude')}>Exclude…</Button>
        {chosen.length > 1 && <Button onPress={() => begin('merge')}>Merge…</Button>}
        <Button look="quiet" onPress={onClear}>
          Choose none
        </Button>
      </div>
      {doing && (
        <EditFrame
          key={doing}
          title={`${titles[doing]} ${records}`}
          action={actionOf(doing, chosen, value)}
          edits={edits}
          save={saves[doing]}
          onDone={() => {
            setDoing(null)
            onClear()
          }}
          onCancel={() => setDoing(null)}
        >
          {doing === 'severity' && (
            <Choice name="Severity" value={value ?? unchosen} onChange={setValue}>
              {severityOptions}
            </Choice>
          )}
          {doing === 'cause' && (
            <Choice name="Cause" value={value ?? unchosen} onChange={setValue}>
              {causeOptions}
            </Choice>
          )}
          {doing === 'service' && (
            <Field
              name="Services, separated by commas"
              value={value ?? ''}
              placeholder="In place of those they have"
              onChange={setValue}
            />
          )}
          {doing === 'exclude' && <p>They stay listed with the reason and count nowhere.</p>}
          {doing === 'merge' && (
            <p>
              The record chosen first takes the times, services and texts of all; the others count
              nowhere. Every service then counts for all times of impact.
            </p>
          )}
        </EditFrame>
      )}
    </div>
  )
}

/** What a choice shows before anything is chosen. */
const unchosen = 'Choose…'

const titles: Readonly<Record<Doing, string>> = {
  severity: 'Set the severity of',
  cause: 'Set the cause of',
  service: 'Set the services of',
  exclude: 'Exclude',
  merge: 'Merge',
}

const saves: Readonly<Record<Doing, string>> = {
  severity: 'Save the edit',
  cause: 'Save the edit',
  service: 'Save the edit',
  exclude: 'Exclude',
  merge: 'Merge',
}

function actionOf(doing: Doing, ids: readonly string[], value: string | null): EditAction | null {
  if (value === null && doing !== 'exclude' && doing !== 'merge') return null
  switch (doing) {
    case 'severity': {
      const severity: Severity | null = severities.find((one) => one === value) ?? null
      return { type: 'set', ids, fields: { severity } }
    }
    case 'cause':
      return { type: 'set', ids, fields: { cause: value || null } }
    case 'service': {
      const services = listOf(value ?? '')
      return services.length > 0 ? { type: 'set', ids, fields: { services } } : null
    }
    case 'exclude':
      return { type: 'exclude', ids }
    case 'merge':
      return { type: 'merge', ids }
  }
}
