import { describe, expect, test } from 'vitest'
import { screenFigures } from '../../src/core/answers'
import { comparedPeriod } from '../../src/core/compared-period'
import { comparison } from '../../src/core/comparison'
import { metricContext } from '../../src/core/metric-context'
import { contextReport } from '../../src/core/report'
import { defaultSettings, type Settings } from '../../src/core/settings'
import type { View, ViewProps } from '../../src/ui/view'
import * as views from '../../src/ui/views'
import { framed, incidentAt, spreedly } from '../support/incidents'
import { markupOf } from './markup'
import { asOf, declared, promise, propsOf } from './page'

const faults = /NaN|undefined|Infinity|Invalid|\[object/
const all = Object.entries<View>(views)

const scenes: readonly (readonly [string, ViewProps])[] = [
  ['a dashboard without records', propsOf({ incidents: [] })],
  ['an empty workspace', propsOf({ incidents: [], mode: 'workspace', settings: defaultSettings })],
  ['five incidents', propsOf({ incidents: spreedly() })],
  [
    'a workspace without a target',
    propsOf({ incidents: spreedly(), mode: 'workspace', settings: defaultSettings }),
  ],
  ['a month without incidents', propsOf({ incidents: spreedly(), query: { period: '2018-05' } })],
  [
    'a month before recording began',
    propsOf({ incidents: spreedly(), query: { period: '2016-05' } }),
  ],
  [
    'a filter that leaves nothing',
    propsOf({ incidents: spreedly(), query: { causes: ['network'] } }),
  ],
  ['an incident that is still open', propsOf({ incidents: [incidentAt('2022-12-30', null)] })],
  ['an incident of no length', propsOf({ incidents: [incidentAt('2022-12-30', '2022-12-30')] })],
  [
    'a target that allows nothing',
    propsOf({ incidents: spreedly(), settings: declared([promise(100)]) }),
  ],
  [
    'a rolling target',
    propsOf({ incidents: spreedly(), settings: declared([promise(99.9, '28d')]) }),
  ],
  [
    'several services',
    propsOf({ incidents: [...spreedly(), incidentAt('2022-11-02', '2022-11-03')] }),
  ],
]

describe.each(all)('the view %s', (_name, { Component }) => {
  test.each(scenes)('shows no fault of the program for %s', async (_scene, props) => {
    const markup = await markupOf(<Component {...props} />)
    expect(markup).not.toBe('')
    expect(markup).not.toMatch(faults)
  })

  test('can be drawn before the first figures are there', async () => {
    const props = { ...propsOf({ incidents: spreedly() }), answer: null }
    expect(await markupOf(<Component {...props} />)).not.toMatch(faults)
  })

  test('never makes markup of imported text', async () => {
    const evil = '<img src=x onerror=go()>'
    const incidents = spreedly().map((one) => ({
      ...one,
      title: evil,
      services: [evil],
      cause: evil,
    }))
    expect(await markupOf(<Component {...propsOf({ incidents })} />)).not.toContain('<img')
  })

  test('has a title and asks one question', () => {
    const view = all.find(([, one]) => one.Component === Component)?.[1]
    expect(view?.title).toMatch(/^[A-Z]\w+$/)
    expect(view?.question).toMatch(/\?$/)
  })
})

test('every view has a place of its own in the navigation', async () => {
  const places = all.map(([, { place }]) => place)
  expect(new Set(places).size).toBe(places.length)
})

describe('the overview', () => {
  const { Component } = views.overview

  /** The overview of a question that is compared with the period before. */
  async function comparedMarkup(period: string, settings?: Settings) {
    const props = propsOf({
      incidents: spreedly(),
      query: { period, compare: 'previous' },
      ...(settings && { settings }),
    })
    const { frame } = framed(spreedly())
    const now = metricContext(frame, props.query, props.opened.settings, asOf)
    const token = comparedPeriod(now, 'previous') ?? ''
    const before = metricContext(frame, { ...props.query, period: token }, now.settings, asOf)
    const answer = {
      report: contextReport(now, screenFigures),
      comparison: contextReport(before, screenFigures),
      change: comparison(now, before),
    }
    return markupOf(<Component {...props} answer={answer} />)
  }

  test('compares with the period before in the sentences of the comparison', async () => {
    const markup = await comparedMarkup('2022')
    expect(markup).toContain('Against 2021')
    expect(markup).toContain('1 incident in 365 days against 0 in 365 days')
    expect(markup).toContain('Too few to call it a change.')
    expect(markup).toContain('to compare times to restore takes 2 on both sides')
  })

  test('names the period compared with where nothing of it was observed', async () => {
    const markup = await comparedMarkup('2017')
    expect(markup).toContain('Against 2016')
    expect(markup).toContain('Nothing to compare: the earlier period was not observed.')
  })

  test('every figure can be asked why', async () => {
    const settings = declared([promise(99.9), promise(99.99, 'year')])
    const markup = await markupOf(
      <Component {...propsOf({ incidents: spreedly(), settings, query: { period: '2022' } })} />,
    )
    const asked = [...markup.matchAll(/aria-label="([^"]*): why this number\?"/g)].map(
      ([, of]) => of,
    )
    expect(asked).toEqual([
      'Availability',
      'Budget left',
      'Downtime',
      'Incidents',
      'Time to restore',
      'Availability by month',
      'Budget of all services, 99.9 %, Dec 2022',
      'Budget of all services, 99.99 %, 2022',
      'Where the minutes went',
      'What came back',
      'What is counted and what is not',
      'Trends',
    ])
  })

  test('offers three doors into an empty workspace', async () => {
    const markup = await markupOf(
      <Component {...propsOf({ incidents: [], mode: 'workspace', settings: defaultSettings })} />,
    )
    for (const door of ['Open the sample', 'Choose files', 'Read the report', 'CSV template'])
      expect(markup).toContain(door)
  })

  test('names what came back and the fixes promised before', async () => {
    const [first, ...rest] = spreedly()
    const promises = [{ text: 'Separate the pools.', promisedAt: Date.UTC(2017, 8, 19, 13, 59) }]
    const incidents = first ? [{ ...first, promises }, ...rest] : []
    const markup = await markupOf(<Component {...propsOf({ incidents })} />)
    expect(markup).toContain(
      'Maintenance struck 3 times, every 2.6 years; a fix was promised 1,109 days before it happened again.',
    )
  })

  test('lists every promise, the worst first, where there are several', async () => {
    const settings = declared([promise(99.9), promise(99.99, 'year')])
    const props = propsOf({ incidents: spreedly(), settings, query: { period: '2022' } })
    const markup = await markupOf(<Component {...props} />)
    expect(markup).toContain('No budget of 2 is overspent')
    expect(markup.lastIndexOf('99.9 % · Dec 2022')).toBeLessThan(
      markup.lastIndexOf('99.99 % · 2022'),
    )
  })

  test('states what the figures rest on', async () => {
    const markup = await markupOf(<Component {...propsOf({ incidents: spreedly() })} />)
    expect(markup).toContain('rest on an assumed error rate: 2 incidents state none')
    expect(markup).toContain('Observed from 1 Sep 2017 to 31 Dec 2022.')
    expect(markup).toContain('No record was excluded.')
  })
})
