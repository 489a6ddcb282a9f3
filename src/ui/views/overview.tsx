import { lazy, Suspense } from 'react'
import { count } from '../../core/display'
import { exclusionFlags } from '../../core/exclusion'
import { Button } from '../parts/Button'
import { CopyButton } from '../parts/CopyButton'
import { EmptyState } from '../parts/EmptyState'
import { WhyContext } from '../parts/Why'
import { headline, isNarrowed } from '../headline'
import type { View, ViewProps } from '../view'
import css from './overview/Overview.module.css'
import { Availability } from './overview/Availability'
import { Budgets } from './overview/Budgets'
import { Causes } from './overview/Causes'
import { Footnotes } from './overview/Footnotes'
import { Latest } from './overview/Latest'
import { Recurrence } from './overview/Recurrence'
import { Tiles } from './overview/Tiles'

const FirstRun = lazy(() =>
  import('./overview/FirstRun').then(({ FirstRun: Component }) => ({ default: Component })),
)

export const overview: View = {
  title: 'Overview',
  question: 'Are we keeping our promise?',
  place: 10,
  Component: Overview,
}

function Overview(props: ViewProps) {
  const { opened, query, onQuery, answer, readRows, readWorking, actions } = props
  if (opened.records === 0) {
    return actions ? (
      <Suspense fallback={<p className={css['waiting']}>Opening…</p>}>
        <FirstRun actions={actions} timeZone={opened.settings.timeZone} />
      </Suspense>
    ) : (
      <EmptyState title="This dashboard holds no records">
        <p>It was built from an empty folder. Ask whoever shared it for a new one.</p>
      </EmptyState>
    )
  }
  if (!answer) return <p className={css['waiting']}>Computing the figures…</p>
  const { report } = answer
  const words = headline(report, query)
  return (
    <WhyContext value={{ readWorking, services: report.services }}>
      <div className={css['page']}>
        <div className={css['lead']}>
          <p className={css['headline']}>
            <bdi>{unbroken(words)}</bdi>
          </p>
          <CopyButton text={words} label="Copy" />
        </div>
        {report.frequency.n === 0 && isNarrowed(query) ? (
          <div className={css['narrowed']}>
            <p>
              No incident of this period matches the filters on cause and severity. The log holds{' '}
              {count(opened.records, 'record')}.
            </p>
            <Button onPress={() => onQuery({ causes: [], severities: [] })}>
              Clear the filters
            </Button>
          </div>
        ) : null}
        <Tiles answer={answer} settings={opened.settings} />
        <div className={css['columns']}>
          <div className={css['column']}>
            <Availability report={report} onQuery={onQuery} />
            <Latest
              report={report}
              opened={opened}
              query={query}
              onQuery={onQuery}
              readRows={readRows}
            />
          </div>
          <div className={css['column']}>
            <Budgets report={report} />
            <Causes report={report} query={query} onQuery={onQuery} />
            <Recurrence report={report} />
          </div>
        </div>
        <Footnotes
          report={report}
          opened={opened}
          onRecords={() => onQuery({ view: 'data' })}
          onExcluded={() => onQuery({ view: 'incidents', flags: exclusionFlags })}
        />
      </div>
    </WhyContext>
  )
}

/** Keeps a figure and its unit on one line. */
function unbroken(words: string): string {
  return words
    .replaceAll(/(\d) (?=%|min|h |d\b|s\b)/g, '$1\u00a0')
    .replaceAll(/(h|min) (?=\d)/g, '$1\u00a0')
}
