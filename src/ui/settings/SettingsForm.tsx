import { useId, useState, type ReactNode, type RefObject } from 'react'
import type { Settings } from '../../core/settings'
import { Button } from '../parts/Button'
import { ErrorNotice } from '../parts/ErrorNotice'
import { Select, type Option } from '../parts/Select'
import css from './settings.module.css'
import { draftOf, settingsOf, type DraftFaults, type SettingsDraft } from './settings-draft'

interface SettingsFormProps {
  readonly settings: Settings
  /** The field to which others lead. */
  readonly observedFrom?: RefObject<HTMLInputElement | null>
  readonly onSave: (settings: Settings) => Promise<void>
}

/** How the figures are counted, kept with the data. */
export function SettingsForm({ settings, observedFrom, onSave }: SettingsFormProps) {
  const [draft, setDraft] = useState(() => draftOf(settings))
  const [faults, setFaults] = useState<DraftFaults>({})
  const [error, setError] = useState<unknown>(null)
  const [state, setState] = useState<'idle' | 'busy' | 'saved'>('idle')
  const zonesId = useId()
  const change = (part: Partial<SettingsDraft>) => {
    setDraft({ ...draft, ...part })
    setState('idle')
  }
  const save = async () => {
    const wanted = settingsOf(draft, settings)
    setFaults('faults' in wanted ? wanted.faults : {})
    if ('faults' in wanted) return
    setState('busy')
    setError(null)
    try {
      await onSave(wanted.settings)
      setState('saved')
    } catch (reason) {
      setError(reason)
      setState('idle')
    }
  }
  return (
    <form
      className={css['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Field name="Title" fault={faults.title}>
        {(field) => (
          <input
            {...field}
            value={draft.title}
            onChange={({ target }) => change({ title: target.value })}
          />
        )}
      </Field>
      <Field
        name="Reporting time zone"
        hint="Months and days are cut in it; times that state no zone are read in it."
        fault={faults.timeZone}
      >
        {(field) => (
          <>
            <input
              {...field}
              list={zonesId}
              spellCheck={false}
              value={draft.timeZone}
              onChange={({ target }) => change({ timeZone: target.value })}
            />
            <datalist id={zonesId}>
              {zones.map((zone) => (
                <option key={zone} value={zone}>
                  {zone}
                </option>
              ))}
            </datalist>
          </>
        )}
      </Field>
      <Choice
        name="Counting rule"
        value={draft.rule}
        options={withCurrent(rules, draft.rule)}
        onChange={(rule) => change({ rule })}
      />
      <Field
        name="Observed from"
        hint="Since when every incident was recorded. Left empty: the month of the first one."
        fault={faults.observedFrom}
      >
        {(field) => (
          <input
            {...field}
            ref={observedFrom}
            placeholder="2024-01-31"
            spellCheck={false}
            value={draft.observedFrom}
            onChange={({ target }) => change({ observedFrom: target.value })}
          />
        )}
      </Field>
      <Field
        name="Observed to"
        hint="The last day, included. Left empty: up to the as-of instant."
        fault={faults.observedTo}
      >
        {(field) => (
          <input
            {...field}
            placeholder="2024-01-31"
            spellCheck={false}
            value={draft.observedTo}
            onChange={({ target }) => change({ observedTo: target.value })}
          />
        )}
      </Field>
      <Choice
        name="Announced maintenance"
        value={draft.maintenance}
        options={maintenances}
        onChange={(maintenance) =>
          change({ maintenance: maintenance as SettingsDraft['maintenance'] })
        }
      />
      <Field
        name="Target, percent"
        hint="The promise on all services together, such as 99.95. Left empty: none."
        fault={faults.target}
      >
        {(field) => (
          <input
            {...field}
            inputMode="decimal"
            value={draft.target}
            onChange={({ target }) => change({ target: target.value })}
          />
        )}
      </Field>
      <Choice
        name="Target window"
        value={draft.window}
        options={withCurrent(windows, draft.window)}
        onChange={(window) => change({ window: window as SettingsDraft['window'] })}
      />
      <Choice
        name="Target counts"
        value={draft.basis}
        options={bases}
        onChange={(basis) => change({ basis: basis === 'weighted' ? 'weighted' : 'raw' })}
      />
      {error === null ? null : (
        <ErrorNotice error={error} title="The settings could not be saved" />
      )}
      <div className={css['actions']}>
        <button type="submit" className={css['submit']} disabled={state === 'busy'}>
          Save settings
        </button>
        <Button
          look="quiet"
          onPress={() => {
            setDraft(draftOf(settings))
            setFaults({})
            setState('idle')
          }}
        >
          Take back
        </Button>
        <span role="status" className={css['hint']}>
          {state === 'saved' ? 'Saved. All figures are counted with it.' : ''}
        </span>
      </div>
    </form>
  )
}

const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')]

const windows: readonly Option[] = [
  { value: 'month', label: 'Calendar month' },
  { value: 'quarter', label: 'Calendar quarter' },
  { value: 'year', label: 'Calendar year' },
  { value: '28d', label: 'Rolling 28 days' },
  { value: '30d', label: 'Rolling 30 days' },
  { value: '90d', label: 'Rolling 90 days' },
  { value: 'period', label: 'The period on screen' },
]

const bases: readonly Option[] = [
  { value: 'raw', label: 'Every minute of impact whole' },
  { value: 'weighted', label: 'Minutes weighted by error rate' },
]

const rules: readonly Option[] = [
  { value: 'impact', label: 'Impact', note: 'stated impact, weighted by error rate' },
  { value: 'statuspage', label: 'Status page', note: 'weight by severity alone' },
  { value: 'strict', label: 'Strict', note: 'every incident counts whole' },
  { value: 'page', label: 'Page', note: 'page time, an upper bound' },
]

const maintenances: readonly Option[] = [
  { value: 'count', label: 'Changes nothing' },
  { value: 'exclude', label: 'Is left out of the time counted' },
  { value: 'up', label: 'Counts as up' },
]

/** A value set elsewhere, such as in a file, stays choosable. */
function withCurrent(options: readonly Option[], value: string): readonly Option[] {
  return options.some((option) => option.value === value)
    ? options
    : [...options, { value, label: value }]
}

interface FieldAttributes {
  readonly id: string
  readonly 'aria-invalid': boolean
  readonly 'aria-describedby': string | undefined
  readonly autoComplete: 'off'
}

function Field({
  name,
  hint,
  fault,
  children,
}: {
  readonly name: string
  readonly hint?: string
  readonly fault: string | undefined
  readonly children: (field: FieldAttributes) => ReactNode
}) {
  const id = useId()
  return (
    <div className={css['field']}>
      <label htmlFor={id}>{name}</label>
      {children({
        id,
        'aria-invalid': fault !== undefined,
        'aria-describedby': fault || hint ? `${id}-hint` : undefined,
        autoComplete: 'off',
      })}
      <p id={`${id}-hint`} className={fault ? css['fault'] : css['hint']} role={fault && 'alert'}>
        {fault ?? hint}
      </p>
    </div>
  )
}

function Choice({
  name,
  value,
  options,
  onChange,
}: {
  readonly name: string
  readonly value: string
  readonly options: readonly Option[]
  readonly onChange: (value: string) => void
}) {
  return (
    <div className={css['field']}>
      <span aria-hidden="true">{name}</span>
      <Select label={name} value={value} groups={[{ title: '', options }]} onChange={onChange} />
    </div>
  )
}
