import type { Claim, Conflict } from '../claim'
import type { ErrorRate } from '../incident'
import { blockOf, rankOf, type Window } from './windows'
import type { ProseBlock } from './structure'

export interface RateChoice {
  readonly rate: ErrorRate | null
  readonly conflicts: readonly Conflict[]
}

const hasDigit = /\d/

function isFigure(claim: Claim): boolean {
  return typeof claim.value === 'number' && (claim.value < 1 || hasDigit.test(claim.quote))
}

function isTotal(claim: Claim): boolean {
  return claim.value === 1 && !hasDigit.test(claim.quote)
}

/** Wording like "some requests": it says that something failed, and bounds nothing. */
function isVague(claim: Claim): boolean {
  return claim.value === null && claim.low === 0 && claim.high === 1
}

/** Error rate: stated figure of the best section, then total wording, then a bound. */
export function chooseRate(blocks: readonly ProseBlock[], claims: readonly Claim[]): RateChoice {
  const status = (claim: Claim) => blocks[blockOf(blocks, claim)]?.status ?? ''
  const rates = claims
    .filter((claim) => claim.field === 'errorRate')
    .map((claim, at) => ({ claim, at, rank: rankOf(status(claim)) }))
    .sort((a, b) => a.rank - b.rank || a.at - b.at)
    .map(({ claim }) => claim)
  const chosen =
    rates.find(isFigure) ??
    rates.find(isTotal) ??
    rates.find((claim) => claim.value === null && !isVague(claim)) ??
    null
  if (!chosen) return { rate: null, conflicts: [] }
  return { rate: errorRate(chosen), conflicts: disagreements(chosen, rates) }
}

/** Figure in the sentence of a window: reports with several windows state a rate with each. */
export function rateOfWindow(
  text: string,
  window: Window,
  claims: readonly Claim[],
): ErrorRate | null {
  const anchor = window.claims[0]
  if (!anchor) return null
  const beside = claims.find((claim) => {
    if (claim.field !== 'errorRate' || isVague(claim)) return false
    const from = Math.min(claim.charEnd, anchor.charEnd)
    const to = Math.max(claim.charStart, anchor.charStart)
    return to - from < 300 && !/[.!?;]\s|\n/.test(text.slice(from, Math.max(from, to)))
  })
  return beside ? errorRate(beside) : null
}

function errorRate(claim: Claim): ErrorRate {
  const value = typeof claim.value === 'number' ? claim.value : null
  return { value, low: claim.low ?? value ?? 0, high: claim.high ?? value ?? 1 }
}

function disagreements(chosen: Claim, rates: readonly Claim[]): readonly Conflict[] {
  const conflicts: Conflict[] = []
  const own = errorRate(chosen)
  const others = rates.filter((claim) => {
    if (claim === chosen || isVague(claim)) return false
    const rate = errorRate(claim)
    const apart = rate.low > own.high || rate.high < own.low
    // A peak above the mean is no contradiction; a bound that shuts the figure out is one.
    return apart && !(claim.value === null && /\bpeak|as high as|maximum/i.test(claim.quote))
  })
  if (others.length > 0)
    conflicts.push({
      kind: 'rate-disagreement',
      field: 'errorRate',
      claims: [chosen, ...others],
      chosen: 0,
      text: `The report states different error rates: “${chosen.quote}” was taken, “${others[0]?.quote ?? ''}” was not.`,
    })
  const vague = rates.find((claim) => isVague(claim) && claim.source !== chosen.source)
  if (vague && own.low >= 1)
    conflicts.push({
      kind: 'severity-wording',
      field: 'errorRate',
      claims: [chosen, vague],
      chosen: 0,
      text: `“${chosen.quote}” (${chosen.source}) says that everything failed, “${vague.quote}” (${vague.source}) that some did; the first was taken.`,
    })
  return conflicts
}
