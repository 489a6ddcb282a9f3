const smallestStep = 1e-300
const tolerance = 1e-16
const halfLogTwoPi = 0.918938533204672741780329736406

/**
 * ln Γ(z) − [(z − ½) ln z − z + ½ ln 2π] for z > 0: what Stirling's formula leaves out. With it, ratios of large gamma
 * functions lose no digits. Source: Abramowitz & Stegun 6.1.40.
 */
export function stirlingRemainder(z: number): number {
  if (z < 10) return logGamma(z) - ((z - 0.5) * Math.log(z) - z + halfLogTwoPi)
  const s = 1 / (z * z)
  return (
    (1 / 12 -
      s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s * (1 / 1188 - (s * 691) / 360360))))) /
    z
  )
}

/** ln Γ(z) for z > 0, by Stirling's series; small z are first shifted up by Γ(z + 1) = zΓ(z). */
export function logGamma(z: number): number {
  let shift = 1
  let x = z
  while (x < 10) shift *= x++
  return (x - 0.5) * Math.log(x) - x + halfLogTwoPi + stirlingRemainder(x) - Math.log(shift)
}

/** Regularised incomplete gamma functions {lower: P(a, x), upper: Q(a, x)}, a > 0, x ≥ 0. Source: A&S 6.5. */
export function incompleteGamma(
  a: number,
  x: number,
): { readonly lower: number; readonly upper: number } {
  if (x <= 0) return { lower: 0, upper: 1 }
  if (x < a + 1) {
    const lower = gammaTerm(a, x) * lowerSeries(a, x)
    return { lower, upper: 1 - lower }
  }
  const upper = gammaTerm(a, x) * upperFraction(a, x)
  return { lower: 1 - upper, upper }
}

/** x^a e^−x / Γ(a), computed around its mode so that large a lose no digits. */
export function gammaTerm(a: number, x: number): number {
  return Math.sqrt(a / (2 * Math.PI)) * Math.exp(a * logMinusLine(x, a) - stirlingRemainder(a))
}

/** ln(value/mode) − (value/mode − 1), exact near 1 as well as near 0. */
export function logMinusLine(value: number, mode: number): number {
  const off = (value - mode) / mode
  return (off < -0.5 ? Math.log(value / mode) : Math.log1p(off)) - off
}

function lowerSeries(a: number, x: number): number {
  let term = 1 / a
  let total = term
  for (let k = 1; term > total * tolerance; k++) {
    term *= x / (a + k)
    total += term
  }
  return total
}

function upperFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1 / smallestStep
  let d = 1 / b
  let h = d
  for (let k = 1; k < 1e6; k++) {
    const factor = -k * (k - a)
    b += 2
    d = 1 / nonZero(factor * d + b)
    c = nonZero(b + factor / c)
    const step = c * d
    h *= step
    if (Math.abs(step - 1) < 4 * tolerance) break
  }
  return h
}

function nonZero(value: number): number {
  return Math.abs(value) < smallestStep ? smallestStep : value
}
