import { useId } from 'react'
import { sentence } from '../../../core/display'
import { attributions, causes, kinds, severities } from '../../../core/incident'
import { Button } from '../../parts/Button'
import { Select, type Option } from '../../parts/Select'
import css from './edit.module.css'
import type { DraftFaults, EditDraft, ImpactDraft } from './edit-draft'

interface EditFieldsProps {
  readonly draft: EditDraft
  readonly onDraft: (draft: EditDraft) => void
  readonly faults: DraftFaults
  readonly timeZone: string
}

/** The fields of an incident that a person can change. */
export function EditFields({ draft, onDraft, faults, timeZone }: EditFieldsProps) {
  const change = (part: Partial<EditDraft>) => onDraft({ ...draft, ...part })
  const changeImpact = (at: number, part: Partial<ImpactDraft>) =>
    change({ impacts: draft.impacts.with(at, { ...draft.impacts[at]!, ...part }) })
  return (
    <div className={css['fields']}>
      <Field name="Title" value={draft.title} onChange={(title) => change({ title })} wide />
      <Field
        name="Services, separated by commas"
        value={draft.services}
        onChange={(services) => change({ services })}
        wide
      />
      <Choice name="Severity" value={draft.severity} onChange={(severity) => change({ severity })}>
        {severityOptions}
      </Choice>
      <Choice name="Cause" value={draft.cause} onChange={(cause) => change({ cause })}>
        {withOwn(causeOptions, draft.cause)}
      </Choice>
      <Choice name="Kind" value={draft.kind} onChange={(kind) => change({ kind })}>
        {kindOptions}
      </Choice>
      <Choice
        name="Attribution"
        value={draft.attribution}
        onChange={(attribution) => change({ attribution })}
      >
        {attributionOptions}
      </Choice>
      {draft.impacts.map((impact, at) => {
        const number = draft.impacts.length > 1 ? ` ${at + 1}` : ''
        return (
          <div key={at} className={css['impact']}>
            <Field
              name={`Start${number} (${timeZone})`}
              value={impact.from}
              placeholder="2024-01-31 14:05"
              fault={faults[`impacts.${at}.from`]}
              onChange={(from) => changeImpact(at, { from })}
            />
            <Field
              name={`End${number} (empty: ongoing)`}
              value={impact.to}
              placeholder="2024-01-31 14:35"
              fault={faults[`impacts.${at}.to`]}
              onChange={(to) => changeImpact(at, { to })}
            />
            <Field
              name={`Error rate${number}, percent`}
              value={impact.rate}
              placeholder="not stated"
              fault={faults[`impacts.${at}.rate`]}
              onChange={(rate) => changeImpact(at, { rate })}
            />
          </div>
        )
      })}
      <div className={css['wide']}>
        <Button
          look="quiet"
          onPress={() => change({ impacts: [...draft.impacts, { from: '', to: '', rate: '' }] })}
        >
          Add a time of impact
        </Button>
      </div>
    </div>
  )
}

export const severityOptions = withNone(severities, 'Not stated')
const attributionOptions = withNone(attributions, 'Not stated')
const kindOptions: readonly Option[] = kinds.map((value) => ({ value, label: sentence(value) }))
export const causeOptions: readonly Option[] = [
  { value: '', label: 'Not stated' },
  ...causes.map((value) => ({ value, label: value })),
]

function withNone(values: readonly string[], none: string): readonly Option[] {
  return [{ value: '', label: none }, ...values.map((value) => ({ value, label: sentence(value) }))]
}

/** A label of the user's own stays choosable. */
function withOwn(options: readonly Option[], value: string): readonly Option[] {
  return options.some((option) => option.value === value)
    ? options
    : [...options, { value, label: value }]
}

interface FieldProps {
  readonly name: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly placeholder?: string
  readonly fault?: string | undefined
  readonly wide?: boolean
}

export function Field({ name, value, onChange, placeholder, fault, wide = false }: FieldProps) {
  const id = useId()
  return (
    <div className={`${css['field']} ${wide ? css['wide'] : ''}`}>
      <label htmlFor={id}>{name}</label>
      <input
        id={id}
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        aria-invalid={fault !== undefined}
        aria-describedby={fault === undefined ? undefined : `${id}-fault`}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
      {fault !== undefined && (
        <p id={`${id}-fault`} className={css['fault']} role="alert">
          {fault}
        </p>
      )}
    </div>
  )
}

interface ChoiceProps {
  readonly name: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly children: readonly Option[]
}

export function Choice({ name, value, onChange, children }: ChoiceProps) {
  return (
    <div className={css['field']}>
      <span aria-hidden="true">{name}</span>
      <Select
        label={name}
        value={value}
        groups={[{ title: '', options: children }]}
        onChange={onChange}
      />
    </div>
  )
}
