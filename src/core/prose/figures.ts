import { speaksOfFailure, speaksOfOther } from './context'
import { boundOf, halfUnit, numberOf, numberSource, qualifierSource, type Bound } from './numbers'
import type { Span } from './sentences'

/** A length or share found in a text; `value` is null where only a bound is stated. */
export interface Figure extends Span {
  readonly value: number | null
  readonly low: number
  readonly high: number
  readonly approximate: boolean
}

const unitSource = 'minutes?|mins?|hours?|hrs?|seconds?|secs?|days?|(?<=\\d)\\s?[mh](?![A-Za-z])'
const durationPattern = new RegExp(
  `(?<![\\w.:$#%/-])(?<q>${qualifierSource})?(?<n>${numberSource})(?:\\s?(?:-|–|to)\\s?(?<n2>${numberSource}))?` +
    `(?:[\\s-](?:full |whole )?)?(?<u>${unitSource})(?![A-Za-z])?` +
    '(?:,?\\s?(?:and\\s)?(?<n3>\\d{1,2})\\s?(?:minutes?|mins?|m)(?![A-Za-z])|(?<half>\\sand a half))?',
  'gi',
)

const after =
  /^(?:\s(?:of\s(?:\d{1,3}(?:\.\d+)?\s?%\s|[a-z]+\s){0,2}(?:downtime|outage|unavailability|disruption|interruption|degrad\w+|errors?|failures?|impact))|[\s-](?:(?:service|partial|full|total|complete|major|brief|API)\s)?(?:window|period|outage|interruption|disruption|downtime))\b/i
const notThis = /^\s(?:later|ago|earlier|prior|each|intervals?|timeouts?|retention|apart)\b/i
const before =
  /\b(?:total(?:l?ing)? of|lasted(?: for)?|lasting(?: for)?|lasts|over an?|over the course of|duration(?: of| was|:)|period of|down for|unavailable for|within an|recover(?:ed)? itself in|recovered in|restored in|resolved in|spann(?:ed|ing)|unusable for)\s(?:a |an |the )?(?:total of |further )?$/i
const lasted = /\b(?:last(?:ed|ing|s)|duration)\b/i
const weakFor = /\bfor\s(?:a |the )?(?:total of |period of )?$/i

const minute = 60_000

/** Milliseconds of a unit by its first letter. */
function msPer(unit: string): number {
  const letter = unit.trim().charAt(0).toLowerCase()
  return letter === 's'
    ? 1000
    : letter === 'h'
      ? 60 * minute
      : letter === 'd'
        ? 1440 * minute
        : minute
}

/** Lengths of impact in one sentence, ms. A number of minutes alone is none: a cue has to say what it measures. */
export function durationsIn(text: string, sentence: Span): readonly Figure[] {
  const words = text.slice(sentence.charStart, sentence.charEnd)
  const fails = speaksOfFailure(words)
  if (speaksOfOther(words) || !(fails || lasted.test(words))) return []
  const found: Figure[] = []
  for (const match of words.matchAll(durationPattern)) {
    const groups = match.groups ?? {}
    const rest = words.slice(match.index + match[0].length, match.index + match[0].length + 60)
    const lead = words.slice(Math.max(0, match.index - 50), match.index)
    const cue = after.exec(rest)
    const led = before.exec(lead)
    if (notThis.test(rest) || (!cue && !led && !(fails && weakFor.test(lead)))) continue
    const scale = msPer(groups['u'] ?? 'm')
    const figure = measured(groups['n'] ?? '', groups['n2'], boundOf(groups['q']))
    if (!figure) continue
    const extra = Number(groups['n3'] ?? 0) * minute + (groups['half'] ? scale / 2 : 0)
    const quoteFrom = match.index - (led ? led[0].length : 0)
    found.push({
      charStart: sentence.charStart + quoteFrom,
      charEnd: sentence.charStart + match.index + match[0].length + (cue ? cue[0].length : 0),
      value: figure.value === null ? null : Math.round(figure.value * scale + extra),
      low: Math.round(figure.low * scale + extra),
      high: Math.round(figure.high * scale + extra),
      approximate: figure.approximate,
    })
  }
  return found
}

/** Value and bounds of a stated number; `Infinity` where the wording leaves the upper end open. */
function measured(
  n: string,
  n2: string | undefined,
  bound: Bound,
): Omit<Figure, keyof Span> | null {
  const value = numberOf(n)
  if (value === null) return null
  const upper = n2 === undefined ? null : numberOf(n2)
  if (upper !== null && upper > value)
    return { value: (value + upper) / 2, low: value, high: upper, approximate: true }
  if (bound === 'below' || bound === 'peak')
    return { value: null, low: 0, high: value, approximate: true }
  if (bound === 'above') return { value: null, low: value, high: Infinity, approximate: true }
  if (bound === 'exact') return { value, low: value, high: value, approximate: false }
  const half = halfUnit(n)
  return { value, low: Math.max(0, value - half), high: value + half, approximate: true }
}

const percentPattern = new RegExp(
  `(?<![\\w.$-])(?<q>${qualifierSource})?(?<n>\\d{1,3}(?:\\.\\d{1,4})?)(?:\\s?%?\\s?(?:-|–|to|(?<=\\bbetween\\s\\d[\\d.]{0,6}\\s?%?\\s)and)\\s?(?<n2>\\d{1,3}(?:\\.\\d{1,4})?))?\\s?(?:%|percent\\b|per cent\\b)`,
  'gi',
)
const fractionPattern = new RegExp(
  `\\b(?<q>${qualifierSource})?(?<f>half|two[- ]thirds|three[- ]quarters|a third|one third|a quarter|one quarter) of (?=(?:all |the |our )?(?:[\\w-]+ )?(?:requests|calls|transactions|users|traffic|jobs)\\b)`,
  'gi',
)
const fractions: ReadonlyMap<string, number> = new Map([
  ['half', 1 / 2],
  ['two-thirds', 2 / 3],
  ['three-quarters', 3 / 4],
  ['a-third', 1 / 3],
  ['one-third', 1 / 3],
  ['a-quarter', 1 / 4],
  ['one-quarter', 1 / 4],
])

const object =
  /^[^.!?\n]{0,69}?\b(?:requests?|calls|transactions?|users|jobs|downtime|outage|unavailability|errors?|error rates?|failures?|failure rates?|traffic|queries|messages|payments|authori[sz]ations|logins|sessions|operations|invocations|builds|deliveries|webhooks|writes|reads|connections|uploads|pushes|launches)\b/i
const rateBefore = /\b(?:error|failure)s?[ -]rates?\b[^.%\n]{0,40}$/i
const successBefore = /\bsuccess(?:[ -]rates?| metric)?\b[^.%\n]{0,40}$/i
const successAfter = /^\s(?:request |launch )?success rates?\b/i
/** Shares of something that is no request: machines, customers, log lines, growth, targets. */
const otherShare =
  /^\s(?:of\s(?:(?:our|the|all|these|those|affected)\s){0,2}(?:[\w-]+\s)?(?:customers?|merchants|accounts|organi[sz]ations|tenants|logs?|hosts?|nodes?|servers?|machines|fleet|instances|pods|capacity|disks?|memory|cpu|storage|space|budget|rollout|time|restored|increase)|more|higher|lower|fewer|increase|growth|(?:cpu|memory|disk|capacity|uptime|availability|sla|slo|full|utili[sz]ation|usage|rollout|of normal|of the way))\b/i
const growthBefore =
  /\b(?:increased?|grown?|grew|rose|up|reduc\w+|decreased?|improv\w+|higher|lower)\s(?:by|of)\s$|\b(?:serving|handling|restored to|returned to|back to|back up to|recovered to|uptime(?: of)?|availability(?: of)?|target(?: of)?|slo(?: of)?|sla(?: of)?|cpu(?: at)?|memory(?: at)?|usage(?: at)?|rolled out to|deployed to)\s$/i

/** "Error rates are down to 1 %": the end of the impact, not its size. */
const easing =
  /\b(?:(?:dropp(?:ed|ing)|drop|fall(?:ing|en)?|fell|return(?:ed|ing)?|decreas(?:ed|ing)|recover(?:ed|ing)|back|down|reduced) (?:down |back )?(?:to|below|under)|normal|baseline)\s(?:of\s)?$/i

/** Shares of failing requests in one sentence, as ratios 0..1. */
export function ratesIn(text: string, sentence: Span): readonly Figure[] {
  const words = text.slice(sentence.charStart, sentence.charEnd)
  if (speaksOfOther(words)) return []
  const fails = speaksOfFailure(words)
  const found: Figure[] = []
  for (const match of words.matchAll(percentPattern)) {
    const figure = percentFigure(words, match, fails)
    if (figure) found.push(shift(figure, sentence.charStart))
  }
  if (fails)
    for (const match of words.matchAll(fractionPattern)) {
      const value = fractions.get((match.groups?.['f'] ?? '').toLowerCase().replace(' ', '-'))
      if (value === undefined) continue
      const span = {
        charStart: match.index,
        charEnd: objectEnd(words, match.index + match[0].length),
      }
      found.push(
        shift({ ...span, ...share(value, 0.05, boundOf(match.groups?.['q'])) }, sentence.charStart),
      )
    }
  return found
}

function percentFigure(words: string, match: RegExpMatchArray, fails: boolean): Figure | null {
  const index = match.index ?? 0
  const end = index + match[0].length
  const lead = words.slice(Math.max(0, index - 70), index)
  const rest = words.slice(end, end + 80)
  if (otherShare.test(rest) || growthBefore.test(lead)) return null
  const success = successBefore.test(lead) || successAfter.test(rest)
  if (easing.test(lead) && !success) return null
  const named = rateBefore.test(lead)
  if (!success && !named && !(fails && object.test(rest))) return null
  const n = match.groups?.['n'] ?? ''
  const n2 = match.groups?.['n2']
  if (Number(n) > 100 || Number(n2 ?? 0) > 100) return null
  // A success share that is whole, or no errors at all, says that all is well again.
  if (success ? Number(n) === 100 : Number(n) === 0) return null
  const range = n2 === undefined ? null : measured(n, n2, 'exact')
  const figure = range
    ? { ...range, value: (range.value ?? 0) / 100, low: range.low / 100, high: range.high / 100 }
    : share(Number(n) / 100, halfUnit(n) / 100, boundOf(match.groups?.['q'] ?? peakWord(lead)))
  const turned = success
    ? {
        ...figure,
        value: figure.value === null ? null : 1 - figure.value,
        low: 1 - figure.high,
        high: 1 - figure.low,
      }
    : figure
  const charEnd = named || success ? end : objectEnd(words, end)
  const cue = (named && rateBefore.exec(lead)) || (success && successBefore.exec(lead))
  return { charStart: cue ? index - cue[0].length : index, charEnd, ...round(turned) }
}

/** "peaked at around 8 %": the qualifier that a pattern took for the number hides the peak before it. */
function peakWord(lead: string): string | undefined {
  return /\b(?:peak(?:ed|ing)?(?: at| of)?|as high as|a maximum of)\s$/i.test(lead)
    ? 'peak'
    : undefined
}

function share(value: number, half: number, bound: Bound): Omit<Figure, keyof Span> {
  if (bound === 'below' || bound === 'peak')
    return { value: null, low: 0, high: value, approximate: true }
  if (bound === 'above') return { value: null, low: value, high: 1, approximate: true }
  if (bound === 'exact') return { value, low: value, high: value, approximate: false }
  return {
    value,
    low: Math.max(0, value - half),
    high: Math.min(1, value + half),
    approximate: true,
  }
}

/** Decimal noise of the division by 100 is taken off: 2 % is 0.02 and its lower bound 0.015. */
function round<T extends { value: number | null; low: number; high: number }>(figure: T): T {
  const clean = (n: number) => Math.round(n * 1e9) / 1e9
  return {
    ...figure,
    value: figure.value === null ? null : clean(figure.value),
    low: clean(figure.low),
    high: clean(figure.high),
  }
}

function objectEnd(words: string, from: number): number {
  return from + (object.exec(words.slice(from, from + 90))?.[0].length ?? 0)
}

function shift(figure: Figure, by: number): Figure {
  return { ...figure, charStart: figure.charStart + by, charEnd: figure.charEnd + by }
}

const requests =
  '(?:requests?|calls?|transactions?|traffic|queries|connections?|logins?|payments?|users|customers|jobs)'
const total: readonly RegExp[] = [
  new RegExp(
    `\\b(?:all|every|each)\\s(?:of\\s)?(?:the\\s|our\\s)?(?:[\\w-]+\\s){0,3}?${requests}\\s(?:[\\w'’-]+,?\\s){0,6}?(?:fail(?:ed|ing|ure|s)?|down|unavailable|rejected|erroring|errored|errors|timed[ -]out|timing out|dropped|unreachable|blocked)\\b`,
    'i',
  ),
  /\b(?:outage|downtime)\s(?:for|affecting|impacting|across)\s(?:all|every)\s(?:of\s)?(?:our\s)?(?:[\w-]+\s){0,2}?(?:customers?|users?|requests?|traffic|services)\b/i,
  /\b(?:complete|total|full)\s(?:[\w-]+\s)?(?:outage|downtime|unavailability|loss of (?:service|availability))\b/i,
  /\bcompletely\s(?:unavailable|down|inaccessible|unreachable|offline)\b/i,
  /\bno\s(?:[\w-]+\s){0,2}?(?:requests|calls|transactions)\s(?:[\w-]+\s){0,3}?(?:succeed(?:ed)?|completed?|went through)\b/i,
]
const notTotal =
  /\b(?:not|n't|n’t|almost|nearly|virtually|without|prevent\w*|avoid\w*|if|could|would|possible|potential|risk of)\s(?:an?\s|the\s)?$/i
const relieved =
  /\b(?:not|never|without|succe\w+|restor\w+|recover\w+|process\w*|who|whose|that|which|had|after|before|since|once)\b/i

/** Wording that says everything failed. */
export function totalsIn(text: string, sentence: Span): readonly Span[] {
  const words = text.slice(
    sentence.charStart,
    Math.min(sentence.charEnd, sentence.charStart + 2000),
  )
  if (speaksOfOther(words)) return []
  const found: Span[] = []
  for (const pattern of total) {
    const match = pattern.exec(words)
    if (
      !match ||
      (relieved.test(match[0]) && !/^no\b/i.test(match[0])) ||
      notTotal.test(words.slice(Math.max(0, match.index - 24), match.index))
    )
      continue
    found.push({
      charStart: sentence.charStart + match.index,
      charEnd: sentence.charStart + match.index + match[0].length,
    })
  }
  return found.sort((a, b) => a.charStart - b.charStart)
}

const partial =
  /\b(?:some (?:[\w-]+ ){0,3}?(?:calls?|requests?|transactions?|users|customers)|an increase in (?:[\w-]+ )?(?:errors?|failures?)|elevated (?:[\w-]+ ){0,3}?errors?(?: rates?)?|intermittent (?:[\w-]+ ){0,3}?(?:failures?|errors?)|partial (?:outage|degradation)|a subset of (?:[\w-]+ ){0,2}?(?:requests|users|customers))/i

/** Wording that says something failed without saying how much. */
export function partialsIn(text: string, sentence: Span): readonly Span[] {
  const words = text.slice(
    sentence.charStart,
    Math.min(sentence.charEnd, sentence.charStart + 2000),
  )
  const match = partial.exec(words)
  if (!match || speaksOfOther(words)) return []
  const charStart = sentence.charStart + match.index
  return [{ charStart, charEnd: charStart + match[0].length }]
}
