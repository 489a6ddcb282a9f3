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

const label = '[*_]{0,3}([A-Za-z][A-Za-z /-]{2,40}?)(?: ?\\(([^()\\n]{1,30})\\))?'
/** A reference to a footnote. */
const footnote = '(?:\\[\\^\\w{1,10}\\])?'
/** What a row of a form says of its field behind the label. */
const hint = '(?: +[*_(][^|\\n]{0,1000})?'
const line = new RegExp(
  `^[ \\t>]*(?:(?:[-*+•] +)?${label}${footnote}[*_]{0,3} *:[*_]{0,3}|\\| *${label}[*_]{0,3}${hint} *\\|) *(?=\\S)`,
  'gm',
)
const thing = '(?:(?:customer )?(?:incident|impact|outage|downtime|issue) )?'
const when = '(?: ?(?:date|time|at|on|of (?:the )?(?:incident|impact|outage)))?(?: ?/ ?time)?'
const labels = {
  start: [
    new RegExp(`^${thing}(?:start(?:ed)?|began|begin)${when}$`),
    /^(?:date|time) of (?:the )?first (?:impact|failure)$/,
  ],
  detected: [
    new RegExp(`^(?:first |incident |issue )?(?:detected|discovered)${when}$`),
    /^time (?:of (?:detection|discovery)|alerted|detected|discovered)$/,
  ],
  end: [
    new RegExp(`^${thing}(?:end(?:ed)?|repaired|restored|recovered|mitigated)${when}$`),
    /^time (?:of (?:repair|recovery|restoration|mitigation)|mitigated|repaired|restored)$/,
    new RegExp(`^${thing}(?:resolved|fixed)${when}$`),
    /^time (?:of resolution|resolved)$/,
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

/**
 * The value of the first field with one of these labels, or the first line below a heading of that name, without marks of
 * Markdown; '' where there is none.
 */
export function labelledText(text: string, names: ReadonlySet<string>): string {
  const field = fieldsOf(text).find((one) => names.has(one.label))
  const value = field
    ? text.slice(field.valueFrom, field.charEnd)
    : (/^\s*([^\n]+)/.exec(below(text, names))?.[1] ?? '')
  return unmarked(value)
}

/** The names that a field with one of these labels lists, or the list below a heading of that name. */
export function labelledNames(text: string, names: ReadonlySet<string>): readonly string[] {
  const field = fieldsOf(text).find((one) => names.has(one.label))
  const listed = field
    ? namesAmong(unmarked(text.slice(field.valueFrom, field.charEnd)))
    : [...below(text, names).matchAll(listItem)].flatMap(([, item = '']) =>
        unmarked(item).split(/\s*(?:[:(]| [-–—] )/, 1),
      )
  const told = listed.map((name) => name.trim()).filter((name) => name !== '')
  return told.every((name) => name.length <= longestName && !/[.!?]$/.test(name)) ? told : []
}

/** A longer one is a sentence. */
const longestName = 60
const listItem = /^[-*+][ \t]+([^\n]+)$/gm

/** Between commas, those in brackets left alone. */
function namesAmong(text: string): readonly string[] {
  return text.split(/[,;](?![^()]*\))/)
}

function unmarked(text: string): string {
  return text
    .replace(/\\(?=[-.#*_])/g, '')
    .replace(/\[([^\]\n]{1,200})\]\([^)\n]{1,500}\)/g, '$1')
    .replace(/[*_`|]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

const heading = /^#{1,6}[ \t]+([^\n]{1,60}?)[ \t]*:?$/gm

/** What stands below the first heading of one of these names, up to the next. */
function below(text: string, names: ReadonlySet<string>): string {
  const found = [...text.matchAll(heading)].find(([, name = '']) => names.has(name.toLowerCase()))
  if (!found) return ''
  const rest = text.slice(found.index + found[0].length)
  const next = /^#{1,6}[ \t]/m.exec(rest)
  return rest.slice(0, next?.index)
}

function fieldsOf(text: string): readonly Field[] {
  return [...text.matchAll(line)].map((found) => {
    const [whole] = found
    const label = found[1] ?? found[3] ?? ''
    const bracketed = found[2] ?? found[4] ?? ''
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
