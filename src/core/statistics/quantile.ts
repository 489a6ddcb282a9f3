import type { Numbers } from './numbers'

/**
 * Quantile of type 7 (Hyndman & Fan 1996; NumPy's and Excel's default): h = (n − 1)p, straight lines between the
 * neighbours of h. `sorted` ascends; null of nothing.
 */
export function quantile(sorted: Numbers, p: number): number | null {
  const h = (sorted.length - 1) * p
  const below = Math.floor(h)
  const low = sorted[below]
  if (low === undefined) return null
  const high = sorted[below + 1]
  return high === undefined ? low : low + (h - below) * (high - low)
}
