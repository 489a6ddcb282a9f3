import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { frameFaults } from '../../src/core/frame-faults'
import { noMilestones, plainImpact, type Incident } from '../../src/core/incident'
import { defaultQuery } from '../../src/core/query'
import { report } from '../../src/core/report'
import { defaultSettings, type Settings } from '../../src/core/settings'
import { rowsChanged, whatIf, type WhatIf } from '../../src/core/what-if'
import { at, framed, incidentAt, incidents, minute, spreedly } from '../support/incidents'

function figures(
  list: readonly Incident[],
  assumed: WhatIf | null,
  settings: Settings = defaultSettings,
  rule = '',
) {
  const { frame } = framed(list)
  const after = assumed ? whatIf(frame, assumed, settings) : frame
  expect(frameFaults(after)).toEqual([])
  return report(after, { ...defaultQuery, rule }, settings, at('2023-01-01'))
}

function detectedAfter(minutes: number, length: number): Incident {
  const start = at('2022-05-01 10:00')
  return incidentAt(start, start + length * minute, {
    milestones: {
      ...noMilestones,
      detectedAt: start + minutes * minute,
      mitigatedAt: start + length * minute,
    },
  })
}

describe('dropping a cause', () => {
  test('takes its downtime: 29 of 49 minutes without maintenance', () => {
    const { downtime, frequency } = figures(spreedly(), { change: 'drop', cause: 'maintenance' })
    expect(downtime.raw.value).toBe(20)
    expect(frequency.n).toBe(2)
  })

  test('moves no start of recording, also where the first incident goes', () => {
    const { observation } = figures(spreedly(), { change: 'drop', cause: 'maintenance' })
    expect(observation).toMatchObject({ from: at('2017-09-01'), derived: true })
  })

  test('of every cause leaves 100 %', () => {
    fc.assert(
      fc.property(
        incidents().filter((list) => list.length > 0),
        (list) => {
          const { frame } = framed(list)
          const causes = [...frame.dictionaries.causes, 'unclassified']
          const after = causes.reduce(
            (now, cause) => whatIf(now, { change: 'drop', cause }, defaultSettings),
            frame,
          )
          const { availability } = report(after, defaultQuery, defaultSettings, at('2023-01-01'))
          expect(availability.raw).toEqual({ value: 1, low: 1, high: 1 })
        },
      ),
    )
  })

  test('goes by the label it counts under', () => {
    const settings = {
      ...defaultSettings,
      taxonomy: { aliases: { maintenance: 'our own doing' }, vendors: [] },
    }
    expect(
      figures(spreedly(), { change: 'drop', cause: 'our own doing' }, settings).downtime.raw.value,
    ).toBe(20)
    expect(
      figures(spreedly(), { change: 'drop', cause: 'maintenance' }, settings).downtime.raw.value,
    ).toBe(49)
  })
})

describe('halving a time', () => {
  test('to detect: 20 of 30 minutes undetected become 10 of 20', () => {
    const list = [detectedAfter(20, 30)]
    expect(figures(list, { change: 'detection', factor: 0.5 }).downtime.raw.value).toBe(20)
    const { incidents: after } = whatIf(
      framed(list).frame,
      { change: 'detection', factor: 0.5 },
      defaultSettings,
    )
    expect(after.milestones.detectedAt?.[0]).toBe(at('2022-05-01 10:10'))
    expect(after.milestones.mitigatedAt?.[0]).toBe(at('2022-05-01 10:20'))
  })

  test('to detect changes nothing where detection is not known', () => {
    const list = [...spreedly(), detectedAfter(20, 30)]
    const assumed = { change: 'detection', factor: 0.5 } as const
    expect(rowsChanged(framed(list).frame, assumed, defaultSettings)).toEqual([5])
    expect(figures(list, assumed).downtime.raw.value).toBe(69)
  })

  test('to restore halves downtime, its bounds and the mean', () => {
    const { downtime, restore } = figures(spreedly(), { change: 'restore', factor: 0.5 })
    expect(downtime.raw).toEqual({ value: 24.5, low: 24, high: 30 })
    expect(restore.mean).toBeCloseTo(4.9, 9)
  })

  test('to restore shortens the life of the page as much', () => {
    const page = { from: at('2022-05-01 10:10'), to: at('2022-05-01 11:00') }
    const list = [incidentAt('2022-05-01 10:00', '2022-05-01 10:40', { page })]
    const { downtime } = figures(list, { change: 'restore', factor: 0.5 }, defaultSettings, 'page')
    // The 20 minutes saved of 40 are 15 on the page, which went up after 10: 35 of 50 are left.
    expect(downtime.raw.value).toBe(35)
  })

  test('leaves what goes on as it is', () => {
    const list = [incidentAt('2022-12-31 23:00', null)]
    expect(figures(list, { change: 'restore', factor: 0.5 }).downtime.raw.value).toBe(60)
  })
})

describe('capping', () => {
  test('at 10 minutes leaves 10 of every longer one', () => {
    const { downtime } = figures(spreedly(), { change: 'cap', minutes: 10 })
    expect(downtime.raw).toEqual({ value: 41, low: 40, high: 41 })
  })

  test('ends what goes on', () => {
    const list = [incidentAt('2022-12-31 20:00', null)]
    const { downtime, restore } = figures(list, { change: 'cap', minutes: 30 })
    expect(downtime.raw).toEqual({ value: 30, low: 30, high: 30 })
    expect(restore).toMatchObject({ n: 1, censored: 0, median: 30 })
  })

  test('counts from the first impact', () => {
    const start = at('2022-05-01 10:00')
    const list = [
      incidentAt(start, start + 60 * minute, {
        impacts: [
          plainImpact(start, start + 20 * minute, null),
          plainImpact(start + 40 * minute, start + 60 * minute, null),
        ],
      }),
    ]
    expect(figures(list, { change: 'cap', minutes: 45 }).downtime.raw.value).toBe(25)
    expect(figures(list, { change: 'cap', minutes: 30 }).downtime.raw.value).toBe(20)
  })

  test('leaves maintenance windows whole', () => {
    const list = [incidentAt('2022-05-01 02:00', '2022-05-01 04:00', { kind: 'maintenance' })]
    expect(rowsChanged(framed(list).frame, { change: 'cap', minutes: 5 }, defaultSettings)).toEqual(
      [],
    )
  })
})

describe('whatever the incidents and the assumption', () => {
  const assumption = fc.oneof(
    fc.record({
      change: fc.constant('drop' as const),
      cause: fc.constantFrom('config', 'network', 'unclassified'),
    }),
    fc.record({
      change: fc.constantFrom('detection' as const, 'restore' as const),
      factor: fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
    }),
    fc.record({ change: fc.constant('cap' as const), minutes: fc.integer({ min: 0, max: 600 }) }),
  )
  const detected = incidents().map((list) =>
    list.map((incident, i) => {
      const from = incident.impacts[0]?.from ?? 0
      const milestones = { ...noMilestones, detectedAt: from + ((i * 37) % 400) * minute }
      return i % 3 === 0 ? incident : { ...incident, milestones }
    }),
  )

  test('downtime never grows, at no bound and in no service', () => {
    fc.assert(
      fc.property(detected, assumption, (list, assumed) => {
        const before = figures(list, null).downtime
        const after = figures(list, assumed).downtime
        const pairs = [before, ...before.byService].map(
          (one, i) => [one, [after, ...after.byService][i]!] as const,
        )
        for (const [old, now] of pairs)
          for (const basis of ['raw', 'weighted'] as const)
            for (const bound of ['low', 'value', 'high'] as const)
              expect(now[basis][bound]).toBeLessThanOrEqual(old[basis][bound] + 1e-9)
      }),
    )
  })

  test('a factor of 1 changes nothing', () => {
    fc.assert(
      fc.property(
        detected,
        fc.constantFrom('detection' as const, 'restore' as const),
        (list, change) => {
          const { frame } = framed(list)
          expect(whatIf(frame, { change, factor: 1 }, defaultSettings)).toEqual(frame)
        },
      ),
    )
  })

  test('the data itself stays as it was', () => {
    fc.assert(
      fc.property(detected, assumption, (list, assumed) => {
        const { frame } = framed(list)
        const before = structuredClone(frame)
        whatIf(frame, assumed, defaultSettings)
        expect(frame).toEqual(before)
      }),
    )
  })
})
