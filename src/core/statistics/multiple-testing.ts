/**
 * Adjusted p-values q, in the order given: calling those with q < .05 keeps the expected share of false calls below
 * 5 %. q₍ᵢ₎ = min over j ≥ i of p₍ⱼ₎·m/j. Source: Benjamini & Hochberg 1995.
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const descending = [...pValues.entries()].sort(([, a], [, b]) => b - a)
  const adjusted = pValues.map(() => 1)
  let least = 1
  for (const [place, [index, p]] of descending.entries()) {
    least = Math.min(least, (p * pValues.length) / (pValues.length - place))
    adjusted[index] = least
  }
  return adjusted
}
