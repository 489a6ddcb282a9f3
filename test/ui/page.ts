import { report } from '../../src/core/report'
import type { Opened } from '../../src/core/answers'
import type { Incident } from '../../src/core/incident'
import { quality } from '../../src/core/quality'
import { defaultQuery, type Query } from '../../src/core/query'
import { allowedPpm, defaultSettings, type Settings, type Slo } from '../../src/core/settings'
import { openedOf } from '../../src/io/opened'
import type { ViewProps, WorkspaceActions } from '../../src/ui/view'
import { at, framed } from '../support/incidents'

export const asOf = at('2023-01-01')

/** The promise of 99.95 % a month, or another. */
export function promise(target = 99.95, window: Slo['window'] = 'month'): Slo {
  return { target, window, allowedPpm: allowedPpm(target), basis: 'raw' }
}

/** Settings of a log that is complete since September 2017, with promises on all services together. */
export function declared(slo: readonly Slo[]): Settings {
  return { ...defaultSettings, slo, observation: { from: at('2017-09-01'), to: null } }
}

export interface Asked {
  readonly incidents: readonly Incident[]
  readonly settings?: Settings
  readonly query?: Partial<Query>
  readonly mode?: Opened['mode']
}

/** What a view sees when these incidents are open. */
export function propsOf({
  incidents,
  settings = declared([promise()]),
  query = {},
  mode = 'dashboard',
}: Asked): ViewProps {
  const { frame } = framed(incidents)
  const asked = { ...defaultQuery, ...query }
  return {
    opened: openedOf({ mode, title: 'A log', asOf, settings, batches: [], notices: [], frame }),
    query: asked,
    onQuery: () => undefined,
    answer: { report: report(frame, asked, settings, asOf), comparison: null, change: null },
    readRows: () => Promise.resolve({ total: 0, offset: 0, rows: [] }),
    readIncident: () => Promise.resolve(null),
    readWorking: () => Promise.resolve(''),
    readQuality: () =>
      Promise.resolve({
        ...quality(frame, settings, asOf),
        findings: [],
        unused: [],
      }),
    exportData: () => Promise.resolve(),
    actions: mode === 'workspace' ? actions : null,
  }
}

const actions: WorkspaceActions = {
  stage: () => Promise.reject(new Error('not asked for')),
  stagedEffect: () => Promise.resolve(null),
  preview: () => Promise.reject(new Error('not asked for')),
  tableCells: () => Promise.reject(new Error('not asked for')),
  tableWords: () => Promise.reject(new Error('not asked for')),
  commit: () => Promise.resolve(),
  discard: () => Promise.resolve(),
  undo: () => Promise.resolve(),
  saveSettings: () => Promise.resolve(),
  addSample: () => Promise.resolve(),
  edits: {
    make: () => Promise.resolve('e1'),
    undo: () => Promise.resolve(),
    effect: () => Promise.reject(new Error('not asked for')),
    log: () => Promise.resolve([]),
    duplicates: () => Promise.resolve([]),
  },
}
