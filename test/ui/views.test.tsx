import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { report } from '../../src/core/report'
import { defaultSettings } from '../../src/core/settings'
import type { View, ViewProps } from '../../src/ui/view'
import * as views from '../../src/ui/views'
import { framed, incidentAt, spreedly } from '../support/incidents'
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
  test.each(scenes)('shows no fault of the program for %s', (_scene, props) => {
    const markup = renderToStaticMarkup(<Component {...props} />)
    expect(markup).not.toBe('')
    expect(markup).not.toMatch(faults)
  })

  test('can be drawn before the first figures are there', () => {
    const props = { ...propsOf({ incidents: spreedly() }), answer: null }
    expect(renderToStaticMarkup(<Component {...props} />)).not.toMatch(faults)
  })

  test('never makes markup of imported text', () => {
    const evil = '<img src=x onerror=go()>'
    const incidents = spreedly().map((one) => ({
      ...one,
      title: evil,
      services: [evil],
      cause: evil,
    }))
    expect(renderToStaticMarkup(<Component {...propsOf({ incidents })} />)).not.toContain('<img')
  })

  test('has a title and asks one question', () => {
    const view = all.find(([, one]) => one.Component === Component)?.[1]
    expect(view?.title).toMatch(/^[A-Z]\w+$/)
    expect(view?.question).toMatch(/\?$/)
  })
})

test('every view has a place of its own in the navigation', () => {
  const places = all.map(([, { place }]) => place)
  expect(new Set(places).size).toBe(places.length)
})

describe('the overview', () => {
  const { Component } = views.overview

  test('compares with the period before, and says when that says nothing', () => {
    const props = propsOf({ incidents: spreedly(), query: { period: '2022', compare: 'previous' } })
    const { frame } = framed(spreedly())
    const before = report(frame, { ...props.query, period: '2021' }, props.opened.settings, asOf)
    const answer = props.answer && { ...props.answer, comparison: before }
    const markup = renderToStaticMarkup(<Component {...props} answer={answer} />)
    expect(markup).toContain('2021: 0 · +1, may be chance')
    expect(markup).toContain('2021: 0 min · +14 min')
    expect(markup).toContain('too few to compare')
  })

  test('says that nothing was observed in the period compared with', () => {
    const props = propsOf({ incidents: spreedly(), query: { period: '2017', compare: 'previous' } })
    const { frame } = framed(spreedly())
    const before = report(frame, { ...props.query, period: '2016' }, props.opened.settings, asOf)
    const answer = props.answer && { ...props.answer, comparison: before }
    const markup = renderToStaticMarkup(<Component {...props} answer={answer} />)
    expect(markup).toContain('2016: nothing observed')
  })

  test('offers three doors into an empty workspace', () => {
    const markup = renderToStaticMarkup(
      <Component {...propsOf({ incidents: [], mode: 'workspace', settings: defaultSettings })} />,
    )
    for (const door of ['Open the sample', 'Choose files', 'Read the report', 'CSV template'])
      expect(markup).toContain(door)
  })

  test('names what came back and the fixes promised before', () => {
    const [first, ...rest] = spreedly()
    const promises = [{ text: 'Separate the pools.', promisedAt: Date.UTC(2017, 8, 19, 13, 59) }]
    const incidents = first ? [{ ...first, promises }, ...rest] : []
    const markup = renderToStaticMarkup(<Component {...propsOf({ incidents })} />)
    expect(markup).toContain(
      'Maintenance struck 3 times, every 2.6 years; a fix was promised 1,109 days before it happened again.',
    )
  })

  test('lists every promise, the worst first, where there are several', () => {
    const settings = declared([promise(99.9), promise(99.99, 'year')])
    const props = propsOf({ incidents: spreedly(), settings, query: { period: '2022' } })
    const markup = renderToStaticMarkup(<Component {...props} />)
    expect(markup).toContain('No budget of 2 is overspent')
    expect(markup.lastIndexOf('99.9 % · Dec 2022')).toBeLessThan(
      markup.lastIndexOf('99.99 % · 2022'),
    )
  })

  test('states what the figures rest on', () => {
    const markup = renderToStaticMarkup(<Component {...propsOf({ incidents: spreedly() })} />)
    expect(markup).toContain('rest on an assumed error rate: 2 incidents state none')
    expect(markup).toContain('Observed from 1 Sep 2017 to 31 Dec 2022.')
    expect(markup).toContain('No record was excluded.')
  })
})
