/**
 * Predicted number of incidents: negative binomial with size r = n + ½ and p = T/(T + τ), from n seen in T and a
 * Poisson rate under Jeffreys' prior. Source: Garthwaite, Jolliffe & Jones 2002.
 */
export interface CountPrediction {
  readonly size: number
  /** T/(T + τ). */
  readonly keep: number
}

/** `observed` and `horizon` in one unit, both positive. */
export function countPrediction(seen: number, observed: number, horizon: number): CountPrediction {
  return { size: seen + 0.5, keep: observed / (observed + horizon) }
}

export function expectedCount({ size, keep }: CountPrediction): number {
  return (size * (1 - keep)) / keep
}

export function countVariance({ size, keep }: CountPrediction): number {
  return (size * (1 - keep)) / (keep * keep)
}

/** P(no incident at all): pʳ. */
export function probabilityOfNone({ size, keep }: CountPrediction): number {
  return keep ** size
}

/** P(N = 0), P(N = 1), … for as many as asked. */
export function countProbabilities(prediction: CountPrediction, length: number): number[] {
  let probability = probabilityOfNone(prediction)
  return Array.from({ length }, (_, k) => {
    if (k > 0) probability *= ((prediction.size + k - 1) / k) * (1 - prediction.keep)
    return probability
  })
}
