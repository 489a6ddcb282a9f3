import type { Query } from '../../core/query'
import { Icon } from '../parts/Icon'
import type { ActiveFilter } from './filters'
import css from './table-controls.module.css'

interface FilterChipsProps {
  readonly filters: readonly ActiveFilter[]
  readonly onQuery: (change: Partial<Query>) => void
}

/** The filters that are on; each can be taken off. */
export function FilterChips({ filters, onQuery }: FilterChipsProps) {
  if (filters.length === 0) return null
  return (
    <ul className={css['chips']} aria-label="Active filters">
      {filters.flatMap(({ name, values }) =>
        values.map(({ label, without }) => (
          <li key={`${name} ${label}`}>
            <button
              type="button"
              className={css['chip']}
              aria-label={`Remove the filter ${name}: ${label}`}
              onClick={() => onQuery(without)}
            >
              <span className={css['chipName']}>{name}</span>
              <bdi>{label}</bdi>
              <Icon name="cross" size={12} />
            </button>
          </li>
        )),
      )}
    </ul>
  )
}
