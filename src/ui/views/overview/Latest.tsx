import { useEffect, useState } from 'react'
import type { Opened, RowSlice, TableRow } from '../../../core/answers'
import type { Query } from '../../../core/query'
import type { ScreenReport } from '../../../core/answers'
import { causeColor, causeLabel } from '../../cause-color'
import { count, date, duration, listed, nothing, range, sentence } from '../../../core/display'
import { Button } from '../../parts/Button'
import { ErrorNotice } from '../../parts/ErrorNotice'
import { Panel } from '../../parts/Panel'
import type { ViewProps } from '../../view'
import css from './Latest.module.css'

interface LatestProps {
  readonly report: ScreenReport
  readonly opened: Opened
  readonly query: Query
  readonly onQuery: ViewProps['onQuery']
  readonly readRows: ViewProps['readRows']
}

const most = 5

export function Latest({ report, opened, query, onQuery, readRows }: LatestProps) {
  const [slice, setSlice] = useState<RowSlice | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    let current = true
    readRows({ ...query, sort: '-start', search: '', flags: [] }, 0, most).then(
      (rows) => {
        if (!current) return
        setSlice(rows)
        setError(null)
      },
      (reason: unknown) => {
        if (current) setError(reason)
      },
    )
    return () => {
      current = false
    }
  }, [readRows, opened, query])
  const zone = report.period.timeZone
  return (
    <Panel
      title="Latest incidents"
      {...(slice ? { note: `${count(slice.total, 'record')} in this question` } : {})}
      aside={
        <Button look="quiet" onPress={() => onQuery({ view: 'incidents', sort: '-start' })}>
          All incidents
        </Button>
      }
    >
      {error === null ? null : <ErrorNotice error={error} title="The list could not be read" />}
      {slice?.rows.length === 0 ? (
        <p className={css['none']}>No incident in this period.</p>
      ) : (
        <ul className={css['rows']}>
          {(slice?.rows ?? []).map((row) => (
            <li key={row.id}>
              <button
                type="button"
                onClick={() => onQuery({ view: 'incidents', incident: row.id })}
              >
                <span className={css['when']}>{date(row.startAt, zone)}</span>
                <span className={css['what']}>
                  <bdi>{row.title || 'Untitled'}</bdi>
                  <small>
                    <span className={css['chip']} style={{ background: causeColor(row.cause) }} />
                    {sentence(causeLabel(row.cause))}
                    {row.services.length > 0 ? ` · ${listed(row.services)}` : ''}
                  </small>
                </span>
                <span className={css['long']}>{lengthWords(row)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

function lengthWords({ downtime, endAt, startAt }: TableRow): string {
  if (startAt === null) return nothing
  if (endAt === null) return 'ongoing'
  return downtime ? range(downtime.raw) : duration((endAt - startAt) / 60_000)
}
