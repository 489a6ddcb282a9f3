import type { Claim } from '../claim'
import { claimMaker } from '../prose/claims'
import {
  dayAt,
  findDates,
  findTimes,
  instantOf,
  nearestDay,
  zonePattern,
  zoneText,
  type DateToken,
  type TimeToken,
  type ZoneText,
} from '../prose/times'

/** A line such as `**Start time (UTC):** 2024-03-05 14:02` or `| Severity | P2 |`. */
interface Field {
  /** In small letters, without what stands in brackets. */
  readonly label: string
  readonly zone: ZoneText | null
  readonly charStart: number
  readonly charEnd: number
  readonly valueFrom: number
}

export interface LabelledTimes {
  /** Start, detection and end as labelled, each at most once; their quotes are the lines. */
  readonly claims: readonly Claim[]
  /** `zone-missing` `tz-assumed` `zone-ambiguous` `zone-contradicted` */
  readonly flags: readonly string[]
}

const line =
  /^[ \t>]*(?:[-*+•] +|\| *)?[*_]{0,3}([A-Za-z][A-Za-z /-]{2,40}?)(?: ?\(([^()\n]{1,30})\))?[*_]{0,3} *(?::[*_]{0,3}|\|) *(?=\S)/gm
const thing = '(?:(?:customer )?(?:incident|impact|outage|downtime|issue) )?'
const when = '(?: ?(?:date|time|at|on|of (?:the )?(?:incident|impact|outage)))?(?: ?/ ?time)?'
const labels = {
  start: [new RegExp(`^${thing}(?:start(?:ed)?|began|begin)${when}$`)],
  detected: [new RegExp(`^(?:first |incident |issue )?(?:detected|discovered)${when}$`)],
  end: [
    new RegExp(`^${thing}(?:end(?:ed)?|repaired|restored|recovered|mitigated)${when}$`),
    new RegExp(`^${thing}(?:resolved|fixed)${when}$`),
  ],
} as const
const window = new RegExp(`^${thing}(?:duration|time|window|period|when|timeframe)$`)
const day = 86_400_000
const joint = /^[\s*_,]*(?:on\s+)?(?:-|–|—|→|to|until)(?:\s+on)?[\s*_,]*$/
const wholeZone = new RegExp(`^(?:in )?(${zonePattern})$`)

/**
 * The times that fields of a postmortem state. `pageZone` is the zone the text states for all its times, `assumed` the
 * one for times that state none; `anchor` the day of times without a date, epoch ms UTC.
 */
export function labelledTimes(
  text: string,
  pageZone: ZoneText | null,
  assumed: ZoneText | null,
  anchor: number | null,
): LabelledTimes {
  const flags = new Set<string>()
  const fields = fieldsOf(text)
  const make = claimMaker(text, { status: 'Postmortem', postedAt: null })
  const claims: Claim[] = []
  const place = (time: TimeToken, date: DateToken | null, own: ZoneText | null): number | null => {
    const zone = time.zone ?? own ?? pageZone ?? assumed
    const on = date ? nearestDay(date, anchor) : anchor === null ? null : dayAt(anchor)
    if (!zone) flags.add('zone-missing')
    if (!zone || on === null) return null
    if (zone === assumed) flags.add('tz-assumed')
    const found = instantOf(time, on, zone)
    if (found?.ambiguous) flags.add('zone-ambiguous')
    if (found?.contradicted) flags.add('zone-contradicted')
    return found?.at ?? null
  }
  for (const name of ['start', 'detected', 'end'] as const) {
    for (const pattern of labels[name]) {
      if (claims.some(({ field }) => field === name)) break
      for (const field of fields.filter(({ label }) => pattern.test(label))) {
        const [time] = findTimes(text, field.valueFrom, field.charEnd)
        const dates = findDates(text, field.valueFrom, field.charEnd)
        const at = time ? place(time, dateOf(text, time, dates), field.zone) : null
        if (at === null) continue
        claims.push(make(name, field, { value: at, approximate: time?.approximate ?? false }))
        break
      }
    }
  }
  if (claims.some(({ field }) => field === 'start' || field === 'end'))
    return { claims, flags: [...flags] }
  for (const field of fields.filter(({ label }) => window.test(label))) {
    const [first, last] = findTimes(text, field.valueFrom, field.charEnd)
    if (!first || !last) continue
    const dates = findDates(text, field.valueFrom, field.charEnd)
    const starts = dateOf(text, first, dates)
    const ends = dateOf(text, last, dates)
    let gap = text.slice(first.charEnd, last.charStart)
    for (const { charStart, charEnd } of dates)
      if (charStart >= first.charEnd) gap = gap.replace(text.slice(charStart, charEnd), '')
    if (!joint.test(gap)) continue
    const zone = first.zone ?? last.zone ?? field.zone
    const from = place(first, starts, zone)
    const to = place(last, ends ?? starts, zone)
    if (from === null || to === null) continue
    const over = to < from && ends === null ? to + day : to
    if (over <= from) continue
    claims.push(make('start', field, { value: from }), make('end', field, { value: over }))
    break
  }
  return { claims, flags: [...flags] }
}

/** The date right behind a time, else the last one before it. */
function dateOf(text: string, time: TimeToken, dates: readonly DateToken[]): DateToken | null {
  const behind = dates.find(({ charStart }) => charStart >= time.charEnd)
  if (behind && /^,?\s*(?:on\s+)?$/.test(text.slice(time.charEnd, behind.charStart))) return behind
  return dates.findLast(({ charEnd }) => charEnd <= time.charStart) ?? null
}

/** The value of the first field with this label, without marks of Markdown; '' where there is none. */
export function labelledText(text: string, label: string): string {
  const field = fieldsOf(text).find((one) => one.label === label)
  if (!field) return ''
  return text
    .slice(field.valueFrom, field.charEnd)
    .replace(/[*_`|]+/g, ' ')
    .trim()
}

function fieldsOf(text: string): readonly Field[] {
  return [...text.matchAll(line)].map((found) => {
    const [whole, label = '', bracketed = ''] = found
    const zone = wholeZone.exec(bracketed)?.[1]
    const lineEnd = text.indexOf('\n', found.index + whole.length)
    return {
      label: label.toLowerCase(),
      zone: zone === undefined ? null : zoneText(zone),
      charStart: found.index + (whole.length - whole.trimStart().length),
      charEnd: lineEnd < 0 ? text.length : lineEnd,
      valueFrom: found.index + whole.length,
    }
  })
}
