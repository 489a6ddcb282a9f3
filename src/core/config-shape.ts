import * as v from 'valibot'
import { instant, isDateProblem, isTimeZone } from './dates'
import { rulePresets, type Rule } from './rule'
import { allowedPpm, defaultSettings, redactionLevels, type Slo } from './settings'

/*
 * The shape of `faultline.yaml`. Every message is what was wanted, a line break, and what to do. An empty value is the
 * same as none: people leave keys behind without one.
 */

function wanted(what: string, hint: string): string {
  return `${what}\n${hint}`
}

function shape<const Entries extends v.ObjectEntries>(entries: Entries) {
  const message = wanted('a map of settings', `Known here: ${Object.keys(entries).join(', ')}.`)
  // Valibot takes lists for objects.
  return v.pipe(
    v.custom<object>((input) => typeof input === 'object' && !Array.isArray(input), message),
    v.strictObject(entries, message),
  )
}

function oneOf<const Options extends readonly string[]>(options: Options) {
  return v.picklist(
    options,
    wanted('one of the words known here', `Write ${options.join(' or ')}.`),
  )
}

function listOf<const Item extends v.GenericSchema>(item: Item) {
  return v.array(item, wanted('a list', 'Write it as [a, b], or with one "- " line per item.'))
}

function numberIn(from: number, to: number) {
  const message = wanted(`a number from ${from} to ${to}`, 'Write it in digits, without a unit.')
  return v.pipe(v.number(message), v.minValue(from, message), v.maxValue(to, message))
}

const textMessage = wanted('a text', 'Write a word, or put the value in quotes.')
const text = v.pipe(v.string(textMessage), v.trim(), v.nonEmpty(textMessage))

const instantMessage = wanted(
  'an instant with its zone',
  'Write it as 2024-03-01T00:00:00Z or 2024-03-01T00:00:00+01:00.',
)
const isoForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/
const instantText = v.pipe(
  v.string(instantMessage),
  v.check((input) => epochOf(input) !== null, instantMessage),
  v.transform(epochOf),
)

function epochOf(input: string): number | null {
  if (!isoForm.test(input)) return null
  const read = instant(input, {})
  return isDateProblem(read) ? null : read.at
}

const zone = v.pipe(
  text,
  v.check(
    isTimeZone,
    wanted('a time zone that is known', 'Write an IANA name such as Europe/Berlin or UTC.'),
  ),
)

const observation = v.pipe(
  shape({ from: v.nullish(instantText, null), to: v.nullish(instantText, null) }),
  v.check(
    ({ from, to }) => from === null || to === null || from < to,
    wanted(
      'a time that ends after it begins',
      'Swap "from" and "to", or leave "to" out while recording goes on.',
    ),
  ),
)

const targetMessage = wanted(
  'a percentage above 0 and below 100 with at most four decimals',
  'Write it in percent, such as 99.95.',
)
const budgetMessage = wanted(
  'a target that leaves an error budget',
  'Write it below 100, such as 99.99: nothing can fail at 100 %.',
)
const slo = v.pipe(
  shape({
    target: v.pipe(
      v.number(targetMessage),
      v.check(isTarget, targetMessage),
      v.check((target) => target !== 100, budgetMessage),
    ),
    window: v.custom<Slo['window']>(
      isWindow,
      wanted(
        'a window',
        'Write month, quarter, year, period or a number of days such as 28d (up to 3660d).',
      ),
    ),
    basis: v.nullish(oneOf(['raw', 'weighted']), 'raw'),
  }),
  v.transform((given) => ({ ...given, allowedPpm: allowedPpm(given.target) })),
)

function isTarget(target: number): boolean {
  try {
    return allowedPpm(target) >= 0
  } catch {
    return false
  }
}

function isWindow(input: unknown): boolean {
  if (input === 'month' || input === 'quarter' || input === 'year' || input === 'period')
    return true
  const days = typeof input === 'string' ? /^([1-9]\d{0,3})d$/.exec(input)?.[1] : undefined
  return days !== undefined && Number(days) <= 3660
}

const service = shape({
  name: text,
  aliases: v.nullish(listOf(text), []),
  share: v.nullish(numberIn(0, 1_000_000), 1),
  observation: v.nullish(observation, null),
  slo: v.nullish(listOf(slo), []),
  credits: v.nullish(listOf(shape({ below: numberIn(0, 100), percent: numberIn(0, 100) })), []),
})

const weight = v.pipe(
  shape({ low: numberIn(0, 1), value: numberIn(0, 1), high: numberIn(0, 1) }),
  v.check(
    ({ low, value, high }) => low <= value && value <= high,
    wanted('in order', 'Write low, value and high from the smallest to the largest.'),
  ),
)

const presetIds = [
  'impact',
  'statuspage',
  'strict',
  'page',
] as const satisfies readonly (keyof typeof rulePresets)[]

const rule = v.pipe(
  shape({
    name: v.nullish(text),
    preset: v.nullish(oneOf(presetIds), 'impact'),
    clock: v.nullish(oneOf(['impact', 'page'])),
    errorRateWeighting: v.nullish(v.boolean(wanted('yes or no', 'Write true or false.'))),
    maintenance: v.nullish(oneOf(['count', 'exclude', 'up'])),
    weights: v.nullish(
      shape({
        critical: v.nullish(weight),
        major: v.nullish(weight),
        minor: v.nullish(weight),
        unknown: v.nullish(weight),
      }),
      {},
    ),
  }),
  v.transform(({ name, preset, clock, errorRateWeighting, maintenance, weights }): Rule => {
    const base = rulePresets[preset]
    return named({
      name: name ?? 'custom',
      clock: clock ?? base.clock,
      errorRateWeighting: errorRateWeighting ?? base.errorRateWeighting,
      maintenance: maintenance ?? base.maintenance,
      weights: {
        critical: weights.critical ?? base.weights.critical,
        major: weights.major ?? base.weights.major,
        minor: weights.minor ?? base.weights.minor,
        unknown: weights.unknown ?? base.weights.unknown,
      },
    })
  }),
)

/** A rule that is a preset in all but name is called by the preset's name, and no other rule is. */
function named(given: Rule): Rule {
  const same = Object.values<Rule>(rulePresets).find(
    (preset) => fingerprint(preset) === fingerprint(given),
  )
  if (same) return same
  return Object.hasOwn(rulePresets, given.name) ? { ...given, name: 'custom' } : given
}

function fingerprint({ clock, errorRateWeighting, maintenance, weights }: Rule): string {
  const { critical, major, minor, unknown } = weights
  const bounds = [critical, major, minor, unknown].map(({ low, value, high }) => [low, value, high])
  return JSON.stringify([clock, errorRateWeighting, maintenance, bounds])
}

const percentOfBudget = numberIn(0, 1000)
const { policy } = defaultSettings

const encoding = v.pipe(
  text,
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      return new TextDecoder(dataset.value).encoding
    } catch {
      addIssue({
        message: wanted(
          'an encoding that is known',
          'Write a name such as windows-1252, shift_jis or utf-16le.',
        ),
      })
      return NEVER
    }
  }),
)

const valuesMessage = wanted(
  'a map of words per field',
  'Write it as { severity: { hoch: critical } }.',
)
const mapping = v.pipe(
  shape({
    header: v.pipe(
      listOf(text),
      v.nonEmpty(wanted('a list with a column', 'List the columns by which to know the table.')),
    ),
    map: v.nullish(
      v.record(
        text,
        v.pipe(v.string(textMessage), v.trim()),
        wanted('a map of fields', 'Write it as { start: Opened, end: Closed }.'),
      ),
    ),
    values: v.nullish(v.record(text, v.record(text, text, valuesMessage), valuesMessage)),
    encoding: v.nullish(encoding),
    timeZone: v.nullish(zone),
    dates: v.nullish(oneOf(['day-first', 'month-first'])),
    errorRate: v.nullish(oneOf(['ratio', 'percent'])),
    duration: v.nullish(oneOf(['milliseconds', 'seconds', 'minutes', 'hours', 'days'])),
  }),
  v.transform(
    ({ header, map, values, encoding: stated, timeZone, dates, errorRate, duration }) => ({
      header,
      assume: {
        ...(map && { map }),
        ...(values && { values }),
        ...(stated && { encoding: stated }),
        ...(timeZone && { timeZone }),
        ...(dates && { dates }),
        ...(errorRate && { errorRate }),
        ...(duration && { duration }),
      },
    }),
  ),
)

export const configShape = v.nullish(
  shape({
    title: v.nullish(text, defaultSettings.title),
    timeZone: v.nullish(zone, defaultSettings.timeZone),
    asOf: v.nullish(instantText, null),
    observation: v.nullish(observation, {}),
    services: v.nullish(listOf(service), []),
    slo: v.nullish(listOf(slo), []),
    rule: v.nullish(rule, {}),
    policy: v.nullish(
      v.pipe(
        shape({
          notice: v.nullish(percentOfBudget, policy.notice),
          slow: v.nullish(percentOfBudget, policy.slow),
          freeze: v.nullish(percentOfBudget, policy.freeze),
          postmortemShare: v.nullish(percentOfBudget, policy.postmortemShare),
        }),
        v.check(
          ({ notice, slow, freeze }) => notice <= slow && slow <= freeze,
          wanted('in order', 'Write notice, slow and freeze from the smallest to the largest.'),
        ),
      ),
      {},
    ),
    taxonomy: v.nullish(
      shape({
        aliases: v.nullish(
          v.record(
            text,
            text,
            wanted('a map of labels', 'Write it as { "bad push": deploy/change }.'),
          ),
          {},
        ),
        vendors: v.nullish(listOf(text), []),
      }),
      {},
    ),
    mappings: v.nullish(listOf(mapping), []),
    redaction: v.nullish(
      shape({ level: v.nullish(oneOf(redactionLevels), defaultSettings.redaction.level) }),
      {},
    ),
    logo: v.nullish(
      v.pipe(
        text,
        v.regex(
          /^[^/\\:]+\.(?:svg|png|jpe?g|webp)$/i,
          wanted(
            'the name of an image beside this file',
            'Write a file name such as logo.svg, without a folder.',
          ),
        ),
      ),
      null,
    ),
  }),
  {},
)
