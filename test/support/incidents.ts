import fc from 'fast-check'
import { FrameBuilder } from '../../src/core/frame-builder'
import type { Frame } from '../../src/core/frame'
import {
  blankIncident,
  plainImpact,
  severities,
  type ErrorRate,
  type Incident,
} from '../../src/core/incident'
import type { TextBlock } from '../../src/core/text-block'

export const minute = 60_000
export const day = 86_400_000

/** Epoch ms of `2017-09-15 16:31` and the like, UTC. */
export function at(text: string): number {
  const [date = '', time = '00:00'] = text.split(' ')
  const [year = 0, month = 1, dayOfMonth = 1] = date.split('-').map(Number)
  const [hour = 0, minutes = 0] = time.split(':').map(Number)
  return Date.UTC(year, month - 1, dayOfMonth, hour, minutes)
}

let row = 0

/** An incident with one impact; everything else as given. */
export function incidentAt(
  from: string | number,
  to: string | number | null,
  rest: Partial<Incident> & { errorRate?: ErrorRate | null } = {},
): Incident {
  row++
  const { errorRate = null, ...fields } = rest
  const start = typeof from === 'number' ? from : at(from)
  const end = typeof to === 'string' ? at(to) : to
  return {
    ...blankIncident({ file: 'test.csv', row, format: 'csv' }),
    id: `i${String(row).padStart(6, '0')}`,
    title: 'An incident',
    services: ['api'],
    impacts: [plainImpact(start, end, errorRate)],
    ...fields,
  }
}

export function exactly(rate: number): ErrorRate {
  return { value: rate, low: rate, high: rate }
}

export function framed(incidents: readonly Incident[]): { frame: Frame; blocks: TextBlock[] } {
  const blocks: TextBlock[] = []
  const builder = new FrameBuilder((block) => blocks.push(block))
  for (const incident of incidents) builder.add(incident)
  return { frame: builder.finish(), blocks }
}

/**
 * The five public incident reports of Spreedly, 2017–2022, as figures: start, end, bounds of the length in minutes,
 * error rate with bounds, cause.
 */
export function spreedly(): readonly Incident[] {
  const facts = [
    ['2017-09-15 16:31', 11, 11, 11, exactly(1), 'maintenance'],
    ['2017-09-25 19:21', 7, 6, 7, exactly(1), 'credentials/certificates'],
    [
      '2017-10-05 12:43',
      13,
      13,
      24,
      { value: 0.02, low: 0.015, high: 0.025 },
      'credentials/certificates',
    ],
    ['2020-10-02 21:01', 4, 4, 4, null, 'maintenance'],
    ['2022-12-13 20:14', 14, 14, 14, null, 'maintenance'],
  ] as const
  return facts.map(([start, length, low, high, errorRate, cause]) => ({
    ...incidentAt(start, at(start) + length * minute, { cause, services: ['Core API'] }),
    impacts: [
      {
        from: at(start),
        to: at(start) + length * minute,
        durationLow: low * minute,
        durationHigh: high * minute,
        errorRate,
      },
    ],
  }))
}

const origin = at('2020-01-01')

/** Incidents of a few services within two years, minute-precise, some ongoing, of no length, or without a rate. */
export function incidents(): fc.Arbitrary<Incident[]> {
  const rate = fc.option(
    fc
      .tuple(
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 0, max: 100 }),
      )
      .map((percents) => {
        const [low = 0, value = 0, high = 0] = percents.toSorted((a, b) => a - b)
        return { low: low / 100, value: value / 100, high: high / 100 }
      }),
    { nil: null },
  )
  const one = fc
    .record({
      start: fc.integer({ min: 0, max: 730 * 24 * 60 }),
      length: fc.option(fc.integer({ min: 0, max: 3 * 24 * 60 }), { nil: null, freq: 12 }),
      stretch: fc.integer({ min: 0, max: 30 }),
      shrink: fc.integer({ min: 0, max: 30 }),
      rate,
      services: fc.uniqueArray(fc.constantFrom('api', 'web', 'vault'), { minLength: 1 }),
      severity: fc.option(fc.constantFrom(...severities), { nil: null }),
      cause: fc.option(fc.constantFrom('config', 'network', 'maintenance'), { nil: null }),
    })
    .map(({ start, length, stretch, shrink, rate: errorRate, services, severity, cause }) => {
      const from = origin + start * minute
      const to = length === null ? null : from + length * minute
      const known = (length ?? 0) * minute
      return incidentAt(from, to, {
        services,
        severity,
        cause,
        impacts: [
          {
            from,
            to,
            durationLow: to === null ? 0 : Math.max(0, known - shrink * minute),
            durationHigh: to === null ? 0 : known + stretch * minute,
            errorRate,
          },
        ],
      })
    })
  return fc.array(one, { maxLength: 40 })
}
