import { defaultQuery, type Query } from '../../core/query'
import { explainFlag } from '../incident/flag-words'

/** One kind of filter that is on, with what takes it off. */
export interface ActiveFilter {
  /** "Service", "Severity", "Cause", "Flag", "Search", "Period". */
  readonly name: string
  readonly values: readonly { readonly label: string; readonly without: Partial<Query> }[]
  readonly cleared: Partial<Query>
}

/** Filters that can remove rows from the table, in the order they are shown. `periodLabel` is how people read the period. */
export function activeFilters(query: Query, periodLabel: string): readonly ActiveFilter[] {
  const { services, severities, causes, flags, search, period } = query
  const filters: ActiveFilter[] = [
    {
      name: 'Period',
      values:
        period === defaultQuery.period
          ? []
          : [{ label: periodLabel, without: { period: defaultQuery.period } }],
      cleared: { period: defaultQuery.period },
    },
    {
      name: 'Service',
      values: services.map((label) => ({
        label,
        without: { services: services.filter((one) => one !== label) },
      })),
      cleared: { services: [] },
    },
    {
      name: 'Severity',
      values: severities.map((label) => ({
        label,
        without: { severities: severities.filter((one) => one !== label) },
      })),
      cleared: { severities: [] },
    },
    {
      name: 'Cause',
      values: causes.map((label) => ({
        label,
        without: { causes: causes.filter((one) => one !== label) },
      })),
      cleared: { causes: [] },
    },
    {
      name: 'Flag',
      values: flags.map((flag) => ({
        label: explainFlag(flag).label,
        without: { flags: flags.filter((one) => one !== flag) },
      })),
      cleared: { flags: [] },
    },
    {
      name: 'Search',
      values: search === '' ? [] : [{ label: `“${search}”`, without: { search: '' } }],
      cleared: { search: '' },
    },
  ]
  return filters.filter(({ values }) => values.length > 0)
}

/** Everything that removes rows taken off at once. */
export const noFilters: Partial<Query> = {
  period: defaultQuery.period,
  services: [],
  severities: [],
  causes: [],
  flags: [],
  search: '',
}
