import type { Claim, Conflict } from '../claim'
import { severities, type ErrorRate, type Impact, type Incident } from '../incident'
import { editedFlags } from './fields'

export interface Choice {
  readonly conflict: number
  readonly claim: number
  readonly quote: string
}

/**
 * The incident with one claim of a conflict taken: times, rate or words follow it, and the conflict is no longer
 * listed; its claims stay. A sentence where the conflict or the claim is another one by now.
 */
export function settled(incident: Incident, choice: Choice): readonly Incident[] | string {
  const conflict = incident.conflicts[choice.conflict]
  const claim = conflict?.claims[choice.claim]
  if (!conflict || !claim || claim.quote !== choice.quote)
    return 'The contradiction it settles is not there now.'
  const conflicts = incident.conflicts.filter((one) => one !== conflict)
  const kept = new Set(incident.claims.map(claimKey))
  const gone = conflicts.some(({ kind }) => kind === conflict.kind) ? [] : [conflict.kind]
  const calm = conflicts.length === 0
  const flags = editedFlags(incident, [...gone, ...(calm ? ['conflict'] : [])])
  return [
    {
      ...withClaim(incident, conflict, choice.claim, claim),
      conflicts,
      claims: [...incident.claims, ...conflict.claims.filter((one) => !kept.has(claimKey(one)))],
      flags: calm ? flags.map((flag) => (flag === 'evidence-c' ? 'evidence-b' : flag)) : flags,
    },
  ]
}

function claimKey({ field, charStart, charEnd, quote, source }: Claim): string {
  return JSON.stringify([field, charStart, charEnd, quote, source])
}

function withClaim(incident: Incident, conflict: Conflict, index: number, claim: Claim): Incident {
  const { field, value } = claim
  if (field === 'errorRate') {
    const errorRate = rateOf(claim)
    return { ...incident, impacts: incident.impacts.map((one) => ({ ...one, errorRate })) }
  }
  if (field === 'severity') {
    const severity = severities.find((one) => one === value)
    return severity ? { ...incident, severity } : incident
  }
  if (field === 'cause') return typeof value === 'string' ? { ...incident, cause: value } : incident
  if (field === 'trigger')
    return typeof value === 'string' ? { ...incident, trigger: value } : incident
  const at = impactOf(incident.impacts, claim)
  const former = incident.impacts[at]
  if (!former) return incident
  const impacts = incident.impacts.with(at, impactBy(former, conflict, index, claim))
  return { ...incident, impacts: impacts.toSorted((a, b) => a.from - b.from) }
}

function rateOf({ value, low, high }: Claim): ErrorRate | null {
  const middle = typeof value === 'number' ? value : null
  if (middle === null && low === null && high === null) return null
  return { value: middle, low: low ?? middle ?? 0, high: high ?? middle ?? 1 }
}

/** The impact a claim of a time speaks of: the nearest one. */
function impactOf(impacts: readonly Impact[], { field, value }: Claim): number {
  if (field === 'duration' || typeof value !== 'number') return 0
  const distances = impacts.map(({ from, to }) =>
    Math.min(Math.abs(value - from), Math.abs(value - (to ?? from))),
  )
  return Math.max(0, distances.indexOf(Math.min(...distances)))
}

/** The impact as the claim has it. Start and end of one statement go together: half a statement is true nowhere. */
function impactBy(former: Impact, conflict: Conflict, index: number, claim: Claim): Impact {
  const { field, to } = claim
  const value = typeof claim.value === 'number' ? claim.value : null
  const partner = partnerOf(conflict.claims, index)
  if (field === 'duration') {
    const from = timeOf(partner, 'start') ?? former.from
    return lasting(former, from, claim)
  }
  if (value === null) return former
  if (field === 'interval') return exact(former, value, to)
  if (field === 'start') {
    if (partner?.field === 'duration') return lasting(former, value, partner)
    return exact(former, value, timeOf(partner, 'end') ?? former.to)
  }
  if (field === 'end') return exact(former, timeOf(partner, 'start') ?? former.from, value)
  if (field === 'resolved' || field === 'mitigated') return exact(former, former.from, value)
  // It was still going on then: a bound from below, and no more.
  const length = value - former.from
  return {
    ...exact(former, former.from, value),
    durationHigh: Math.max(former.durationHigh, length),
  }
}

/** The other half of a statement: of the same post, the end or length after a start and the start before either. */
function partnerOf(claims: readonly Claim[], index: number): Claim | null {
  const claim = claims[index]
  if (!claim) return null
  const same = (one: Claim) => one.source === claim.source && one.postedAt === claim.postedAt
  if (claim.field === 'start') {
    const later = claims.slice(index + 1)
    const next = later.findIndex(({ field }) => field === 'start')
    const own = next < 0 ? later : later.slice(0, next)
    return own.find((one) => same(one) && (one.field === 'end' || one.field === 'duration')) ?? null
  }
  return claims.slice(0, index).findLast((one) => same(one) && one.field === 'start') ?? null
}

function timeOf(claim: Claim | null, field: Claim['field']): number | null {
  return claim?.field === field && typeof claim.value === 'number' ? claim.value : null
}

function exact(former: Impact, from: number, to: number | null): Impact {
  const length = to === null ? 0 : Math.max(0, to - from)
  return { ...former, from, to, durationLow: length, durationHigh: length }
}

function lasting(former: Impact, from: number, { value, low, high }: Claim): Impact {
  const length = typeof value === 'number' ? value : (high ?? low)
  if (length === null || !Number.isFinite(length)) return former
  const to = from + Math.round(length)
  const roof = high !== null && Number.isFinite(high) ? Math.max(high, to - from) : to - from
  return {
    ...former,
    from,
    to,
    durationLow: Math.min(low ?? to - from, to - from),
    durationHigh: roof,
  }
}
