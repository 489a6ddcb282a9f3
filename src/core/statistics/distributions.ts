import { betaInverse, incompleteBeta } from './beta'
import { gammaTerm, incompleteGamma, logGamma } from './gamma'
import { invertIncreasing } from './inversion'

/** Standard normal Φ(x), exact also far in the lower tail. */
export function normalCdf(x: number): number {
  const { lower, upper } = incompleteGamma(0.5, (x * x) / 2)
  return x < 0 ? upper / 2 : 0.5 + lower / 2
}

/** Student's t with real `degrees` > 0. */
export function tCdf(t: number, degrees: number): number {
  const square = t * t
  const tail =
    incompleteBeta(degrees / (degrees + square), degrees / 2, 0.5, square / (degrees + square)) / 2
  return t < 0 ? tail : 1 - tail
}

/** The t with tCdf(t, degrees) = p, 0 < p < 1, through the incomplete beta function. */
export function tInverse(p: number, degrees: number): number {
  const tails = 2 * Math.min(p, 1 - p)
  let size: number
  if (tails < 0.5) {
    const x = betaInverse(tails, degrees / 2, 0.5)
    size = Math.sqrt((degrees * (1 - x)) / x)
  } else {
    const y = betaInverse(1 - tails, 0.5, degrees / 2)
    size = Math.sqrt((degrees * y) / (1 - y))
  }
  return p < 0.5 ? -size : size
}

/** χ² with real `degrees` > 0. */
export function chiSquareCdf(x: number, degrees: number): number {
  return incompleteGamma(degrees / 2, x / 2).lower
}

/** 1 − chiSquareCdf, exact also where that is close to 1. */
export function chiSquareUpper(x: number, degrees: number): number {
  return incompleteGamma(degrees / 2, x / 2).upper
}

/** The x with chiSquareCdf(x, degrees) = p, 0 ≤ p < 1; start by Wilson & Hilferty 1931. */
export function chiSquareInverse(p: number, degrees: number): number {
  if (p <= 0) return 0
  const a = degrees / 2
  const spread = 2 / (9 * degrees)
  const guess = degrees * (1 - spread + normalInverse(p) * Math.sqrt(spread)) ** 3
  return invertIncreasing({
    value: (x) => chiSquareCdf(x, degrees),
    slope: (x) => gammaTerm(a, x / 2) / x,
    target: p,
    from: 0,
    to: Infinity,
    start: guess > 0 ? guess : 2 * Math.exp((Math.log(p) + logGamma(a + 1)) / a),
  })
}

/** P(X ≤ k) of a binomial count of n trials. */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0
  return k >= n ? 1 : incompleteBeta(1 - p, n - k, k + 1, p)
}

/** P(X ≥ k) of a binomial count of n trials, exact also where it is tiny. */
export function binomialUpper(k: number, n: number, p: number): number {
  if (k <= 0) return 1
  return k > n ? 0 : incompleteBeta(p, k, n - k + 1, 1 - p)
}

/** P(X ≤ k) of a Poisson count. */
export function poissonCdf(k: number, expected: number): number {
  return k < 0 ? 0 : incompleteGamma(k + 1, expected).upper
}

/** P(X ≥ k) of a Poisson count. */
export function poissonUpper(k: number, expected: number): number {
  return k <= 0 ? 1 : incompleteGamma(k, expected).lower
}

/** The z with Φ(z) = p, 0 < p < 1, to 1 part in 10¹⁶. Source: Wichura 1988, algorithm AS 241 (PPND16). */
export function normalInverse(p: number): number {
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q
    return (
      (q *
        septic(
          r,
          2509.0809287301226727,
          33430.575583588128105,
          67265.770927008700853,
          45921.953931549871457,
          13731.693765509461125,
          1971.5909503065514427,
          133.14166789178437745,
          3.387132872796366608,
        )) /
      septic(
        r,
        5226.495278852545925,
        28729.085735721942674,
        39307.89580009271061,
        21213.794301586595867,
        5394.1960214247511077,
        687.1870074920579083,
        42.313330701600911252,
        1,
      )
    )
  }
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p))
  const size = r <= 5 ? middleQuantile(r - 1.6) : farQuantile(r - 5)
  return q < 0 ? -size : size
}

function middleQuantile(r: number): number {
  return (
    septic(
      r,
      7.7454501427834140764e-4,
      0.0227238449892691845833,
      0.24178072517745061177,
      1.27045825245236838258,
      3.64784832476320460504,
      5.7694972214606914055,
      4.6303378461565452959,
      1.42343711074968357734,
    ) /
    septic(
      r,
      1.05075007164441684324e-9,
      5.475938084995344946e-4,
      0.0151986665636164571966,
      0.14810397642748007459,
      0.68976733498510000455,
      1.6763848301838038494,
      2.05319162663775882187,
      1,
    )
  )
}

function farQuantile(r: number): number {
  return (
    septic(
      r,
      2.01033439929228813265e-7,
      2.71155556874348757815e-5,
      0.0012426609473880784386,
      0.026532189526576123093,
      0.29656057182850489123,
      1.7848265399172913358,
      5.4637849111641143699,
      6.6579046435011037772,
    ) /
    septic(
      r,
      2.04426310338993978564e-15,
      1.4215117583164458887e-7,
      1.8463183175100546818e-5,
      7.868691311456132591e-4,
      0.0148753612908506148525,
      0.13692988092273580531,
      0.59983220655588793769,
      1,
    )
  )
}

/** ax⁷ + bx⁶ + … + h, written out since simulations call it millions of times. */
function septic(
  x: number,
  a: number,
  b: number,
  c: number,
  d: number,
  e: number,
  f: number,
  g: number,
  h: number,
): number {
  return ((((((a * x + b) * x + c) * x + d) * x + e) * x + f) * x + g) * x + h
}
