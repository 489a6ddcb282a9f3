import fc from 'fast-check'
import jStat from 'jstat'
import { describe, expect, test } from 'vitest'
import { betaInverse, incompleteBeta } from '../../../src/core/statistics/beta'
import {
  binomialCdf,
  binomialUpper,
  chiSquareCdf,
  chiSquareInverse,
  chiSquareUpper,
  normalCdf,
  normalInverse,
  poissonCdf,
  poissonUpper,
  tCdf,
  tInverse,
} from '../../../src/core/statistics/distributions'
import { logGamma } from '../../../src/core/statistics/gamma'

function near(value: number, wanted: number, relative: number) {
  expect(Math.abs(value - wanted)).toBeLessThanOrEqual(relative * Math.abs(wanted) + 1e-15)
}

/** The second library is exact to about ten digits after the point. */
function agrees(value: number, other: number) {
  expect(Math.abs(value - other)).toBeLessThanOrEqual(1e-9 + 1e-7 * Math.abs(other))
}

describe('reference values', () => {
  test.each([
    ['normalCdf(−6)', normalCdf(-6), 9.865876450376946e-10],
    ['normalCdf(−1.96)', normalCdf(-1.96), 0.024997895148220435],
    ['normalCdf(3)', normalCdf(3), 0.9986501019683699],
    ['normalInverse(1e-10)', normalInverse(1e-10), -6.361340902404056],
    ['normalInverse(.8)', normalInverse(0.8), 0.8416212335729143],
    ['normalInverse(.975)', normalInverse(0.975), 1.959963984540054],
    ['normalInverse(.999999)', normalInverse(0.999999), 4.753424308817087],
    ['tCdf(−2, 1)', tCdf(-2, 1), 0.1475836176504332],
    ['tCdf(.3, 1.18)', tCdf(0.3, 1.1774009344238408), 0.5957801297538821],
    ['tCdf(3, 30)', tCdf(3, 30), 0.997305017967174],
    ['tInverse(.975, 1)', tInverse(0.975, 1), 12.706204736432095],
    ['tInverse(.975, 1.5)', tInverse(0.975, 1.5), 6.016663104427932],
    ['tInverse(.8, 10)', tInverse(0.8, 10), 0.8790578285505841],
    ['tInverse(.975, 1000)', tInverse(0.975, 1000), 1.9623390808264074],
    ['chiSquareCdf(.5, 1)', chiSquareCdf(0.5, 1), 0.5204998778130466],
    ['chiSquareCdf(84.6, 63)', chiSquareCdf(84.6, 63), 0.9639043192493718],
    ['chiSquareInverse(.025, 2)', chiSquareInverse(0.025, 2), 0.05063561596857975],
    ['chiSquareInverse(.975, 12)', chiSquareInverse(0.975, 12), 23.33666415864534],
    ['chiSquareInverse(.975, 20000)', chiSquareInverse(0.975, 20000), 20393.883649999767],
    ['betaInverse(.025, 3, 15)', betaInverse(0.025, 3, 15), 0.037985068070626],
    ['betaInverse(.5, .5, .5)', betaInverse(0.5, 0.5, 0.5), 0.5],
    ['binomialCdf(0, 5, .9)', binomialCdf(0, 5, 0.9), 1e-5],
    ['binomialCdf(480, 1000, .5)', binomialCdf(480, 1000, 0.5), 0.10872414660207046],
    ['logGamma(.5)', logGamma(0.5), 0.5723649429247],
    ['logGamma(100)', logGamma(100), 359.1342053695754],
    ['logGamma(1e5)', logGamma(1e5), 1051287.7089736569],
  ])('%s', (_, value, wanted) => near(value, wanted, 1e-9))
})

describe('a second library agrees', () => {
  const shapes = [0.5, 1, 2.5, 7, 30, 120]
  const shares = [0.01, 0.1, 0.5, 0.9, 0.99]

  test('on the normal distribution', () => {
    for (const x of [-4, -2.2, -0.3, 0, 1, 3.7]) agrees(normalCdf(x), jStat.normal.cdf(x, 0, 1))
    for (const p of shares) agrees(normalInverse(p), jStat.normal.inv(p, 0, 1))
  })

  test('on t and χ²', () => {
    for (const degrees of shapes) {
      for (const x of [-3, -0.4, 0.2, 2]) agrees(tCdf(x, degrees), jStat.studentt.cdf(x, degrees))
      for (const p of shares) {
        agrees(tInverse(p, degrees), jStat.studentt.inv(p, degrees))
        agrees(chiSquareInverse(p, degrees), jStat.chisquare.inv(p, degrees))
      }
    }
  })

  test('on the beta distribution', () => {
    for (const a of shapes) {
      for (const b of shapes) {
        for (const x of shares) agrees(incompleteBeta(x, a, b), jStat.beta.cdf(x, a, b))
      }
    }
  })

  test('on counts', () => {
    for (const k of [0, 1, 5, 12]) {
      for (const p of [0.05, 0.4, 0.8]) agrees(binomialCdf(k, 20, p), jStat.binomial.cdf(k, 20, p))
      for (const mean of [0.2, 3, 11]) agrees(poissonCdf(k, mean), jStat.poisson.cdf(k, mean))
    }
  })
})

const probability = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true })
const degrees = fc.double({ min: 0.5, max: 500, noNaN: true })
const shape = fc.double({ min: 1, max: 500, noNaN: true })

test('inverses undo their distribution functions', () => {
  fc.assert(
    fc.property(probability, degrees, shape, shape, (p, freedom, a, b) => {
      near(normalCdf(normalInverse(p)), p, 1e-9)
      near(tCdf(tInverse(p, freedom), freedom), p, 1e-9)
      near(chiSquareCdf(chiSquareInverse(p, freedom), freedom), p, 1e-9)
      near(incompleteBeta(betaInverse(p, a, b), a, b), p, 1e-9)
    }),
  )
})

test('both tails of a distribution add up to 1', () => {
  fc.assert(
    fc.property(fc.nat(200), fc.nat(200), probability, degrees, (k, more, p, mean) => {
      near(binomialCdf(k, k + more, p) + binomialUpper(k + 1, k + more, p), 1, 1e-12)
      near(poissonCdf(k, mean) + poissonUpper(k + 1, mean), 1, 1e-12)
      near(chiSquareCdf(k, mean) + chiSquareUpper(k, mean), 1, 1e-12)
    }),
  )
})

test('far tails keep their digits', () => {
  near(binomialUpper(31, 500, 0.0032708617860053024), 4.459299206669386e-29, 1e-9)
  near(poissonUpper(3, 1e-8), 1e-24 / 6, 1e-7)
})
