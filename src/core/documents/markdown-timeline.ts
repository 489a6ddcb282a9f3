import type { Claim } from '../claim'
import { claimMaker } from '../prose/claims'
import { labelledTimes } from './labelled-fields'
import { sectionAt } from './section-names'
import { statedZone } from '../prose/stated-zone'
import {
  dayAt,
  findDates,
  findTimes,
  instantOf,
  nearestDay,
  type DateToken,
  type ZoneText,
} from '../prose/times'
import type { CalendarDay } from '../zones'

/** What the timeline of a postmortem says. */
export interface MarkdownTimeline {
  /** Start and end, with their words as quotes; empty where there is no timeline or no zone. */
  readonly claims: readonly Claim[]
  /** Epoch ms UTC of the first entry, null where there is none. */
  readonly near: number | null
  /** `zone-missing` `zone-ambiguous` `zone-contradicted` `tz-assumed` `end-of-timeline` */
  readonly flags: readonly string[]
}

interface Entry {
  readonly at: number
  readonly charStart: number
  readonly charEnd: number
  /** The entry with what is written below it. */
  readonly text: string
}

const day = 86_400_000
const hour = 3_600_000
/** A heading, list item, table row or bold line: the mark, and what may stand before its time. */
const mark = /^[ \t]*(?:#{2,6}|[-*+]|\d{1,2}\.|\||(?=\*\*))[ \t]*[*_`[(]{0,3}/
/** Below a heading that says it is a timeline, lines need no mark. */
const bareMark = /^[ \t]*(?:(?:#{2,6}|[-*+]|\d{1,2}\.|\||(?=\*\*))[ \t]*)?[*_`[(]{0,3}/
const lead = /^[\s,:|()T*–-]*(?:(?:ca\.?|circa|about|around|approximately|at|~)\s*)?$/i

const begins =
  /\b(?:start of (?:the )?(?:incident|outage|impact)|(?:incident|outage|problem|impact|issue)s? (?:starts?|started|begins?|began)|reach\w* 0 ?%|drops? to zero|(?:began|begins?|start(?:s|ed)) (?:failing|impacting|returning (?:errors|5\d\d))(?! again))\b|\bdrop\w* (?:of |in )+(?:availability|success)/i
const ends =
  /\b(?:(?:incident|outage|impact) (?:ends?|ended|over|resolved)|(?:is|are|was|were|been|fully|problem|issue) (?:now )?(?:resolved|restored|mitigated)|resumes?|resumed|back (?:up|online|to normal|to 100 ?%)|(?:are|is) now back|returns? to (?:normal|stable)|returned to normal|(?:goes|went|gone) away|self-heals?|services? (?:(?:is|are|was|were|fully) )?(?:restored|recovered)|(?:confirmed|fully) operational|all[- ]clear)\b/i

/**
 * Reads the times of a postmortem in Markdown: those of fields such as "Start time:", else of its timeline, which is
 * headings, list items or table rows that begin with a time, such as `### 2018-02-12 14:03` or `- 14:09 Pods launch
 * again`. The impact runs from the first entry, or the one that says that
 * it starts, to the first one after it that says that all is well, else to the last. `assumeZone` is the IANA zone of
 * times that state none; `anchor` the day of an entry without a date, epoch ms UTC.
 */
export function markdownTimeline(
  text: string,
  assumeZone: string | null,
  anchor: number | null,
): MarkdownTimeline {
  const flags = new Set<string>()
  const pageZone = statedZone(text)
  const told = labelledTimes(text, pageZone, regionOf(assumeZone), anchor)
  const listed = listedTimes(text, assumeZone, pageZone, anchor, flags)
  const fields = new Set(told.claims.map(({ field }) => field))
  const claims = [...told.claims, ...listed.claims.filter(({ field }) => !fields.has(field))]
  return {
    // A detection alone leaves start and end to the sentences.
    claims: claims.some(({ field }) => field !== 'detected') ? claims : [],
    near: listed.near ?? numberOf(told.claims[0]?.value),
    flags: [
      ...new Set([
        ...told.flags,
        ...[...flags].filter((flag) => flag !== 'end-of-timeline' || !fields.has('end')),
      ]),
    ],
  }
}

function numberOf(value: Claim['value'] | undefined): number | null {
  return typeof value === 'number' ? value : null
}

/** What the entries of the timeline say. */
function listedTimes(
  text: string,
  assumeZone: string | null,
  pageZone: ZoneText | null,
  anchor: number | null,
  flags: Set<string>,
): Pick<MarkdownTimeline, 'claims' | 'near'> {
  const entries = entriesOf(text, assumeZone, pageZone, anchor, flags)
  const first = entries.find((entry) => begins.test(entry.text)) ?? afterBackground(entries)
  const near = entries[0]?.at ?? null
  if (!first) return { claims: [], near }
  const later = entries.filter(({ at }) => at > first.at)
  const said = later.find((entry) => ends.test(entry.text))
  const last = said ?? later.at(-1)
  const make = claimMaker(text, { status: 'Postmortem', postedAt: null })
  if (!last) return { claims: [make('start', first, { value: first.at })], near }
  if (!said) flags.add('end-of-timeline')
  const claims = [
    make('start', first, { value: first.at, approximate: !begins.test(first.text) }),
    make('end', last, { value: last.at, approximate: !said }),
  ]
  return { claims, near }
}

/** The first entry that another follows within a day: what came earlier, such as a merge upstream, only led to it. */
function afterBackground(entries: readonly Entry[]): Entry | undefined {
  const soon = entries.findIndex(({ at }, k) => (entries[k + 1]?.at ?? Infinity) - at <= day)
  return entries[Math.max(soon, 0)]
}

function entriesOf(
  text: string,
  assumeZone: string | null,
  pageZone: ZoneText | null,
  anchor: number | null,
  flags: Set<string>,
): readonly Entry[] {
  const section = timelineSection(text)
  const entries: Entry[] = []
  let onDay = anchor
  let fenced = false
  let from = section.from
  for (const line of text.slice(section.from, section.to).split('\n')) {
    const at = from
    from += line.length + 1
    if (/^\s*```/.test(line)) fenced = !fenced
    const lone = fenced ? null : loneDate(text, at, at + line.length)
    if (lone) {
      onDay = instantOfDay(nearestDay(lone, onDay))
      continue
    }
    const start = fenced ? null : (section.headed ? bareMark : mark).exec(line)
    const found = start && entryTime(text, at + start[0].length, at + line.length)
    if (!found) {
      extend(entries, at, at + line.length, text)
      continue
    }
    const { time, date } = found
    if (date) onDay = instantOfDay(nearestDay(date, onDay))
    const zone = time.zone ?? pageZone ?? regionOf(assumeZone)
    if (!zone || onDay === null) {
      if (!zone) flags.add('zone-missing')
      continue
    }
    if (!time.zone && !pageZone) flags.add('tz-assumed')
    let instant = instantOf(time, dayAt(onDay), zone)
    const before = entries.at(-1)?.at
    // Timelines run forward: hours that fall back are those of the next day.
    if (instant && before !== undefined && !date && instant.at < before - 6 * hour) {
      onDay += day
      instant = instantOf(time, dayAt(onDay), zone)
    }
    if (!instant) {
      flags.add('zone-unknown')
      continue
    }
    if (instant.ambiguous) flags.add('zone-ambiguous')
    if (instant.contradicted) flags.add('zone-contradicted')
    const charStart = at + (line.length - line.trimStart().length)
    const charEnd = at + line.trimEnd().length
    entries.push({ at: instant.at, charStart, charEnd, text: line })
  }
  return entries
}

function instantOfDay(on: CalendarDay | null): number | null {
  return on === null ? null : Date.UTC(on.year, on.month - 1, on.day)
}

const besideDate =
  /^[\s#*_:()|-]*(?:(?:on |day \d{1,2} ?[-–:] ?)?(?:\w{2,6}day,?)?)?[\s#*_:(),|-]*$/i

/** The date of a line that holds nothing else: the entries below it are of that day. */
function loneDate(text: string, from: number, to: number): DateToken | null {
  if (to - from > 60) return null
  const [date, ...others] = findDates(text, from, to)
  if (!date || others.length > 0) return null
  const beside = [text.slice(from, date.charStart), text.slice(date.charEnd, to)]
  return beside.every((part) => besideDate.test(part)) ? date : null
}

function regionOf(timeZone: string | null): ZoneText | null {
  return timeZone === null ? null : { kind: 'region', timeZone }
}

/** The section below a heading "Timeline", else the whole text. */
function timelineSection(text: string): {
  readonly from: number
  readonly to: number
  readonly headed: boolean
} {
  const heading = /^(#{1,4})[ \t]+[^\n]{0,40}\btimeline\b[^\n]*$/im.exec(text)
  if (!heading) return plainSection(text) ?? { from: 0, to: text.length, headed: false }
  const from = heading.index + heading[0].length
  const level = heading[1]?.length ?? 2
  const next = new RegExp(`^#{1,${level}}[ \\t]`, 'm').exec(text.slice(from))
  return { from, to: next ? from + next.index : text.length, headed: true }
}

/** The time an entry begins with, after a date at most. */
function entryTime(text: string, from: number, to: number) {
  const reach = Math.min(to, from + 60)
  const time = findTimes(text, from, reach)[0]
  if (!time) return null
  const date = findDates(text, from, reach).find(({ charEnd }) => charEnd <= time.charStart)
  const before = date
    ? text.slice(from, date.charStart) + text.slice(date.charEnd, time.charStart)
    : text.slice(from, time.charStart)
  return lead.test(before) ? { time, date: date ?? null } : null
}

/** What is written below an entry belongs to it. */
function extend(entries: Entry[], from: number, to: number, text: string): void {
  const last = entries.at(-1)
  if (last && last.text.length < 5000)
    entries[entries.length - 1] = { ...last, text: `${last.text}\n${text.slice(from, to)}` }
}

/** The lines below one that says "Timeline", in a text without headings. */
function plainSection(text: string): ReturnType<typeof timelineSection> | null {
  const at = /^#{1,4}[ \t]/m.test(text) ? -1 : sectionAt(text, /timeline/i)
  if (at < 0) return null
  const lineEnd = text.indexOf('\n', at + 1)
  const from = lineEnd < 0 ? text.length : lineEnd
  const next = sectionAt(text.slice(from))
  return { from, to: next < 0 ? text.length : from + next, headed: true }
}
