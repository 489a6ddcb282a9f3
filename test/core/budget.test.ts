import { describe, expect, test } from 'vitest'
import { budgetWindow, spansReaching, unknownServices } from '../../src/core/budget'
import { defaultSettings, plainService } from '../../src/core/settings'
import { at, incidentAt, spreedly } from '../support/incidents'
import { asked, promise, promising } from '../support/targets'

describe('budgetWindow', () => {
  test.each([
    ['month', '2017-10', '2017-10-01', '2017-11-01'],
    ['quarter', '2017-Q4', '2017-10-01', '2018-01-01'],
    ['year', '2017', '2017-01-01', '2018-01-01'],
    ['28d', '28d', '2017-09-14', '2017-10-12'],
  ] as const)('a %s at 12 October 2017 is %s', (window, token, from, to) => {
    const context = asked(spreedly(), promising([]), '2017-10-12')
    expect(budgetWindow(context, window)).toMatchObject({ token, from: at(from), to: at(to) })
  })
})

describe('spansReaching', () => {
  test('begins with what is still going on, however long ago it started', () => {
    const list = [
      incidentAt('2017-09-01 00:00', '2017-09-01 01:00', { services: ['Core API'] }),
      incidentAt('2017-09-02 00:00', '2017-09-20 00:00', { services: ['Core API'] }),
      incidentAt('2017-09-03 00:00', '2017-09-03 01:00', { services: ['Core API'] }),
      incidentAt('2017-09-11 00:00', '2017-09-11 01:00', { services: ['Core API'] }),
      incidentAt('2017-09-25 00:00', '2017-09-25 01:00', { services: ['Core API'] }),
    ]
    const context = asked(list, promising([]), '2017-10-12')
    const found = spansReaching(context, null, { from: at('2017-09-10'), to: at('2017-09-15') })
    expect([...found.row]).toEqual([1, 2, 3])
  })
})

describe('unknownServices', () => {
  const settings = {
    ...defaultSettings,
    services: [
      { ...plainService('Checkout'), aliases: ['shop'], slo: [promise(99.9, 'month')] },
      { ...plainService('Serach'), slo: [promise(99.9, 'month')] },
      plainService('quiet'),
    ],
  }

  test('names services with a target that no record names', () => {
    expect(unknownServices(settings, ['SHOP ', 'Search'])).toEqual(['Serach'])
    expect(unknownServices(settings, ['checkout', 'serach'])).toEqual([])
  })
})
