import {
  began,
  causeOrOutcome,
  lengthOrMoment,
  momentByContent,
  momentFields,
  ranks,
} from './aliases'
import type { Content } from './contents'
import { headerKey, headerOf, type Header } from './headers'
import { UserError } from '../issue'

/** What a column can hold. `startDate` and `endDate` are the days of times in a column of their own. */
export const columnFields = [
  'id',
  'kind',
  'services',
  'title',
  'text',
  'start',
  'end',
  'duration',
  'errorRate',
  'severity',
  'cause',
  'trigger',
  'attribution',
  'detected',
  'acknowledged',
  'identified',
  'mitigated',
  'resolved',
  'firstPost',
  'postmortem',
  'acknowledgedAfter',
  'closed',
  'startDate',
  'endDate',
  'url',
  'status',
] as const
export type ColumnField = (typeof columnFields)[number]

/** A column in use for a field. */
export interface Column extends Omit<Header, 'names'> {
  readonly index: number
  readonly header: string
}

/** The columns of each field, the one to believe first in front. */
export type Columns = ReadonlyMap<ColumnField, readonly Column[]>

const lengthFields: ReadonlySet<ColumnField> = new Set(['duration', 'acknowledgedAfter'])
/** How good a name the header is for the field, 0 for the best, or -1. `content` is null where it is not known. */
function rankOf(field: ColumnField, header: Header, content: Content | null): number {
  const known = ranks.get(field)
  const ofLength = lengthFields.has(field)
  const ofMoment = momentFields.has(field)
  if (ofLength && content !== null && !holdsLengths.has(content)) return -1
  if (ofMoment && content !== null && !holdsMoments.has(content)) return -1
  for (const name of header.names) {
    const rank = known?.get(name)
    if (rank === undefined) {
      const decided = header.unit !== null || (content !== null && stated.has(content))
      if (field === 'duration' && decided && lengthOrMoment.has(name)) return known?.size ?? 0
      continue
    }
    if (content === null && ofMoment && momentByContent.has(name)) continue
    if (content === 'outcome' && causeOrOutcome.has(name)) continue
    // Only lengths of time lose their unit: "minutes" in any other header is part of a name.
    if (name !== header.names[0] && !ofLength && header.unit !== null && header.zone === null)
      continue
    return rank
  }
  return -1
}

const holdsLengths: ReadonlySet<Content> = new Set([
  'length',
  'number',
  'serial',
  'clock',
  'nothing',
  'unseen',
])
const holdsMoments: ReadonlySet<Content> = new Set([
  'moment',
  'day',
  'serial',
  'clock',
  'nothing',
  'unseen',
])

const stated: ReadonlySet<Content> = new Set(['length', 'number', 'clock'])

function column(index: number, text: string, header: Header): Column {
  const { zone, unit, percent, order } = header
  const name = text.trim() === '' ? `column ${index + 1}` : text.trim()
  return { index, header: name, zone, unit, percent, order }
}

/** How many of the cells name a field: what a header row is told by. */
export function knownHeaders(cells: readonly string[]): number {
  let known = 0
  for (const cell of cells) {
    if (cell.length > 60) continue
    const header = headerOf(cell)
    if (columnFields.some((field) => rankOf(field, header, null) >= 0)) known++
  }
  return known
}

function fieldNamed(name: string): ColumnField | null {
  const word = name.toLowerCase().replace(/[\s_-]+/g, '')
  const own: Readonly<Record<string, ColumnField>> = {
    service: 'services',
    ack: 'acknowledged',
    rate: 'errorRate',
  }
  return (
    columnFields.find((field) => field.toLowerCase() === word) ??
    (Object.hasOwn(own, word) ? own[word] : undefined) ??
    columnFields.find((field) => ranks.get(field)?.has(word)) ??
    null
  )
}

/** Headers of each field, the one to believe first in front. */
export type KnownColumns = Partial<Readonly<Record<ColumnField, readonly string[]>>>

/** What is known of a table beside its headers. */
export interface ColumnHints {
  /** Field to header, as people say; '' = no column. */
  readonly map?: Readonly<Record<string, string>> | undefined
  /** The columns of a known program; without it the alias table decides. */
  readonly known?: KnownColumns | undefined
  /** What a column holds; without it headers alone decide. */
  readonly contents?: ((index: number) => Content) | undefined
}

/**
 * Assigns columns to fields; each column serves one field. Throws a `UserError` for a field or column of the map that does
 * not exist. `file` is for the message.
 */
export function assignColumns(
  headers: readonly string[],
  file: string,
  { map, known, contents }: ColumnHints = {},
): Columns {
  const parsed = headers.map((text) => headerOf(text))
  const taken = new Set<number>()
  const assigned = new Map<ColumnField, Column[]>()
  const refused = new Set<ColumnField>()
  const give = (field: ColumnField, indexes: readonly number[]) => {
    if (indexes.length === 0) return
    for (const index of indexes) taken.add(index)
    const made = indexes.map((index) =>
      column(index, headers[index] ?? '', parsed[index] ?? headerOf('')),
    )
    assigned.set(field, [...(assigned.get(field) ?? []), ...made])
  }
  for (const [field, index] of mapped(headers, map, file))
    if (index === null) refused.add(field)
    else give(field, [index])
  const mappedTo = new Set(taken)
  const open = columnFields.filter((field) => !assigned.has(field) && !refused.has(field))
  if (known) {
    // One column may serve two fields here: the time of resolution is the end, too.
    const free = (index: number) => !mappedTo.has(index)
    for (const field of open)
      give(field, filled(namedColumns(headers, known[field] ?? [], field).filter(free), contents))
    return assigned
  }
  const rank = (field: ColumnField, index: number) => {
    const header = parsed[index]
    return header ? rankOf(field, header, contents?.(index) ?? null) : -1
  }
  const found = (field: ColumnField) =>
    headers
      .map((_, index) => ({ index, rank: taken.has(index) ? -1 : rank(field, index) }))
      .filter((one) => one.rank >= 0)
      .sort((a, b) => a.rank - b.rank || a.index - b.index)
      .map(({ index }) => index)
  for (const field of open) {
    if (assigned.has(field)) continue
    const day = dayFields[field]
    if (day === undefined) {
      give(field, found(field).slice(0, 1))
      continue
    }
    const [times, days] = apart(
      filled(found(field), contents),
      contents,
      (index) => rank(day, index) >= 0,
    )
    const free = field === 'start' ? times.filter((index) => rank('detected', index) < 0) : times
    // Ends and starts fall back on one another; of other fields only the best column counts.
    const several = field === 'start' || field === 'end'
    give(field, several && free.length > 0 ? free : times.slice(0, 1))
    if (open.includes(day) && !assigned.has(day)) give(day, days.slice(0, 1))
  }
  return assigned
}

/** Where the days of a field stand when its times have a column of their own. */
const dayFields: Partial<Readonly<Record<ColumnField, ColumnField>>> = {
  start: 'startDate',
  end: 'endDate',
  resolved: 'endDate',
  closed: 'endDate',
}

/** Without the columns that are empty throughout, unless all are. */
function filled(indexes: readonly number[], contents: ColumnHints['contents']): readonly number[] {
  const found = contents ? indexes.filter((index) => contents(index) !== 'nothing') : indexes
  return found.length > 0 ? found : indexes
}

/** Days in a column of their own: where the times have none, or, where it is not known what the columns hold, by name. */
function apart(
  indexes: readonly number[],
  contents: ColumnHints['contents'],
  named: (index: number) => boolean,
): readonly [times: readonly number[], days: readonly number[]] {
  const isDay = (index: number) => (contents ? contents(index) === 'day' : named(index))
  if (contents && !indexes.some((index) => contents(index) === 'clock')) return [indexes, []]
  return [indexes.filter((index) => !isDay(index)), indexes.filter(isDay)]
}

function* mapped(
  headers: readonly string[],
  map: ColumnHints['map'],
  file: string,
): Generator<readonly [ColumnField, number | null]> {
  for (const [name, wanted] of Object.entries(map ?? {})) {
    const field = fieldNamed(name)
    if (field === null)
      throw new UserError(
        `${file}: "${name}" is not a field that a column can be mapped to`,
        `Fields are: ${columnFields.join(', ')}.`,
      )
    const same = wanted.trim().toLowerCase()
    const index = headers.findIndex((text) => text.trim().toLowerCase() === same)
    if (same !== '' && index < 0)
      throw new UserError(
        `${file}: there is no column "${wanted}" to map "${name}" to`,
        `Columns are: ${shownHeaders(headers)}.`,
      )
    yield [field, same === '' ? null : index]
  }
}

/** Where the headers stand. A header that repeats gives several services, of anything else the first. */
function namedColumns(
  headers: readonly string[],
  wanted: readonly string[],
  field: ColumnField,
): readonly number[] {
  const keys = headers.map(headerKey)
  const found = wanted.flatMap((name) =>
    keys.flatMap((key, index) => (key === headerKey(name) ? [index] : [])),
  )
  if (field === 'services') return found.filter((index) => keys[index] === keys[found[0] ?? -1])
  return field === 'start' || field === 'end' || field === 'status' ? found : found.slice(0, 1)
}

/** Whether the header says that something began, not only that it happened. */
export function namesBeginning(header: string): boolean {
  return headerOf(header).names.some((name) => began.has(name))
}

/** Headers for a message, at most twenty. */
export function shownHeaders(headers: readonly string[]): string {
  const names = headers
    .slice(0, 20)
    .map((text, index) => text.trim().slice(0, 40) || `column ${index + 1}`)
  return names.join(', ') + (headers.length > 20 ? ` and ${headers.length - 20} more` : '')
}
