import { flagLimit, type Frame } from './frame'
import { attributions, instantLimits, kinds, milestoneNames, severities } from './incident'

/**
 * Every broken invariant of a frame in words; empty for a sound one. Checked before a frame is stored and after it is
 * read back: storage is not trusted. One pass over the columns.
 */
export function frameFaults(frame: Frame): readonly string[] {
  return [...incidentFaults(frame), ...spanFaults(frame), ...textFaults(frame)]
}

function incidentFaults({ incidents, promises, dictionaries }: Frame): readonly string[] {
  const faults: string[] = []
  const { count, milestones, superseded } = incidents
  const codes: readonly (readonly [string, ArrayLike<number>, number])[] = [
    ['kind', incidents.kind, kinds.length],
    ['severity', incidents.severity, severities.length + 1],
    ['cause', incidents.cause, dictionaries.causes.length + 1],
    ['attribution', incidents.attribution, attributions.length + 1],
    ['file', incidents.file, dictionaries.files.length],
    ['flags', incidents.flags, 2 ** Math.min(flagLimit, dictionaries.flags.length)],
    ['row', incidents.row, Infinity],
  ]
  for (const [name, column, limit] of codes) {
    if (column.length !== count) faults.push(`${name} has not one value per record`)
    else if (!allBelow(column, limit)) faults.push(`${name} holds an unknown code`)
  }
  if (superseded && (superseded.length !== count || !allBelow(superseded, 2)))
    faults.push('superseded is not a mark per record')
  const instants: readonly (readonly [string, Float64Array | null])[] = [
    ['start', incidents.startAt],
    ['end', incidents.endAt],
    ['first post', incidents.pageFrom],
    ['end of page', incidents.pageTo],
    ...milestoneNames.map((name) => [name, milestones[name]] as const),
  ]
  for (const [name, column] of instants) {
    if (!column) continue
    if (column.length !== count) faults.push(`${name} has not one value per record`)
    else if (!column.every(isInstantOrUnknown)) faults.push(`${name} holds a broken instant`)
  }
  if (!promises.every(({ row }) => Number.isInteger(row) && row >= 0 && row < count))
    faults.push('a promise belongs to no record')
  return faults
}

function spanFaults({ incidents, spans, dictionaries }: Frame): readonly string[] {
  const faults: string[] = []
  const { count, incident, service, from, to, order } = spans
  const optional = [
    spans.durationLow,
    spans.durationHigh,
    spans.rate,
    spans.rateLow,
    spans.rateHigh,
  ]
  const lengths = [incident, service, from, to, order, ...optional].map(
    (one) => one?.length ?? count,
  )
  if (lengths.some((length) => length !== count)) return ['a column of spans has another length']
  if (!allBelow(incident, incidents.count)) faults.push('a span belongs to no record')
  if (!allBelow(service, dictionaries.services.length)) faults.push('a span has no known service')
  let ordered = true
  let sound = true
  for (let i = 0; i < count; i++) {
    if (i > 0 && incident[i]! < incident[i - 1]!) ordered = false
    if (!isInstant(from[i]!) || to[i]! < from[i]! || !isInstantOrUnknown(to[i]!)) sound = false
    if (spans.durationLow && !(spans.durationLow[i]! >= 0)) sound = false
    if (spans.durationHigh && !(spans.durationHigh[i]! >= (spans.durationLow?.[i] ?? 0)))
      sound = false
    if (!isRateOrUnknown(spans.rate?.[i]) || !isRateOrUnknown(spans.rateLow?.[i])) sound = false
    if (!isRateOrUnknown(spans.rateHigh?.[i])) sound = false
  }
  if (!ordered) faults.push('the spans are not in order of record')
  if (!sound) faults.push('a span has a broken time, length or rate')
  const met = new Uint8Array(count)
  for (const span of order) if (span < count) met[span] = 1
  if (met.includes(0)) faults.push('the order of spans misses one')
  return faults
}

function textFaults({ ids, incidents }: Frame): readonly string[] {
  const sound =
    ids.ends.length === incidents.count && ids.ends.every((end, i) => end >= (ids.ends[i - 1] ?? 0))
  return sound ? [] : ['the ids are broken']
}

function allBelow(column: ArrayLike<number>, limit: number): boolean {
  for (let i = 0; i < column.length; i++) if (!(column[i]! < limit)) return false
  return true
}

function isInstant(value: number): boolean {
  return Number.isInteger(value) && value >= instantLimits.from && value < instantLimits.to
}

function isInstantOrUnknown(value: number): boolean {
  return Number.isNaN(value) || isInstant(value)
}

function isRateOrUnknown(value: number | undefined): boolean {
  return value === undefined || Number.isNaN(value) || (value >= 0 && value <= 1)
}
