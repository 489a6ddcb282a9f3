import { Memory } from './cells'
import type { Column, ColumnField, Columns } from './columns'
import type { Decisions } from './evidence'
import { headerKey, headerOf } from './headers'
import {
  inStatedZone,
  instant,
  isDateProblem,
  isMissing,
  type DateAssumptions,
  type DateProblem,
  type Instant,
} from '../dates'
import { dayMs } from '../dates/calendar'
import type { DurationUnit } from '../issue'
import { noMilestones, type ErrorRate, type Impact, type Milestones } from '../incident'
import {
  cellClaim,
  cellOf,
  closedImpact,
  flag,
  openImpact,
  timeOnly,
  type Found,
  type RowProblem,
} from './impact'
import type { Tally } from '../tally'
import { duration, errorRate, type DurationReading } from '../values'

const noFlags: Instant['flags'] = []

export interface TimeSettings {
  readonly file: string
  readonly headers: readonly string[]
  readonly columns: Columns
  readonly decisions: Decisions
  /** Our own CSV: an empty end means that it goes on. */
  readonly own: boolean
  /** Zone of times that state none. */
  readonly timeZone: string
  /** That zone was said, not assumed. */
  readonly zoneChosen: boolean
  /** Unit of lengths that state none, where it is settled. */
  readonly lengths: DurationUnit | undefined
  /** Latest plausible instant, epoch ms. */
  readonly latest: number
  readonly tally: Tally
}

export interface TimeReader {
  readonly starts: readonly Column[]
  readonly ends: readonly Column[]
  impact(found: Found): Impact | RowProblem
  milestones(found: Found, impact: Impact | undefined): Milestones
  /** The start of so many records was read elsewhere; so many are midnight. */
  readonly count: (starts: number, midnights: number) => void
  /** How rates of errors are read. */
  readonly rates: Memory<ReturnType<typeof errorRate>>
  /** The column of starts, when every one that was read states a time and all are midnight. */
  allMidnight(): Column | null
}

/** Fewer than these may well be midnight by chance. */
const fewestTimes = 10
const quarterHour = 900_000
const midnight = /(?:^|[^\d:.])(?:0?0:00(?::00(?:[.,]0+)?)?(?![\d:])|12:00(?::00)?\s?a\.?m)/i

interface TimeColumn extends Column {
  /** Column with the day of a time, or -1. */
  readonly dateIndex: number
  readonly assume: DateAssumptions
  /** The header states the zone, or a person did. */
  readonly zoned: boolean
  /** An abbreviation or an offset from the header, for the cells that state no zone; '' for none. */
  readonly stated: string
}

/** Milestones and the fields of their columns. */
export const milestoneFields = [
  ['detectedAt', 'detected'],
  ['acknowledgedAt', 'acknowledged'],
  ['identifiedAt', 'identified'],
  ['mitigatedAt', 'mitigated'],
  ['resolvedAt', 'resolved'],
  ['firstPostAt', 'firstPost'],
  ['postmortemAt', 'postmortem'],
] as const

function dateOrder(dates: DateAssumptions['dates']): DateAssumptions {
  return dates === undefined ? {} : { dates }
}

function timeColumn(column: Column, dateIndex: number, settings: TimeSettings): TimeColumn {
  const { decisions, latest } = settings
  const zone = column.zone === 'GMT' ? 'UTC' : column.zone
  const named = zone !== null && (zone === 'UTC' || zone.includes('/'))
  const stated = zone === null || named ? '' : zone
  return {
    ...column,
    dateIndex,
    assume: {
      timeZone: named ? zone : stated === '' ? settings.timeZone : 'UTC',
      latest,
      ...dateOrder(column.order ?? decisions.dates),
    },
    zoned: named || (zone === null && settings.zoneChosen),
    stated,
  }
}

/** Headers, as `headerKey` gives them, of the time at which a status changed last. */
const statusChanges: ReadonlySet<string> = new Set([
  'last status change at',
  'last status change on',
  'last status change',
  'status changed at',
  'status category changed',
  'categoría de estado cambiada',
  "catégorie d'état modifiée",
  'statuskategorie geändert',
  'categoria do status alterada',
])

function statusChange(settings: TimeSettings): TimeColumn | null {
  const index = settings.headers.findIndex((text) => statusChanges.has(headerKey(text)))
  const header = settings.headers[index]
  if (header === undefined) return null
  return timeColumn({ ...headerOf(header), index, header: header.trim() }, -1, settings)
}

/** Makes the functions that read the times of one table's records. */
export function timeReader(settings: TimeSettings): TimeReader {
  const { file, columns, decisions, own, latest, tally } = settings
  const startDay = columns.get('startDate')?.[0]?.index ?? -1
  const endDay = columns.get('endDate')?.[0]?.index ?? startDay
  const among = (fields: readonly ColumnField[], dateIndex: number): readonly TimeColumn[] =>
    fields
      .flatMap((field) => columns.get(field) ?? [])
      .map((column) => timeColumn(column, dateIndex, settings))
  const starts = among(['start'], startDay)
  // Where no end is stated, the time of resolution or closing stands in.
  const ends = own
    ? among(['end'], -1)
    : among(
        columns.has('end') ? ['end', 'resolved', 'closed'] : ['resolved', 'closed', 'endDate'],
        endDay,
      )
  const milestoneColumns = milestoneFields.flatMap(([name, field]) =>
    among([field], -1).map((column) => ({ name, column })),
  )
  const lengthColumn = columns.get('duration')?.[0]
  const rateColumn = columns.get('errorRate')?.[0]
  const rates = new Memory((text) => errorRate(text, decisions.errorRate))
  const changed = statusChange(settings)
  const ackAfter = columns.get('acknowledgedAfter')?.[0]

  function readTime(found: Found, column: TimeColumn): Instant | DateProblem {
    const quick = found.cells.instant(column.index)
    if (quick < latest) return { at: quick, zoneStated: true, dayOnly: false, flags: noFlags }
    let text = cellOf(found, column)
    if (column.dateIndex >= 0 && column.dateIndex !== column.index) {
      const dayText = found.cells.text(column.dateIndex)
      if (timeOnly.test(text)) text = `${dayText.trim()} ${text.trim()}`
      else if (column === starts[0] && isMissing(text)) text = dayText
    }
    const reading = instant(text, column.assume)
    if (isDateProblem(reading) || reading.zoneStated || column.zoned)
      return noted(found, column, reading, text)
    if (column.stated !== '')
      return noted(found, column, inStatedZone(reading, column.stated), text)
    flag(found, 'tz-assumed')
    tally.add('tz-assumed', column.header, found.row, settings.timeZone)
    return noted(found, column, reading, text)
  }

  function noted(
    found: Found,
    column: Column,
    reading: Instant | DateProblem,
    text: string,
  ): Instant | DateProblem {
    if (isDateProblem(reading) || reading.flags.length === 0) return reading
    for (const name of reading.flags) {
      if (name === 'zone-ambiguous' || name === 'zone-contradicted') {
        flag(found, name)
        tally.add('zone-ambiguous', column.header, found.row, text)
      } else if (name === 'zone-abbreviation') {
        if (!reading.flags.some((other) => other.startsWith('zone-') && other !== name))
          tally.add(name, column.header, found.row, text)
      } else if (name === 'two-digit-year') tally.add(name, column.header, found.row, text)
      else if (name === 'excel-serial' || name === 'digits-only' || name.startsWith('epoch'))
        tally.add('numeric-date', column.header, found.row, text)
    }
    return reading
  }

  function firstStated(found: Found, candidates: readonly TimeColumn[]): TimeColumn | undefined {
    if (candidates.length === 1) return candidates[0]
    return candidates.find((column) => !isMissing(cellOf(found, column))) ?? candidates[0]
  }

  /** Where no end is stated, the last change of the status was the end of what is over by it. */
  function endOf(found: Found): TimeColumn | undefined {
    const end = firstStated(found, ends)
    if (!found.over || !changed) return end
    return end && !isMissing(cellOf(found, end)) ? end : changed
  }

  function endMissing(found: Found, { header, index }: Column): RowProblem {
    const where = ends[0] ? `column "${ends[0].header}" is empty` : 'no column holds an end'
    return {
      code: 'missing-end',
      message: `${file} record ${found.row}: column "${header}" says "${found.cells.text(index).slice(0, 60)}", but ${where}. State when it ended.`,
    }
  }

  function problemIn(found: Found, column: Column, problem: DateProblem): RowProblem {
    return {
      code: problem.problem,
      message: `${file} record ${found.row}, column "${column.header}": ${problem.message}.`,
    }
  }

  function fallback(
    found: Found,
    column: TimeColumn | undefined,
    best: TimeColumn | undefined,
    code: string,
  ): void {
    if (!column || column === best) return
    flag(found, code)
    tally.add(code, column.header, found.row, '')
  }

  function saysMidnight(found: Found, column: TimeColumn): boolean {
    const written = found.cells.instant(column.index)
    return Number.isNaN(written) ? midnight.test(cellOf(found, column)) : written % dayMs === 0
  }

  let timed = 0
  let midnights = 0

  function impact(found: Found): Impact | RowProblem {
    const start = firstStated(found, starts)
    if (!start)
      return {
        code: 'missing-start',
        message: `${file} record ${found.row}: no column holds the start.`,
      }
    const from = readTime(found, start)
    if (isDateProblem(from))
      return from.problem === 'missing'
        ? {
            code: 'missing-start',
            message: `${file} record ${found.row}: column "${start.header}" is empty. An incident needs a start: fill it in.`,
          }
        : problemIn(found, start, from)
    if (!from.dayOnly) {
      timed++
      if (from.at % quarterHour === 0 && saysMidnight(found, start)) midnights++
    }
    fallback(found, start, starts[0], 'start-fallback')
    found.startAt = start.index

    const end = endOf(found)
    let to: Instant | DateProblem | null =
      end && !found.cells.isEmpty(end.index) ? readTime(found, end) : null
    if (end && to && isDateProblem(to)) {
      if (to.problem === 'sentinel-date')
        tally.add('sentinel-end', end.header, found.row, cellOf(found, end))
      else if (to.problem !== 'missing') return problemIn(found, end, to)
      to = null
    }
    if (end && to) {
      fallback(found, end, ends[0], 'end-fallback')
      found.endAt = end.index
    }
    const until = to === null || isDateProblem(to) ? null : to
    // What is still going on has lasted for a time so far, which is no end.
    const lasts = until === null && found.open && found.over === null
    const length = lasts ? null : lengthOf(found, until === null)
    if (length && 'code' in length) return length
    if (until === null && length === null && found.over) return endMissing(found, found.over)
    const rate = rateOf(found)
    const made =
      until === null
        ? openImpact(found, from, length, rate, lengthColumn)
        : closedImpact(found, from, until, length, rate, {
            start,
            end,
            length: lengthColumn,
            wholeHours: decisions.duration === 'hours',
            file,
          })
    if ('code' in made) return made
    if (from.dayOnly || until?.dayOnly) flag(found, 'day-precision')
    if (made.to === made.from) flag(found, 'zero-length')
    return made
  }

  /** The stated length. Without an end it is needed, so that a cell that cannot be read rejects the record. */
  function lengthOf(found: Found, needed: boolean): DurationReading | RowProblem | null {
    if (!lengthColumn) return null
    const text = cellOf(found, lengthColumn)
    const reading = duration(text, decisions.duration)
    if (!('problem' in reading)) return reading
    if (reading.problem === 'missing') return null
    if (needed)
      return {
        code: reading.problem === 'ambiguous' ? 'ambiguous-duration' : 'unreadable-duration',
        message: `${file} record ${found.row}, column "${lengthColumn.header}": ${reading.message}. It is needed, as no end is stated.`,
      }
    tally.add('duration-unread', lengthColumn.header, found.row, text)
    found.unread.push(lengthColumn.index)
    return null
  }

  function rateOf(found: Found): ErrorRate | null {
    if (!rateColumn || found.cells.isEmpty(rateColumn.index)) return null
    const reading = found.cells.recall(rateColumn.index, rates)
    if ('problem' in reading) {
      if (reading.problem === 'missing') return null
      tally.add('error-rate-unread', rateColumn.header, found.row, cellOf(found, rateColumn))
      found.unread.push(rateColumn.index)
      return null
    }
    if (reading.approximate) found.claims.push(cellClaim('errorRate', rateColumn, found, reading))
    return { value: reading.value, low: reading.low, high: reading.high }
  }

  function milestones(found: Found, made: Impact | undefined): Milestones {
    if (milestoneColumns.length === 0 && !ackAfter) return noMilestones
    const read: Record<keyof Milestones, number | null> = { ...noMilestones }
    for (const { name, column } of milestoneColumns) {
      if (found.cells.isEmpty(column.index)) continue
      if (made && column.index === found.endAt) {
        read[name] = made.to
        continue
      }
      const reading = readTime(found, column)
      if (!isDateProblem(reading)) read[name] = reading.at
      else if (reading.problem !== 'missing') {
        tally.add('milestone-unread', column.header, found.row, cellOf(found, column))
        found.unread.push(column.index)
      }
    }
    if (ackAfter && made && read.acknowledgedAt === null) {
      const after = duration(cellOf(found, ackAfter), ackAfter.unit ?? settings.lengths)
      if (!('problem' in after) && after.value !== null)
        read.acknowledgedAt = made.from + after.value
    }
    return read
  }

  const allMidnight = () =>
    timed >= fewestTimes && midnights === timed ? (starts[0] ?? null) : null

  const count = (starts: number, atMidnight: number) => {
    timed += starts
    midnights += atMidnight
  }

  return { starts, ends, rates, impact, milestones, count, allMidnight }
}
