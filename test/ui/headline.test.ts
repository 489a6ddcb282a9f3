import { describe, expect, test } from 'vitest'
import { defaultSettings } from '../../src/core/settings'
import { headline } from '../../src/ui/headline'
import { incidentAt, spreedly } from '../support/incidents'
import { declared, promise, propsOf, type Asked } from './page'

function words(asked: Asked): string {
  const { answer, query } = propsOf(asked)
  return answer ? headline(answer.report, query) : ''
}

const five = spreedly()

describe('the headline', () => {
  test('tells of the whole span in a sentence that can be sent', () => {
    expect(words({ incidents: five })).toBe(
      'Core API was up 99.998 % from 1 Sep 2017 to 31 Dec 2022 and met the 99.95 % target in 63 of 64 months, with 1 too uncertain to tell. 5 incidents took 49 min; 8 min 19 s of the Dec 2022 budget left.',
    )
  })

  test('tells of one month', () => {
    expect(words({ incidents: five, query: { period: '2017-09' } })).toBe(
      'Core API was up 99.958 % in Sep 2017 and met the 99.95 % target. 2 incidents took 18 min; 3 min 36 s of the Sep 2017 budget left.',
    )
  })

  test('names the one window that was judged where the period is another', () => {
    expect(words({ incidents: five, query: { period: '2017-Q3' } })).toContain(
      'in Q3 2017 and met the 99.95 % target in Sep 2017. 2 incidents',
    )
  })

  test('says by how much a budget is overspent', () => {
    expect(
      words({
        incidents: five,
        query: { period: '2017-Q3' },
        settings: declared([promise(99.99, 'quarter')]),
      }),
    ).toBe(
      'Core API was up 99.958 % in Q3 2017 and missed the 99.99 % target. 2 incidents took 18 min; the Q3 2017 budget is overspent by 4 min 45 s.',
    )
  })

  test('says that a period without incidents had none', () => {
    expect(words({ incidents: five, query: { period: '2018-05' } })).toContain(
      'was up 100 % in May 2018 and met the 99.95 % target. No incident was recorded; ',
    )
  })

  test('says that it holds only if no other incidents happened', () => {
    const settings = { ...defaultSettings, slo: [promise()] }
    expect(words({ incidents: five, settings })).toMatch(/, if no other incidents happened\.$/)
  })

  test('says that no target is set', () => {
    expect(words({ incidents: five, settings: declared([]) })).toMatch(/ No target is set\.$/)
  })

  test('says that nothing was observed instead of a figure', () => {
    expect(words({ incidents: five, query: { period: '2016' } })).toBe(
      'Nothing was observed in 2016, so there is no availability to state.',
    )
  })

  test('says which incidents it counts when it does not count all', () => {
    expect(words({ incidents: five, query: { causes: ['maintenance'] } })).toMatch(
      /^Counting only incidents of cause maintenance: Core API was up/,
    )
  })

  test('says that there was no such incident when it does not count all', () => {
    expect(words({ incidents: five, query: { severities: ['critical'] } })).toContain(
      'No such incident was recorded',
    )
  })

  test('counts incidents that are still open', () => {
    expect(words({ incidents: [incidentAt('2022-12-30', null)] })).toContain(
      ' 1 incident is still open.',
    )
  })

  test('says that several services were up at once', () => {
    const incidents = [...five, incidentAt('2022-11-02', '2022-11-03')]
    expect(words({ incidents })).toMatch(/^Core API and api were both up 99\.\d{3} % of the time/)
  })

  test('takes the promise on the one service in scope', () => {
    const settings = {
      ...declared([]),
      services: [
        {
          name: 'Core API',
          aliases: [],
          share: 1,
          observation: null,
          slo: [promise()],
          credits: [],
        },
      ],
    }
    expect(words({ incidents: five, settings })).toContain('and met its 99.95 % target in 63 of 64')
  })
})
