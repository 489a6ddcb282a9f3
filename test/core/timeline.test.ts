import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { episodes, timeline, within, type Spans } from '../../src/core/timeline'

function spans(list: readonly (readonly [from: number, to: number, weight: number])[]): Spans {
  const sorted = list.toSorted((a, b) => a[0] - b[0])
  return {
    from: Float64Array.from(sorted, ([from]) => from),
    to: Float64Array.from(sorted, ([, to]) => to),
    weight: Float64Array.from(sorted, ([, , weight]) => weight),
    row: Uint32Array.from(sorted, (_, i) => i),
  }
}

const anySpans = fc.array(
  fc
    .tuple(
      fc.integer({ min: 0, max: 200 }),
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 0, max: 4 }),
    )
    .map(([from, length, quarter]) => [from, from + length, quarter / 4] as const),
  { maxLength: 90 },
)

/** Looks at every unit of time by itself. */
function counted(
  list: readonly (readonly [number, number, number])[],
  combine: 'max' | 'sum',
  from: number,
  to: number,
) {
  let covered = 0
  let weighted = 0
  for (let t = from; t < to; t++) {
    const active = list.filter(([a, b]) => a <= t && t < b).map(([, , weight]) => weight)
    if (active.length === 0) continue
    covered++
    weighted +=
      combine === 'max'
        ? Math.max(...active)
        : Math.min(
            1,
            active.reduce((sum, w) => sum + w, 0),
          )
  }
  return { covered, weighted }
}

describe('a timeline', () => {
  test('counts overlapping spans once: 20, 30 and 10 minutes are one episode of 50', () => {
    const line = timeline(
      spans([
        [0, 20, 1],
        [10, 40, 1],
        [40, 50, 1],
        [60, 60, 1],
      ]),
      'max',
    )
    expect(within(line, 0, 100).covered).toBe(50)
    expect(episodes(line, 0, 100)).toBe(1)
  })

  test('an episode belongs to the window it begins in', () => {
    const line = timeline(
      spans([
        [0, 20, 1],
        [20, 30, 0.5],
        [50, 60, 1],
      ]),
      'max',
    )
    expect(episodes(line, 10, 100)).toBe(1)
    expect(episodes(line, 20, 100)).toBe(1)
    expect(episodes(line, 0, 20)).toBe(1)
    expect(episodes(line, 0, 100)).toBe(2)
  })

  test('weights an overlap by the largest rate, and bounds it by the sum', () => {
    const both = spans([
      [0, 30, 0.2],
      [10, 20, 0.5],
    ])
    expect(within(timeline(both, 'max'), 0, 60).weighted).toBeCloseTo(9, 12)
    expect(within(timeline(both, 'sum'), 0, 60).weighted).toBeCloseTo(11, 12)
  })

  test('never adds up to more than one', () => {
    const line = timeline(
      spans([
        [0, 10, 0.8],
        [0, 10, 0.7],
      ]),
      'sum',
    )
    expect(within(line, 0, 10).weighted).toBe(10)
  })

  test.each(['max', 'sum'] as const)(
    'agrees with looking at every unit of time (%s)',
    (combine) => {
      fc.assert(
        fc.property(
          anySpans,
          fc.integer({ min: 0, max: 260 }),
          fc.integer({ min: 0, max: 260 }),
          (list, a, b) => {
            const [from, to] = [Math.min(a, b), Math.max(a, b)]
            const swept = within(timeline(spans(list), combine), from, to)
            const slow = counted(list, combine, from, to)
            expect(swept.covered).toBe(slow.covered)
            expect(swept.weighted).toBeCloseTo(slow.weighted, 9)
          },
        ),
      )
    },
  )

  test('splitting a window adds up', () => {
    fc.assert(
      fc.property(anySpans, fc.integer({ min: 0, max: 260 }), (list, cut) => {
        const line = timeline(spans(list), 'max')
        const whole = within(line, 0, 260)
        const parts = [within(line, 0, cut), within(line, cut, 260)] as const
        expect(parts[0].covered + parts[1].covered).toBe(whole.covered)
        expect(parts[0].weighted + parts[1].weighted).toBeCloseTo(whole.weighted, 9)
      }),
    )
  })

  test('stays quick when every span overlaps every other', () => {
    const list = Array.from({ length: 20_000 }, (_, i) => [i, 1_000_000 - i, (i % 7) / 7] as const)
    expect(within(timeline(spans(list), 'max'), 0, 1_000_000).covered).toBe(1_000_000)
    expect(within(timeline(spans(list), 'sum'), 0, 1_000_000).covered).toBe(1_000_000)
  })
})
