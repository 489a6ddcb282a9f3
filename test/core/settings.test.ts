import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UserError } from '../../src/core/issue'
import {
  allowedPpm,
  assumptionsOf,
  canonicalCause,
  canonicalCauses,
  canonicalService,
  canonicalServices,
  defaultSettings,
  type Settings,
} from '../../src/core/settings'

const checkout = {
  name: 'Checkout',
  aliases: ['checkout-api', 'Cart'],
  share: 1,
  observation: null,
  slo: [],
  credits: [],
}
const settings: Settings = {
  ...defaultSettings,
  services: [checkout],
  taxonomy: { aliases: { 'Bad push': 'deploy/change', network: 'Connectivity' }, vendors: [] },
}

describe('allowedPpm', () => {
  it.each([
    ['99.95', 500],
    [99.95, 500],
    ['99.9', 1000],
    ['99.9999', 1],
    ['99.99990', 1],
    ['100', 0],
    ['100.0', 0],
    [99, 10_000],
    ['0.0001', 999_999],
  ])('allows for %s %% exactly %i millionths', (target, ppm) => {
    expect(allowedPpm(target)).toBe(ppm)
  })

  it.each(['0', '0.0000', '100.0001', '101', '-1', '', '99,9', '99.99995', '1e2', 'abc', NaN])(
    'refuses %s',
    (target) => {
      expect(() => allowedPpm(target)).toThrow(UserError)
    },
  )

  it('has no rounding for any target of four decimals', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (millionths) => {
        const target = `${Math.floor(millionths / 10_000)}.${String(millionths % 10_000).padStart(4, '0')}`
        expect(allowedPpm(target)).toBe(1_000_000 - millionths)
        expect(allowedPpm(Number(target))).toBe(1_000_000 - millionths)
      }),
    )
  })
})

describe('canonicalService', () => {
  it.each(['Checkout', 'checkout-api', ' CART ', 'CHECKOUT'])('knows "%s"', (name) => {
    expect(canonicalService(settings, name)).toBe('Checkout')
  })

  it('keeps the name of a service that is not listed', () => {
    expect(canonicalService(settings, ' Search ')).toBe('Search')
  })

  it('gives many names in their order', () => {
    expect(canonicalServices(settings, ['cart', 'Search', 'Checkout'])).toEqual([
      'Checkout',
      'Search',
      'Checkout',
    ])
  })
})

describe('canonicalCause', () => {
  it('lets the label of the user win over the category', () => {
    expect(canonicalCause(settings, 'bad PUSH ')).toBe('deploy/change')
    expect(canonicalCause(settings, 'network')).toBe('Connectivity')
  })

  it('knows categories whatever their case and keeps other labels', () => {
    expect(canonicalCauses(settings, ['Software-Bug', 'Moon phase'])).toEqual([
      'software-bug',
      'Moon phase',
    ])
  })

  it('is not led astray by names that objects have', () => {
    expect(canonicalCause(settings, 'constructor')).toBe('constructor')
  })
})

describe('assumptionsOf', () => {
  const mapped: Settings = {
    ...settings,
    timeZone: 'Europe/Berlin',
    mappings: [
      {
        header: ['Opened', 'Closed'],
        assume: { map: { start: 'Opened' }, timeZone: 'America/New_York', dates: 'day-first' },
      },
    ],
  }

  it('takes the reporting zone for times without one, and the mappings where there are any', () => {
    expect(assumptionsOf(mapped)).toEqual({
      timeZone: 'Europe/Berlin',
      mappings: mapped.mappings,
    })
    expect(assumptionsOf(settings)).toEqual({ timeZone: settings.timeZone })
  })
})

describe('defaultSettings', () => {
  it('are plain JSON', () => {
    expect(JSON.parse(JSON.stringify(defaultSettings))).toEqual(defaultSettings)
  })
})
