import { useState } from 'react'
import type { Query } from '../../../core/query'
import type { ScreenReport } from '../../../core/answers'
import { causeColor, causeLabel } from '../../cause-color'
import { brief, count, duration, share, sentence } from '../../../core/display'
import { Button } from '../../parts/Button'
import { Panel } from '../../parts/Panel'
import { Why } from '../../parts/Why'
import css from './Causes.module.css'

interface CausesProps {
  readonly report: ScreenReport
  readonly query: Query
  readonly onQuery: (change: Partial<Query>) => void
}

/** Further causes are summed up. */
const most = 6

export function Causes({ report, query, onQuery }: CausesProps) {
  const [byCount, setByCount] = useState(false)
  const measure = (cause: ScreenReport['causes'][number]) => (byCount ? cause.n : cause.rawMinutes)
  const sorted = report.causes.toSorted((a, b) => measure(b) - measure(a))
  const shown = sorted.slice(0, most)
  const rest = sorted.slice(most)
  const top = Math.max(1e-9, ...shown.map(measure))
  const total = sorted.reduce((sum, cause) => sum + measure(cause), 0)
  const [first] = sorted
  return (
    <Panel
      title={
        first && total > 0
          ? `${sentence(causeLabel(first.cause))} took ${share(measure(first) / total)} of the ${byCount ? 'incidents' : 'minutes'}`
          : 'Where the minutes went'
      }
      note={`By cause, ${byCount ? 'incidents' : 'raw minutes of downtime'}`}
      aside={
        <>
          <Button look="quiet" onPress={() => setByCount(!byCount)}>
            {byCount ? 'By minutes' : 'By count'}
          </Button>
          <Why metric="causes" label="Where the minutes went" />
        </>
      }
    >
      {shown.length === 0 ? (
        <p className={css['none']}>No downtime in this period.</p>
      ) : (
        <ul className={css['causes']}>
          {shown.map((cause) => (
            <li key={causeLabel(cause.cause)}>
              <Button
                look="quiet"
                onPress={() => {
                  const value = cause.cause ?? 'unclassified'
                  onQuery({ causes: query.causes.includes(value) ? [] : [value] })
                }}
              >
                <span className="unseen">Show only </span>
                <span className={css['words']}>
                  <bdi>{sentence(causeLabel(cause.cause))}</bdi>
                  <span>
                    <strong>
                      {byCount ? count(cause.n, 'incident') : brief(cause.rawMinutes)}
                    </strong>{' '}
                    <small>{byCount ? brief(cause.rawMinutes) : count(cause.n, 'incident')}</small>
                  </span>
                </span>
                <span className={css['track']}>
                  <span
                    style={{
                      width: `${(measure(cause) / top) * 100}%`,
                      background: causeColor(cause.cause),
                    }}
                  />
                </span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      {rest.length > 0 ? (
        <p className={css['none']}>
          {count(rest.length, 'further cause')}:{' '}
          {byCount
            ? count(
                rest.reduce((sum, { n }) => sum + n, 0),
                'incident',
              )
            : duration(rest.reduce((sum, { rawMinutes }) => sum + rawMinutes, 0))}
        </p>
      ) : null}
    </Panel>
  )
}
