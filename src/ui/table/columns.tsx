import {
  createColumnHelper,
  metaHelper,
  rowSortingFeature,
  tableFeatures,
  type SortingState,
} from '@tanstack/react-table'
import { sortColumns, type SortColumn, type TableRow } from '../../core/answers'
import { clock, date, errorRate, range, sentence } from '../../core/display'
import { CauseMark, Missing, RowFlags } from './cells'
import css from './incident-table.module.css'

/** A place in the table; `row` is null until it has been read. */
export interface Line {
  readonly index: number
  readonly row: TableRow | null
}

export const features = tableFeatures({
  rowSortingFeature,
  tableMeta: metaHelper<{ readonly timeZone: string }>(),
})

const helper = createColumnHelper<typeof features, Line>()

/** The columns in their order. Ids are those a query sorts by; `flags` cannot be sorted. */
export const columns = helper.columns([
  helper.accessor(({ row }) => row?.startAt ?? null, {
    id: 'start',
    header: 'Start',
    cell: ({ row, table }) => {
      const startAt = row.original.row?.startAt ?? null
      const timeZone = table.options.meta?.timeZone ?? 'UTC'
      if (startAt === null) return <Missing reason="no start stated" />
      return (
        <>
          {date(startAt, timeZone)} <span className={css['soft']}>{clock(startAt, timeZone)}</span>
        </>
      )
    },
  }),
  helper.accessor(({ row }) => row?.title ?? '', {
    id: 'title',
    header: 'Title',
  }),
  helper.accessor(({ row }) => row?.services.join(', ') ?? '', {
    id: 'service',
    header: 'Service',
    cell: ({ getValue }) =>
      getValue() === '' ? (
        <Missing reason="no service stated" />
      ) : (
        <bdi title={getValue()}>{getValue()}</bdi>
      ),
  }),
  helper.accessor(({ row }) => row?.severity ?? null, {
    id: 'severity',
    header: 'Severity',
    cell: ({ getValue, row }) => {
      const kind = row.original.row?.kind
      if (kind !== undefined && kind !== 'incident') return sentence(kind)
      const severity = getValue()
      return severity ? sentence(severity) : <Missing reason="no severity stated" />
    },
  }),
  helper.accessor(({ row }) => row?.cause ?? null, {
    id: 'cause',
    header: 'Cause',
    cell: ({ row }) => {
      const one = row.original.row
      if (!one?.cause) return <Missing reason="no cause stated or recognised" />
      return <CauseMark cause={one.cause} inferred={one.causeInferred} />
    },
  }),
  helper.accessor(({ row }) => row?.downtime?.raw.value ?? null, {
    id: 'duration',
    header: 'Duration',
    cell: ({ row }) => {
      const downtime = row.original.row?.downtime
      return downtime ? range(downtime.raw) : <Missing reason="no time of impact stated" />
    },
  }),
  helper.accessor(({ row }) => row?.errorRate?.high ?? null, {
    id: 'rate',
    header: 'Error rate',
    cell: ({ row }) => {
      const rate = row.original.row?.errorRate
      return rate ? errorRate(rate) : <Missing reason="not stated" />
    },
  }),
  helper.display({
    id: 'flags',
    header: 'Flags',
    enableSorting: false,
    cell: ({ row }) => (row.original.row ? <RowFlags row={row.original.row} /> : null),
  }),
])

/** `-start` as TanStack keeps it. An unknown column sorts by start, newest first, as the rows then come. */
export function sortingOf(sort: string): SortingState {
  const id = sort.replace(/^-/, '')
  if (!sortColumns.some((column) => column === id)) return [{ id: 'start', desc: true }]
  return [{ id, desc: sort.startsWith('-') }]
}

/** As a query writes it. */
export function sortOf(sorting: SortingState): string {
  const [first] = sorting
  return first ? `${first.desc ? '-' : ''}${first.id}` : '-start'
}

/** Names of the columns that can be sorted by, for a menu. */
export const sortLabels: Readonly<Record<SortColumn, string>> = {
  start: 'Start',
  duration: 'Duration',
  title: 'Title',
  service: 'Service',
  severity: 'Severity',
  cause: 'Cause',
  rate: 'Error rate',
}
