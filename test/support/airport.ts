/**
 * Splits the largest weight among overlapping incidents so that the shares add up to it: each increment of the sorted
 * weights is divided equally among those that reach it. In the order given. Source: Littlechild & Owen 1973 (the
 * Shapley value of the airport game).
 */
export function airportShares(weights: readonly number[]): number[] {
  const rising = [...weights.entries()].sort(([, a], [, b]) => a - b)
  const shares = weights.map(() => 0)
  let reached = 0
  let share = 0
  for (const [place, [index, weight]] of rising.entries()) {
    share += (weight - reached) / (rising.length - place)
    reached = weight
    shares[index] = share
  }
  return shares
}
