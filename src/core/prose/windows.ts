import type { Claim } from '../claim'
import type { ProseBlock } from './structure'

/** A time of impact that claims add up to, epoch ms UTC. */
export interface Window {
  readonly from: number
  readonly to: number
  /** Bounds of its length, ms. */
  readonly low: number
  readonly high: number
  /** 0 interval, 1 start and end, 2 start and duration, 3 detection and end, 4 from two posts. */
  readonly kind: number
  /** 0 postmortem or no status … 5 Investigating; the lowest is believed first. */
  readonly rank: number
  /** Index of the post, or -1 for a window from two posts. */
  readonly block: number
  readonly claims: readonly Claim[]
}

const ranks: ReadonlyMap<string, number> = new Map([
  ['Postmortem', 0],
  ['Resolved', 1],
  ['Completed', 1],
  ['Monitoring', 2],
  ['Verifying', 2],
  ['Update', 3],
  ['Identified', 4],
  ['In progress', 4],
  ['Investigating', 5],
  ['Scheduled', 5],
])

export function rankOf(status: string): number {
  return ranks.get(status) ?? 0
}

/** Index of the post that a claim stands in, or -1. */
export function blockOf(blocks: readonly ProseBlock[], claim: Claim): number {
  return blocks.findIndex((b) => claim.charStart >= b.charStart && claim.charEnd <= b.charEnd)
}

interface Instant {
  readonly claim: Claim
  readonly at: number
}

function instants(claims: readonly Claim[], field: Claim['field']): readonly Instant[] {
  return claims.flatMap((claim) =>
    claim.field === field && typeof claim.value === 'number' ? [{ claim, at: claim.value }] : [],
  )
}

/** Every window that the claims of each post add up to, best first. */
export function candidateWindows(
  blocks: readonly ProseBlock[],
  claims: readonly Claim[],
): readonly Window[] {
  const windows: Window[] = []
  const starts: { instant: Instant; rank: number }[] = []
  const ends: { instant: Instant; rank: number }[] = []
  const byBlock = new Map<number, Claim[]>()
  for (const claim of claims) {
    const at = blockOf(blocks, claim)
    const own = byBlock.get(at)
    if (own) own.push(claim)
    else byBlock.set(at, [claim])
  }
  blocks.forEach((block, at) => {
    const own = byBlock.get(at)
    if (!own) return
    const rank = rankOf(block.status)
    windows.push(...blockWindows(own, rank, at))
    for (const instant of instants(own, 'start')) starts.push({ instant, rank })
    for (const instant of endsOf(own)) ends.push({ instant, rank })
  })
  if (windows.length === 0) {
    starts.sort((a, b) => a.rank - b.rank)
    ends.sort((a, b) => a.rank - b.rank)
    const start = starts[0]
    const end = ends.find(({ instant }) => start && instant.at > start.instant.at)
    if (start && end)
      windows.push(windowOf(start.instant, end.instant, 4, Math.max(start.rank, end.rank), -1))
  }
  const posted = (w: Window) => blocks[w.block]?.postedAt ?? 0
  return windows.sort(
    (a, b) => a.rank - b.rank || a.kind - b.kind || posted(b) - posted(a) || a.from - b.from,
  )
}

function blockWindows(claims: readonly Claim[], rank: number, block: number): readonly Window[] {
  const windows: Window[] = []
  for (const claim of claims) {
    if (claim.field !== 'interval' || typeof claim.value !== 'number' || claim.to === null) continue
    const length = claim.to - claim.value
    windows.push({
      from: claim.value,
      to: claim.to,
      low: length,
      high: length,
      kind: 0,
      rank,
      block,
      claims: [claim],
    })
  }
  const starts = instants(claims, 'start')
  const ends = endsOf(claims)
  windows.push(...pairs(starts, ends, rank, block))
  const start = starts[0]
  const duration = claims.find(
    (c) => c.field === 'duration' && (c.value !== null || c.high !== null),
  )
  if (start && duration) {
    const stated = typeof duration.value === 'number' ? duration.value : null
    const length = stated ?? duration.high ?? 0
    windows.push({
      from: start.at,
      to: start.at + length,
      low: stated ?? duration.low ?? 0,
      high: stated ?? length,
      kind: 2,
      rank,
      block,
      claims: [start.claim, duration],
    })
  }
  const detected = instants(claims, 'detected')[0]
  const end = ends.find(({ at }) => detected && at > detected.at)
  if (detected && end) windows.push(windowOf(detected, end, 3, rank, block))
  return windows
}

/** A mitigation ends the impact where no end is stated. */
function endsOf(claims: readonly Claim[]): readonly Instant[] {
  const ends = instants(claims, 'end')
  return ends.length > 0 ? ends : instants(claims, 'mitigated')
}

/** Starts and ends in the order of the text: each start with the first end that follows it in time. */
function pairs(
  starts: readonly Instant[],
  ends: readonly Instant[],
  rank: number,
  block: number,
): readonly Window[] {
  const windows: Window[] = []
  let covered = -Infinity
  for (const start of [...starts].sort((a, b) => a.at - b.at)) {
    if (start.at < covered) continue
    const end = [...ends].sort((a, b) => a.at - b.at).find(({ at }) => at > start.at)
    if (!end) continue
    windows.push(windowOf(start, end, 1, rank, block))
    covered = end.at
  }
  return windows
}

function windowOf(a: Instant, b: Instant, kind: number, rank: number, block: number): Window {
  const length = b.at - a.at
  return {
    from: a.at,
    to: b.at,
    low: length,
    high: length,
    kind,
    rank,
    block,
    claims: [a.claim, b.claim],
  }
}
