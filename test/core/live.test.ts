import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Frame } from '../../src/core/frame'
import { FrameBuilder } from '../../src/core/frame-builder'
import { blankIncident, plainImpact, type Incident } from '../../src/core/incident'
import { joinFrames, rowOffsets } from '../../src/core/live'
import { defaultQuery } from '../../src/core/query'
import { report } from '../../src/core/report'
import { defaultSettings } from '../../src/core/settings'
import { unpackText } from '../../src/core/text-block'

const asOf = 1_700_000_000_000
const hour = 3_600_000

const incidents = fc.array(
  fc
    .record({
      id: fc.constantFrom(...'a b c d e f g h i j k l'.split(' ')),
      kind: fc.constantFrom('incident', 'incident', 'maintenance', 'informational'),
      services: fc.subarray(['API', 'Web', 'Ledger', 'Mail']),
      severity: fc.constantFrom(null, 'critical', 'minor'),
      cause: fc.constantFrom(null, 'config', 'network', 'a label of our own'),
      flags: fc.subarray(['tz-assumed', 'cause-inferred', 'backfilled']),
      file: fc.constantFrom('one.csv', 'two.csv'),
      start: fc.integer({ min: 0, max: 2000 }),
      hours: fc.option(fc.integer({ min: 0, max: 50 })),
      stretch: fc.constantFrom(0, 0, 2),
      rate: fc.option(fc.constantFrom(0.1, 0.5, 1)),
      detected: fc.boolean(),
      promised: fc.boolean(),
    })
    .map((draw): Incident => {
      const from = asOf - 4000 * hour + draw.start * hour
      const to = draw.hours === null ? null : from + draw.hours * hour
      const rate = draw.rate === null ? null : { value: draw.rate, low: draw.rate, high: draw.rate }
      const impact = plainImpact(from, to, rate)
      const length = to === null ? 0 : impact.durationHigh + draw.stretch * hour
      return {
        ...blankIncident({ file: draw.file, row: 1, format: 'csv' }),
        id: draw.id,
        kind: draw.kind as Incident['kind'],
        title: `${draw.id} ${draw.start}`,
        services: draw.services,
        severity: draw.severity as Incident['severity'],
        cause: draw.cause,
        flags: draw.flags,
        impacts: [{ ...impact, durationHigh: length }],
        milestones: {
          ...blankIncident({ file: '', row: 1, format: '' }).milestones,
          detectedAt: draw.detected ? from : null,
        },
        promises: draw.promised ? [{ text: 'we will fix it', promisedAt: from }] : [],
      }
    }),
  { maxLength: 14 },
)

function frameOf(list: readonly Incident[]): Frame {
  const builder = new FrameBuilder(() => undefined)
  for (const incident of list) builder.add(incident)
  return builder.finish()
}

/** `list` cut at every place where `cuts` says so. */
/** Its ids may lie in other pieces. */
function inWords(frame: Frame) {
  return { ...frame, ids: unpackText(frame.ids) }
}

function split(list: readonly Incident[], cuts: readonly boolean[]): (readonly Incident[])[] {
  const parts: Incident[][] = [[]]
  list.forEach((incident, at) => {
    if (cuts[at % (cuts.length || 1)]) parts.push([])
    parts.at(-1)?.push(incident)
  })
  return parts
}

test('batches joined are what one import of everything would have been', () => {
  fc.assert(
    fc.property(incidents, fc.array(fc.boolean(), { maxLength: 8 }), (list, cuts) => {
      expect(inWords(joinFrames(split(list, cuts).map(frameOf)))).toEqual(inWords(frameOf(list)))
    }),
  )
})

test('any split into batches gives the same report', () => {
  fc.assert(
    fc.property(incidents, fc.array(fc.boolean(), { maxLength: 8 }), (list, cuts) => {
      const whole = report(frameOf(list), defaultQuery, defaultSettings, asOf)
      const parts = joinFrames(split(list, cuts).map(frameOf))
      expect(report(parts, defaultQuery, defaultSettings, asOf)).toEqual(whole)
    }),
  )
})

test('joining joined frames changes nothing', () => {
  fc.assert(
    fc.property(incidents, incidents, incidents, (a, b, c) => {
      const [one, two, three] = [frameOf(a), frameOf(b), frameOf(c)]
      expect(joinFrames([joinFrames([one, two]), three])).toEqual(joinFrames([one, two, three]))
    }),
  )
})

test('a single batch is given back as it is, without a copy', () => {
  const frame = frameOf([])
  expect(joinFrames([frame])).toBe(frame)
})

test('no batches make an empty frame', () => {
  expect(joinFrames([])).toEqual(frameOf([]))
  expect(rowOffsets([])).toEqual([])
})
