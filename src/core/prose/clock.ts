import type { CalendarDay } from '../zones'
import type { ProseBlock } from './structure'
import {
  daysAround,
  instantOf,
  possibleDays,
  type DateToken,
  type TimeToken,
  type ZoneText,
} from './times'

/** Turns times of day of a report into instants, and notes what it had to lean on. */
export interface Clock {
  /** Epoch ms UTC, or null where day or zone are not known. A time without a date is not before `notBefore`. */
  instant(
    time: TimeToken,
    date: DateToken | null,
    zone: ZoneText | null,
    notBefore: number | null,
  ): number | null
  interval(
    a: TimeToken,
    dateA: DateToken | null,
    b: TimeToken,
    dateB: DateToken | null,
    zone: ZoneText | null,
  ): { readonly from: number; readonly to: number } | null
}

const hour = 3_600_000
const day = 24 * hour
/** How long after the last post a time may lie before it is read as one of the day before: posts get backdated. */
const afterLastPost = 6 * hour
/** A date further from every post than this is about something else. */
const farthest = 45 * day

/**
 * Clock of a report. Without a date a time is read on the day that puts it nearest to the first post that is no
 * postmortem, the earlier one of two; then near the last dated time of the text, or `near`.
 */
export function makeClock(
  blocks: readonly ProseBlock[],
  context: { readonly assumeZone: string | null; readonly near: number | null },
  statedZone: ZoneText | null,
  flags: Set<string>,
): Clock {
  const posts = blocks.filter((b) => b.postedAt !== null)
  const live = posts.filter((b) => b.status !== 'Postmortem')
  const instants = (live.length > 0 ? live : posts).map((b) => b.postedAt ?? 0)
  const firstPost = instants.length > 0 ? Math.min(...instants) : null
  const lastPost = live.length > 0 ? Math.max(...instants) : null
  let anchor = firstPost ?? context.near
  const drifting = firstPost === null

  const zoneOf = (time: TimeToken, zone: ZoneText | null): ZoneText | null => {
    if (time.zone) return time.zone
    if (statedZone) return statedZone
    if (zone) {
      flags.add('tz-carried')
      return zone
    }
    if (context.assumeZone !== null) {
      flags.add('tz-assumed')
      return { kind: 'region', timeZone: context.assumeZone }
    }
    flags.add('zone-missing')
    return null
  }

  const pick = (
    time: TimeToken,
    days: readonly CalendarDay[],
    zone: ZoneText,
    allowed: (at: number) => boolean,
    near: number | null,
  ): number | null => {
    const readings = days.flatMap((on) => instantOf(time, on, zone) ?? [])
    if (readings.length === 0) {
      if (days.length > 0) flags.add('zone-unknown')
      return null
    }
    const fitting = readings.filter(({ at }) => allowed(at))
    const candidates = fitting.length > 0 ? fitting : readings
    let best = candidates[0]
    if (near !== null)
      for (const reading of candidates)
        if (best && Math.abs(reading.at - near) < Math.abs(best.at - near)) best = reading
    if (!best) return null
    if (best.ambiguous) flags.add('zone-ambiguous')
    if (best.contradicted) flags.add('zone-contradicted')
    return best.at
  }

  const instant: Clock['instant'] = (time, date, carried, notBefore) => {
    const zone = zoneOf(time, carried)
    if (!zone) return null
    if (date) {
      const at = pick(time, possibleDays(date, anchor), zone, () => true, anchor)
      if (at === null || (firstPost !== null && Math.abs(at - firstPost) > farthest)) return null
      if (drifting) anchor = at
      return at
    }
    if (anchor === null) return null
    const from = notBefore ?? -Infinity
    const to = lastPost === null ? Infinity : lastPost + afterLastPost
    const at = pick(
      time,
      daysAround(notBefore ?? anchor),
      zone,
      (t) => t >= from && t <= to,
      anchor,
    )
    if (drifting && at !== null) anchor = at
    return at
  }

  const interval: Clock['interval'] = (a, dateA, b, dateB, carried) => {
    const [first, second] = withMeridiem(a, b)
    const later = dateB && dateA === null && dateB.charStart > b.charStart ? dateB : null
    const from = instant(first, dateA ?? later, carried, null)
    if (from === null) return null
    if (dateB && dateB !== later) {
      const to = instant(second, dateB, carried, null)
      return to === null || to < from ? null : { from, to }
    }
    const zone = zoneOf(second, carried)
    if (!zone) return null
    const to = daysAround(from)
      .flatMap((on) => instantOf(second, on, zone) ?? [])
      .map(({ at }) => at)
      .filter((at) => at >= from)
      .sort((x, y) => x - y)[0]
    if (to === undefined || to - from >= day) return null
    // Nobody posts that it is over long before it is: then the day before was meant.
    const late = lastPost !== null && to > lastPost + afterLastPost
    const shift =
      late && dateA === null && later === null && to - day <= lastPost + afterLastPost ? day : 0
    return { from: from - shift, to: to - shift }
  }

  return { instant, interval }
}

/** "9:01 to 9:05 PM", "11:30 to 1:15 PM": am and pm carry over from either end, so that the range runs forward. */
function withMeridiem(a: TimeToken, b: TimeToken): readonly [TimeToken, TimeToken] {
  if ((a.meridiem === null) === (b.meridiem === null)) return [a, b]
  const minutes = (t: TimeToken) => (t.hour % 12) * 60 + t.minute
  if (a.meridiem === null) {
    if (a.hour > 12) return [a, b]
    const same = minutes(a) <= minutes(b)
    const other = b.meridiem === 'pm' ? 'am' : 'pm'
    return [{ ...a, meridiem: same ? b.meridiem : other }, b]
  }
  if (b.hour > 12) return [a, b]
  const same = minutes(a) <= minutes(b)
  const other = a.meridiem === 'pm' ? 'am' : 'pm'
  return [a, { ...b, meridiem: same ? a.meridiem : other }]
}
