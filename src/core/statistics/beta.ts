import { logMinusLine, stirlingRemainder } from './gamma'
import { invertIncreasing } from './inversion'

const smallestStep = 1e-300

/**
 * Regularised incomplete beta function I_x(a, b), a > 0, b > 0. Give `y` = 1 − x where it is known more exactly than
 * the subtraction yields. Source: A&S 26.5.8 (continued fraction), Lentz's method.
 */
export function incompleteBeta(x: number, a: number, b: number, y = 1 - x): number {
  if (x <= 0) return 0
  if (y <= 0) return 1
  const term = betaTerm(x, y, a, b)
  return x < (a + 1) / (a + b + 2)
    ? (term * betaFraction(x, a, b)) / a
    : 1 - (term * betaFraction(y, b, a)) / b
}

/** The x with I_x(a, b) = p, for p in [0, 1]. */
export function betaInverse(p: number, a: number, b: number): number {
  if (p <= 0) return 0
  if (p >= 1) return 1
  return invertIncreasing({
    value: (x) => incompleteBeta(x, a, b),
    slope: (x) => betaTerm(x, 1 - x, a, b) / (x * (1 - x)),
    target: p,
    from: 0,
    to: 1,
    start: a / (a + b),
  })
}

/** x^a y^b / B(a, b), computed around its mode so that large a and b lose no digits. */
function betaTerm(x: number, y: number, a: number, b: number): number {
  const n = a + b
  return (
    Math.sqrt((a * b) / (2 * Math.PI * n)) *
    Math.exp(
      a * logMinusLine(x * n, a) +
        b * logMinusLine(y * n, b) +
        stirlingRemainder(n) -
        stirlingRemainder(a) -
        stirlingRemainder(b),
    )
  )
}

function betaFraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1))
  let h = d
  for (let m = 1; m < 1e6; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / nonZero(1 + even * d)
    c = nonZero(1 + even / c)
    h *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / nonZero(1 + odd * d)
    c = nonZero(1 + odd / c)
    const step = d * c
    h *= step
    if (Math.abs(step - 1) < 4e-16) break
  }
  return h
}

function nonZero(value: number): number {
  return Math.abs(value) < smallestStep ? smallestStep : value
}
