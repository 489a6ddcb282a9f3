import { describe, expect, test } from 'vitest'
import { noMilestones, plainImpact } from '../../../src/core/incident'
import { lanes, type Lanes } from '../../../src/ui/incident/lanes'

const minute = 60_000
const start = Date.UTC(2017, 9, 5, 12, 43)
const at = (minutes: number) => start + minutes * minute
const asOf = at(1000)

const bare = { impacts: [], page: null, milestones: noMilestones, updates: [] }

function drawn(part: Partial<typeof bare> | object, zone = 'UTC'): Lanes {
  const made = lanes({ ...bare, ...part }, asOf, zone)
  if (!made) throw new Error('nothing was drawn')
  return made
}

test('an incident without any time has no lanes', () => {
  expect(lanes(bare, asOf, 'UTC')).toBeNull()
})

describe('impact and page lie on one axis', () => {
  const made = drawn({
    impacts: [{ ...plainImpact(at(0), at(13), null), durationHigh: 24 * minute }],
    page: { from: at(12), to: at(71) },
    milestones: { ...noMilestones, firstPostAt: at(12), postmortemAt: at(8775) },
    updates: [{ status: 'Resolved', statusInferred: false, postedAt: at(71), text: '' }],
  })
  const [impact] = made.impacts

  test('in proportion to their lengths', () => {
    expect((made.page?.width ?? 0) / (impact?.width ?? 1)).toBeCloseTo(59 / 13)
    expect(impact?.left).toBeGreaterThan(0)
    expect((made.page?.left ?? 1) + (made.page?.width ?? 1)).toBeLessThan(1)
  })

  test('with the upper bound of the length', () => {
    expect(((impact?.reach ?? 0) - (impact?.left ?? 0)) / (impact?.width ?? 1)).toBeCloseTo(24 / 13)
  })

  test('without a postmortem days later, which is told in words', () => {
    expect(made.beyond).toEqual([{ label: 'Postmortem', at: at(8775) }])
    expect(made.milestones.map(({ label }) => label)).toEqual(['First post'])
    expect(made.to).toBeLessThan(at(100))
  })

  test('with at most five round instants below it', () => {
    expect(made.ticks.map((tick) => new Date(tick.at).toISOString().slice(11, 16))).toEqual([
      '13:00',
      '13:20',
      '13:40',
    ])
  })
})

test('an open impact reaches to the as-of instant', () => {
  const [impact] = drawn({ impacts: [plainImpact(at(0), null, null)] }).impacts
  expect(impact?.to).toBeNull()
  expect((impact?.left ?? 0) + (impact?.width ?? 0)).toBeGreaterThan(0.9)
})

test('ticks are round on the clock of the reporting zone', () => {
  const made = drawn(
    { impacts: [plainImpact(Date.UTC(2020, 5, 1), Date.UTC(2020, 5, 2), null)] },
    'Asia/Kolkata',
  )
  const minutesPast = made.ticks.map((tick) => (tick.at / minute + 330) % 60)
  expect(minutesPast.every((past) => past === 0)).toBe(true)
  expect(made.ticks.length).toBeGreaterThan(1)
})
