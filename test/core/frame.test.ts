import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { incidentsOf } from '../../src/core/dashboard'
import type { Incident } from '../../src/core/incident'
import { framed, incidentAt, incidents, at } from '../support/incidents'

const full: Incident = {
  ...incidentAt('2020-01-01 10:00', '2020-01-01 10:30', {
    services: ['api', 'web'],
    title: 'Naïve “quotes” 🧨',
    text: 'Line one\nLine two',
    severity: 'major',
    cause: 'config',
    facets: ['network'],
    trigger: 'deploy',
    attribution: 'vendor',
    page: { from: at('2020-01-01 10:05'), to: null },
    promises: [{ text: 'we will test it', promisedAt: at('2020-01-02') }],
    flags: ['tz-assumed', 'cause-inferred'],
    extra: [['__proto__', 'kept']],
    updates: [
      { status: 'Resolved', statusInferred: false, postedAt: at('2020-01-01 10:31'), text: 'Done' },
    ],
  }),
}

describe('a frame', () => {
  test('gives back every incident as it was added', () => {
    const second = {
      ...full,
      id: 'other',
      impacts: [
        ...full.impacts,
        {
          ...full.impacts[0]!,
          from: at('2020-01-01 11:00'),
          to: null,
          durationLow: 0,
          durationHigh: 0,
          errorRate: { value: null, low: 0, high: 0.06 },
        },
      ],
    }
    const dateless = { ...full, id: 'dateless', impacts: [] }
    const { frame, blocks } = framed([full, second, dateless])
    expect(incidentsOf({ frame }, blocks)).toEqual([full, second, dateless])
  })

  test('gives back any incident as it was added', () => {
    fc.assert(
      fc.property(incidents(), (list) => {
        const { frame, blocks } = framed(list)
        expect(incidentsOf({ frame }, blocks)).toEqual(list)
      }),
    )
  })

  test('orders spans by service, start and id', () => {
    fc.assert(
      fc.property(incidents(), (list) => {
        const { spans } = framed(list).frame
        spans.order.slice(1).forEach((span, i) => {
          const before = spans.order[i]!
          const sameService = spans.service[before] === spans.service[span]
          expect(spans.service[before]).toBeLessThanOrEqual(spans.service[span]!)
          if (sameService) expect(spans.from[before]).toBeLessThanOrEqual(spans.from[span]!)
        })
      }),
    )
  })

  test('lets a later record with the same id replace the earlier one', () => {
    const changed = { ...full, title: 'Changed' }
    const { frame, blocks } = framed([full, changed])
    expect(incidentsOf({ frame }, blocks)).toEqual([changed])
  })

  test('refuses more services than its codes can tell apart', () => {
    const many = Array.from({ length: 65_536 }, (_, i) => ({
      ...full,
      id: `n${i}`,
      services: [`s${i}`],
    }))
    expect(() => framed(many)).toThrow('more than 65534 different services')
  })

  test('splits texts into blocks of 8,192', () => {
    const many = Array.from({ length: 8_200 }, (_, i) => ({ ...full, id: `n${i}`, title: `t${i}` }))
    const { frame, blocks } = framed(many)
    expect(blocks.map(({ first }) => first)).toEqual([0, 8_192])
    expect(incidentsOf({ frame }, blocks).at(-1)?.title).toBe('t8199')
  })
})
