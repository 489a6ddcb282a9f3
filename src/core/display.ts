import { tz } from '@date-fns/tz'
import { format } from 'date-fns'
import { zoneOffset } from './calendar'
import type { Range } from './metric'

/** What stands where there is no figure; its reason stands beside it. */
export const nothing = '–'

const minus = '\u2212'
const dash = '\u2013'
const day = 24 * 60

/** Availability of a ratio 0..1: rounded down to three decimals, `100 %` only for exactly 1. */
export function percent(ratio: number | null): string {
  if (!isFigure(ratio)) return nothing
  if (ratio >= 1) return '100 %'
  const thousandths = Math.min(99_999, Math.floor(ratio * 100_000 + 1e-6))
  return `${(thousandths / 1000).toFixed(3)} %`
}

/** A target as promised: 99.95 is `99.95 %`. */
export function target(value: number): string {
  return isFigure(value) ? `${plain(value)} %` : nothing
}

/** Share of a whole, ratio 0..1, to the percent; a rest never reads 0 % and a lack never 100 %. */
export function share(ratio: number | null): string {
  if (!isFigure(ratio)) return nothing
  if (ratio > 0 && ratio < 0.01) return '< 1 %'
  if (ratio > 0.99 && ratio < 1) return '> 99 %'
  return `${signOf(ratio)}${Math.round(Math.abs(ratio) * 100)} %`
}

/** Length of minutes: `26 s`, `8 min 19 s`, `18 min`, `2 h 05 min`, `3.4 d`. */
export function duration(minutes: number | null): string {
  if (!isFigure(minutes)) return nothing
  const sign = minutes < 0 ? minus : ''
  const seconds = Math.round(Math.abs(minutes) * 60)
  if (seconds === 0) return minutes === 0 ? '0 min' : '< 1 s'
  if (seconds < 60) return `${sign}${seconds} s`
  if (seconds < 3600) {
    const rest = seconds % 60
    const whole = `${sign}${Math.floor(seconds / 60)} min`
    return rest === 0 ? whole : `${whole} ${rest} s`
  }
  const total = Math.round(seconds / 60)
  if (total < 2 * day) {
    return `${sign}${Math.floor(total / 60)} h ${String(total % 60).padStart(2, '0')} min`
  }
  const length = total / day
  return `${sign}${length < 100 ? plain(oneDecimal(length)) : whole(length)} d`
}

/** As `duration`, from ten minutes on to the whole minute: for what is read at a glance. */
export function brief(minutes: number | null): string {
  if (!isFigure(minutes) || Math.abs(minutes) < 10) return duration(minutes)
  return duration(Math.sign(minutes) * Math.round(Math.abs(minutes)))
}

/** Minutes with bounds: `18.3 (17.2–36.6) min`; the bounds are left out where nothing disputes the value. */
export function range({ value, low, high }: Range): string {
  if (!isFigure(value)) return nothing
  if (!hasBounds({ value, low, high })) return duration(value)
  const [unit, length] = high < 180 ? ['min', 1] : high < 2 * day ? ['h', 60] : ['d', day]
  const part = (minutes: number) => plain(oneDecimal(minutes / Number(length)))
  return `${part(value)} (${part(low)}${dash}${part(high)}) ${unit}`
}

/** The bounds alone, `48–60 min`, or null where nothing disputes the value. */
export function bounds({ value, low, high }: Range): string | null {
  if (!hasBounds({ value, low, high })) return null
  return range({ value, low, high }).replace(/^\S+ \((.*)\) /, '$1 ')
}

/** Bounds of an availability, `99.997–99.998 %`, or null where they read the same. */
export function percentBounds({ low, high }: Range): string | null {
  const from = percent(low)
  const to = percent(high)
  return from === to ? null : `${from.replace(' %', '')}${dash}${to}`
}

/** What a budget has left, in minutes: `8 min 19 s`, or `−4.8 min over`. */
export function budgetLeft(minutes: number | null): string {
  if (!isFigure(minutes)) return nothing
  if (minutes >= 0) return duration(minutes)
  const over = -minutes
  return `${minus}${over < 180 ? `${plain(oneDecimal(over))} min` : duration(over)} over`
}

/** A difference in minutes with its sign: `+14 min`, `−3 min`, `±0 min`. */
export function difference(minutes: number | null): string {
  if (!isFigure(minutes)) return nothing
  if (Math.round(minutes * 60) === 0) return '±0 min'
  return `${minutes < 0 ? minus : '+'}${brief(Math.abs(minutes))}`
}

/** A difference of two ratios in percentage points: `+0.012 points`. */
export function points(change: number | null): string {
  if (!isFigure(change)) return nothing
  const thousandths = Math.round(Math.abs(change) * 100_000)
  if (thousandths === 0) return '±0 points'
  return `${change < 0 ? minus : '+'}${(thousandths / 1000).toFixed(3)} points`
}

/** A whole number with its noun: `1 incident`, `1,204 incidents`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${whole(n)} ${n === 1 ? one : many}`
}

/** `1,204`. */
export function whole(n: number | null): string {
  if (!isFigure(n)) return nothing
  return `${signOf(n)}${String(Math.round(Math.abs(n))).replace(/\B(?=(\d{3})+$)/g, ',')}`
}

/** A whole number with its sign: `+2`, `−1`, `±0`. */
export function signed(n: number | null): string {
  if (!isFigure(n)) return nothing
  if (n === 0) return '±0'
  return `${n < 0 ? minus : '+'}${whole(Math.abs(n))}`
}

/** A number to so many decimals: `0.94`, `1,204.5`. */
export function decimal(n: number | null, digits: number): string {
  if (!isFigure(n)) return nothing
  const [front = '', back] = Math.abs(n).toFixed(digits).split('.')
  return `${signOf(n)}${front.replace(/\B(?=(\d{3})+$)/g, ',')}${back ? `.${back}` : ''}`
}

/** A stretch of days: `19 h`, `6.7 days`, `1,109 days`, and years where asked from 730 on: `2.6 years`. */
export function days(length: number | null, unit: 'days' | 'natural' = 'days'): string {
  if (!isFigure(length)) return nothing
  if (length < 1) return `${Math.max(1, Math.round(length * 24))} h`
  if (unit === 'natural' && length >= 730) return `${plain(oneDecimal(length / 365.25))} years`
  if (unit === 'natural' && length >= 90) return `${plain(oneDecimal(length / 30.4375))} months`
  if (length < 10)
    return count(oneDecimal(length), 'day').replace(/^\S+/, plain(oneDecimal(length)))
  return count(Math.round(length), 'day')
}

/** `2017-09` is `Sep 2017`, `2017-Q3` is `Q3 2017`, `2017` itself. */
export function bucket(token: string): string {
  const [, year = '', quarter, month] = /^(\d{4})(?:-(?:(Q[1-4])|(\d\d)))?$/.exec(token) ?? []
  if (quarter) return `${quarter} ${year}`
  if (month) return format(Date.UTC(Number(year), Number(month) - 1), 'MMM yyyy', { in: tz('UTC') })
  return year || token
}

/** `13 Dec 2022`, in the reporting zone. `at` is epoch ms UTC. */
export function date(at: number | null, timeZone: string): string {
  return isFigure(at) ? format(at, 'd MMM yyyy', { in: tz(timeZone) }) : nothing
}

/** `20:14`, in the reporting zone. */
export function clock(at: number | null, timeZone: string): string {
  return isFigure(at) ? format(at, 'HH:mm', { in: tz(timeZone) }) : nothing
}

/** `13 Dec 2022 20:14 UTC`, in the reporting zone. */
export function instant(at: number | null, timeZone: string): string {
  if (!isFigure(at)) return nothing
  return `${date(at, timeZone)} ${clock(at, timeZone)} ${zone(at, timeZone)}`
}

/** The as-of line's instant: the day, with its time where it is not the day's first moment. */
export function moment(at: number | null, timeZone: string): string {
  const time = clock(at, timeZone)
  return time === '00:00' || time === nothing ? date(at, timeZone) : `${date(at, timeZone)} ${time}`
}

/** `UTC`, or the offset that holds at the instant: `UTC−05:00`. */
export function zone(at: number, timeZone: string): string {
  const offset = Math.round(zoneOffset(timeZone, at) / 60_000)
  if (offset === 0) return 'UTC'
  const parts = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60]
  const text = parts.map((part) => String(part).padStart(2, '0')).join(':')
  return `UTC${offset < 0 ? minus : '+'}${text}`
}

/** Error rate 0..1 with its bounds: `2 %`, `2 % (1.5–2.5 %)`, `0–6 %` where only bounds are stated. */
export function errorRate(
  rate: { readonly value: number | null; readonly low: number; readonly high: number } | null,
): string {
  if (!rate) return nothing
  const part = (ratio: number) => plain(Math.round(ratio * 1000) / 10)
  const between = `${part(rate.low)}${dash}${part(rate.high)} %`
  if (rate.value === null) return between
  return rate.low === rate.high ? `${part(rate.value)} %` : `${part(rate.value)} % (${between})`
}

/** Host of an https link, or null: other links are shown as text only. */
export function linkHost(url: string | null): string | null {
  return /^https:\/\/([a-z0-9.-]+)(?::\d+)?(?:[/?#]|$)/i.exec(url ?? '')?.[1] ?? null
}

/** The first letter large. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`
}

function hasBounds({ value, low, high }: Range): boolean {
  if (!isFigure(low) || !isFigure(high)) return false
  return [low, high].some((bound) => Math.abs(bound - value) > 0.05)
}

/** Beyond this nothing on a page is a figure, and its arithmetic would leave the numbers. */
const largest = 1e15

function isFigure(value: number | null): value is number {
  return value !== null && Math.abs(value) <= largest
}

function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10
}

function plain(value: number): string {
  return String(value)
}

function signOf(value: number): string {
  return value < 0 ? minus : ''
}
