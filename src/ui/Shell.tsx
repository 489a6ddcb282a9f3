import { lazy, Suspense, useEffect, useState } from 'react'
import type { Opened } from '../core/answers'
import { defaultQuery, queryFromHash, queryHash, type Query } from '../core/query'
import type { Compute } from '../io/compute'
import type { FirstScreen } from '../io/first-screen'
import { pushHash, replaceHash } from '../io/hash'
import { modeHash, questionHash, type Mode } from '../io/source'
import { moment } from '../core/display'
import { DropImport } from './DropImport'
import css from './Shell.module.css'
import { Button } from './parts/Button'
import { exportName } from './export/export-name'
import { ErrorBoundary } from './parts/ErrorBoundary'
import { ErrorNotice } from './parts/ErrorNotice'
import { FilterPlaces } from './parts/FilterPlaces'
import { Icon } from './parts/Icon'
import { Mark } from './parts/Mark'
import { ThemeSwitch } from './parts/ThemeSwitch'
import { saveFile } from './save-file'
import { neighbour } from './stepping'
import { useKeys } from './use-keys'
import { useReport } from './use-report'
import type { View, ViewProps } from './view'
import * as views from './views'

interface ShellProps {
  readonly compute: Compute
  readonly opened: Opened
  readonly hash: string
  /** Whether a dashboard is embedded, to go back to from the workspace. */
  readonly hasDashboard: boolean
  /** What the build has computed for the embedded dashboard, or null. */
  readonly first: FirstScreen | null
}

// Figures first: what opens menus and dialogs is fetched beside them.
const FilterBar = lazy(() =>
  import('./parts/FilterBar').then(({ FilterBar: Component }) => ({ default: Component })),
)
const Sheet = lazy(() =>
  import('./parts/Sheet').then(({ Sheet: Component }) => ({ default: Component })),
)
const KeyHelp = lazy(() =>
  import('./parts/KeyHelp').then(({ KeyHelp: Component }) => ({ default: Component })),
)

const pages = Object.entries<View>(views).toSorted(([, a], [, b]) => a.place - b.place)

/** Header, filters and the view that is asked for. */
export function Shell({ compute, opened, hash, hasDashboard, first }: ShellProps) {
  const { mode } = opened
  const actions = mode === 'workspace' ? compute.actions : null
  const query = queryFromHash(questionHash(hash))
  const { answer, error, busy } = useReport(compute, opened, query, first)
  const [filtering, setFiltering] = useState<boolean | null>(null)
  const fault = useStrayFault()
  const [id, view] = pages.find(([name]) => name === query.view) ?? pages[0] ?? ['', null]
  const heading = view ? titleIn(mode, id, view) : ''
  useEffect(() => {
    document.title = `${heading} · ${opened.title}`
  }, [heading, opened.title])
  const ask = (change: Partial<Query>) => {
    const typed = Object.keys(change).every((name) => name === 'search')
    const next = modeHash(mode, queryHash({ ...query, view: id, ...change }))
    if (typed) replaceHash(next)
    else pushHash(next)
    if (change.view !== undefined && change.view !== id) scrollTo(0, 0)
  }
  const exportData: ViewProps['exportData'] = async (what, as) =>
    saveFile(exportName(opened, as), await compute.exportData(query, what, as))
  const [helping, setHelping] = useState<boolean | null>(null)
  useKeys((keys) => {
    const period = answer?.report.period
    const page = pages.find(([name]) => keys === `g${name.charAt(0)}`)
    if (page) ask({ view: page[0] })
    else if (keys === '?') setHelping(true)
    // The menu of what is listed stands on that page and opens itself.
    else if (keys === 'e' && id !== 'incidents') ask({ view: 'incidents' })
    else if (keys === 'x') ask({ compare: query.compare === 'none' ? 'previous' : 'none' })
    else if (keys === '[' && period) ask({ period: neighbour(period, 'before') })
    else if (keys === ']' && period) ask({ period: neighbour(period, 'after') })
    else if (keys === '/') {
      const search = document.querySelector<HTMLInputElement>('main input[type=search]')
      if (search) search.focus()
      else ask({ view: 'incidents' })
    }
  })
  const filters = (
    <Suspense fallback={<FilterPlaces rule={answer?.report.rule.name ?? ''} />}>
      <FilterBar
        opened={opened}
        query={query}
        periodLabel={answer?.report.period.label ?? null}
        onQuery={ask}
      />
    </Suspense>
  )
  const zone = opened.settings.timeZone
  const rule = answer?.report.rule.name ?? opened.settings.rule.name
  const basis = `as of ${moment(opened.asOf, zone)} · ${zone} · rule: ${rule}`
  return (
    <div className={css['shell']}>
      <a
        className={`unseen ${css['skip']}`}
        href="#main"
        onClick={(event) => {
          event.preventDefault()
          document.getElementById('main')?.focus()
        }}
      >
        Skip to the figures
      </a>
      <header className={css['header']}>
        <h1 className={css['title']}>
          <Mark />
          <bdi>{opened.title}</bdi>
        </h1>
        <nav className={css['nav']} aria-label="Pages">
          {pages.map(([name, page]) => (
            <a
              key={name}
              href={modeHash(mode, queryHash({ ...query, ...unlisted, view: name }))}
              aria-current={name === id ? 'page' : undefined}
              title={page.question}
            >
              {titleIn(mode, name, page)}
            </a>
          ))}
        </nav>
        <div className={css['tools']}>
          {hasDashboard ? (
            <a href={mode === 'dashboard' ? '#/workspace/overview' : '#/overview'}>
              {mode === 'dashboard' ? 'Your workspace' : 'Back to the dashboard'}
            </a>
          ) : null}
          <ThemeSwitch />
        </div>
      </header>
      {opened.records > 0 ? (
        <section className={css['question']} aria-label="Question">
          <div className={css['filters']}>{filters}</div>
          <div className={css['filter-button']}>
            <Button onPress={() => setFiltering(true)}>
              <Icon name="filter" />
              Filters{narrowing(query)}
            </Button>
          </div>
          <p className={css['basis']}>{basis}</p>
        </section>
      ) : null}
      <Suspense fallback={null}>
        {filtering === null ? null : (
          <Sheet title="Filters" open={filtering} onClose={() => setFiltering(false)}>
            {filters}
          </Sheet>
        )}
        {helping === null ? null : (
          <KeyHelp keys={keyHelp} open={helping} onClose={() => setHelping(false)} />
        )}
      </Suspense>
      <main id="main" tabIndex={-1} className={css['main']} aria-busy={busy}>
        {opened.notice ? (
          <div className={css['notice']}>
            <p>{opened.notice}</p>
            {actions && opened.records > 0 ? (
              <Button onPress={() => void exportData('all', 'json')}>Download a backup</Button>
            ) : null}
          </div>
        ) : null}
        {fault === null ? null : <ErrorNotice error={fault.error} title="Something went wrong" />}
        {error === null ? null : (
          <ErrorNotice error={error} title="The figures could not be computed" />
        )}
        {view ? (
          <ErrorBoundary key={id} title={`${heading} could not be shown`}>
            <Suspense fallback={<p className={css['waiting']}>Opening…</p>}>
              <view.Component
                opened={opened}
                query={query}
                onQuery={ask}
                answer={answer}
                readRows={compute.readRows}
                readIncident={compute.readIncident}
                readWorking={(figure, subject) => compute.readWorking(query, figure, subject)}
                readQuality={compute.readQuality}
                exportData={exportData}
                actions={actions}
              />
            </Suspense>
          </ErrorBoundary>
        ) : null}
      </main>
      {actions ? (
        <DropImport actions={actions} timeZone={zone} onFigures={() => ask({ view: 'overview' })} />
      ) : null}
      <footer className={css['foot']}>
        <Mark size={14} />
        {` Faultline · computed in this page · ${basis}`}
      </footer>
    </div>
  )
}

/** Another page begins with nothing opened, and with all records in the list. */
const { incident, search, flags } = defaultQuery
const unlisted = { incident, search, flags }

const keyHelp = [
  ...pages.map(([name, { title }]) => [`g ${name.charAt(0)}`, title] as const),
  ['/', 'Search incidents'],
  ['[', 'Period before'],
  [']', 'Period after'],
  ['x', 'Compare with the previous period, or stop'],
  ['e', 'Export the incidents listed'],
  ['?', 'These keys'],
  ['Esc', 'Close what is open'],
] as const

/** Where nothing can be changed, the page of the data only shows its sources. */
function titleIn(mode: Mode, name: string, view: View): string {
  return mode === 'dashboard' && name === 'data' ? 'Sources' : view.title
}

function narrowing({ services, causes, severities, period, compare, rule }: Query): string {
  const lists = [services, causes, severities].filter((list) => list.length > 0).length
  const words = [period !== 'all', compare !== 'none', rule !== ''].filter(Boolean).length
  return lists + words > 0 ? ` (${lists + words})` : ''
}

/** A fault that no part of the page has caught: it is shown, not lost. */
function useStrayFault(): { readonly error: unknown } | null {
  const [fault, setFault] = useState<{ readonly error: unknown } | null>(null)
  useEffect(() => {
    const onRejection = (event: PromiseRejectionEvent) => setFault({ error: event.reason })
    const onError = (event: ErrorEvent) => {
      // The browser's own note that an observer was late; nothing is wrong with the page.
      if (!event.message.startsWith('ResizeObserver')) setFault({ error: event.error })
    }
    addEventListener('unhandledrejection', onRejection)
    addEventListener('error', onError)
    return () => {
      removeEventListener('unhandledrejection', onRejection)
      removeEventListener('error', onError)
    }
  }, [])
  return fault
}
