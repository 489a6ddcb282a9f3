/** Measurements of one quantity, in the order the caller gives them. Never NaN or infinite. */
export type Numbers = readonly number[] | Float64Array

/** A copy in ascending order. */
export function ascending(values: Numbers): Float64Array {
  return new Float64Array(values).sort()
}

/** Sum whose rounding error does not grow with the number of terms. Source: Neumaier 1974. */
export function sum(values: Numbers): number {
  let total = 0
  let lost = 0
  for (const value of values) {
    const next = total + value
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total
    total = next
  }
  return total + lost
}

/** Arithmetic mean; null of nothing. */
export function mean(values: Numbers): number | null {
  return values.length === 0 ? null : sum(values) / values.length
}

/** Sum of the `power`-th powers of the distances from `centre`. */
export function centralSum(values: Numbers, centre: number, power: 2 | 3): number {
  let total = 0
  for (const value of values) {
    const distance = value - centre
    total += power === 2 ? distance * distance : distance * distance * distance
  }
  return total
}

/** Sample mean and sample variance (divisor n − 1); null below two values. */
export function sampleMoments(
  values: Numbers,
): { readonly mean: number; readonly variance: number } | null {
  const centre = mean(values)
  if (centre === null || values.length < 2) return null
  return { mean: centre, variance: centralSum(values, centre, 2) / (values.length - 1) }
}

/** Natural logarithms; null where one of the values has none (zero or negative). */
export function logarithms(values: Numbers): Float64Array | null {
  const logs = new Float64Array(values.length)
  for (let i = 0; i < logs.length; i++) {
    const log = Math.log(values[i] ?? 0)
    if (!Number.isFinite(log)) return null
    logs[i] = log
  }
  return logs
}
