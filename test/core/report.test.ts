import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Incident } from '../../src/core/incident'
import { exactToken } from '../../src/core/period'
import { defaultQuery, type Query } from '../../src/core/query'
import { report } from '../../src/core/report'
import { allowedPpm, defaultSettings, plainService, type Settings } from '../../src/core/settings'
import { at, exactly, framed, incidentAt, incidents, spreedly } from '../support/incidents'

const targets = [99.9, 99.95, 99.99].map((target) => ({
  target,
  allowedPpm: allowedPpm(target),
  window: 'period' as const,
  basis: 'raw' as const,
}))
const observed: Settings = {
  ...defaultSettings,
  observation: { from: at('2017-01-01'), to: null },
  slo: targets,
}

function figures(
  list: readonly Incident[],
  query: Partial<Query> = {},
  settings = observed,
  asOf = at('2023-01-01'),
) {
  return report(framed(list).frame, { ...defaultQuery, ...query }, settings, asOf)
}

/** Worked by hand: 11 + 7 = 18; + 13 = 31; + 4 + 14 = 49. Weighted 11·1 + 7·1 + 13·0.02 = 18.26. */
const sets = [
  ['2017', '2017', [31, 30, 42], [18.26, 17.195, 18.6], 525_600, 3, 31 / 3, 11],
  ['Q3 2017', '2017-Q3', [18, 17, 18], [18, 17, 18], 132_480, 2, 9, 9],
  ['Q4 2017', '2017-Q4', [13, 13, 24], [0.26, 0.195, 0.6], 132_480, 1, 13, 13],
  ['Sep 2017', '2017-09', [18, 17, 18], [18, 17, 18], 43_200, 2, 9, 9],
  [
    '30 days to 12 Oct 2017',
    exactToken(at('2017-09-12'), at('2017-10-12')),
    [31, 30, 42],
    [18.26, 17.195, 18.6],
    43_200,
    3,
    31 / 3,
    11,
  ],
  [
    'the whole span',
    exactToken(at('2017-09-01'), at('2023-01-01')),
    [49, 48, 60],
    [27.26, 17.195, 36.6],
    2_805_120,
    5,
    9.8,
    11,
  ],
] as const

describe('the five public reports', () => {
  test.each(sets)('%s', (_name, period, raw, weighted, minutes, n, mean, median) => {
    const { downtime, availability, restore, frequency, budgets } = figures(spreedly(), { period })
    expect([downtime.raw.value, downtime.raw.low, downtime.raw.high]).toEqual(raw)
    expect(downtime.weighted.value).toBeCloseTo(weighted[0], 9)
    expect(downtime.weighted.low).toBeCloseTo(weighted[1], 9)
    expect(downtime.weighted.high).toBeCloseTo(weighted[2], 9)
    expect(availability.observedMinutes).toBe(minutes)
    expect(availability.raw?.value).toBeCloseTo(1 - raw[0] / minutes, 12)
    expect(restore.n).toBe(n)
    expect(restore.mean).toBeCloseTo(mean, 9)
    expect(restore.median).toBe(median)
    expect(frequency.mtbfDays).toBeCloseTo((minutes - raw[0]) / n / 1440, 9)
    for (const budget of budgets.filter(({ basis }) => basis === 'raw')) {
      const total = (minutes * allowedPpm(budget.target)) / 1e6
      expect(budget.totalMinutes).toBeCloseTo(total, 9)
      expect(budget.remainingMinutes.value).toBeCloseTo(total - raw[0], 9)
    }
  })

  test('a budget that the bounds straddle cannot be told', () => {
    const { budgets } = figures(spreedly(), { period: '2017-Q4' })
    const raw = budgets.find(({ target, basis }) => target === 99.99 && basis === 'raw')
    expect(raw?.verdict).toBe('cannot tell')
    expect(raw?.remainingMinutes.value).toBeCloseTo(0.248, 9)
    expect(raw?.remainingMinutes.low).toBeCloseTo(13.248 - 24, 9)
  })

  test('the basis decides: 30 days at 99.95 % are exceeded raw and kept weighted', () => {
    const { budgets } = figures(spreedly(), {
      period: exactToken(at('2017-09-12'), at('2017-10-12')),
    })
    const verdicts = budgets.filter(({ target }) => target === 99.95).map(({ verdict }) => verdict)
    expect(verdicts).toEqual(['exceeded', 'within'])
  })

  test('what rests on an assumed error rate is told apart: 9 of 27.26 weighted minutes', () => {
    const { downtime } = figures(spreedly(), {
      period: exactToken(at('2017-09-01'), at('2023-01-01')),
    })
    expect(downtime.stated).toBeCloseTo(18.26, 9)
    expect(downtime.assumed).toBeCloseTo(9, 9)
  })

  test('five incidents are too few for a trend', () => {
    const { trends } = figures(spreedly())
    expect(trends.filter(({ measure }) => measure === 'frequency')).toMatchObject([
      { verdict: 'too few incidents', p: null, n: 5 },
    ])
  })

  test('two themes came back', () => {
    const { clusters } = figures(spreedly())
    expect(clusters.map(({ id, count, downtimeMinutes }) => [id, count, downtimeMinutes])).toEqual([
      ['maintenance', 3, 29],
      ['credentials/certificates', 2, 20],
    ])
    expect(clusters[0]?.meanGapDays).toBeCloseTo((1113.1875 + 801.96736) / 2, 3)
  })

  test('a fix promised before it happened again is dated', () => {
    const [, second, third] = spreedly()
    const promising = {
      ...second!,
      promises: [{ text: 'We will review rotation', promisedAt: at('2017-09-28 20:12') }],
    }
    const [cluster] = figures([promising, third!]).clusters
    expect(cluster?.promises[0]?.recurredAfterDays).toBeCloseTo(6.688194, 5)
  })
})

describe('special records', () => {
  test('an ongoing incident counts up to the as-of instant', () => {
    const { downtime, restore } = figures([incidentAt('2022-12-31 23:00', null)])
    expect(downtime.raw.value).toBe(60)
    expect(restore).toMatchObject({ n: 0, censored: 1, median: null })
  })

  test('an incident of no length counts in frequency and in no time', () => {
    const { downtime, frequency, restore } = figures([
      incidentAt('2022-05-01 10:00', '2022-05-01 10:00'),
    ])
    expect(downtime.raw.value).toBe(0)
    expect(frequency).toMatchObject({ n: 1, episodes: 0, mtbfDays: null })
    expect(restore).toMatchObject({ n: 0, zeroLengthExcluded: 1 })
  })

  test('maintenance and informational records are counted as such and enter no figure', () => {
    const { downtime, exclusions } = figures([
      incidentAt('2022-05-01 10:00', '2022-05-01 12:00', { kind: 'maintenance' }),
      incidentAt('2022-05-02 10:00', '2022-05-02 12:00', { kind: 'informational' }),
      incidentAt('2024-05-02 10:00', '2024-05-02 12:00'),
    ])
    expect(downtime.raw.value).toBe(0)
    expect(exclusions.counts).toEqual([
      { reason: 'maintenance', n: 1 },
      { reason: 'informational', n: 1 },
      { reason: 'future', n: 1 },
    ])
  })

  test.each([
    ['count', 60, 1440],
    ['exclude', 30, 1320],
    ['up', 30, 1440],
  ] as const)('maintenance policy %s: %d of %d minutes', (maintenance, down, observedMinutes) => {
    const settings = { ...observed, rule: { ...observed.rule, maintenance } }
    const { downtime, availability } = figures(
      [
        incidentAt('2022-05-01 02:00', '2022-05-01 04:00', { kind: 'maintenance' }),
        incidentAt('2022-05-01 03:30', '2022-05-01 04:30'),
      ],
      { period: '2022-05-01..2022-05-01' },
      settings,
    )
    expect(downtime.raw.value).toBe(down)
    expect(availability.observedMinutes).toBe(observedMinutes)
  })

  test('before recording began there is no data, not 100 %', () => {
    const { availability } = figures(spreedly(), { period: '2016-09' })
    expect(availability.raw).toBeNull()
    expect(availability.byMonth).toMatchObject([{ month: '2016-09', raw: null }])
  })

  test('an undeclared start of recording is derived and says so', () => {
    const { observation } = figures(spreedly(), {}, defaultSettings)
    expect(observation).toMatchObject({ from: at('2017-09-01'), derived: true })
  })

  test('a service without incidents is 100 % where it is configured', () => {
    const settings = { ...observed, services: [plainService('quiet')] }
    const { availability } = figures(spreedly(), {}, settings)
    expect(availability.byService.find(({ service }) => service === 'quiet')?.raw?.value).toBe(1)
  })

  test('an alias is the same service', () => {
    const settings = {
      ...observed,
      services: [{ ...plainService('API'), aliases: ['core api', 'api'] }],
    }
    const { services, downtime } = figures(
      [
        incidentAt('2022-05-01 10:00', '2022-05-01 11:00'),
        incidentAt('2022-05-01 10:30', '2022-05-01 11:30', { services: ['Core API'] }),
      ],
      {},
      settings,
    )
    expect(services).toEqual(['API'])
    expect(downtime.byService[0]?.raw.value).toBe(90)
  })

  test('several services: any down, and their mean beside it', () => {
    const { availability } = figures(
      [
        incidentAt('2022-05-01 10:00', '2022-05-01 11:00', { services: ['a'] }),
        incidentAt('2022-05-01 10:50', '2022-05-01 11:20', { services: ['b'] }),
      ],
      { period: exactToken(at('2022-05-01'), at('2022-05-31')) },
    )
    expect(availability.raw?.value).toBeCloseTo(1 - 80 / 43_200, 12)
    expect(availability.average?.value).toBeCloseTo(0.998958333, 8)
  })

  test('the page rule takes the life of the page', () => {
    const page = { from: at('2022-05-01 10:10'), to: at('2022-05-01 12:00') }
    const list = [
      incidentAt('2022-05-01 10:00', '2022-05-01 10:30', { page, errorRate: exactly(1) }),
    ]
    expect(figures(list, { rule: 'page' }).downtime.raw.value).toBe(110)
    expect(figures(list).downtime.raw.value).toBe(30)
  })
})

describe('whatever the incidents', () => {
  const asOf = at('2021-07-01')
  const of = (list: readonly Incident[], query: Partial<Query> = {}, settings = defaultSettings) =>
    figures(list, query, { ...settings, observation: { from: at('2019-12-01'), to: null } }, asOf)

  test('0 ≤ low ≤ value ≤ high ≤ window, and weighted never exceeds raw', () => {
    fc.assert(
      fc.property(incidents(), (list) => {
        const { downtime, availability } = of(list)
        for (const { raw, weighted } of [downtime, ...downtime.byService, ...downtime.byMonth]) {
          for (const range of [raw, weighted]) {
            expect(range.low).toBeGreaterThanOrEqual(0)
            expect(range.value).toBeGreaterThanOrEqual(range.low)
            expect(range.high).toBeGreaterThanOrEqual(range.value)
          }
          expect(weighted.value).toBeLessThanOrEqual(raw.value + 1e-9)
        }
        expect(downtime.raw.high).toBeLessThanOrEqual(availability.observedMinutes)
      }),
    )
  })

  test('months add up to the whole', () => {
    fc.assert(
      fc.property(incidents(), (list) => {
        const { downtime } = of(list)
        const sum = downtime.byMonth.reduce((total, { raw }) => total + raw.value, 0)
        expect(sum).toBeCloseTo(downtime.raw.value, 6)
      }),
    )
  })

  test('causes share out the downtime without rest', () => {
    fc.assert(
      fc.property(incidents(), (list) => {
        const { downtime, causes } = of(list)
        expect(causes.reduce((sum, { rawMinutes }) => sum + rawMinutes, 0)).toBeCloseTo(
          downtime.raw.value,
          6,
        )
        expect(causes.reduce((sum, { weightedMinutes }) => sum + weightedMinutes, 0)).toBeCloseTo(
          downtime.weighted.value,
          6,
        )
      }),
    )
  })

  test('the order of import changes nothing', () => {
    fc.assert(
      fc.property(incidents(), fc.integer(), (list, turn) => {
        const turned = list.toSorted(
          (a, b) => ((a.source.row * 7919 + turn) % 101) - ((b.source.row * 7919 + turn) % 101),
        )
        const { clusters: _a, ...one } = of(list)
        const { clusters: _b, ...other } = of(turned)
        expect(rounded(other)).toEqual(rounded(one))
      }),
    )
  })

  test('a duplicate changes no downtime', () => {
    fc.assert(
      fc.property(incidents(), (list) => {
        const twice = [
          ...list,
          ...list.map((incident) => ({ ...incident, id: `${incident.id}-again` })),
        ]
        const one = of(list).downtime
        const two = of(twice).downtime
        expect(two.raw.value).toBe(one.raw.value)
        expect(two.weighted.value).toBeCloseTo(one.weighted.value, 9)
        expect(two.weighted.low).toBeCloseTo(one.weighted.low, 9)
      }),
    )
  })

  test('the reporting zone never changes a figure between instants', () => {
    fc.assert(
      fc.property(
        incidents(),
        fc.constantFrom('America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe'),
        (list, timeZone) => {
          const period = exactToken(at('2020-02-03 04:05'), at('2021-03-04 05:06'))
          const zoned = of(list, { period }, { ...defaultSettings, timeZone })
          expect(zoned.downtime.raw).toEqual(of(list, { period }).downtime.raw)
        },
      ),
    )
  })

  test('every figure survives JSON: no NaN, no Infinity, no Date', () => {
    fc.assert(
      fc.property(incidents(), (list) => {
        const found = of(list)
        expect(JSON.parse(JSON.stringify(found))).toEqual(found)
      }),
    )
  })
})

function rounded(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, part: unknown) =>
      typeof part === 'number' ? Number(part.toPrecision(9)) : part,
    ),
  ) as unknown
}
