import { instantOf, monthOf, zoneText, type ZonedInstant } from '../prose/times'

export interface PageTime {
  /** Epoch ms UTC. */
  readonly at: number
  /** `zone-ambiguous`, `zone-contradicted` */
  readonly flags: readonly string[]
}

const minutePattern = '(\\d{1,2}):(\\d{2})(?::(\\d{2}))?'
const stamp = new RegExp(
  `^([A-Z][a-z]{2,8})\\.? (\\d{1,2}),(?: (\\d{4}),?)? (?:- )?${minutePattern} ([A-Z]{1,5})$`,
)
const span = new RegExp(
  `^([A-Z][a-z]{2,8})\\.? (\\d{1,2}), ${minutePattern}(?: - (?:([A-Z][a-z]{2,8})\\.? (\\d{1,2}), )?${minutePattern})? ([A-Z]{1,5})$`,
)

/**
 * A time as status pages write it above a post, `Jun 8, 19:13 UTC` or `May 13, 2017, 06:45 UTC`. Without a year it is
 * the one nearest to `near` (epoch ms). null for any other text and for a zone that is not known.
 */
export function pageTime(text: string, near: number): PageTime | null {
  const found = stamp.exec(text.trim())
  if (!found) return null
  const [, month = '', day = '', year, hour = '', minute = '', second = '0', zone = ''] = found
  const around = new Date(near).getUTCFullYear()
  const years = year === undefined ? [around - 1, around, around + 1] : [Number(year)]
  let best: ZonedInstant | null = null
  for (const one of years) {
    const at = clockTime(one, month, day, hour, minute, second, zone)
    if (at && (best === null || Math.abs(at.at - near) < Math.abs(best.at - near))) best = at
  }
  return best && { at: best.at, flags: flagsOf(best) }
}

/**
 * The time of an incident in a month of `history.json`, such as `Aug 10, 14:23 - 16:03 UTC`; `year` is that of the
 * month. An end on a later day states it. null for any other text and for a zone that is not known.
 */
export function monthWindow(
  text: string,
  year: string,
): {
  readonly from: number
  readonly to: number | null
  readonly flags: readonly string[]
} | null {
  const found = /^\d{4}$/.test(year) ? span.exec(text.replace(/\s+/g, ' ').trim()) : null
  if (!found) return null
  const [, month = '', day = '', hour = '', minute = '', second = '0'] = found
  const [toMonth = month, toDay = day, toHour, toMinute = '', toSecond = '0', zone = ''] =
    found.slice(6)
  const from = clockTime(Number(year), month, day, hour, minute, second, zone)
  if (!from) return null
  if (toHour === undefined) return { from: from.at, to: null, flags: flagsOf(from) }
  for (const one of [Number(year), Number(year) + 1]) {
    const to = clockTime(one, toMonth, toDay, toHour, toMinute, toSecond, zone)
    if (to && to.at >= from.at) return { from: from.at, to: to.at, flags: flagsOf(from) }
  }
  return null
}

function clockTime(
  year: number,
  month: string,
  day: string,
  hour: string,
  minute: string,
  second: string,
  zone: string,
): ZonedInstant | null {
  const monthNumber = monthOf(month)
  const [d, h, m, s] = [Number(day), Number(hour), Number(minute), Number(second)]
  if (monthNumber === null || d < 1 || h > 23 || m > 59 || s > 59) return null
  if (new Date(Date.UTC(year, monthNumber - 1, d)).getUTCDate() !== d) return null
  const on = { year, month: monthNumber, day: d }
  const named = zoneText(zone)
  return named && instantOf({ hour: h, minute: m, second: s, meridiem: null }, on, named)
}

function flagsOf(instant: ZonedInstant): readonly string[] {
  return [
    ...(instant.ambiguous ? ['zone-ambiguous'] : []),
    ...(instant.contradicted ? ['zone-contradicted'] : []),
  ]
}
