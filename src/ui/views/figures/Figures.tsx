import { useState } from 'react'
import type { MetricId } from '../../../core/report'
import { Select } from '../../parts/Select'
import { Working } from '../../parts/Working'
import type { ViewProps } from '../../view'
import css from './figures.module.css'

/** Every figure there is, in the order people ask about it. */
const figures = [
  { id: 'availability', name: 'Availability' },
  { id: 'downtime', name: 'Downtime' },
  { id: 'budgets', name: 'Error budget' },
  { id: 'burnDown', name: 'Budget burn-down' },
  { id: 'credits', name: 'SLA credits' },
  { id: 'restore', name: 'Time to restore' },
  { id: 'response', name: 'Response' },
  { id: 'communication', name: 'Communication' },
  { id: 'frequency', name: 'Frequency and MTBF' },
  { id: 'trends', name: 'Trends' },
  { id: 'patterns', name: 'Patterns in time' },
  { id: 'causes', name: 'Causes' },
  { id: 'clusters', name: 'Recurrence' },
  { id: 'exclusions', name: 'Excluded and uncertain' },
] as const satisfies readonly { id: MetricId; name: string }[]

/** What is shared out among all services has no figure of a single one. */
const together: ReadonlySet<MetricId> = new Set(['causes', 'clusters', 'exclusions'])

/** No service can have this name: names have no line ends. */
const all = '\n'

/** Every figure with its working, one at a time. */
export function Figures({ answer, readWorking, query }: ViewProps) {
  const [id, setId] = useState<MetricId>('response')
  const [chosen, setChosen] = useState(all)
  const services = answer?.report.services ?? []
  const service = services.includes(chosen) && !together.has(id) ? chosen : null
  return (
    <div className={css['page']}>
      <nav aria-label="Figures" className={css['names']}>
        <ul>
          {figures.map((figure) => (
            <li key={figure.id}>
              <button
                type="button"
                aria-current={figure.id === id ? 'true' : undefined}
                onClick={() => setId(figure.id)}
              >
                {figure.name}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <section className={css['working']} aria-live="polite">
        <h2 className="unseen">{figures.find((figure) => figure.id === id)?.name}</h2>
        {services.length > 1 && !together.has(id) ? (
          <Select
            label="Service"
            labelled
            value={service ?? all}
            groups={[
              {
                title: '',
                options: [
                  { value: all, label: 'all together' },
                  ...services.map((name) => ({ value: name, label: name })),
                ],
              },
            ]}
            onChange={setChosen}
          />
        ) : null}
        <Working
          key={JSON.stringify([
            id,
            service,
            { ...query, search: '', flags: [], sort: '', incident: '' },
          ])}
          readWorking={readWorking}
          metric={id}
          subject={{ service }}
        />
      </section>
    </div>
  )
}
