import { expect, test } from 'vitest'
import { budgetShares } from '../../src/core/budget-shares'
import { budgets } from '../../src/core/metrics/budgets'
import { exactly, incidentAt, spreedly } from '../support/incidents'
import { asked, promise, promising } from '../support/targets'

test('in September 2017 two incidents took 50.9 % and 32.4 %, and both need a postmortem', () => {
  const context = asked(spreedly(), promising([promise(99.95, 'month')]), '2023-01-01', {
    period: '2017-09',
  })
  const found = budgetShares(context, budgets.compute(context)[0]!)
  expect(found.map(({ row, minutes, postmortemDue }) => [row, minutes, postmortemDue])).toEqual([
    [0, 11, true],
    [1, 7, true],
  ])
  expect(found.map(({ percent }) => percent?.toFixed(1))).toEqual(['50.9', '32.4'])
  expect(found.map(({ percentOfFourWeeks }) => percentOfFourWeeks?.toFixed(1))).toEqual([
    '54.6',
    '34.7',
  ])
})

test('a fifth of a four-week budget needs no postmortem, a little more does', () => {
  // Four weeks at 99.9 % allow 40.32 minutes; a fifth is 8.064.
  const list = [
    incidentAt('2017-09-05 10:00', '2017-09-05 10:08', { services: ['Core API'] }),
    incidentAt('2017-09-06 10:00', '2017-09-06 10:09', { services: ['Core API'] }),
  ]
  const context = asked(list, promising([promise(99.9, 'month')]), '2017-09-10')
  const due = budgetShares(context, budgets.compute(context)[0]!).map(
    ({ postmortemDue }) => postmortemDue,
  )
  expect(due).toEqual([true, false])
})

test('what overlaps is shared: 5 and 4 of 9 weighted minutes', () => {
  const list = [
    incidentAt('2017-09-05 10:00', '2017-09-05 10:30', {
      services: ['Core API'],
      errorRate: exactly(0.2),
    }),
    incidentAt('2017-09-05 10:10', '2017-09-05 10:20', {
      services: ['Core API'],
      errorRate: exactly(0.5),
    }),
  ]
  const context = asked(list, promising([promise(99.9, 'month', 'weighted')]), '2017-09-10')
  const weighted = budgets.compute(context).find(({ promised }) => promised)!
  const minutes = budgetShares(context, weighted).map((share) => share.minutes)
  expect(minutes[0]).toBeCloseTo(5, 9)
  expect(minutes[1]).toBeCloseTo(4, 9)
})
