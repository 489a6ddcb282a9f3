import { binomialCdf, binomialUpper } from './distributions'
import { proportionInterval, type Interval } from './intervals'

/** The later rate against the earlier: ratio < 1 means fewer incidents per unit of time. */
export interface RateComparison extends Interval {
  /** (n₁/T₁)/(n₀/T₀); null if nothing happened before. */
  readonly ratio: number | null
  /** Exact two-sided p, min(1, twice the smaller tail). */
  readonly p: number
  /** The less conservative mid-p. */
  readonly midP: number
}

/**
 * Exact comparison of two Poisson rates, `count` in `exposure` > 0 (same unit) each: n₁ given n₀ + n₁ is binomial with
 * T₁/(T₀ + T₁). `lower` and `upper` are the 95 % interval of the ratio, `upper` null where nothing happened before.
 * Source: Przyborowski & Wilenski 1940; Krishnamoorthy & Thomson 2004.
 */
export function compareRates(
  before: { readonly count: number; readonly exposure: number },
  after: { readonly count: number; readonly exposure: number },
): RateComparison {
  const n = before.count + after.count
  const share = after.exposure / (before.exposure + after.exposure)
  const atMost = binomialCdf(after.count, n, share)
  const atLeast = binomialUpper(after.count, n, share)
  const exactly = atMost + atLeast - 1
  const tail = Math.min(atMost, atLeast)
  const { lower, upper } = n === 0 ? { lower: 0, upper: 1 } : proportionInterval(after.count, n)
  const ratio = (q: number) => ((q / (1 - q)) * before.exposure) / after.exposure
  return {
    ratio:
      before.count === 0 ? null : after.count / after.exposure / (before.count / before.exposure),
    p: Math.min(1, 2 * tail),
    midP: Math.min(1, Math.max(0, 2 * (tail - exactly / 2))),
    lower: ratio(lower),
    upper: upper === 1 ? null : ratio(upper),
  }
}
