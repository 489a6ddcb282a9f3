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
  /** Goes back to an earlier step; the first one gives the files up. */
  readonly onStep: (step: StepId) => void
}

/** Where in the import one is; earlier steps can be returned to. */
export function Steps({ current, onStep }: StepsProps) {
  const at = steps.findIndex(({ id }) => id === current)
  return (
    <nav aria-label="Steps of the import" className={css['steps']}>
      <ol>
        {steps.map(({ id, label }, place) => (
          <li key={id} data-state={place < at ? 'done' : place === at ? 'now' : 'later'}>
            {place < at ? (
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
