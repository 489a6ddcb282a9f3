import fc from 'fast-check'
import { expect, test } from 'vitest'
import { frameFaults } from '../../src/core/frame-faults'
import { FrameBuilder } from '../../src/core/frame-builder'
import { blankIncident, noMilestones, plainImpact, type Incident } from '../../src/core/incident'
import { columnHashes, rowHashes, textHashes } from '../../src/core/row-hashes'
import type { TextBlock } from '../../src/core/text-block'

const start = 1_650_000_000_000

function frameOf(incidents: readonly Incident[]) {
  const blocks: TextBlock[] = []
  const builder = new FrameBuilder((block) => blocks.push(block))
  for (const incident of incidents) builder.add(incident)
  return { frame: builder.finish(), blocks }
}

function hashes(incidents: readonly Incident[]): readonly string[] {
  const { frame, blocks } = frameOf(incidents)
  const words = rowHashes(columnHashes(frame), blocks.map(textHashes))
  return incidents.map((_, row) => `${words[2 * row]} ${words[2 * row + 1]}`)
}

const plain: Incident = {
  ...blankIncident({ file: 'a.csv', row: 1, format: 'csv' }),
  id: 'a',
  title: 'Outage',
  services: ['API'],
  impacts: [plainImpact(start, start + 60_000, null)],
}

const changes: readonly (readonly [string, Partial<Incident>])[] = [
  ['title', { title: 'Outage!' }],
  ['text', { text: 'more' }],
  ['services', { services: ['API', 'Web'] }],
  ['severity', { severity: 'minor' }],
  ['cause', { cause: 'network' }],
  ['attribution', { attribution: 'vendor' }],
  ['kind', { kind: 'maintenance' }],
  ['flags', { flags: ['tz-assumed'] }],
  ['end', { impacts: [plainImpact(start, start + 60_001, null)] }],
  ['no end', { impacts: [plainImpact(start, null, null)] }],
  ['bounds', { impacts: [{ ...plainImpact(start, start + 60_000, null), durationHigh: 70_000 }] }],
  ['rate', { impacts: [plainImpact(start, start + 60_000, { value: 1, low: 1, high: 1 })] }],
  ['page', { page: { from: start, to: null } }],
  ['milestone', { milestones: { ...noMilestones, detectedAt: start } }],
  ['promise', { promises: [{ text: 'fix', promisedAt: null }] }],
  ['extra', { extra: [['team', 'blue']] }],
]

test.each(changes)('another %s is another record', (_name, change) => {
  const [before, after] = [hashes([plain]), hashes([{ ...plain, ...change }])]
  expect(after).not.toEqual(before)
})

test('file, row and neighbours do not matter', () => {
  const other = { ...plain, id: 'b', services: ['Web'], cause: 'config', flags: ['backfilled'] }
  const moved = { ...plain, source: { ...plain.source, file: 'b.csv', row: 9 } }
  const flagged = { ...plain, flags: ['tz-assumed'] }
  expect(hashes([other, moved])[1]).toBe(hashes([plain])[0])
  expect(hashes([other, { ...other, id: 'c', flags: ['x'] }, flagged])[2]).toBe(
    hashes([flagged])[0],
  )
})

test('texts of any script are told apart, wherever they lie', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 8 })
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 6 }), (pairs) => {
      const list = pairs.map(([title, body], at) => ({ ...plain, id: `${at}`, title, text: body }))
      const together = hashes(list)
      expect(together).toEqual(list.map((one) => hashes([one])[0]))
      const texts = new Set(pairs.map((pair) => JSON.stringify(pair)))
      expect(new Set(together).size).toBe(texts.size)
    }),
  )
})

test('a frame that was built is sound', () => {
  expect(frameFaults(frameOf([plain, { ...plain, id: 'b', impacts: [] }]).frame)).toEqual([])
})

test.each([
  ['a start that is no number', (frame: Frame) => (frame.spans.from[0] = NaN)],
  ['an end before the start', (frame: Frame) => (frame.spans.to[0] = start - 1)],
  ['an unknown kind', (frame: Frame) => (frame.incidents.kind[0] = 3)],
  ['an unknown service', (frame: Frame) => (frame.spans.service[0] = 9)],
  ['an unknown file', (frame: Frame) => (frame.incidents.file[0] = 1)],
  ['an unknown flag', (frame: Frame) => (frame.incidents.flags[0] = 1)],
  ['a span of no record', (frame: Frame) => (frame.spans.incident[1] = 7)],
  ['an order that repeats', (frame: Frame) => (frame.spans.order[0] = frame.spans.order[1]!)],
  ['an instant out of range', (frame: Frame) => (frame.incidents.startAt[0] = 1e15)],
  ['a rate above one', (frame: Frame) => (frame.spans.rate![0] = 1.5)],
])('%s is found', (_name, break_) => {
  const rate = { value: 0.5, low: 0.5, high: 0.5 }
  const rated = { ...plain, id: 'b', impacts: [plainImpact(start, start + 1, rate)] }
  const { frame } = frameOf([plain, rated])
  break_(frame)
  expect(frameFaults(frame)).not.toEqual([])
})

type Frame = ReturnType<typeof frameOf>['frame']
