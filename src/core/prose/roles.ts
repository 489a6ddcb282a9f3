import type { ClaimField } from '../claim'
import { speaksOfFailure } from './context'

/** What a time of day in a sentence is the time of; `quoteFrom`/`quoteTo` reach over the words that say so. */
export interface Role {
  readonly field: Extract<
    ClaimField,
    'start' | 'end' | 'detected' | 'acknowledged' | 'identified' | 'mitigated'
  >
  readonly quoteFrom: number
  readonly quoteTo: number
}

type Reading = Role['field'] | 'none'

const activity =
  '(?:roll\\w*|deploy\\w*|redeploy\\w*|restart\\w*|work\\w*|migrat\\w*|upgrad\\w*|maintenance|implement\\w*|monitor\\w*|restor\\w*|recover\\w*|failing over|failover|apply\\w*|drain\\w*|repair\\w*|mitigat\\w*|releas\\w*)'

/** Strong cues before a time. The last one wins; at one place the first listed. Distances in characters. */
const cues: readonly (readonly [reading: Reading, within: number, pattern: RegExp])[] = [
  ['detected', 60, /\b(?:began|started|starting|begun) (?:to |an? |the |our )*investigat\w*/gi],
  [
    'none',
    80,
    new RegExp(
      `\\b(?:began|started|starting|begun|beginning|begins?) (?:to |an? |the |our |on )*${activity}`,
      'gi',
    ),
  ],
  ['none', 40, new RegExp(`\\b${activity} (?:was |had )?(?:began|started|begun)`, 'gi')],
  [
    'mitigated',
    60,
    /(?<!permanent )\b(?:fix|mitigation|workaround) (?:(?:was|has been|had been) )?(?:\w+ly )?(?:implemented|applied|deployed|rolled out|put in place)\b/gi,
  ],
  [
    'none',
    80,
    /\b(?:released?|deployed|rolled (?:out|back)|merged|reverted|scheduled|announced|published|posted|updated|implemented|applied|disabled|enabled|performed|completed|executed|peak(?:ed|ing)?)\b/gi,
  ],
  [
    'identified',
    60,
    /\b(?:identified|found|traced) (?:the |a |an |our )?(?:likely |underlying |root )*(?:cause|source|culprit)/gi,
  ],
  [
    'detected',
    80,
    /\b(?:became aware|alerted|detected|noticed|discovered|paged|first reported|identified|notified|alarms? (?:fired|triggered))\b/gi,
  ],
  ['acknowledged', 60, /\backnowledged\b/gi],
  ['mitigated', 60, /\bmitigated\b/gi],
  [
    'end',
    80,
    /\b(?:restored|resolved|operational|recovered|recovery|back online|back to normal|returned to normal|normali[sz]ed|ended|ends|stabili[sz]ed|ceased|subsided|concluded)\b/gi,
  ],
  ['end', 20, /\b(?:until|till|through)\b/gi],
  ['start', 80, /\b(?:began|begins?|begun|started|starting|beginning|start of|onset)\b/gi],
  ['start', 40, /\b(?:caused|failed|failing)\b/gi],
  ['start', 20, /\b(?:from|since)\b/gi],
]

const subject = "^[,)\\s]*(?:when |at which time )?(?:[\\w'’-]+\\s){0,5}?"
/** Cues right behind a time. */
const behind: readonly (readonly [Reading, RegExp])[] = [
  [
    'identified',
    new RegExp(
      `${subject}(?:identified|found|traced) (?:the |a |an |our )?(?:likely |underlying |root )*(?:cause|source|culprit)`,
      'i',
    ),
  ],
  [
    'detected',
    new RegExp(
      `${subject}(?:identified|detected|noticed|became aware|(?:was|were|got|been) (?:alerted|paged|notified)|received? (?:an? |our )?(?:[\\w-]+ )?alerts?|discovered|declare[sd]?|alerts? (?:fired|triggered)|(?:began|started) investigating)\\b`,
      'i',
    ),
  ],
  ['acknowledged', new RegExp(`${subject}acknowledged\\b`, 'i')],
  ['mitigated', new RegExp(`${subject}mitigated\\b`, 'i')],
  [
    'end',
    new RegExp(
      `${subject}(?:restored|resolved|recovered|back online|back to normal|returned to normal|operational again|fully operational|stabili[sz]ed|subsided|cleared)\\b`,
      'i',
    ),
  ],
  [
    'start',
    new RegExp(
      `${subject}(?:(?:began|started) (?:to )?(?:fail|return|see|experienc|occur|receiv|degrad|show|observ|notic)\\w*|(?:errors?|failures?|outage|incident|impact|degradation|problems?|issues?) (?:began|started|occurred))\\b`,
      'i',
    ),
  ],
]

const deed =
  /^[^.;]{0,60}?\b(?:released?|deploy\w*|rolled (?:out|back|forward)|fix(?:ed)?|patch\w*|hotfix|posted|announced|scheduled|merged|reverted|restart\w*|redirect\w*|disabled|enabled|increased capacity)\b/i
const recovering =
  /\b(?:normal|restor\w+|recover\w+|operational|resolved|cleared|stabili[sz]ed|healthy|back)\b/i
const tail =
  /(?:[\s,]|\b(?:at|on|by|the|and|as of|of|around|about|approximately|roughly|approx\.?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)|~|≈)$/i

export interface Place {
  readonly text: string
  /** Where the clause begins: the sentence, or the time before this one. */
  readonly clauseFrom: number
  /** Where it ends: the sentence, or the next time. */
  readonly clauseTo: number
  readonly sentenceFrom: number
  readonly sentenceTo: number
  readonly timeFrom: number
  readonly timeTo: number
  /** Beginning of a date that stands before the time, or null. */
  readonly dateFrom: number | null
}

/** Role of a time by its cues: a strong one before it, one behind it, then "at", "on", "by". */
export function roleOf(place: Place): Role | null {
  const { text, timeFrom, timeTo } = place
  const bare = withoutTail(text, place.clauseFrom, place.dateFrom ?? timeFrom)
  const strong = lastCue(text.slice(Math.max(place.clauseFrom, bare - 200), bare))
  if (strong) {
    if (strong.reading === 'none') return null
    return { field: strong.reading, quoteFrom: bare - strong.back, quoteTo: timeTo }
  }
  const rest = text.slice(timeTo, Math.min(place.clauseTo, timeTo + 120))
  for (const [reading, pattern] of behind) {
    const match = pattern.exec(rest)
    if (match && reading !== 'none' && !/\b(?:not|before|until)\b/i.test(match[0]))
      return {
        field: reading,
        quoteFrom: withWords(text, bare, place),
        quoteTo: timeTo + match[0].length,
      }
  }
  return weakRole(place, bare)
}

function weakRole(place: Place, bare: number): Role | null {
  const { text, timeFrom, timeTo, sentenceFrom, sentenceTo } = place
  const words = text.slice(bare, timeFrom)
  const rest = text.slice(timeTo, Math.min(sentenceTo, timeTo + 400))
  const quoteFrom = withWords(text, bare, place)
  if (/\bby\b/i.test(words))
    return recovering.test(rest.slice(0, 120)) ? { field: 'end', quoteFrom, quoteTo: timeTo } : null
  if (!/\b(?:at|on|around|about|approximately)\b|~/i.test(words)) return null
  const sentence = text.slice(sentenceFrom, Math.min(sentenceTo, timeTo + 400))
  if (!speaksOfFailure(sentence)) return null
  if (deed.test(rest) && !/\b(?:caus|result|fail)\w*/i.test(rest)) return null
  return { field: 'start', quoteFrom, quoteTo: timeTo }
}

function lastCue(clause: string): { readonly reading: Reading; readonly back: number } | null {
  let best: { reading: Reading; end: number; start: number } | null = null
  for (const [reading, within, pattern] of cues) {
    for (const match of clause.matchAll(pattern)) {
      const end = match.index + match[0].length
      if (clause.length - end > within) continue
      if (!best || end > best.end) best = { reading, end, start: match.index }
    }
  }
  return best && { reading: best.reading, back: clause.length - best.start }
}

/** Steps back over "on Tuesday, at approximately": the words that belong to the time. */
function withoutTail(text: string, from: number, to: number): number {
  let end = to
  for (let step = 0; step < 12 && end > from; step++) {
    const match = tail.exec(text.slice(Math.max(from, end - 16), end))
    if (!match) break
    end -= match[0].length
  }
  return end
}

/** The quote of a time begins at its preposition. */
function withWords(text: string, bare: number, place: Place): number {
  let at = bare
  while (at < place.timeFrom && /[\s,]/.test(text.charAt(at))) at++
  return at
}
