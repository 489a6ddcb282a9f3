import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { noMilestones, type Incident, type Milestones } from '../../../src/core/incident'
import { metricContext } from '../../../src/core/metric-context'
import { response, type Stage, type StageId } from '../../../src/core/metrics/response'
import { defaultQuery } from '../../../src/core/query'
import { defaultSettings } from '../../../src/core/settings'
import { at, framed, incidentAt, incidents, minute, spreedly } from '../../support/incidents'

const settings = { ...defaultSettings, observation: { from: at('2015-01-01'), to: null } }

function stages(list: readonly Incident[], rule = '', asOf = at('2023-01-01')) {
  return response.compute(
    metricContext(framed(list).frame, { ...defaultQuery, rule }, settings, asOf),
  )
}

function stage(id: StageId, list: readonly Incident[], rule = '', asOf?: number): Stage {
  const found = stages(list, rule, asOf).find((one) => one.id === id)
  if (!found) throw new Error(`no stage ${id}`)
  return found
}

function marked(
  from: string,
  to: string | null,
  marks: Partial<Record<keyof Milestones, string>>,
): Incident {
  const instants = Object.entries(marks).map(([name, when]) => [name, at(when)])
  return incidentAt(from, to, {
    milestones: { ...noMilestones, ...Object.fromEntries(instants) } as Milestones,
  })
}

/** What the five public reports post: first post and "Resolved"; two of them state when it was noticed. */
function posted(): readonly Incident[] {
  const posts = [
    {
      detectedAt: '2017-09-15 16:31',
      firstPostAt: '2017-09-15 16:40',
      resolvedAt: '2017-09-15 16:49',
    },
    { firstPostAt: '2017-09-25 19:59', resolvedAt: '2017-09-25 19:59' },
    { firstPostAt: '2017-10-05 12:55', resolvedAt: '2017-10-05 13:54' },
    {
      detectedAt: '2020-10-02 21:01',
      firstPostAt: '2020-10-02 21:00',
      resolvedAt: '2020-10-02 21:00',
    },
    { firstPostAt: '2022-12-13 20:27', resolvedAt: '2022-12-13 21:58' },
  ]
  return spreedly().map((incident, i) => ({
    ...incident,
    milestones: marked('2017-01-01', null, posts[i] ?? {}).milestones,
  }))
}

describe('the five public reports', () => {
  test('detection is stated twice and bounded three times: up to 7, 12 and 13 minutes', () => {
    expect(stage('detect', posted())).toMatchObject({
      n: 2,
      of: 5,
      missing: 3,
      median: 0,
      geomean: null,
      bounds: { median: { low: 0, high: 7 }, mean: { low: 0, high: 6.4 } },
    })
  })

  test('first posts after 9, 38, 12 and 13 minutes; one a minute too early is invalid', () => {
    expect(stage('notify', posted())).toMatchObject({
      n: 4,
      of: 5,
      missing: 0,
      invalid: 1,
      median: 12.5,
      mean: 18,
      p90: null,
      geomeanCi: null,
      meanCi: { method: 'none' },
    })
  })

  test('all-clear after 18, 38, 71 and 104 minutes', () => {
    expect(stage('all-clear', posted())).toMatchObject({ n: 4, invalid: 1, median: 54.5 })
  })

  test('restored in 8.9 minutes typically, and no interval for the median of five', () => {
    const restore = stage('restore', posted())
    expect(restore).toMatchObject({ n: 5, median: 11, mean: 9.8, medianCi: null, p90: null })
    expect(restore.range).toEqual({ low: 4, high: 14, coverage: 0.9375 })
    expect(restore.geomean).toBeCloseTo(8.907, 3)
    expect(restore.geomeanCi?.lower).toBeCloseTo(4.66, 2)
    expect(restore.geomeanCi?.upper).toBeCloseTo(17.03, 2)
    expect(restore.meanCi.method).toBe('modified Cox')
    expect(restore.meanCi.lower).toBeCloseTo(5.06, 2)
    expect(restore.meanCi.upper).toBeCloseTo(20.59, 2)
  })

  test('nothing stated is missing, never 0', () => {
    for (const id of ['acknowledge', 'mitigate'] as const)
      expect(stage(id, posted())).toMatchObject({ n: 0, missing: 5, median: null, mean: null })
  })
})

describe('stages', () => {
  test('acknowledgement counts from detection, or from the start where none is stated', () => {
    const list = [
      marked('2022-05-01 10:00', '2022-05-01 11:00', {
        detectedAt: '2022-05-01 10:05',
        acknowledgedAt: '2022-05-01 10:07',
      }),
      marked('2022-05-02 10:00', '2022-05-02 11:00', { acknowledgedAt: '2022-05-02 10:10' }),
    ]
    expect(stage('acknowledge', list)).toMatchObject({ n: 2, fromStart: 1, mean: 6 })
  })

  test('an acknowledgement before the detection is invalid', () => {
    const early = marked('2022-05-01 10:00', '2022-05-01 11:00', {
      detectedAt: '2022-05-01 10:05',
      acknowledgedAt: '2022-05-01 10:04',
    })
    expect(stage('acknowledge', [early])).toMatchObject({ n: 0, invalid: 1, missing: 0 })
  })

  test('an incident that goes on is open, and the Kaplan–Meier median knows it', () => {
    const list = [
      marked('2022-05-01 10:00', '2022-05-01 10:10', { resolvedAt: '2022-05-01 10:20' }),
      marked('2022-05-02 10:00', '2022-05-02 10:30', { resolvedAt: '2022-05-02 10:40' }),
      marked('2022-05-03 10:00', null, {}),
    ]
    expect(stage('all-clear', list)).toMatchObject({
      n: 2,
      open: 1,
      missing: 0,
      median: 30,
      kmMedian: 40,
    })
    expect(stage('restore', list)).toMatchObject({ n: 2, open: 1, median: 20, kmMedian: 30 })
    expect(stage('mitigate', list)).toMatchObject({ n: 0, open: 0, missing: 3 })
  })

  test('what comes after the as-of instant has not happened yet', () => {
    const list = [
      marked('2022-05-01 10:00', '2022-05-01 12:00', { mitigatedAt: '2022-05-01 11:00' }),
    ]
    const asOf = at('2022-05-01 10:30')
    expect(stage('mitigate', list, '', asOf)).toMatchObject({ n: 0, open: 1, missing: 0 })
    expect(stage('restore', list, '', asOf)).toMatchObject({ n: 0, open: 1 })
  })

  test('an incident of no length has no time to restore', () => {
    const list = [marked('2022-05-01 10:00', '2022-05-01 10:00', {})]
    expect(stage('restore', list)).toMatchObject({ n: 0, invalid: 1, missing: 0 })
  })

  test('p90 needs ten incidents, the interval of the median six', () => {
    const several = (count: number) =>
      Array.from({ length: count }, (_, i) =>
        incidentAt(
          at('2022-05-01') + i * 60 * minute,
          at('2022-05-01') + (i * 60 + i + 1) * minute,
        ),
      )
    expect(stage('restore', several(9)).p90).toBeNull()
    expect(stage('restore', several(10)).p90).toBeCloseTo(9.1, 9)
    expect(stage('restore', several(5)).medianCi).toBeNull()
    expect(stage('restore', several(6)).medianCi).toEqual({ lower: 1, upper: 6 })
  })

  test('on the page clock time to restore is the life of the page, and says so', () => {
    const page = { from: at('2022-05-01 10:10'), to: at('2022-05-01 12:00') }
    const list = [incidentAt('2022-05-01 10:00', '2022-05-01 10:30', { page })]
    expect(stage('restore', list, 'page')).toMatchObject({ median: 110, from: 'first post' })
    expect(stage('restore', list)).toMatchObject({ median: 30, from: 'start of impact' })
  })

  test('without incidents nothing is said', () => {
    for (const one of stages([]))
      expect(one).toMatchObject({ n: 0, of: 0, median: null, range: null, bounds: null })
  })
})

describe('whatever the incidents', () => {
  const offset = fc.option(fc.integer({ min: -30, max: 3000 }), { nil: null })
  const staged = fc
    .tuple(incidents(), fc.array(fc.tuple(offset, offset, offset, offset, offset)))
    .map(([list, offsets]) =>
      list.map((incident, i) => {
        const start = incident.impacts[0]?.from ?? 0
        const [detected, acknowledged, mitigated, resolved, post] = (offsets[i] ?? []).map(
          (value) => (value === null ? null : start + value * minute),
        )
        return {
          ...incident,
          milestones: {
            ...noMilestones,
            detectedAt: detected ?? null,
            acknowledgedAt: acknowledged ?? null,
            mitigatedAt: mitigated ?? null,
            resolvedAt: resolved ?? null,
            firstPostAt: post ?? null,
          },
        }
      }),
    )
  const asOf = at('2021-07-01')

  test('every incident is counted once in every stage', () => {
    fc.assert(
      fc.property(staged, (list) => {
        for (const { n, open, missing, invalid, of } of stages(list, '', asOf))
          expect(n + open + missing + invalid).toBe(of)
      }),
    )
  })

  test('the bounds of detection are in order and never below 0', () => {
    fc.assert(
      fc.property(staged, (list) => {
        const { bounds } = stage('detect', list, '', asOf)
        if (!bounds) return
        for (const { low, high } of [bounds.median, bounds.mean]) {
          expect(low).toBeGreaterThanOrEqual(0)
          expect(high).toBeGreaterThanOrEqual(low)
        }
      }),
    )
  })

  test('the order of import changes nothing', () => {
    fc.assert(
      fc.property(staged, (list) => {
        expect(stages(list.toReversed(), '', asOf)).toEqual(stages(list, '', asOf))
      }),
    )
  })

  test('every figure survives JSON', () => {
    fc.assert(
      fc.property(staged, (list) => {
        const found = stages(list, '', asOf)
        expect(JSON.parse(JSON.stringify(found))).toEqual(found)
      }),
    )
  })
})
