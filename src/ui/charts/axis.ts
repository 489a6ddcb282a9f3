/** Steps that read well on an axis of percent of downtime. */
const steps = [1, 2, 5]

/** Up to `most` round ticks from 0 that reach `top`; the last is the end of the axis. */
export function ticks(top: number, most: number): readonly number[] {
  const rough = Math.max(top, 1e-6) / (most - 1)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = (steps.find((one) => one * power >= rough * (1 - 1e-9)) ?? 10) * power
  const last = Math.ceil(top / step - 1e-9)
  return Array.from({ length: Math.max(1, last) + 1 }, (_, i) => Number((i * step).toPrecision(12)))
}

/** Every how many months a label stands, so that they do not touch. */
export function labelEvery(months: number): number {
  return (months > 36 ? [12, 24] : [1, 2, 3, 6]).find((every) => months / every <= 12) ?? 60
}

/** Percent of downtime on an axis, read as availability: 0.05 is `99.95 %`. */
export function axisPercent(down: number): string {
  return `${Number((100 - down).toPrecision(8))} %`
}
