import { useEffect, useState } from 'react'
import { defaultQuery, type Query } from '../../core/query'
import { count, whole } from '../../core/display'
import { Button } from '../parts/Button'
import { EmptyState } from '../parts/EmptyState'
import type { ViewProps } from '../view'
import { noFilters, type ActiveFilter } from './filters'
import css from './table-controls.module.css'

interface NothingFoundProps {
  readonly filters: readonly ActiveFilter[]
  readonly query: Query
  readonly readRows: ViewProps['readRows']
  readonly onQuery: (change: Partial<Query>) => void
  /** Records there are without any filter. */
  readonly records: number
}

/** Says which filter leaves nothing, and how many records come back without it. */
export function NothingFound({ filters, query, readRows, onQuery, records }: NothingFoundProps) {
  const [totals, setTotals] = useState<readonly number[] | null>(null)
  useEffect(() => {
    let wanted = true
    const reads = filters.map(({ cleared }) => readRows({ ...query, ...cleared }, 0, 1))
    Promise.all(reads).then(
      (slices) => wanted && setTotals(slices.map(({ total }) => total)),
      () => wanted && setTotals([]),
    )
    return () => {
      wanted = false
    }
  }, [filters, query, readRows])
  const alone = filters.map((filter, i) => ({ ...filter, total: totals?.[i] ?? 0 }))
  const removing = alone.filter(({ total }) => total > 0)
  return (
    <EmptyState title="No record passes the filters">
      <ul className={css['removing']} aria-live="polite">
        {removing.map(({ name, values, cleared, total }) => (
          <li key={name}>
            <span>
              {name} <bdi>{values.map(({ label }) => label).join(', ')}</bdi> removes{' '}
              {count(total, 'record')}.
            </span>
            <Button onPress={() => onQuery(cleared)}>{`Clear ${name.toLowerCase()}`}</Button>
          </li>
        ))}
      </ul>
      {totals !== null && removing.length === 0 && (
        <p>No single filter does it: only together they remove all {whole(records)}.</p>
      )}
      {filters.length > 1 && (
        <Button onPress={() => onQuery({ ...noFilters, sort: defaultQuery.sort })}>
          Clear all filters
        </Button>
      )}
    </EmptyState>
  )
}
