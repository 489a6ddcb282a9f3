import {
  instantOf,
  monthOf,
  stampZonePattern,
  zoneText,
  type TimeToken,
  type ZonedInstant,
} from '../prose/times'

export interface PageTime {
  /** Epoch ms UTC. */
  readonly at: number
  /** `zone-ambiguous`, `zone-contradicted` */
  readonly flags: readonly string[]
}

/** From a start to an end, epoch ms UTC; `to` is null where only one time is stated. */
export interface PageWindow {
  readonly from: number
  readonly to: number | null
  readonly flags: readonly string[]
}

const date = '([A-Z][a-z]{2,8})\\.? (\\d{1,2})'
const clock = '(\\d{1,2}:\\d{2}(?::\\d{2})?(?: ?[AaPp][Mm])?)'
const zone = `(${stampZonePattern})`
/** `Jun 8, 19:13 UTC`, `May 13, 2017, 06:45 UTC`, `Sep 13, 2022 - 23:01 CEST`: what stands above or below a post. */
const stamp = new RegExp(`^(?:Posted on )?${date},(?: (\\d{4}),?)? (?:- )?${clock} ${zone}$`)
const lasting = `${date}, ${clock}(?: ?- ?(?:${date}, )?${clock})? ${zone}`
const span = new RegExp(`^${lasting}$`)
const endsInSpan = new RegExp(`^(?:([^\\n]{1,300}?) )??(${lasting})$`)

/** Whether a line is nothing but the time of a post. */
export function isStamp(line: string): boolean {
  return stamp.test(line)
}

/** A line that ends with the time from and to which something lasts, taken apart; null for any other. */
export function splitSpan(line: string): { readonly before: string; readonly span: string } | null {
  const found = endsInSpan.exec(line)
  const time = found?.[2] ?? ''
  return time === '' || stamp.test(time) ? null : { before: found?.[1] ?? '', span: time }
}

/**
 * A time as status pages write it beside a post. Without a year it is the one nearest to `near` (epoch ms). null for
 * any other text and for a zone that is not known.
 */
export function pageTime(text: string, near: number): PageTime | null {
  const [, month = '', day = '', year, time = '', named = ''] = stamp.exec(text.trim()) ?? []
  const around = new Date(near).getUTCFullYear()
  const years = year === undefined ? [around - 1, around, around + 1] : [Number(year)]
  let best: ZonedInstant | null = null
  for (const one of years) {
    const at = instantIn(one, month, day, time, named)
    if (at && (best === null || Math.abs(at.at - near) < Math.abs(best.at - near))) best = at
  }
  return best && { at: best.at, flags: flagsOf(best) }
}

/**
 * The time of an incident without its year, such as `Aug 10, 14:23 - 16:03 UTC`, in a year. An end on a later day states
 * it. null for any other text and for a zone that is not known.
 */
export function pageWindow(text: string, year: number): PageWindow | null {
  const found = span.exec(text.replace(/\s+/g, ' ').trim())
  if (!found) return null
  const [, month = '', day = '', start = '', toMonth = month, toDay = day, end, named = ''] = found
  const from = instantIn(year, month, day, start, named)
  if (!from) return null
  if (end === undefined) return { from: from.at, to: null, flags: flagsOf(from) }
  for (const one of [year, year + 1]) {
    const to = instantIn(one, toMonth, toDay, end, named)
    if (to && to.at >= from.at) return { from: from.at, to: to.at, flags: flagsOf(from) }
  }
  return null
}

/** The window of the year that puts its start nearest to `near`, epoch ms. */
export function windowNear(text: string, near: number): PageWindow | null {
  const around = new Date(near).getUTCFullYear()
  const windows = [around - 1, around, around + 1].flatMap((year) => pageWindow(text, year) ?? [])
  return windows.sort((a, b) => Math.abs(a.from - near) - Math.abs(b.from - near))[0] ?? null
}

function instantIn(
  year: number,
  month: string,
  day: string,
  time: string,
  named: string,
): ZonedInstant | null {
  const found = /^(\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([AaPp])[Mm])?$/.exec(time)
  const monthNumber = monthOf(month)
  if (!found || monthNumber === null) return null
  const [, hour, minute, second = '0', half] = found
  const [d, h, m, s] = [Number(day), Number(hour), Number(minute), Number(second)]
  if (d < 1 || h > (half === undefined ? 23 : 12) || m > 59 || s > 59) return null
  if (new Date(Date.UTC(year, monthNumber - 1, d)).getUTCDate() !== d) return null
  const meridiem: TimeToken['meridiem'] =
    half === undefined ? null : half.toLowerCase() === 'a' ? 'am' : 'pm'
  const on = { year, month: monthNumber, day: d }
  return instantOf({ hour: h, minute: m, second: s, meridiem }, on, zoneText(named))
}

function flagsOf(instant: ZonedInstant): readonly string[] {
  return [
    ...(instant.ambiguous ? ['zone-ambiguous'] : []),
    ...(instant.contradicted ? ['zone-contradicted'] : []),
  ]
}
