import { isMissing } from './dates'
import type { ErrorRate } from './incident'
import type { DurationUnit } from './issue'

/** A value that a cell does not give. */
export interface ValueProblem {
  readonly problem: 'missing' | 'unreadable' | 'out-of-range' | 'ambiguous'
  readonly message: string
}

export interface RateReading extends ErrorRate {
  readonly approximate: boolean
}

/** A length of time in ms. `value` is null where only a bound is stated, `high` null where no upper one is. */
export interface DurationReading {
  readonly value: number | null
  readonly low: number
  readonly high: number | null
  readonly approximate: boolean
}

const longestText = 200

function problem(kind: ValueProblem['problem'], message: string): ValueProblem {
  return { problem: kind, message }
}

function shown(text: string): string {
  return text.length > 60 ? `"${text.slice(0, 60)}…"` : `"${text}"`
}

type Qualifier = 'exact' | 'about' | 'below' | 'above'

const qualifierForm =
  /^(~|≈|∼|≅|about\b|approximately\b|approx\b\.?|around\b|circa\b|ca\.|c\.|roughly\b|nearly\b|almost\b)\s*|^(<=?|≤|less than\b|fewer than\b|under\b|below\b|up to\b|at most\b|no more than\b)\s*|^(>=?|≥|more than\b|over\b|above\b|at least\b)\s*/i

function qualified(text: string): { qualifier: Qualifier; rest: string } {
  const found = qualifierForm.exec(text)
  if (!found) return { qualifier: 'exact', rest: text }
  const qualifier = found[1] ? 'about' : found[2] ? 'below' : 'above'
  return { qualifier, rest: text.slice(found[0].length) }
}

/** ASCII digits and signs for their full-width forms, plain spaces for the special ones. */
function plain(text: string): string {
  return text
    .trim()
    .replace(/[０-９％．]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\u00a0\u2007\u2009\u202f]/g, ' ')
}

/** A number as written, or null for digits that could be grouped or decimal ("1,500"). Exact: the point is moved as text. */
function decimal(text: string, shift = 0): number | null {
  if (/^\d+,\d{3}$/.test(text)) return null
  const dotted = text.replace(',', '.')
  if (!/^(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i.test(dotted)) return null
  const [digits = '', exponent = '0'] = dotted.toLowerCase().split('e')
  return Number(`${digits}e${Number(exponent) + shift}`)
}

/** Half a unit of the last digit that is stated: 2 → 0.5, 2.4 → 0.05, 30 → 5. */
function halfUnit(text: string): number {
  const [whole = '', fraction = ''] =
    text.replace(',', '.').toLowerCase().split('e')[0]?.split('.') ?? []
  if (fraction !== '') return 0.5 * 10 ** -fraction.length
  return 0.5 * 10 ** (/^[1-9]\d*?(0*)$/.exec(whole)?.[1]?.length ?? 0)
}

const numberForm = '\\d+(?:[.,]\\d+)?(?:e[+-]?\\d{1,3})?|\\d+\\.|\\.\\d+|½'
const rateUnit = '%|‰|percent\\b|per cent\\b|pct\\b'
const rateForm = new RegExp(`^(${numberForm})\\s?(${rateUnit})?(?:\\s+of\\s.+)?$`, 'i')
const percentFirst = /^%\s?(\d+(?:[.,]\d+)?)$/
const rateRange = new RegExp(
  `^(${numberForm})\\s?(${rateUnit})?\\s?[-–—]\\s?(${numberForm})\\s?(${rateUnit})$`,
  'i',
)
/** What nearly every cell of a column of ratios holds. */
const plainRatio = /^(?:0|1|0?\.\d{1,17})$/
const bounded = /^(\d[\d.e-]*)?\s?\[(\d[\d.e-]*),\s?(\d[\d.e-]*)\]$/i

function powerOf(unit: string | undefined, bare: 'ratio' | 'percent' | undefined): number | null {
  if (unit === '‰') return -3
  if (unit !== undefined || bare === 'percent') return -2
  return bare === 'ratio' ? 0 : null
}

/**
 * Reads the share of requests or users failing as a ratio 0..1: `2 %`, `~2%`, `up to 6 %`, `1–2%`, `1.5‰`, `1/50`, `0.02`, and
 * `0.02 [0.015, 0.025]` of our own CSV. `bare` says what a number without a unit is; without it such a number is ambiguous.
 */
export function errorRate(
  text: string,
  bare: 'ratio' | 'percent' | undefined,
): RateReading | ValueProblem {
  if (bare === 'ratio' && plainRatio.test(text)) {
    const value = Number(text)
    return { value, low: value, high: value, approximate: false }
  }
  // "none" may mean no errors as well as no figure.
  if (isMissing(text) && !/^\s*(?:0|none)\s*$/i.test(text))
    return problem('missing', 'Nothing is stated')
  if (text.length > longestText) return problem('unreadable', `${shown(text)} is not an error rate`)
  const { qualifier, rest } = qualified(plain(text))
  const unreadable = problem('unreadable', `${shown(text)} is not an error rate`)
  const exact = (value: number | null, low: number, high: number): RateReading | ValueProblem =>
    low >= 0 && low <= high && high <= 1 && (value === null || (value >= low && value <= high))
      ? { value, low, high, approximate: false }
      : problem('out-of-range', `${shown(text)} is no share between 0 and 100 %`)

  const bounds = bounded.exec(rest)
  if (bounds) {
    const value = bounds[1] === undefined ? null : decimal(bounds[1])
    const low = decimal(bounds[2] ?? '')
    const high = decimal(bounds[3] ?? '')
    return low === null || high === null ? unreadable : exact(value, low, high)
  }
  const range = rateRange.exec(rest)
  if (range) {
    const low = decimal(range[1] ?? '', powerOf(range[2] ?? range[4], bare) ?? 0)
    const high = decimal(range[3] ?? '', powerOf(range[4], bare) ?? 0)
    return low === null || high === null || low > high ? unreadable : exact(null, low, high)
  }
  const share = /^(\d{1,9})\s?\/\s?(\d{1,9})$/.exec(rest)
  if (share) {
    const value = Number(share[1]) / Number(share[2])
    return Number.isFinite(value) ? exact(value, value, value) : unreadable
  }
  const first = percentFirst.exec(rest)
  const found = first ? [first[0], first[1], '%'] : rateForm.exec(rest)
  if (!found) return /^-\s?\d/.test(rest) ? exact(-1, -1, -1) : unreadable
  const digits = found[1] === '½' ? '0.5' : (found[1] ?? '')
  const power = /^0*(?:[.,]0*)?$/.test(digits) ? 0 : powerOf(found[2], bare)
  if (power === null) return problem('ambiguous', `${shown(text)} can be a ratio or a percentage`)
  const value = decimal(digits, power)
  if (value === null) return unreadable
  if (value > 1) return exact(value, value, value)
  if (qualifier === 'below') return exact(null, 0, value)
  if (qualifier === 'above') return exact(null, value, 1)
  if (qualifier === 'exact') return exact(value, value, value)
  const half = halfUnit(digits) * 10 ** power
  return {
    value,
    low: Math.max(0, value - half),
    high: Math.min(1, value + half),
    approximate: true,
  }
}

const unitMs: Readonly<Record<DurationUnit, number>> = {
  milliseconds: 1,
  seconds: 1000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
}
const week = 604_800_000
const longest = 36_525 * unitMs.days

const unitWords: ReadonlyMap<string, number> = new Map(
  (
    [
      [1, 'ms msec msecs millisecond milliseconds'],
      [unitMs.seconds, 's sec secs second seconds'],
      [unitMs.minutes, 'm min mins minute minutes'],
      [unitMs.hours, 'h hr hrs hour hours'],
      [unitMs.days, 'd day days'],
      [week, 'w wk wks week weeks'],
    ] as const
  ).flatMap(([ms, words]) => words.split(' ').map((word) => [word, ms] as const)),
)

/** The unit a word such as `mins` names, or null. */
export function durationUnit(word: string): DurationUnit | null {
  const ms = unitWords.get(word)
  const names: readonly DurationUnit[] = ['milliseconds', 'seconds', 'minutes', 'hours', 'days']
  return names.find((name) => unitMs[name] === ms) ?? null
}

const isoDuration =
  /^P(?=\d|T\d)(?:(\d+(?:[.,]\d+)?)W)?(?:(\d+(?:[.,]\d+)?)D)?(?:T(?=\d)(?:(\d+(?:[.,]\d+)?)H)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/
const clockForm = /^(?:(\d{1,5}) ?(?:d|days?),? ?)?(\d{1,5}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?$/
const shortClock = /^(\d{1,5}):(\d{2})$/
const part =
  /(\d+(?:[.,]\d+)?(?:e\d{1,2})?|\.\d+)\s?([A-Za-z]+)\.?(?:\s?,\s?|\s+and\s+|\s+|$|(?=\d))/y
const durationRange = /^(\d+(?:[.,]\d+)?)\s?[-–—]\s?(\d+(?:[.,]\d+)?)\s?([A-Za-z]+)$/

function unitOf(word: string | undefined): number | undefined {
  // "1M" may be a month.
  return word === undefined || word === 'M' ? undefined : unitWords.get(word.toLowerCase())
}

/** "1h 05m": units in falling order, each once. Null when it is not that; `step` is half a unit of the last number. */
function inParts(text: string): { ms: number; step: number } | null {
  let at = 0
  let ms = 0
  let step = 0
  let smallest = Number.POSITIVE_INFINITY
  while (at < text.length) {
    part.lastIndex = at
    const found = part.exec(text)
    const unit = unitOf(found?.[2])
    const number = decimal(found?.[1] ?? '')
    if (!found || unit === undefined || number === null || unit >= smallest) return null
    smallest = unit
    ms += number * unit
    step = halfUnit(found[1] ?? '') * unit
    at = part.lastIndex
  }
  return at === 0 ? null : { ms, step }
}

/**
 * Reads a length of time: `13 min`, `1h 05m`, `PT15M`, `00:14:00`, `~2h`, `<1h`, `2-3h`. `bare` is the unit of a number without
 * one; it also says whether `1:30` is hours and minutes (`hours`) or minutes and seconds (`minutes`).
 */
export function duration(
  text: string,
  bare: DurationUnit | undefined,
): DurationReading | ValueProblem {
  if (isMissing(text) && text.trim() !== '0') return problem('missing', 'Nothing is stated')
  const unreadable = problem('unreadable', `${shown(text)} is not a length of time`)
  if (text.length > longestText) return unreadable
  const { qualifier, rest } = qualified(plain(text))
  if (/^[-−]\s?P?T?\d/.test(rest)) return problem('out-of-range', `${shown(text)} is negative`)
  const ambiguous = problem('ambiguous', `${shown(text)} states no unit`)

  const range = durationRange.exec(rest)
  if (range) {
    const unit = unitOf(range[3])
    const low = decimal(range[1] ?? '')
    const high = decimal(range[2] ?? '')
    if (unit === undefined || low === null || high === null || low > high) return unreadable
    return { value: null, low: low * unit, high: high * unit, approximate: false }
  }
  const measured = measure(rest, bare)
  if (measured === 'ambiguous') return ambiguous
  if (measured === null) return unreadable
  const ms = Math.round(measured.ms)
  if (ms > longest) return problem('out-of-range', `${shown(text)} is longer than a century`)
  if (qualifier === 'below') return { value: null, low: 0, high: ms, approximate: false }
  if (qualifier === 'above') return { value: null, low: ms, high: null, approximate: false }
  if (qualifier === 'exact') return { value: ms, low: ms, high: ms, approximate: false }
  const step = Math.round(measured.step)
  return { value: ms, low: Math.max(0, ms - step), high: ms + step, approximate: true }
}

function measure(
  text: string,
  bare: DurationUnit | undefined,
): { ms: number; step: number } | 'ambiguous' | null {
  const iso = isoDuration.exec(text)
  if (iso) {
    const sizes = [week, unitMs.days, unitMs.hours, unitMs.minutes, unitMs.seconds]
    let ms = 0
    for (const [k, size] of sizes.entries()) ms += (decimal(iso[k + 1] ?? '0') ?? 0) * size
    return { ms, step: 0 }
  }
  const clock = clockForm.exec(text)
  if (clock) {
    const [days, hours, minutes, seconds] = [clock[1] ?? '0', clock[2], clock[3], clock[4]].map(
      Number,
    )
    if ((minutes ?? 60) > 59 || (seconds ?? 60) > 59) return null
    const fraction = Number((clock[5] ?? '').padEnd(3, '0').slice(0, 3))
    const whole = (((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)
    return { ms: whole * 1000 + fraction, step: 0 }
  }
  const short = shortClock.exec(text)
  if (short) {
    const [larger, smaller] = [Number(short[1]), Number(short[2])]
    if (smaller > 59) return null
    if (bare !== 'hours' && bare !== 'minutes') return 'ambiguous'
    return { ms: (larger * 60 + smaller) * (unitMs[bare] / 60), step: 0 }
  }
  const number = decimal(text)
  if (number !== null) {
    if (number === 0) return { ms: 0, step: 0 }
    if (bare === undefined) return 'ambiguous'
    return { ms: number * unitMs[bare], step: halfUnit(text) * unitMs[bare] }
  }
  return inParts(text)
}
