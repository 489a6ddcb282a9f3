import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { promiseRecurrence } from '../../../src/core/recurrence/promises'

const day = 86_400_000
const hour = 3_600_000

function member(id: string, startAt: number | null, promisedAt: readonly (number | null)[] = []) {
  return {
    id,
    startAt,
    endAt: startAt === null ? null : startAt + hour,
    promises: promisedAt.map((at, index) => ({ text: `${id} fix ${index}`, promisedAt: at })),
  }
}

describe('promiseRecurrence', () => {
  it('counts the days from the promise to the start of the next incident', () => {
    expect(
      promiseRecurrence([member('a', 0, [2 * day]), member('b', 9.5 * day), member('c', 30 * day)]),
    ).toEqual([{ incidentId: 'a', text: 'a fix 0', promisedAt: 2 * day, recurredAfterDays: 7.5 }])
  })

  it('does not count an incident between the end and the promise', () => {
    const [outcome] = promiseRecurrence([member('a', 0, [5 * day]), member('b', day)])
    expect(outcome?.recurredAfterDays).toBeNull()
  })

  it('does not count an incident that starts in the instant of the promise', () => {
    const [outcome] = promiseRecurrence([member('a', 0, [day]), member('b', day)])
    expect(outcome?.recurredAfterDays).toBeNull()
  })

  it('says nothing about a promise without a date', () => {
    const [outcome] = promiseRecurrence([member('a', 0, [null]), member('b', day)])
    expect(outcome).toMatchObject({ promisedAt: null, recurredAfterDays: null })
  })

  it('never takes an incident for its own recurrence', () => {
    const [outcome] = promiseRecurrence([member('a', 10 * day, [day])])
    expect(outcome?.recurredAfterDays).toBeNull()
  })

  it('passes over incidents whose start is unknown', () => {
    const outcomes = promiseRecurrence([member('a', 0, [day]), member('b', null, [day])])
    expect(outcomes.map((outcome) => outcome.recurredAfterDays)).toEqual([null, null])
  })

  it('gives the same outcomes in any order of the incidents', () => {
    const instants = fc.option(fc.integer({ min: 0, max: 20 }).map((days) => days * day))
    const lists = fc
      .array(fc.tuple(instants, fc.array(instants, { maxLength: 3 })), { maxLength: 8 })
      .map((list) => list.map(([startAt, promised], at) => member(`i${at}`, startAt, promised)))
    fc.assert(
      fc.property(lists, (members) => {
        expect(promiseRecurrence([...members].reverse())).toEqual(promiseRecurrence(members))
      }),
    )
  })
})
