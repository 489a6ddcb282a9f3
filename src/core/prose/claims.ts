import type { Claim, ClaimField } from '../claim'
import { makeClock, type Clock } from './clock'
import { speaksOfFailure, speaksOfOther } from './context'
import { durationsIn, partialsIn, ratesIn, totalsIn, type Figure } from './figures'
import { promisesIn } from './promises'
import { roleOf } from './roles'
import { sentences, type Span } from './sentences'
import type { ProseBlock } from './structure'
import { statedZone } from './stated-zone'
import { findDates, findTimes, type DateToken, type TimeToken, type ZoneText } from './times'

export interface ClaimContext {
  /** IANA zone of times that state none, or null: then they make claims without an instant. */
  readonly assumeZone: string | null
  /** Instant near which times without a date lie, when no post has one; epoch ms UTC. */
  readonly near: number | null
}

export interface FoundClaims {
  readonly claims: readonly Claim[]
  /** `zone-missing` `zone-unknown` `zone-ambiguous` `zone-contradicted` `tz-assumed` `tz-carried` `prose-cut` */
  readonly flags: readonly string[]
}

/** What is searched of a report: characters of one post, characters and posts in all. No real report comes near it. */
const limits = { post: 50_000, report: 400_000, posts: 200 } as const

/**
 * The claims that the posts of a report make, with their words. Offsets are UTF-16 units of `text`.
 * Nothing is chosen here: claims that disagree stand beside each other.
 */
export function extractClaims(
  text: string,
  blocks: readonly ProseBlock[],
  context: ClaimContext,
): FoundClaims {
  const flags = new Set<string>()
  const clock = makeClock(blocks, context, statedZone(text), flags)
  const claims: Claim[] = []
  let left: number = limits.report
  for (const [at, block] of blocks.entries()) {
    const to = Math.min(block.charEnd, block.charStart + Math.min(limits.post, left))
    if (to < block.charEnd || at >= limits.posts) flags.add('prose-cut')
    if (at >= limits.posts || left <= 0) break
    left -= to - block.charStart
    const spans = sentences(text, block.charStart, to)
    const make = claimMaker(text, block)
    claims.push(...timeClaims(text, block, to, spans, clock, make))
    for (const span of spans) {
      for (const figure of durationsIn(text, span))
        claims.push(figureClaim(make, 'duration', figure))
      for (const figure of ratesIn(text, span)) claims.push(figureClaim(make, 'errorRate', figure))
      const totals = totalsIn(text, span).filter((total) => !overlapsRate(claims, total))
      for (const total of totals)
        claims.push(make('errorRate', total, { value: 1, low: 1, high: 1 }))
      for (const part of totals.length > 0 ? [] : partialsIn(text, span))
        claims.push(make('errorRate', part, { value: null, low: 0, high: 1, approximate: true }))
      claims.push(...causeClaims(text, span, make))
    }
    if (block.status === 'Postmortem')
      for (const span of promisesIn(text, spans))
        claims.push(make('promise', span, { value: text.slice(span.charStart, span.charEnd) }))
  }
  return { claims: claims.sort((a, b) => a.charStart - b.charStart), flags: [...flags] }
}

type Details = Partial<Pick<Claim, 'value' | 'to' | 'low' | 'high' | 'approximate'>>
type Make = (field: ClaimField, span: Span, details: Details) => Claim

/** Makes claims whose quote is the text between the offsets. */
export function claimMaker(text: string, block: Pick<ProseBlock, 'status' | 'postedAt'>): Make {
  return (field, span, details) => ({
    field,
    value: null,
    to: null,
    low: null,
    high: null,
    approximate: false,
    ...details,
    quote: text.slice(span.charStart, span.charEnd),
    charStart: span.charStart,
    charEnd: span.charEnd,
    source: block.status,
    postedAt: block.postedAt,
  })
}

function figureClaim(make: Make, field: 'duration' | 'errorRate', figure: Figure): Claim {
  const high = Number.isFinite(figure.high) ? figure.high : null
  return make(field, figure, {
    value: figure.value,
    low: figure.low,
    high,
    approximate: figure.approximate,
  })
}

function overlapsRate(claims: readonly Claim[], span: Span): boolean {
  return claims.some(
    (claim) =>
      claim.field === 'errorRate' &&
      claim.charStart < span.charEnd &&
      span.charStart < claim.charEnd,
  )
}

const rangeGap = /^\s*(?:-|–|—|to|and(?: until)?|until|till|through|thru)\s*(?:(?:at|on)\s+)?$/i
const lineBreak = /\n/

function timeClaims(
  text: string,
  block: ProseBlock,
  to: number,
  spans: readonly Span[],
  clock: Clock,
  make: Make,
): readonly Claim[] {
  const times = findTimes(text, block.charStart, to)
  if (times.length === 0) return []
  const allDates = findDates(text, block.charStart, to)
  const blockZone = soleZone(times)
  const out: Claim[] = []
  let startAt: number | null = null
  let spanAt = 0
  for (let i = 0; i < times.length; i++) {
    const time = times[i]
    if (!time) continue
    while (spanAt < spans.length - 1 && (spans[spanAt]?.charEnd ?? 0) <= time.charStart) spanAt++
    const span = spans[spanAt]
    if (!span || time.charStart < span.charStart) continue
    const sentence = text.slice(span.charStart, Math.min(span.charEnd, span.charStart + 2000))
    const next = times[i + 1]
    const dates = datesBetween(allDates, time.charStart - 100, time.charEnd + 100)
    const date = dateOf(text, time, dates, times[i - 1]?.charEnd ?? 0, next?.charStart ?? Infinity)
    if (next && isRange(text, time, next, dates)) {
      i++
      if (
        speaksOfOther(sentence) ||
        !(speaksOfFailure(sentence) || /\blast(?:ed|ing)\b/i.test(sentence))
      )
        continue
      const second = dateOf(text, next, dates, time.charEnd, Infinity)
      const reading = clock.interval(
        withZone(time, next.zone),
        date,
        withZone(next, time.zone),
        second,
        blockZone,
      )
      startAt ??= reading?.from ?? null
      const quoteFrom = rangeStart(text, span.charStart, time, date)
      out.push(
        make(
          'interval',
          { charStart: quoteFrom, charEnd: next.charEnd },
          {
            value: reading?.from ?? null,
            to: reading?.to ?? null,
            approximate: time.approximate || next.approximate,
          },
        ),
      )
      continue
    }
    if (speaksOfOther(sentence)) continue
    const before = times[i - 1]
    const role = roleOf({
      text,
      clauseFrom: Math.max(span.charStart, before ? before.charEnd : 0),
      clauseTo: Math.min(span.charEnd, next ? next.charStart : span.charEnd),
      sentenceFrom: span.charStart,
      sentenceTo: span.charEnd,
      timeFrom: time.charStart,
      timeTo: time.charEnd,
      dateFrom: date && date.charStart < time.charStart ? date.charStart : null,
    })
    if (!role) continue
    const weakSecond =
      role.field === 'start' &&
      startAt !== null &&
      /^(?:at|on)\b/i.test(text.slice(role.quoteFrom, role.quoteFrom + 3))
    if (weakSecond) continue
    const notBefore = role.field === 'end' ? startAt : null
    const at = clock.instant(time, date, blockZone, notBefore)
    if (role.field === 'start') startAt = at ?? startAt
    out.push(
      make(
        role.field,
        { charStart: role.quoteFrom, charEnd: role.quoteTo },
        {
          value: at,
          approximate: time.approximate,
        },
      ),
    )
  }
  return out
}

/** The zone that every time of a post that states one agrees on, or null. */
function soleZone(times: readonly TimeToken[]): ZoneText | null {
  const zones = new Map(
    times.flatMap(({ zone }) => (zone ? [[JSON.stringify(zone), zone] as const] : [])),
  )
  return zones.size === 1 ? ([...zones.values()][0] ?? null) : null
}

function withZone(time: TimeToken, zone: ZoneText | null): TimeToken {
  return time.zone ? time : { ...time, zone }
}

function isRange(text: string, a: TimeToken, b: TimeToken, dates: readonly DateToken[]): boolean {
  if (b.charStart - a.charEnd > 40) return false
  let gap = text.slice(a.charEnd, b.charStart)
  if (lineBreak.test(gap)) return false
  const inside = dates.find((date) => date.charStart >= a.charEnd && date.charEnd <= b.charStart)
  if (inside) {
    // "16:00 on 4 June to 02:00" or "16:00 to 5 June, 02:00": what is left must still join the two times.
    const left = text.slice(a.charEnd, inside.charStart).replace(/\s*(?:on|,)\s*$/i, ' ')
    const right = text.slice(inside.charEnd, b.charStart).replace(/^\s*(?:,|at)\s*/i, ' ')
    gap = `${left.trim()} ${right.trim()}`
  }
  if (!rangeGap.test(gap)) return false
  if (!/\band\b/i.test(gap)) return true
  return /\bbetween\b/i.test(text.slice(Math.max(0, a.charStart - 40), a.charStart))
}

/** Where the quote of a range begins: at "from", "between" and the like right before it. */
function rangeStart(text: string, from: number, time: TimeToken, date: DateToken | null): number {
  const first = date && date.charEnd <= time.charStart ? date.charStart : time.charStart
  const lead = text.slice(Math.max(from, first - 24), first)
  const word =
    /\b(?:from|between|starting at|on|since)(?:\s(?:on|approximately|about|around))?\s+$/i.exec(
      lead,
    )
  return first - (word ? word[0].length : 0)
}

/** The dates that begin within `[from, to)`; `dates` is in the order of the text. */
function datesBetween(dates: readonly DateToken[], from: number, to: number): readonly DateToken[] {
  let low = 0
  let high = dates.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((dates[middle]?.charStart ?? Infinity) < from) low = middle + 1
    else high = middle
  }
  let end = low
  while (end < dates.length && (dates[end]?.charStart ?? Infinity) < to) end++
  return dates.slice(low, end)
}

/** The date that belongs to a time: right behind it, else within 60 characters before, else 25 behind. */
function dateOf(
  text: string,
  time: TimeToken,
  dates: readonly DateToken[],
  from: number,
  to: number,
): DateToken | null {
  let before: DateToken | null = null
  for (const date of dates) {
    if (date.charEnd <= time.charStart) {
      if (date.charStart >= from && time.charStart - date.charEnd <= 60) before = date
      continue
    }
    const gap = date.charStart - time.charEnd
    if (gap > 25 || date.charEnd > to) break
    if (gap < 0) continue
    const joined = /^,?\s*(?:on\s+)?(?:the\s+)?(?:\w+day,?\s+)?$/i.test(
      text.slice(time.charEnd, date.charStart),
    )
    if (joined || !before) return date
  }
  return before
}

const cause =
  /\b(?:root cause (?:was|is)(?! (?:still|not|un))|(?:was|were|is|been) caused by|due to (?=an?\s)|resulted from (?=an?\s))\s?([^.;,\n]{8,160})/i
const trigger =
  /\b(?:triggered by\s[^.;,\n]{4,120}|during (?:(?:an?|our|the|routine|normal|regular|planned|scheduled|regularly) ){0,3}(?:[\w-]+ ){0,2}?(?:maintenance|rotation|deployment|deploy|upgrade|migration|rollout|release)\b)/i

/** Causes and triggers in the words of the text; which category they are is not decided here. */
function causeClaims(text: string, span: Span, make: Make): readonly Claim[] {
  const words = text.slice(span.charStart, Math.min(span.charEnd, span.charStart + 2000))
  if (speaksOfOther(words) || !(speaksOfFailure(words) || /\bcause\b/i.test(words))) return []
  const out: Claim[] = []
  const causeMatch = cause.exec(words)
  if (causeMatch) out.push(wordClaim(make, 'cause', span, causeMatch, causeMatch[1]))
  const triggerMatch = trigger.exec(words)
  if (triggerMatch) out.push(wordClaim(make, 'trigger', span, triggerMatch, triggerMatch[0]))
  return out
}

function wordClaim(
  make: Make,
  field: 'cause' | 'trigger',
  span: Span,
  match: RegExpExecArray,
  value: string | undefined,
): Claim {
  const charStart = span.charStart + match.index
  const charEnd = charStart + match[0].trimEnd().length
  return make(field, { charStart, charEnd }, { value: (value ?? '').trim() })
}
