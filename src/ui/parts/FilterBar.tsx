import { useState } from 'react'
import type { Choice, Opened } from '../../core/answers'
import type { Query } from '../../core/query'
import type { rulePresets } from '../../core/rule'
import { causeLabel } from '../cause-color'
import { sentence, whole } from '../../core/display'
import { customPeriod, periodChoices } from '../period-choices'
import { CustomPeriod } from './CustomPeriod'
import css from './FilterBar.module.css'
import { MultiSelect } from './MultiSelect'
import { Select, type Option, type OptionGroup } from './Select'

interface FilterBarProps {
  readonly opened: Opened
  readonly query: Query
  /** How the period on screen reads, where it is none of those on offer. */
  readonly periodLabel: string | null
  readonly onQuery: (change: Partial<Query>) => void
}

const comparisons: readonly OptionGroup[] = [
  {
    title: '',
    options: [
      { value: 'none', label: 'No comparison' },
      { value: 'previous', label: 'Previous period' },
      { value: 'year', label: 'Same period last year' },
    ],
  },
]

const ruleNotes = {
  impact: 'stated impact',
  statuspage: 'severity decides',
  strict: 'all count fully',
  page: 'page time',
} as const satisfies Record<keyof typeof rulePresets, string>

/** What is asked: whose figures, of when, compared with what, counting what and how. */
export function FilterBar({ opened, query, periodLabel, onQuery }: FilterBarProps) {
  const [custom, setCustom] = useState(false)
  const { asOf, settings, span } = opened
  const periods = withCurrent(
    periodChoices(span, asOf, settings.timeZone),
    query.period,
    periodLabel,
  )
  return (
    <div className={css['bar']} role="group" aria-label="Filters">
      <MultiSelect
        label="Services"
        all="All services"
        values={query.services}
        options={choices(opened.services)}
        onChange={(services) => onQuery({ services })}
      />
      <Select
        label="Period"
        value={query.period}
        groups={periods}
        active={query.period !== 'all'}
        onChange={(period) => {
          if (period === customPeriod) setCustom(true)
          else onQuery({ period })
        }}
      />
      <Select
        label="Compare with"
        value={query.compare}
        groups={comparisons}
        active={query.compare !== 'none'}
        onChange={(compare) => {
          if (compare === 'none' || compare === 'previous' || compare === 'year')
            onQuery({ compare })
        }}
      />
      <MultiSelect
        label="Causes"
        all="All causes"
        values={query.causes}
        options={choices(opened.causes, (cause) => sentence(causeLabel(cause)))}
        onChange={(causes) => onQuery({ causes })}
      />
      <MultiSelect
        label="Severities"
        all="All severities"
        values={query.severities}
        options={choices(opened.severities, sentence)}
        onChange={(values) =>
          onQuery({ severities: severityFilters.filter((one) => values.includes(one)) })
        }
      />
      <Select
        label="Rule"
        labelled
        value={query.rule}
        groups={[{ title: '', options: rules(settings.rule.name) }]}
        active={query.rule !== ''}
        onChange={(rule) => onQuery({ rule })}
      />
      <CustomPeriod
        open={custom}
        onClose={() => setCustom(false)}
        onChoose={(period) => {
          setCustom(false)
          onQuery({ period })
        }}
      />
    </div>
  )
}

const severityFilters = ['critical', 'major', 'minor', 'unknown'] as const

function choices(list: readonly Choice[], words = (value: string) => value): readonly Option[] {
  return list.map(({ value, count }) => ({ value, label: words(value), note: whole(count) }))
}

function rules(configured: string): readonly Option[] {
  return [
    { value: '', label: configured, note: 'as configured' },
    ...Object.entries(ruleNotes)
      .filter(([id]) => id !== configured)
      .map(([id, note]) => ({ value: id, label: id, note })),
  ]
}

function withCurrent(
  groups: readonly OptionGroup[],
  period: string,
  label: string | null,
): readonly OptionGroup[] {
  const known = groups.some(({ options }) => options.some(({ value }) => value === period))
  if (known) return groups
  return [{ title: 'Chosen', options: [{ value: period, label: label ?? period }] }, ...groups]
}
