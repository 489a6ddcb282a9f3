import { useRef } from 'react'
import { count, sentence, whole } from '../../../core/display'
import { ExportMenu } from '../../export/ExportMenu'
import { BulkBar } from '../../incident/edit/BulkBar'
import { NewIncident } from '../../incident/edit/NewIncident'
import { explainFlag } from '../../incident/flag-words'
import { IncidentSheet } from '../../incident/IncidentSheet'
import { EmptyState } from '../../parts/EmptyState'
import { ErrorNotice } from '../../parts/ErrorNotice'
import { MultiSelect } from '../../parts/MultiSelect'
import { Select } from '../../parts/Select'
import type { Choosing } from '../../table/choosing'
import { sortLabels, sortingOf, sortOf } from '../../table/columns'
import { FilterChips } from '../../table/FilterChips'
import { activeFilters, type ActiveFilter } from '../../table/filters'
import { IncidentTable } from '../../table/IncidentTable'
import { NothingFound } from '../../table/NothingFound'
import { SearchBox } from '../../table/SearchBox'
import { useNarrow } from '../../incident/use-narrow'
import { useChoice } from '../../table/use-choice'
import { useRowWindow, type RowWindow } from '../../table/use-row-window'
import type { ViewProps } from '../../view'
import css from './Incidents.module.css'

/** What happened: every record the question lists, and each one in full. */
export function Incidents(props: ViewProps) {
  const { opened, query, onQuery, answer, readRows, readIncident, actions } = props
  const rows = useRowWindow(readRows, query, opened)
  const narrow = useNarrow()
  const { timeZone } = opened.settings
  const filters = activeFilters(query, periodLabel(props))
  const total = rows.slice?.total ?? null
  const choice = useChoice(readRows, query)
  const list = useRef<HTMLDivElement>(null)
  return (
    <div className={css['page']}>
      <div className={css['controls']}>
        <SearchBox value={query.search} onChange={(search) => onQuery({ search })} />
        {narrow && <SortMenu {...props} />}
        {opened.flags.length > 0 && (
          <MultiSelect
            label="Flags"
            all="All flags"
            values={query.flags}
            options={opened.flags.map(({ value, count: n }) => ({
              value,
              label: sentence(explainFlag(value).label),
              note: whole(n),
            }))}
            onChange={(flags) => onQuery({ flags })}
          />
        )}
        {actions && <NewIncident edits={actions.edits} timeZone={timeZone} />}
        <p className={css['total']} role="status">
          {total === null ? 'Reading…' : totalWords(total, opened.records, filters)}
        </p>
        {total !== null && total > 0 && <ExportMenu exportData={props.exportData} />}
      </div>
      <FilterChips filters={filters} onQuery={onQuery} />
      {rows.failure !== null && (
        <ErrorNotice error={new Error(rows.failure)} title="The incidents could not be read" />
      )}
      <div ref={list} tabIndex={-1}>
        <Rows props={props} rows={rows} filters={filters} choosing={actions && choice.choosing} />
        {actions && (
          <BulkBar
            chosen={choice.rows}
            total={total ?? 0}
            edits={actions.edits}
            timeZone={timeZone}
            onAll={choice.all}
            onClear={() => {
              choice.clear()
              const row = list.current?.querySelector<HTMLElement>('tbody button[tabindex="0"]')
              const place = row ?? list.current
              place?.focus()
            }}
          />
        )}
      </div>
      <IncidentSheet
        id={query.incident}
        readIncident={readIncident}
        rule={answer?.report.rule ?? opened.settings.rule}
        asOf={opened.asOf}
        timeZone={timeZone}
        onClose={() => onQuery({ incident: '' })}
        editing={actions && { edits: actions.edits, readRows, version: opened }}
      />
    </div>
  )
}

function Rows({
  props,
  rows,
  filters,
  choosing,
}: {
  readonly props: ViewProps
  readonly rows: RowWindow
  readonly filters: readonly ActiveFilter[]
  readonly choosing: Choosing | null
}) {
  const { opened, query, onQuery, readRows } = props
  if (rows.slice?.total === 0 && !rows.busy) {
    if (filters.length === 0)
      return (
        <EmptyState title="No incidents yet">
          <p>Drop files on this page, or add them on the Data page.</p>
        </EmptyState>
      )
    return (
      <NothingFound
        filters={filters}
        query={query}
        readRows={readRows}
        onQuery={onQuery}
        records={opened.records}
      />
    )
  }
  return (
    <IncidentTable
      window={rows}
      query={query}
      onQuery={onQuery}
      timeZone={opened.settings.timeZone}
      choosing={choosing}
    />
  )
}

/** On a narrow screen there is no head to sort by. */
function SortMenu({ query, onQuery }: ViewProps) {
  const options = Object.entries(sortLabels).flatMap(([id, label]) => [
    { value: id, label: `${label} ↑` },
    { value: `-${id}`, label: `${label} ↓` },
  ])
  return (
    <Select
      label="Sort by"
      labelled
      value={sortOf(sortingOf(query.sort))}
      groups={[{ title: '', options }]}
      onChange={(sort) => onQuery({ sort })}
    />
  )
}

function totalWords(total: number, records: number, filters: readonly ActiveFilter[]): string {
  if (filters.length === 0 || total === records) return count(total, 'record')
  return `${whole(total)} of ${count(records, 'record')}`
}

function periodLabel({ answer, query }: ViewProps): string {
  const period = answer?.report.period
  return period?.token === query.period ? period.label : query.period
}
