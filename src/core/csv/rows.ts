import { Memory, TextCells, type Cells } from './cells'
import type { Column, ColumnField, Columns } from './columns'
import type { Decisions } from './evidence'
import type { Layout } from './layout'
import { namesIn } from './names'
import { wordMeaning, type PlainWords } from './plain-rows'
import { csvNotes } from './notes'
import type { Found, RowProblem } from './impact'
import { ownNames } from './own-cells'
import { spareColumns } from './spare-columns'
import { milestoneFields, timeReader } from './times'
import { isMissing } from '../dates'
import {
  kinds as kindNames,
  severities as severityNames,
  type Attribution,
  type Impact,
  type Incident,
  type Kind,
} from '../incident'
import type { Assumptions, Issue } from '../issue'
import { wordReader } from '../mapping'
import { makeTally } from '../tally'
import {
  attribution,
  cause,
  isWork,
  kind,
  severity,
  standing,
  type SeverityReading,
  type Standing,
} from '../words'

export interface RowSettings {
  readonly file: string
  /** Id of the format, for the source of the incidents. */
  readonly format: string
  readonly layout: Layout
  readonly columns: Columns
  readonly decisions: Decisions
  readonly assume: Assumptions
  /** The zone of times without one was said for tables like this: it is not assumed. */
  readonly zoneChosen?: boolean
  /** Time of the import, epoch ms UTC. */
  readonly now: number
}

export interface RowReader {
  /** `row` is the number of the record from 1. */
  readonly read: (cells: readonly string[], row: number) => Incident | RowProblem
  /** The same with id, title and text left empty. */
  readonly readRest: (cells: Cells, row: number) => Incident | RowProblem
  /** What the words of its columns mean to plain rows. */
  readonly plainWords: () => PlainWords
  /** Told of starts that were read elsewhere, and how many of them are midnight. */
  readonly count: (starts: number, midnights: number) => void
  /** What was doubtful in the records read so far. */
  readonly issues: () => readonly Omit<Issue, 'file'>[]
}

/** Times may lie so far ahead of the import, ms. */
export const year = 366 * 86_400_000
const longestLabel = 80
/** Words of an event log that say that nothing broke. */
const noOutage = /^\s*(?:up|started|paused|resumed)\s*$/i

/** A header that says that its cells may name several services. */
const pluralServices = /(?:service|system|component|application|product|monitor)(?:s|\(s\))/i

type Word<T> = { readonly missing: boolean; readonly value: T | null }

function words<T>(read: (text: string) => T | null): Memory<Word<T>> {
  return new Memory((text) => {
    const value = text === '' ? null : read(text)
    return { missing: value === null && isMissing(text), value }
  })
}

const nothing: readonly never[] = []

/** The list as it is now; nearly always it is empty, and then one empty list serves all. */
function taken<T>(list: readonly T[]): readonly T[] {
  return list.length === 0 ? nothing : list.slice()
}

function emptied(list: unknown[]): void {
  if (list.length > 0) list.length = 0
}

/** Makes the function that turns the cells of one table into incidents. */
export function rowReader(settings: RowSettings): RowReader {
  const { file, format, layout, columns, decisions, assume } = settings
  const { headers, own } = layout
  const tally = makeTally(csvNotes)
  const times = timeReader({
    file,
    headers,
    columns,
    decisions,
    own,
    timeZone: assume.timeZone ?? 'UTC',
    zoneChosen: settings.zoneChosen ?? false,
    lengths: assume.duration,
    latest: settings.now + year,
    tally,
  })
  const one = (field: ColumnField): Column | undefined => columns.get(field)?.[0]
  const at = (field: ColumnField): number => one(field)?.index ?? -1
  const [idAt, titleAt, textAt, triggerAt, urlAt, rateAt] = [
    at('id'),
    at('title'),
    at('text'),
    at('trigger'),
    at('url'),
    at('errorRate'),
  ]
  const kindColumn = one('kind')
  const statusColumns = columns.get('status') ?? nothing
  const servicesAt = (columns.get('services') ?? []).map(({ index }) => index)
  const firstServiceAt = servicesAt[0] ?? -1
  const severityColumn = one('severity')
  const causeColumn = one('cause')
  const attributionColumn = one('attribution')

  const listed = pluralServices.test(one('services')?.header ?? '')
  const services = new Memory((text) => (own ? ownNames(text) : namesIn(text, listed)))
  const said = wordReader(assume)
  const severities = words<SeverityReading>((text) => severity(said('severity', text)))
  const kinds = words<Kind | 'no-outage' | 'work'>((text) => {
    const meant = said('kind', text)
    if (noOutage.test(meant)) return 'no-outage'
    return isWork(meant) ? 'work' : kind(meant)
  })
  const causes = words((text) => (isMissing(text) && !/unknown/i.test(text) ? null : cause(text)))
  const attributions = words<Attribution>((text) => attribution(said('attribution', text)))
  const standings = words<Standing>((text) => standing(said('status', text)))

  const { names, spare } = spareColumns(headers, columns)
  const milestonesAt = new Set(milestoneFields.map(([, field]) => at(field)))
  // Second-best starts and ends stay as they came where the record did not need them.
  const standIns = [...times.starts.slice(1), ...times.ends]
    .map(({ index }) => index)
    .filter((index) => !milestonesAt.has(index))

  /** What a column of known words says; a word that is not known is told of and kept. */
  function wordIn<T>(
    found: Found,
    column: Column | undefined,
    known: Memory<Word<T>>,
    code: string,
  ): T | null {
    if (!column) return null
    const { value, missing } = found.cells.recall(column.index, known)
    if (value === null && !missing && !found.cells.isEmpty(column.index)) {
      tally.add(code, column.header, found.row, found.cells.text(column.index))
      found.unread.push(column.index)
    }
    return value
  }

  function causeIn(found: Found): string | null {
    const label = causeColumn ? found.cells.recall(causeColumn.index, causes).value : null
    if (!causeColumn || label === null || label.length <= longestLabel) return label
    tally.add('cause-too-long', causeColumn.header, found.row, '')
    found.unread.push(causeColumn.index)
    return null
  }

  function extraOf({
    cells,
    startAt,
    endAt,
    unread,
  }: Found): readonly (readonly [string, string])[] {
    if (spare.length === 0 && standIns.length === 0 && unread.length === 0) return nothing
    const extra: (readonly [string, string])[] = []
    const keep = (index: number) => {
      if (!cells.isEmpty(index)) extra.push([names[index] ?? '', cells.text(index)])
    }
    for (const index of spare) keep(index)
    for (const index of standIns) if (index !== startAt && index !== endAt) keep(index)
    for (const index of unread) keep(index)
    return extra
  }

  /** Our own CSV lists the times of several impacts in one cell, and may state none. */
  function ownImpacts(found: Found): readonly Impact[] | RowProblem {
    const [start, end] = [times.starts[0], times.ends[0]]
    if (!start || !end) return []
    const whole = found.cells
    const list = (index: number) => whole.text(index).split(';')
    const [froms, tos, rates] = [list(start.index), list(end.index), list(rateAt)]
    if (froms.every((text) => isMissing(text)) && tos.every((text) => isMissing(text))) {
      tally.add('missing-start', start.header, found.row, '')
      return []
    }
    const impacts: Impact[] = []
    for (const [k, from] of froms.entries()) {
      const cells = headers.map((_, index) => whole.text(index))
      cells[start.index] = from
      cells[end.index] = tos[k] ?? ''
      if (rateAt >= 0) cells[rateAt] = rates[k] ?? ''
      found.cells = new TextCells(cells)
      const made = times.impact(found)
      if ('code' in made) return made
      impacts.push(made)
    }
    found.cells = whole
    return impacts.sort((a, b) => a.from - b.from)
  }

  function impactsOf(found: Found): readonly Impact[] | RowProblem {
    const start = own ? found.cells.text(times.starts[0]?.index ?? -1) : ''
    if (own && (start.includes(';') || isMissing(start))) return ownImpacts(found)
    const made = times.impact(found)
    return 'code' in made ? made : [made]
  }

  const found: Found = {
    row: 0,
    cells: new TextCells([]),
    over: null,
    open: false,
    startAt: -1,
    endAt: -1,
    flags: [],
    claims: [],
    conflicts: [],
    unread: [],
  }

  function noIncident(column: Column): RowProblem {
    return {
      code: 'not-an-incident',
      message: `${file} record ${found.row}: column "${column.header}" says "${found.cells.text(column.index).slice(0, 60)}", so it is no incident.`,
    }
  }

  function readRest(cells: Cells, row: number): Incident | RowProblem {
    found.row = row
    found.cells = cells
    found.startAt = -1
    found.endAt = -1
    emptied(found.flags)
    emptied(found.claims)
    emptied(found.conflicts)
    emptied(found.unread)
    found.over = null
    found.open = false
    for (const column of statusColumns) {
      const { value } = cells.recall(column.index, standings)
      if (value === 'no-incident') return noIncident(column)
      if (value === 'over') found.over ??= column
      else if (value === 'open') found.open = true
    }
    const stated = wordIn(found, kindColumn, kinds, 'kind-unknown')
    if (stated === 'no-outage')
      return { code: 'not-an-incident', message: `${file} record ${row}: the event is no outage.` }
    if (kindColumn && stated === 'work') return noIncident(kindColumn)
    const impacts = impactsOf(found)
    if ('code' in impacts) return impacts
    const rank = wordIn(found, severityColumn, severities, 'severity-unknown')
    const blame = wordIn(found, attributionColumn, attributions, 'attribution-unknown')
    const label = causeIn(found)
    const milestones = times.milestones(found, impacts[0])
    return {
      id: '',
      kind:
        stated === null || stated === 'work' || stated === 'incident'
          ? (rank?.kind ?? 'incident')
          : stated,
      title: '',
      text: '',
      services:
        servicesAt.length < 2
          ? cells.recall(firstServiceAt, services)
          : services.ofText(servicesAt.map((index) => cells.text(index)).join(';')),
      severity: rank?.severity ?? null,
      cause: label,
      facets: [],
      trigger: cells.isEmpty(triggerAt) ? null : cells.text(triggerAt).trim() || null,
      attribution: blame,
      impacts,
      page: null,
      milestones,
      updates: [],
      promises: [],
      claims: taken(found.claims),
      conflicts: taken(found.conflicts),
      flags: taken(found.flags),
      source: {
        file,
        row,
        format,
        url: cells.isEmpty(urlAt) ? null : cells.text(urlAt).trim() || null,
      },
      extra: extraOf(found),
    }
  }

  function read(texts: readonly string[], row: number): Incident | RowProblem {
    const cells = new TextCells(texts)
    const rest = readRest(cells, row)
    if ('code' in rest) return rest
    return {
      ...rest,
      id: cells.text(idAt).trim(),
      title: cells.text(titleAt),
      text: cells.text(textAt),
    }
  }

  function issues(): readonly Omit<Issue, 'file'>[] {
    const column = times.allMidnight()
    if (!column) return tally.issues()
    const message = `Every time in column "${column.header}" is midnight: the file seems to hold days, so that lengths may be off by a day. Export the times, too, if they are known.`
    return [
      ...tally.issues(),
      { row: null, field: column.header, level: 'warning', code: 'all-midnight', message },
    ]
  }

  /** As `readRest` reads them. */
  function plainWords(): PlainWords {
    const known = <T>(code: (value: T) => number | undefined) => {
      return ({ value, missing }: Word<T>) =>
        value === null ? (missing ? 0 : undefined) : code(value)
    }
    return {
      severity: wordMeaning(
        severities,
        known((rank) =>
          rank.kind !== null || rank.severity === null
            ? undefined
            : severityNames.indexOf(rank.severity) + 1,
        ),
      ),
      kind: wordMeaning(
        kinds,
        known((named) =>
          named === 'no-outage' || named === 'work' ? undefined : kindNames.indexOf(named),
        ),
      ),
      service: wordMeaning(services, (names) => (names.length > 1 ? undefined : (names[0] ?? ''))),
      cause: wordMeaning(causes, ({ value }) =>
        value !== null && value.length > longestLabel ? undefined : value,
      ),
      status: wordMeaning(standings, ({ value }) =>
        value === 'no-incident' ? undefined : (value ?? 'open'),
      ),
      rate: wordMeaning(times.rates, (reading) => {
        if ('problem' in reading) return reading.problem === 'missing' ? null : undefined
        return reading.approximate ? undefined : reading
      }),
    }
  }

  return { read, readRest, plainWords, count: times.count, issues }
}
