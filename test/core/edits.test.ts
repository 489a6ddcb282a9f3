import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Claim } from '../../src/core/claim'
import { applyEdits, createdId, toldApart, type Edit, type EditAction } from '../../src/core/edits'
import type { Incident } from '../../src/core/incident'
import { joinFrames } from '../../src/core/live'
import { defaultQuery } from '../../src/core/query'
import { metricContext } from '../../src/core/metric-context'
import { contextReport, report } from '../../src/core/report'
import { defaultSettings } from '../../src/core/settings'
import { at, exactly, framed, incidentAt, incidents, minute } from '../support/incidents'

const asOf = at('2023-01-01')
let edits = 0

function edit(action: EditAction, reason = 'because'): Edit {
  edits++
  return { id: `e${edits}`, at: edits, reason, action }
}

function applied(given: readonly Incident[], ...actions: readonly EditAction[]) {
  const made = actions.map((action) => edit(action))
  const byId = new Map(given.map((incident) => [incident.id, incident]))
  return { made, ...applyEdits(byId, made) }
}

/** The figures that do not name rows: those are numbered as the frames lie. */
function figures(given: readonly Incident[], over: readonly Incident[] = []) {
  const frames = [framed(given).frame, framed(over).frame]
  const context = metricContext(joinFrames(frames), defaultQuery, defaultSettings, asOf)
  return contextReport(context, [
    'availability',
    'downtime',
    'restore',
    'frequency',
    'causes',
    'exclusions',
  ])
}

const outage = incidentAt('2022-03-01 10:00', '2022-03-01 11:00', { id: 'A' })
const other = incidentAt('2022-03-01 10:30', '2022-03-01 12:00', { id: 'B' })

describe('setting fields', () => {
  test('changes only what is given, and says that a person did', () => {
    const given = { ...outage, cause: 'network', flags: ['cause-inferred'] }
    const { incidents: after, problems } = applied([given], {
      type: 'set',
      ids: ['A'],
      fields: { severity: 'major', cause: 'config' },
    })
    expect(after).toEqual([{ ...given, severity: 'major', cause: 'config', flags: ['edited'] }])
    expect(problems.size).toBe(0)
  })

  test('a time that a person states is no longer disputed nor an upper bound', () => {
    const [impact] = outage.impacts
    const given: Incident = {
      ...outage,
      flags: ['ongoing', 'upper-bound'],
      impacts: [{ ...impact!, to: null, durationLow: 0, durationHigh: 90 * minute }],
    }
    const to = at('2022-03-01 10:20')
    const { incidents: after } = applied([given], {
      type: 'set',
      ids: ['A'],
      fields: { impacts: [{ at: 0, to }] },
    })
    expect(after[0]).toMatchObject({
      flags: ['edited'],
      impacts: [{ to, durationLow: 20 * minute, durationHigh: 20 * minute }],
    })
  })

  test('finds its time of impact again where a newer export has put another before it', () => {
    const [early] = incidentAt('2022-02-01 10:00', '2022-02-01 11:00').impacts
    const [meant] = outage.impacts
    const to = at('2022-03-01 10:05')
    const { incidents: after } = applied([{ ...outage, impacts: [early!, meant!] }], {
      type: 'set',
      ids: ['A'],
      fields: { impacts: [{ at: 0, was: meant!.from, to }] },
    })
    expect(after[0]?.impacts.map((impact) => impact.to)).toEqual([early!.to, to])
  })

  test('adds a time of impact behind the last one', () => {
    const given = { ...outage, impacts: [] }
    const from = at('2022-03-01 08:00')
    const { incidents: after } = applied([given], {
      type: 'set',
      ids: ['A'],
      fields: { impacts: [{ at: 0, from, to: from + minute, errorRate: exactly(0.5) }] },
    })
    expect(after[0]?.impacts).toMatchObject([{ from, to: from + minute, durationHigh: minute }])
  })

  test('an end before the start is refused in words and changes nothing', () => {
    const { incidents: after, problems } = applied([outage], {
      type: 'set',
      ids: ['A'],
      fields: { impacts: [{ at: 0, to: at('2022-03-01 09:00') }] },
    })
    expect(after).toEqual([])
    expect([...problems.values()]).toEqual(['An incident: the impact ends before it starts.'])
  })

  test('an edit waits for a record that is not there, and changes the others', () => {
    const { incidents: after, problems } = applied([outage], {
      type: 'set',
      ids: ['gone', 'A'],
      fields: { severity: 'minor' },
    })
    expect(after).toMatchObject([{ id: 'A', severity: 'minor' }])
    expect([...problems.values()]).toEqual(['There is no record gone now.'])
  })
})

describe('taking a record out of the count', () => {
  test('an excluded one stays as a record with the reason and counts nowhere', () => {
    const { incidents: after } = applied([outage, other], { type: 'exclude', ids: ['B'] })
    expect(after).toMatchObject([
      { id: 'B', flags: ['excluded', 'edited'], extra: [['Excluded because', 'because']] },
    ])
    const counted = figures([outage, other], after)
    expect(counted.exclusions.counts).toEqual([{ reason: 'excluded', n: 1 }])
    const { exclusions: _, ...rest } = counted
    const { exclusions: __, ...alone } = figures([outage])
    expect(rest).toEqual(alone)
  })

  test('an excluded one comes back as it was, and goes again when that is undone', () => {
    const given = { ...outage, extra: [['Team', 'Ops']] as const, flags: ['ongoing'] }
    const exclude: EditAction = { type: 'exclude', ids: ['A'] }
    const include: EditAction = { type: 'include', ids: ['A'] }
    const { incidents: after, problems } = applied([given, other], exclude, include)
    expect(after).toEqual([{ ...given, flags: ['ongoing', 'edited'] }])
    expect(problems.size).toBe(0)
    expect(figures([given, other], after)).toEqual(figures([given, other]))
    expect(applied([given], exclude).incidents[0]?.flags).toContain('excluded')
  })

  test('a duplicate and one excluded in an imported backup come back, a counted one stays', () => {
    const backup: Incident = {
      ...outage,
      flags: ['excluded'],
      extra: [['Excluded because', 'a test']],
    }
    const { incidents: after } = applied(
      [backup, other],
      { type: 'duplicate', ids: ['B'], of: 'A' },
      { type: 'include', ids: ['A', 'B'] },
    )
    expect(after).toMatchObject([
      { id: 'B', flags: ['edited'], extra: [] },
      { id: 'A', flags: ['edited'], extra: [] },
    ])
    expect(applied([outage], { type: 'include', ids: ['A'] }).incidents).toEqual([])
  })

  test('a duplicate counts nowhere and names the other', () => {
    const { incidents: after } = applied([outage, other], {
      type: 'duplicate',
      ids: ['B'],
      of: 'A',
    })
    expect(after).toMatchObject([{ extra: [['Duplicate of', 'A']] }])
    expect(figures([outage, other], after).frequency.n).toBe(1)
  })

  test('an excluded maintenance window is no maintenance', () => {
    const window = incidentAt('2022-05-01', '2022-05-02', { id: 'M', kind: 'maintenance' })
    const settings = {
      ...defaultSettings,
      rule: { ...defaultSettings.rule, maintenance: 'exclude' as const },
    }
    const observed = (given: readonly Incident[]) =>
      report(framed(given).frame, defaultQuery, settings, asOf).availability.observedMinutes
    const { incidents: after } = applied([window], { type: 'exclude', ids: ['M'] })
    expect(observed([outage, ...after])).toBe(observed([outage]))
    expect(observed([outage, window])).toBe(observed([outage]) - 24 * 60)
  })

  test('a record that was excluded does not begin the observation', () => {
    const wrong = incidentAt('2001-01-01', '2001-01-02', { id: 'W' })
    const { incidents: after } = applied([wrong], { type: 'exclude', ids: ['W'] })
    expect(figures([outage, ...after]).observation).toEqual(figures([outage]).observation)
  })
})

describe('merging and splitting', () => {
  const text = { text: 'It began at ten.', claims: [claim('start', 'ten', 12)] }

  test('one record has the times of all; its claims still point at their words', () => {
    const { incidents: after } = applied(
      [outage, { ...other, ...text, severity: 'critical', services: ['web'] }],
      { type: 'merge', ids: ['A', 'B'] },
    )
    const [one, gone] = after
    expect(one).toMatchObject({ id: 'A', severity: 'critical', services: ['api', 'web'] })
    expect(one?.impacts).toHaveLength(2)
    const { charStart = 0, charEnd = 0, quote } = one?.claims[0] ?? {}
    expect(one?.text.slice(charStart, charEnd)).toBe(quote)
    expect(gone).toMatchObject({ id: 'B', flags: ['duplicate', 'edited'] })
  })

  test('claims are moved on behind the text of the first', () => {
    const { incidents: after } = applied(
      [
        { ...outage, text: 'First.' },
        { ...other, ...text },
      ],
      { type: 'merge', ids: ['A', 'B'] },
    )
    const { charStart = 0, charEnd = 0 } = after[0]?.claims[0] ?? {}
    expect(after[0]?.text.slice(charStart, charEnd)).toBe('ten')
  })

  test('parts have one time each and add up to what they were', () => {
    const given: Incident = {
      ...outage,
      impacts: [...outage.impacts, ...incidentAt('2022-03-02 10:00', '2022-03-02 10:30').impacts],
    }
    const { incidents: after } = applied([given], { type: 'split', id: 'A' })
    expect(after.map(({ id, title }) => [id, title])).toEqual([
      ['A', 'An incident (1 of 2)'],
      ['A/2', 'An incident (2 of 2)'],
    ])
    expect(figures([given], after).frequency.n).toBe(2)
    expect(figures([given], after).downtime).toEqual(figures([given]).downtime)
  })

  test('what has one time only cannot be split', () => {
    expect(applied([outage], { type: 'split', id: 'A' }).problems.size).toBe(1)
  })
})

test('a record made by hand is edited like any other', () => {
  const create = edit({
    type: 'create',
    fields: { title: 'By phone', services: ['api'], impacts: [{ at: 0, from: asOf, to: null }] },
  })
  const id = createdId(create.id)
  const { incidents: after } = applyEdits(new Map(), [
    create,
    edit({ type: 'set', ids: [id], fields: { severity: 'minor' } }),
  ])
  expect(after).toMatchObject([{ id, title: 'By phone', severity: 'minor' }])
})

test('a record without title, text or time is not made', () => {
  expect(applied([], { type: 'create', fields: { services: ['api'] } }).problems.size).toBe(1)
})

describe('settling a contradiction', () => {
  const start = claim('start', '10:00', 0, at('2022-03-01 10:00'))
  const end = claim('end', '11:00', 10, at('2022-03-01 11:00'))
  const earlier = { ...claim('start', '09:00', 20, at('2022-03-01 09:00')), source: 'Resolved' }
  const noon = { ...claim('end', '09:40', 30, at('2022-03-01 09:40')), source: 'Resolved' }
  const given: Incident = {
    ...outage,
    claims: [start, end],
    flags: ['clock-disagreement', 'evidence-c'],
    conflicts: [
      {
        kind: 'clock-disagreement',
        field: 'interval',
        claims: [start, end, earlier, noon],
        chosen: 0,
        text: 'They do not agree.',
      },
    ],
  }

  test('start and end of one statement are taken together, and the conflict is gone', () => {
    const take = { type: 'claim', id: 'A', conflict: 0, claim: 2, quote: '09:00' } as const
    const { incidents: after } = applied([given], take)
    expect(after).toMatchObject([
      {
        conflicts: [],
        flags: ['evidence-b', 'edited'],
        impacts: [{ from: earlier.value, to: noon.value, durationHigh: 40 * minute }],
      },
    ])
    expect(after[0]?.claims).toEqual([start, end, earlier, noon])
  })

  test('a length counts from its start, with the bounds of its wording', () => {
    const length: Claim = {
      ...claim('duration', 'about 30 minutes', 40, 30 * minute),
      low: 25 * minute,
      high: 35 * minute,
    }
    const [conflict] = given.conflicts
    const disputed = { ...given, conflicts: [{ ...conflict!, claims: [start, end, length] }] }
    const take = { type: 'claim', id: 'A', conflict: 0, claim: 2, quote: length.quote } as const
    expect(applied([disputed], take).incidents[0]?.impacts).toMatchObject([
      { durationLow: 25 * minute, durationHigh: 35 * minute, to: at('2022-03-01 10:30') },
    ])
  })

  test('a rate holds for every time of impact', () => {
    const rate = { ...claim('errorRate', '6 %', 40, 0.06), low: 0.055, high: 0.065 }
    const [conflict] = given.conflicts
    const disputed = { ...given, conflicts: [{ ...conflict!, claims: [rate] }] }
    const take = { type: 'claim', id: 'A', conflict: 0, claim: 0, quote: '6 %' } as const
    expect(applied([disputed], take).incidents[0]?.impacts).toMatchObject([
      { errorRate: { value: 0.06, low: 0.055, high: 0.065 } },
    ])
  })

  test('a claim that is another one by now is not taken', () => {
    const take = { type: 'claim', id: 'A', conflict: 0, claim: 2, quote: '08:00' } as const
    const { incidents: after, problems } = applied([given], take)
    expect(after).toEqual([])
    expect(problems.size).toBe(1)
  })
})

test('what a person told apart is told apart either way round', () => {
  const apart = toldApart([edit({ type: 'differ', ids: ['A', 'B'] })])
  expect([apart('A', 'B'), apart('B', 'A'), apart('A', 'C')]).toEqual([true, true, false])
})

/** Any edit of one record. */
function editOf(id: string): fc.Arbitrary<EditAction> {
  return fc.oneof(
    fc.constant<EditAction>({ type: 'exclude', ids: [id] }),
    fc
      .record({
        severity: fc.constantFrom('critical', 'minor', null),
        services: fc.constantFrom(['api'], ['web', 'vault']),
        to: fc.integer({ min: 0, max: 10_000 }),
      })
      .map(({ to, ...fields }): EditAction => {
        const impacts = [{ at: 0, to: at('2020-06-01') + to * minute }]
        return { type: 'set', ids: [id], fields: { ...fields, impacts } }
      }),
  )
}

const edited = incidents().chain((given) =>
  fc.tuple(
    fc.constant(given),
    fc.tuple(...given.map(({ id }) => fc.option(editOf(id), { nil: null, freq: 2 }))),
  ),
)

test('edits laid over the data count as if it had been imported that way', () => {
  fc.assert(
    fc.property(edited, ([given, actions]) => {
      const { incidents: over } = applied(given, ...actions.filter((action) => action !== null))
      const byId = new Map(over.map((incident) => [incident.id, incident]))
      const whole = given.map((incident) => byId.get(incident.id) ?? incident)
      expect(figures(given, over)).toEqual(figures(whole))
    }),
    { numRuns: 60 },
  )
})

test('the order of edits of different records does not matter', () => {
  fc.assert(
    fc.property(edited, ([given, actions]) => {
      const wanted = actions.filter((action) => action !== null)
      const forth = applied(given, ...wanted)
      const back = applied(given, ...wanted.toReversed())
      expect(figures(given, back.incidents)).toEqual(figures(given, forth.incidents))
    }),
    { numRuns: 60 },
  )
})

function claim(field: Claim['field'], quote: string, charStart: number, value = 0): Claim {
  return {
    field,
    value,
    to: null,
    low: null,
    high: null,
    approximate: false,
    quote,
    charStart,
    charEnd: charStart + quote.length,
    source: 'Postmortem',
    postedAt: null,
  }
}
