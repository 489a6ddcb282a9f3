import fc from 'fast-check'
import {
  attributions,
  instantLimits,
  kinds,
  severities,
  type Incident,
} from '../../src/core/incident'

/** Texts with what breaks careless programs: prototypes' names, NUL, quotes, signs of formulas, emoji, other scripts. */
export function awkwardText(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(
      '__proto__',
      'constructor',
      'toString',
      'a\0b',
      '"},{"id":"x"',
      '\\',
      '\\u0000',
      '=1+1',
      'two\r\nlines',
      ' spaced ',
      '\u2028\u202e',
      '</script>',
      '👩‍🚀',
      'Ärger, wirklich; "so"',
    ),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
  )
}

/** Sound incidents with every field filled in, in the order of fields in which they are written. */
export function wholeIncident(text: fc.Arbitrary<string> = awkwardText()): fc.Arbitrary<Incident> {
  const instant = fc.integer({ min: instantLimits.from, max: instantLimits.to - 1 })
  const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
  const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0 || 0)
  const claim = fc.record({
    field: fc.constantFrom('interval', 'duration', 'errorRate', 'cause'),
    value: maybe(fc.oneof(number, text)),
    to: maybe(number),
    low: maybe(number),
    high: maybe(number),
    approximate: fc.boolean(),
    quote: text,
    charStart: fc.integer({ min: -1, max: 1000 }),
    charEnd: fc.integer({ min: -1, max: 1000 }),
    source: text,
    postedAt: maybe(instant),
  })
  const rate = fc
    .uniqueArray(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 })
    .map((some) => {
      const [low = 0, value = 0, high = 0] = some
        .map((one) => one + 0 || 0)
        .toSorted((a, b) => a - b)
      return { value, low, high }
    })
  const impact = fc
    .tuple(instant, maybe(fc.nat(10 ** 9)), fc.nat(10 ** 6), fc.nat(10 ** 6), maybe(rate))
    .map(([from, length, less, more, errorRate]) => {
      const to = length === null ? null : Math.min(from + length, instantLimits.to - 1)
      const whole = to === null ? 0 : to - from
      const low = to === null ? 0 : Math.max(0, whole - less)
      return { from, to, durationLow: low, durationHigh: to === null ? 0 : whole + more, errorRate }
    })
  return fc
    .record({
      id: text.filter((id) => id !== ''),
      kind: fc.constantFrom(...kinds),
      title: text.map((title) => `t${title}`),
      text,
      services: fc.uniqueArray(
        text.filter((name) => name !== ''),
        { maxLength: 3 },
      ),
      severity: maybe(fc.constantFrom(...severities)),
      cause: maybe(text),
      facets: fc.array(text, { maxLength: 2 }),
      trigger: maybe(text),
      attribution: maybe(fc.constantFrom(...attributions)),
      impacts: fc.array(impact, { maxLength: 3 }),
      page: maybe(fc.record({ from: instant, to: maybe(instant) })),
      milestones: fc.record({
        detectedAt: maybe(instant),
        acknowledgedAt: maybe(instant),
        identifiedAt: maybe(instant),
        mitigatedAt: maybe(instant),
        resolvedAt: maybe(instant),
        firstPostAt: maybe(instant),
        postmortemAt: maybe(instant),
      }),
      updates: fc.array(
        fc.record({
          status: text,
          statusInferred: fc.boolean(),
          postedAt: maybe(instant),
          text,
        }),
        { maxLength: 2 },
      ),
      promises: fc.array(fc.record({ text, promisedAt: maybe(instant) }), { maxLength: 2 }),
      claims: fc.array(claim, { maxLength: 3 }),
      conflicts: fc.array(
        fc.record({
          kind: text,
          field: fc.constantFrom('duration', 'errorRate'),
          claims: fc.array(claim, { minLength: 1, maxLength: 2 }),
          chosen: maybe(fc.constant(0)),
          text,
        }),
        { maxLength: 1 },
      ),
      flags: fc.uniqueArray(fc.constantFrom('ongoing', 'tz-assumed', 'cause-inferred'), {
        maxLength: 3,
      }),
      source: fc.record({
        file: text,
        row: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
        format: fc.constantFrom('csv', 'statuspage-report'),
        url: maybe(text),
      }),
      extra: fc.array(fc.tuple(text, text), { maxLength: 3 }),
    })
    .map((made) => ({
      ...made,
      impacts: made.impacts.toSorted((a, b) => a.from - b.from),
      flags: made.flags.toSorted(),
    }))
}
