import { describe, expect, test } from 'vitest'
import { noMilestones, type Incident, type Milestones } from '../../../src/core/incident'
import { metricContext } from '../../../src/core/metric-context'
import { communication } from '../../../src/core/metrics/communication'
import { defaultQuery } from '../../../src/core/query'
import { defaultSettings } from '../../../src/core/settings'
import { at, framed, incidentAt, spreedly } from '../../support/incidents'

const settings = { ...defaultSettings, observation: { from: at('2015-01-01'), to: null } }

function said(list: readonly Incident[], asOf = at('2023-01-01')) {
  return communication.compute(metricContext(framed(list).frame, defaultQuery, settings, asOf))
}

function withMarks(incident: Incident, marks: Partial<Milestones>): Incident {
  return { ...incident, milestones: { ...noMilestones, ...marks } }
}

const first = incidentAt('2022-05-01 10:00', '2022-05-01 11:00')
const second = incidentAt('2022-05-02 10:00', '2022-05-02 11:00')

describe('communication', () => {
  test('the five public reports: postmortems after a median of 5,608 minutes, all five', () => {
    const posts = [
      '2017-09-19 13:59',
      '2017-09-28 20:12',
      '2017-10-11 14:58',
      '2020-10-14 13:16',
      '2022-12-16 23:00',
    ]
    const list = spreedly().map((incident, i) =>
      withMarks(incident, { postmortemAt: at(posts[i] ?? '') }),
    )
    expect(said(list).postmortem).toEqual({
      n: 5,
      median: 5608,
      missing: 0,
      invalid: 0,
      coverage: 1,
    })
  })

  test('a first post before the start is counted as such and enters no median', () => {
    const list = [
      withMarks(first, { firstPostAt: at('2022-05-01 10:12') }),
      withMarks(second, { firstPostAt: at('2022-05-02 09:59') }),
    ]
    expect(said(list).firstPost).toEqual({
      n: 1,
      median: 12,
      missing: 0,
      invalid: 1,
      beforeStartShare: 0.5,
    })
  })

  test('a postmortem that comes after the as-of instant is not there yet', () => {
    const list = [withMarks(first, { postmortemAt: at('2022-06-01') })]
    expect(said(list, at('2022-05-20')).postmortem).toMatchObject({ n: 0, missing: 1, coverage: 0 })
    expect(said(list).postmortem).toMatchObject({ n: 1, coverage: 1 })
  })

  test('only incidents that started in the period are asked', () => {
    const before = incidentAt('2014-05-01 10:00', '2014-05-01 11:00')
    expect(said([before, first])).toMatchObject({ of: 1, postmortem: { missing: 1 } })
  })

  test('the longest silence lies between two posts that follow each other, whatever their order', () => {
    const post = (time: string, status = 'Update') => ({
      status,
      statusInferred: false,
      postedAt: at(time),
      text: '',
    })
    const told = {
      ...first,
      updates: [
        post('2022-05-09 10:00', 'Postmortem'),
        post('2022-05-01 12:00', 'Resolved'),
        post('2022-05-01 10:10', 'Investigating'),
        post('2022-05-01 10:40'),
      ],
    }
    expect(said([told, second]).silence).toEqual({ n: 1, median: 80, longest: 80 })
    expect(said([second]).silence).toEqual({ n: 0, median: null, longest: null })
  })

  test('a share of no incidents is no figure', () => {
    expect(said([])).toMatchObject({
      of: 0,
      firstPost: { median: null, beforeStartShare: null },
      postmortem: { coverage: null },
    })
  })

  test('the order of import changes nothing', () => {
    const list = [withMarks(first, { firstPostAt: at('2022-05-01 10:12') }), second]
    expect(said(list.toReversed())).toEqual(said(list))
  })
})
