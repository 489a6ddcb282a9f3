import type { ReactNode } from 'react'
import type { Incident } from '../../core/incident'
import { incidentDowntime } from '../../core/incident-downtime'
import type { Range } from '../../core/metric'
import type { Rule } from '../../core/rule'
import { duration, errorRate, instant, nothing, range } from '../../core/display'
import css from './incident.module.css'

interface IncidentFactsProps {
  readonly incident: Incident
  readonly rule: Rule
  readonly asOf: number
  readonly timeZone: string
}

interface Fact {
  readonly name: string
  readonly value: ReactNode
  readonly note: string
}

/** The figures of one incident by itself, whatever the period. */
export function IncidentFacts(props: IncidentFactsProps) {
  return (
    <dl className={css['facts']}>
      {factsOf(props).map(({ name, value, note }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
          <dd className={css['note']}>{note}</dd>
        </div>
      ))}
    </dl>
  )
}

function factsOf({ incident, rule, asOf, timeZone }: IncidentFactsProps): readonly Fact[] {
  const { impacts } = incident
  const first = impacts[0]?.from ?? null
  const ends = impacts.map(({ to }) => to)
  const ongoing = impacts.length > 0 && ends.includes(null)
  const last = ongoing || first === null ? null : Math.max(...ends.map((to) => to ?? first))
  const downtime = incidentDowntime(incident, rule, asOf)
  const rates = impacts.map((impact) => impact.errorRate)
  const one = rates[0] ?? null
  const same = rates.every((rate) => errorRate(rate) === errorRate(one))
  return [
    {
      name: 'Start',
      value: instant(first, timeZone),
      note: first === null ? 'no time of impact stated' : '',
    },
    {
      name: 'End',
      value: ongoing ? 'Ongoing' : instant(last, timeZone),
      note: ongoing ? `counts up to ${instant(asOf, timeZone)}` : '',
    },
    {
      name: 'Duration',
      value: downtime ? range(inMinutes(downtime.raw)) : nothing,
      note: impacts.length > 1 ? `${impacts.length} times of impact` : '',
    },
    {
      name: 'Error rate',
      value: same ? errorRate(one) : listedRates(rates),
      note: one === null ? 'not stated' : '',
    },
    {
      name: 'Weighted',
      value: downtime ? range(inMinutes(downtime.weighted)) : nothing,
      note: `rule: ${rule.name}`,
    },
    {
      name: 'Time to restore',
      value: first === null || last === null ? nothing : duration((last - first) / 60_000),
      note: ongoing ? 'still open' : 'first start to last end',
    },
  ]
}

function inMinutes({ value, low, high }: Range): Range {
  return { value: value / 60_000, low: low / 60_000, high: high / 60_000 }
}

function listedRates(rates: readonly Incident['impacts'][number]['errorRate'][]): string {
  return rates.map((rate) => (rate === null ? 'not stated' : errorRate(rate))).join(', ')
}
