import css from './wizard.module.css'

const steps = [
  { id: 'choose', label: 'File' },
  { id: 'match', label: 'Columns' },
  { id: 'times', label: 'Dates and units' },
  { id: 'values', label: 'Values' },
  { id: 'review', label: 'Review' },
] as const

export type StepId = (typeof steps)[number]['id']

interface StepsProps {
  readonly current: StepId
  /** The last step that can be gone to now; the current one unless given. */
  readonly reach?: StepId
  /** Goes to another step; the first one gives the files up. */
  readonly onStep: (step: StepId) => void
}

/** Where in the import one is; earlier steps can be returned to, and later ones once nothing before them is open. */
export function Steps({ current, reach = current, onStep }: StepsProps) {
  const at = steps.findIndex(({ id }) => id === current)
  const last = steps.findIndex(({ id }) => id === reach)
  return (
    <nav aria-label="Steps of the import" className={css['steps']}>
      <ol>
        {steps.map(({ id, label }, place) => (
          <li key={id} data-state={place < at ? 'done' : place === at ? 'now' : 'later'}>
            {place !== at && place <= last ? (
              <button type="button" onClick={() => onStep(id)}>
                <span className={css['place']}>{place + 1}</span>
                {label}
              </button>
            ) : (
              <span aria-current={place === at ? 'step' : undefined}>
                <span className={css['place']}>{place + 1}</span>
                {label}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}
