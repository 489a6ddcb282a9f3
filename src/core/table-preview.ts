import { timeOnly } from './csv/impact'
import { wholeRecords } from './documents/beginning'
import { instant, isDateProblem, isMissing } from './dates'
import { dateEvidence, dateOrder } from './dates/day-order'
import type { FoundTable, Input } from './format'
import { recognisedFormat } from './import'
import type { Incident } from './incident'
import { UserError, type Assumptions, type Question } from './issue'
import { settledFor } from './mapping'
import { severity } from './words'

/** How the beginning of a table is read under certain answers: what a person checks before all of it is read. */
export interface TablePreview {
  readonly header: readonly string[]
  /** Per column up to three of its texts. */
  readonly samples: readonly (readonly string[])[]
  /** Per column what its texts look like, where its name says nothing. */
  readonly looks: readonly ('time' | 'severity' | null)[]
  /** Field to the columns it is read from, numbered from 0. */
  readonly fields: Readonly<Record<string, readonly number[]>>
  /** The answers that hold for this table. */
  readonly assume: Assumptions
  /** Records in the part that was read. */
  readonly records: number
  readonly questions: readonly Omit<Question, 'file'>[]
  /** Texts of time columns, the hardest to read first. */
  readonly times: readonly TimeSample[]
  /** Which number of dates such as 01/02/2024 is the day, as its dates themselves show; null where they do not. */
  readonly dates: 'day-first' | 'month-first' | null
  readonly zoneMissing: boolean
  /** Records as they are read, those that cannot become incidents first. */
  readonly rows: readonly PreviewRow[]
  /** Why nothing can be read like this, or null. */
  readonly fault: string | null
}

/** Epoch ms UTC; null where it cannot be read in this order. */
export interface TimeSample {
  readonly column: string
  readonly text: string
  readonly dayFirst: number | null
  readonly monthFirst: number | null
}

export interface PreviewRow {
  /** Number of the record, from 1. */
  readonly row: number
  readonly title: string
  /** Epoch ms UTC. */
  readonly from: number | null
  readonly to: number | null
  /** Why it cannot become an incident, or null. */
  readonly fault: string | null
}

const timeFields = ['start', 'end', 'detected', 'acknowledged', 'mitigated', 'resolved', 'closed']
const shownSamples = 3
const shownTimes = 6
const shownRows = 8

/**
 * Reads the beginning of a file as the table it is. Throws a `UserError` when the file is no table, or when nothing can
 * be read from it at all.
 */
export async function tablePreview(
  input: Input,
  assume: Assumptions,
  now: number,
): Promise<TablePreview> {
  const part = headOnly(input)
  const { head } = part
  const tables: FoundTable[] = []
  const incidents: Incident[] = []
  const rejected: PreviewRow[] = []
  const questions: Omit<Question, 'file'>[] = []
  let fault: string | null = null
  try {
    await recognisedFormat(part).read(
      part,
      {
        incident: (one) => incidents.push(one),
        reject: (row, _code, message, raw) =>
          rejected.push({ row, title: raw, from: null, to: null, fault: message }),
        issue: () => undefined,
        ask: (question) => questions.push(question),
      },
      { assume, now, onTable: (table) => tables.push(table) },
    )
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    fault = `${error.message}. ${error.hint}`
  }
  const [table] = tables
  if (!table)
    throw new UserError(
      fault ?? `${input.name}: this is not a table`,
      'Its columns cannot be mapped.',
    )
  const { header, fields } = table
  const settled = settledFor(assume, header)
  const records = table.records(head)
  const texts = header.map((_, at) => records.map((cells) => cells[at]?.trim() ?? ''))
  const timeZone = settled.timeZone ?? 'UTC'
  const timeColumns = timeFields.flatMap((field) =>
    (fields[field] ?? []).map((at) => ({
      column: header[at] ?? '',
      texts: withDays(texts[at] ?? [], texts[dayOf(fields, field)] ?? []),
    })),
  )
  const order = dateOrder(dateEvidence(timeColumns.flatMap((column) => column.texts)))
  const used = new Set(Object.values(fields).flat())
  return {
    header,
    samples: texts.map((column) => [...new Set(column.filter(stated))].slice(0, shownSamples)),
    looks: texts.map((column, at) => (used.has(at) ? null : lookOf(column.filter(stated)))),
    fields,
    assume: settled,
    records: records.length,
    questions,
    times: hardestTimes(timeColumns, timeZone),
    dates: order === 'ambiguous' || order === 'none' ? null : order,
    zoneMissing: timeColumns.some((column) => column.texts.some((text) => zoneless(text))),
    rows: [...rejected, ...hardestFirst(incidents).map(previewRow)].slice(0, shownRows),
    fault,
  }
}

/** An input that ends with the beginning of its text, without the record that it is cut in. */
function headOnly(input: Input): Input {
  const { name, encoding } = input
  const text = input.head.length < 65_536 ? input.head : wholeRecords(input.head)
  return {
    name,
    size: text.length,
    encoding,
    head: text,
    chunks: async function* () {
      yield text
    },
    text: () => Promise.resolve(text),
  }
}

/** The table as its beginning shows it. Throws a `UserError` when the file is no table. */
export async function tableOf(input: Input, assume: Assumptions, now: number): Promise<FoundTable> {
  const tables: FoundTable[] = []
  const head = headOnly(input)
  const nowhere = () => undefined
  const sink = { incident: nowhere, reject: nowhere, issue: nowhere, ask: nowhere }
  await recognisedFormat(head).read(head, sink, { assume, now, onTable: (one) => tables.push(one) })
  const [table] = tables
  if (table) return table
  throw new UserError(`${input.name}: this is not a table`, 'Its columns cannot be mapped.')
}

function stated(text: string): boolean {
  return !isMissing(text)
}

function lookOf(texts: readonly string[]): 'time' | 'severity' | null {
  if (texts.length === 0) return null
  const most = 0.8 * texts.length
  const some = texts.slice(0, 200)
  const times = some.filter((text) => !/^\d+$/.test(text) && readings(text, 'UTC').some(isInstant))
  if (times.length >= Math.min(most, 0.8 * some.length)) return 'time'
  const ranked = some.filter((text) => severity(text) !== null)
  return ranked.length >= 0.8 * some.length ? 'severity' : null
}

function isInstant(at: number | null): boolean {
  return at !== null
}

/** Day first and month first. */
function readings(text: string, timeZone: string): readonly [number | null, number | null] {
  const [dayFirst, monthFirst] = (['day-first', 'month-first'] as const).map((dates) => {
    const read = instant(text, { timeZone, dates })
    return isDateProblem(read) ? null : read.at
  })
  return [dayFirst ?? null, monthFirst ?? null]
}

function zoneless(text: string): boolean {
  if (!stated(text)) return false
  const read = instant(text, { timeZone: 'UTC', dates: 'day-first' })
  return !isDateProblem(read) && !read.zoneStated
}

interface TimeColumn {
  readonly column: string
  readonly texts: readonly string[]
}

/** The column with the day of a field's times, or -1. */
function dayOf(fields: FoundTable['fields'], field: string): number {
  const start = fields['startDate']?.[0] ?? -1
  if (field === 'start') return start
  return field === 'end' ? (fields['endDate']?.[0] ?? start) : -1
}

/** Times of day behind the days of their records. */
function withDays(texts: readonly string[], days: readonly string[]): readonly string[] {
  return texts.map((text, at) => (timeOnly.test(text) && days[at] ? `${days[at]} ${text}` : text))
}

/** Texts that mean different days in the two orders, then those that cannot be read, then the others. */
function hardestTimes(columns: readonly TimeColumn[], timeZone: string): readonly TimeSample[] {
  const samples = columns.flatMap(({ column, texts }) => {
    const ranked = [...new Set(texts.filter(stated))].slice(0, 500).map((text) => {
      const [dayFirst, monthFirst] = readings(text, timeZone)
      const either = dateEvidence([text]).either > 0
      const rank = either ? 0 : dayFirst === null && monthFirst === null ? 1 : 2
      return { rank, sample: { column, text, dayFirst, monthFirst } }
    })
    return ranked.sort((a, b) => a.rank - b.rank).slice(0, shownTimes)
  })
  return samples
    .sort((a, b) => a.rank - b.rank)
    .slice(0, shownTimes)
    .map(({ sample }) => sample)
}

/** Ongoing ones, very long ones and flagged ones before the others. */
function hardestFirst(incidents: readonly Incident[]): readonly Incident[] {
  const week = 7 * 86_400_000
  const rank = ({ impacts, flags, conflicts }: Incident) => {
    const [first] = impacts
    if (!first || first.to === null) return 0
    if (conflicts.length > 0 || first.to - first.from > week) return 1
    return flags.length > 0 ? 2 : 3
  }
  return incidents
    .map((incident) => ({ incident, rank: rank(incident) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ incident }) => incident)
}

function previewRow({ source, title, impacts }: Incident): PreviewRow {
  const [first] = impacts
  return {
    row: source.row,
    title,
    from: first?.from ?? null,
    to: first?.to ?? null,
    fault: null,
  }
}
