import { useEffect, useState } from 'react'
import type { TableRow } from '../../../core/answers'
import { date } from '../../../core/display'
import { defaultQuery } from '../../../core/query'
import { Button } from '../../parts/Button'
import type { ViewProps } from '../../view'
import css from './edit.module.css'
import { Field } from './EditFields'

interface PickRecordProps {
  readonly name: string
  /** Id that cannot be picked. */
  readonly not: string
  readonly picked: TableRow | null
  /** Token of the period that is shown before anything is searched. */
  readonly near: string
  readonly readRows: ViewProps['readRows']
  readonly timeZone: string
  readonly onPick: (row: TableRow) => void
}

const pauseMs = 200
const shown = 5

/** Finds a record by words of its title or its id. */
export function PickRecord(props: PickRecordProps) {
  const { name, not, picked, near, readRows, timeZone, onPick } = props
  const [search, setSearch] = useState('')
  const [rows, setRows] = useState<readonly TableRow[]>([])
  useEffect(() => {
    let wanted = true
    const timer = setTimeout(() => {
      readRows(
        { ...defaultQuery, search, period: search === '' ? near : 'all' },
        0,
        shown + 1,
      ).then(
        (slice) => wanted && setRows(slice.rows),
        () => wanted && setRows([]),
      )
    }, pauseMs)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [readRows, search, near])
  return (
    <>
      <Field
        name={name}
        value={search}
        placeholder="Words of its title, or its id"
        onChange={setSearch}
      />
      <ul className={css['list']} aria-label="Records found">
        {rows
          .filter(({ id }) => id !== not)
          .slice(0, shown)
          .map((row) => (
            <li key={row.id} className={css['entry']}>
              <p className={row.id === picked?.id ? css['picked'] : undefined}>
                <bdi>{row.title || 'Untitled'}</bdi>{' '}
                <span className={css['soft']}>
                  {date(row.startAt, timeZone)} · <bdi>{row.services.join(', ')}</bdi> ·{' '}
                  <bdi>{row.id}</bdi>
                </span>
              </p>
              <Button
                label={`${row.id === picked?.id ? 'Chosen' : 'Choose'}: ${row.title || row.id}`}
                onPress={() => onPick(row)}
              >
                {row.id === picked?.id ? 'Chosen' : 'Choose'}
              </Button>
            </li>
          ))}
      </ul>
    </>
  )
}
