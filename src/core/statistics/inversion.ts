/** What is to be inverted: an increasing function with its slope, and the bracket the answer lies in. */
export interface Increasing {
  readonly value: (x: number) => number
  readonly slope: (x: number) => number
  readonly target: number
  readonly from: number
  /** May be Infinity. */
  readonly to: number
  readonly start: number
}

/** The x with value(x) = target: Newton's steps, replaced by bisection where they leave the bracket. */
export function invertIncreasing({ value, slope, target, from, to, start }: Increasing): number {
  let low = from
  let high = to
  let x = start
  for (let i = 0; i < 200; i++) {
    const miss = value(x) - target
    if (miss === 0) return x
    if (miss > 0) high = x
    else low = x
    let next = x - miss / slope(x)
    if (!(next > low && next < high)) next = high === Infinity ? 2 * x + 1 : (low + high) / 2
    if (Math.abs(next - x) <= 1e-14 * Math.abs(next)) return next
    x = next
  }
  return x
}
