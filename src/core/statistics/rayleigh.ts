import { sum, type Numbers } from './numbers'

/** Whether starts gather at one time of the day. */
export interface TimeOfDay {
  readonly n: number
  /** Length of the mean direction, 0 (spread out) to 1 (all at once). */
  readonly concentration: number
  /** Mean time, hours 0..24; null where the directions cancel out. */
  readonly meanHour: number | null
  readonly z: number
  /** To be read from 10 incidents on. */
  readonly p: number
}

/**
 * Rayleigh test of hours of the day (0 ≤ h < 24): z = nR̄², p = exp(√(1 + 4n + 4(n² − R²)) − (1 + 2n)). Null of nothing.
 * Source: Mardia & Jupp 2000; Zar 1999 (p).
 */
export function timeOfDay(hours: Numbers): TimeOfDay | null {
  const n = hours.length
  if (n === 0) return null
  const angles = Float64Array.from(hours, (hour) => (hour * Math.PI) / 12)
  const x = sum(angles.map(Math.cos))
  const y = sum(angles.map(Math.sin))
  const length = Math.hypot(x, y)
  const concentration = Math.min(1, length / n)
  const hour = (Math.atan2(y, x) * 12) / Math.PI
  return {
    n,
    concentration,
    meanHour: concentration < 1e-12 ? null : (hour + 24) % 24,
    z: n * concentration * concentration,
    p: Math.min(
      1,
      Math.exp(Math.sqrt(1 + 4 * n + 4 * Math.max(0, n * n - length * length)) - (1 + 2 * n)),
    ),
  }
}
