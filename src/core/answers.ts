import type { Batch } from './batch'
import type { Comparison } from './comparison'
import type { Incident, Kind, Severity } from './incident'
import type { Issue, Mapping, Question, Rejection } from './issue'
import type { Range } from './metric'
import type { OddRows } from './odd-rows'
import type { Doubt, Quality } from './quality'
import type { MetricContext } from './metric-context'
import type { Cluster } from './metrics/clusters'
import { contextReport, type MetricId, type ReportOf } from './report'
import type { Settings } from './settings'

/** What the page knows of the data that is open. The incidents themselves stay in the worker. */
export interface Opened {
  readonly mode: 'dashboard' | 'workspace'
  readonly title: string
  /** Epoch ms UTC. Frozen in a dashboard, now in a workspace. */
  readonly asOf: number
  readonly settings: Settings
  /** Records that are listed: incidents, maintenance and informational ones. */
  readonly records: number
  /** First start and the latest instant in the data, or null without any. */
  readonly span: { readonly from: number; readonly to: number } | null
  /** Words for the filters, with how many records carry each. */
  readonly services: readonly Choice[]
  readonly causes: readonly Choice[]
  readonly severities: readonly Choice[]
  readonly flags: readonly Choice[]
  readonly batches: readonly Batch[]
  /** What a person must know about storage, such as "kept in memory only", or null. */
  readonly notice: string | null
}

export interface Choice {
  readonly value: string
  readonly count: number
}

/** The figures that the screen shows, and no other: the rest is computed where it is asked for. */
export const screenFigures = [
  'availability',
  'downtime',
  'restore',
  'frequency',
  'budgets',
  'causes',
  'clusters',
  'trends',
  'exclusions',
] as const satisfies readonly MetricId[]

/** Without the rows of themes: of a million incidents they would be a million numbers. */
export type ScreenReport = Omit<ReportOf<(typeof screenFigures)[number]>, 'clusters'> & {
  readonly clusters: readonly Omit<Cluster, 'rows'>[]
}

/** The figures of a question for the screen. */
export function screenReport(context: MetricContext): ScreenReport {
  const report = contextReport(context, screenFigures)
  return { ...report, clusters: report.clusters.map(({ rows: _rows, ...cluster }) => cluster) }
}

/** The figures of a question and of the period it is compared with. */
export interface Answer {
  readonly report: ScreenReport
  /** Of the period it is compared with; null where no comparison is asked for or possible. */
  readonly comparison: ScreenReport | null
  /** What changed from that period, and what chance alone would do; null together with `comparison`. */
  readonly change: Comparison | null
}

/** Incidents as table rows `[offset, offset + rows.length)` of `total` in the order asked for. */
export interface RowSlice {
  readonly total: number
  readonly offset: number
  readonly rows: readonly TableRow[]
}

/** Instants epoch ms UTC, lengths minutes. */
export interface TableRow {
  readonly id: string
  readonly title: string
  readonly kind: Kind
  readonly services: readonly string[]
  readonly severity: Severity | null
  readonly cause: string | null
  /** True where the cause was taken from the wording. */
  readonly causeInferred: boolean
  readonly startAt: number | null
  readonly endAt: number | null
  /** Union of its impacts, whatever the period; null without a start. */
  readonly downtime: { readonly raw: Range; readonly weighted: Range } | null
  readonly errorRate: {
    readonly value: number | null
    readonly low: number
    readonly high: number
  } | null
  readonly flags: readonly string[]
}

/** Columns a table can be sorted by. */
export const sortColumns = [
  'start',
  'duration',
  'title',
  'service',
  'severity',
  'cause',
  'rate',
] as const
export type SortColumn = (typeof sortColumns)[number]

/** Two records that may be the same incident. */
export interface DuplicateSuggestion {
  readonly service: string
  /** Common time over the time of both together, 0..1. */
  readonly likeness: number
  readonly records: readonly [SuggestedRecord, SuggestedRecord]
}

export interface SuggestedRecord extends TableRow {
  /** Name of the file it was read from. */
  readonly file: string
}

/** What is doubtful about the data, with the records it concerns. */
export interface DataQuality extends Omit<Quality, 'findings'> {
  readonly findings: readonly {
    readonly kind: Doubt
    readonly count: number
    /** The first of them, in order of import. */
    readonly records: readonly DoubtfulRecord[]
  }[]
  /** Columns kept with their records that no figure uses, by file. */
  readonly unused: readonly UnusedColumns[]
}

/** A record and where it was read from. */
export interface DoubtfulRecord {
  readonly id: string
  readonly title: string
  /** Epoch ms UTC. */
  readonly startAt: number | null
  readonly file: string
  /** 1-based record number in the file. */
  readonly row: number
}

export interface UnusedColumns {
  readonly file: string
  readonly columns: readonly string[]
}

/** What reading files brought, before it is kept. */
export interface Staged {
  readonly id: string
  readonly files: Batch['files']
  readonly issues: readonly Issue[]
  readonly rejected: readonly Rejection[]
  /** Open questions; while there are any, nothing can be kept. */
  readonly questions: readonly Question[]
  /** Up to 50 of the records as they would be kept. */
  readonly sample: readonly TableRow[]
  /** Up to 20 of the records read from prose, whole, with the sentences they rest on. */
  readonly reports: readonly Incident[]
  /** Records not yet in the workspace, changed ones and those already there as they are. */
  readonly changes: { readonly added: number; readonly updated: number; readonly unchanged: number }
  /** True when it was read from prose, which is shown before it is kept. */
  readonly needsReview: boolean
  /** Settings in a backup among the files. They are not kept with the import; null without any that are sound. */
  readonly backupSettings: Settings | null
  /** Edits in a backup that are not in the workspace yet. */
  readonly edits: number
  /** Name of the import whose place it would take, or null. */
  readonly takesPlaceOf: string | null
  /** Rows of tables that can be read, but are probably wrong. */
  readonly odd: OddRows
  /** The files that are tables. */
  readonly tables: readonly StagedTable[]
  /** Id of the import that brought the same files before, which are then not read again; null without one. */
  readonly repeats: string | null
}

export interface StagedTable {
  readonly file: string
  readonly header: readonly string[]
  /** Field to the columns it is read from, numbered from 0. */
  readonly fields: Readonly<Record<string, readonly number[]>>
  /** What was settled for tables with these columns, or null. */
  readonly mapping: Mapping | null
  /** Its rejected rows can be corrected cell by cell. */
  readonly delimited: boolean
}

/** Figures of the whole observed time before and after an import or an edit. */
export interface Effect {
  readonly before: EffectFigures
  readonly after: EffectFigures
}

export interface EffectFigures {
  readonly period: string
  /** Ratio, or null without observed time. */
  readonly availability: number | null
  readonly downtimeMinutes: number
  /** Weighted by the error rate. */
  readonly weightedMinutes: number
  readonly incidents: number
  /** The first promise's, or null without one. */
  readonly budget: {
    readonly service: string | null
    readonly target: number
    readonly label: string
    readonly remainingMinutes: number
  } | null
}

export interface Progress {
  readonly doneBytes: number
  readonly totalBytes: number
  readonly records: number
  /** The first records as they would be kept, while the others are still read; left out until there are some. */
  readonly first?: readonly TableRow[]
}
