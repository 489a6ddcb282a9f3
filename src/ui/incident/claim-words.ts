import type { Claim, ClaimField } from '../../core/claim'
import { clock, date, duration, errorRate, instant, nothing } from '../../core/display'

const fieldWords: Readonly<Record<ClaimField, string>> = {
  interval: 'Impact',
  start: 'Start',
  end: 'End',
  duration: 'Duration',
  errorRate: 'Error rate',
  detected: 'Detected',
  acknowledged: 'Acknowledged',
  identified: 'Identified',
  mitigated: 'Mitigated',
  resolved: 'Resolved',
  service: 'Service',
  severity: 'Severity',
  cause: 'Cause',
  trigger: 'Trigger',
  promise: 'Promised fix',
}

/** Name of a field as people read it. */
export function claimField(field: ClaimField): string {
  return fieldWords[field]
}

/** What a claim says, in the reporting zone. */
export function claimValue(claim: Claim, timeZone: string): string {
  const { field, value, to, low, high } = claim
  const about = claim.approximate ? 'about ' : ''
  if (field === 'errorRate')
    return (
      about +
      errorRate({ value: typeof value === 'number' ? value : null, ...within01(low, high, value) })
    )
  if (field === 'duration') return about + lengthWords(value, low, high)
  if (typeof value === 'string') return value
  if (value === null) return nothing
  if (field === 'interval' && to !== null) return `${about}${intervalWords(value, to, timeZone)}`
  return about + instant(value, timeZone)
}

/** `13 Dec 2022 20:14 – 20:28 UTC`; the day is repeated where it changes. */
export function intervalWords(from: number, to: number, timeZone: string): string {
  const sameDay = date(from, timeZone) === date(to, timeZone)
  const start = `${date(from, timeZone)} ${clock(from, timeZone)}`
  return sameDay
    ? `${start} – ${clock(to, timeZone)} ${instant(to, timeZone).split(' ').at(-1)}`
    : `${start} – ${instant(to, timeZone)}`
}

function lengthWords(value: number | string | null, low: number | null, high: number | null) {
  const minutes = (ms: number) => duration(ms / 60_000)
  if (typeof value === 'number') return minutes(value)
  const floor = low !== null && low > 0 ? low : null
  const roof = high !== null && Number.isFinite(high) ? high : null
  if (floor !== null && roof !== null) return `${minutes(floor)} to ${minutes(roof)}`
  if (roof !== null) return `up to ${minutes(roof)}`
  return floor === null ? nothing : `at least ${minutes(floor)}`
}

function within01(low: number | null, high: number | null, value: number | string | null) {
  const middle = typeof value === 'number' ? value : null
  return { low: low ?? middle ?? 0, high: high ?? middle ?? 1 }
}
