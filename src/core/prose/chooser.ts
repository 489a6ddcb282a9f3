import type { Claim, Conflict } from '../claim'
import { plainImpact, type Impact, type Milestones } from '../incident'
import {
  activeConflict,
  clockConflict,
  earlyPost,
  isOver,
  lengthConflict,
  strayConflict,
  type Post,
  type Range,
} from './conflicts'
import { chooseRate, rateOfWindow } from './rates'
import type { ProseBlock } from './structure'
import { blockOf, candidateWindows, rankOf, type Window } from './windows'

/** What the claims of a report add up to. */
export interface Choice {
  readonly impacts: readonly Impact[]
  readonly page: { readonly from: number; readonly to: number | null } | null
  readonly milestones: Milestones
  readonly conflicts: readonly Conflict[]
  /**
   * `evidence-a` … `evidence-d`, `status-page-time` and the kinds of the conflicts that make a date or length doubtful.
   * A: start and end stated, no conflict; B: derived end or approximate words; C: conflict; D: times of posts only.
   */
  readonly flags: readonly string[]
}

const minute = 60_000
const hour = 60 * minute
const slack = 2 * minute

/**
 * Chooses among claims. Pure bookkeeping: every claim that was not taken stays in the incident.
 * `leanings` are flags of what the times lean on, such as an assumed zone: with any, the grade is B at best.
 */
export function choose(
  text: string,
  blocks: readonly ProseBlock[],
  claims: readonly Claim[],
  leanings: readonly string[],
): Choice {
  const posts = postsOf(blocks)
  const live = posts.filter(({ block }) => block.status !== 'Postmortem')
  const { rate, conflicts: rateConflicts } = chooseRate(blocks, claims)
  const windows = candidateWindows(blocks, claims)
  const taken = takenWindows(windows)
  const conflicts: Conflict[] = []
  const flags = new Set<string>()
  let impacts: readonly Impact[]
  let grade: 'a' | 'b' | 'c' | 'd'

  if (taken.length > 0) {
    impacts = windowImpacts(text, taken, windows, claims, live, conflicts).map((impact, at) => ({
      ...impact,
      errorRate:
        (taken.length > 1 && taken[at] ? rateOfWindow(text, taken[at], claims) : null) ?? rate,
    }))
    const stated = taken.every((w) => w.kind <= 1 && w.claims.every((c) => !c.approximate))
    grade = stated && leanings.length === 0 ? 'a' : 'b'
  } else {
    const found = statusPageImpacts(live, claims)
    impacts = found.impacts.map((impact) => ({ ...impact, errorRate: rate }))
    if (impacts.length > 0) flags.add('status-page-time')
    grade = found.derived ? 'b' : 'd'
  }
  const severalRates = taken.length > 1 && new Set(impacts.map((i) => i.errorRate?.value)).size > 1
  conflicts.push(...rateConflicts.filter((c) => !(severalRates && c.kind === 'rate-disagreement')))

  const end = impacts.reduce((latest, i) => Math.max(latest, i.to ?? -Infinity), -Infinity)
  const early = live.filter(({ block, at }) => isOver(block.status) && taken.length > 0 && at < end)
  if (early.length > 0) conflicts.push(earlyPost(text, early, taken))
  for (const conflict of conflicts)
    if (conflict.kind !== 'severity-wording') flags.add(conflict.kind)
  if (flags.size > (flags.has('status-page-time') ? 1 : 0) && grade !== 'd') grade = 'c'
  flags.add(`evidence-${grade}`)
  return {
    impacts,
    page: pageOf(posts, live),
    milestones: milestonesOf(blocks, claims, posts, live, taken.length > 0 ? end : -Infinity),
    conflicts,
    flags: [...flags],
  }
}

function postsOf(blocks: readonly ProseBlock[]): readonly Post[] {
  return blocks
    .flatMap((block) => (block.postedAt === null ? [] : [{ block, at: block.postedAt }]))
    .sort((a, b) => a.at - b.at)
}

/** The best window, with the others of its post and kind that lie apart from it: an incident in several waves. */
function takenWindows(windows: readonly Window[]): readonly Window[] {
  const best = windows[0]
  if (!best) return []
  const taken = [best]
  for (const w of windows) {
    if (w.block !== best.block || w.kind !== best.kind || w.kind > 1) continue
    if (taken.every((t) => (w.to <= t.from || w.from >= t.to) && wholeHours(t, w) === null))
      taken.push(w)
  }
  return taken.sort((a, b) => a.from - b.from)
}

/** Hours that one window is shifted by against another, or null where it is no whole number of hours (± 2 min). */
function wholeHours(a: Range, b: Range): number | null {
  const shift = Math.round((b.from - a.from) / hour)
  const fits = (d: number) => Math.abs(d - shift * hour) <= slack
  return shift !== 0 && fits(b.from - a.from) && fits(b.to - a.to) ? shift : null
}

function windowImpacts(
  text: string,
  taken: readonly Window[],
  windows: readonly Window[],
  claims: readonly Claim[],
  live: readonly Post[],
  conflicts: Conflict[],
): readonly Impact[] {
  const only = taken.length === 1 ? taken[0] : undefined
  if (!only) return taken.map((w) => plainImpact(w.from, w.to, null))
  const length = only.to - only.from
  let low = only.low
  let high = Math.max(only.high, length)
  const lengths: { claim: Claim; length: number }[] = []
  for (const others of otherWindows(only, windows)) {
    const from = Math.min(...others.map((w) => w.from))
    const to = Math.max(...others.map((w) => w.to))
    const other = others.reduce((sum, w) => sum + w.to - w.from, 0)
    const same = Math.abs(from - only.from) <= slack && Math.abs(to - only.to) <= slack
    const shift = wholeHours(only, { from, to })
    const first = others[0]
    if (!first) continue
    if (same || shift !== null) {
      low = Math.min(low, other)
      high = Math.max(high, other)
      if (shift !== null && first.claims[0]) lengths.push({ claim: first.claims[0], length: other })
    } else if (from < only.to && only.from < to) {
      low = Math.min(low, other)
      high = Math.max(high, Math.max(only.to, to) - Math.min(only.from, from))
    }
    if (!same)
      conflicts.push(
        clockConflict(only, { from, to, claims: others.flatMap((w) => w.claims) }, shift),
      )
  }
  for (const stray of strayEnds(only, windows, claims)) {
    const at = Number(stray.value)
    high = Math.max(high, Math.max(only.to, at) - Math.min(only.from, at))
    conflicts.push(strayConflict(only, stray))
  }
  for (const claim of claims) {
    if (claim.field !== 'duration') continue
    if (typeof claim.value !== 'number') {
      const shut =
        (claim.high !== null && length > claim.high + minute) || (claim.low ?? 0) > length + minute
      if (shut && !only.claims.includes(claim))
        lengths.push({ claim, length: claim.high ?? claim.low ?? 0 })
      continue
    }
    low = Math.min(low, claim.value)
    high = Math.max(high, claim.value)
    const near = claim.approximate
      ? length >= (claim.low ?? claim.value) - minute &&
        length <= (claim.high ?? claim.value) + minute
      : Math.abs(length - claim.value) < minute
    if (!near && !only.claims.includes(claim)) lengths.push({ claim, length: claim.value })
  }
  const odd = lengths.filter(({ length: other }) => Math.abs(other - length) >= minute)
  if (odd.length > 0) conflicts.push(lengthConflict(only, length, odd))
  const still = live.find(
    ({ block, at }) => at > only.to && !states(block, only) && saysActive(block),
  )
  if (still) {
    const over = live.find(({ block, at }) => at > still.at && isOver(block.status)) ?? still
    high = Math.max(high, over.at - only.from)
    conflicts.push(activeConflict(text, only, still, over))
  }
  return [{ from: only.from, to: only.to, durationLow: low, durationHigh: high, errorRate: null }]
}

/** Windows of other posts and kinds that rest on claims of their own, by post and kind. */
function otherWindows(only: Window, windows: readonly Window[]): readonly (readonly Window[])[] {
  const groups = new Map<string, Window[]>()
  const seen = new Set<Claim>(only.claims)
  for (const w of windows) {
    // A length without a clock is compared as a duration, and a weaker pairing of the same post adds nothing.
    if (w === only || w.kind === 2 || (w.block === only.block && w.kind > only.kind)) continue
    if (w.claims.every((claim) => seen.has(claim))) continue
    for (const claim of w.claims) seen.add(claim)
    const key = `${w.block} ${w.kind}`
    const group = groups.get(key) ?? []
    if (group.every((g) => w.to <= g.from || w.from >= g.to)) group.push(w)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** Starts before and ends after the window, in other posts, that belong to no window. */
function strayEnds(
  only: Window,
  windows: readonly Window[],
  claims: readonly Claim[],
): readonly Claim[] {
  const used = new Set(windows.flatMap((w) => w.claims))
  return claims.filter((claim) => {
    if (
      typeof claim.value !== 'number' ||
      used.has(claim) ||
      claim.source === only.claims[0]?.source
    )
      return false
    if (claim.field === 'end')
      return claim.value > only.to + slack && claim.value < only.to + 24 * hour
    return (
      claim.field === 'start' &&
      claim.value < only.from - slack &&
      claim.value > only.from - 24 * hour
    )
  })
}

function states(block: ProseBlock, { claims }: Window): boolean {
  return claims.some((c) => c.charStart >= block.charStart && c.charEnd <= block.charEnd)
}

function saysActive(block: ProseBlock): boolean {
  if (block.status === 'Investigating' || block.status === 'Identified') return true
  return (
    block.status === 'Update' &&
    /\b(?:continu\w+ to (?:investigate|work)|still (?:investigating|working|seeing)|working on a fix)\b/i.test(
      block.text.slice(0, 2000),
    )
  )
}

/** Times of the page where the prose states none, or only one end. */
function statusPageImpacts(
  live: readonly Post[],
  claims: readonly Claim[],
): { readonly impacts: readonly Impact[]; readonly derived: boolean } {
  const stated = (field: 'start' | 'end') =>
    claims.find((c) => c.field === field && typeof c.value === 'number')?.value
  const start = stated('start')
  const end = stated('end')
  const maintenance = live.filter(({ block }) => block.status === 'In progress')
  const first = maintenance[0] ?? live.find(({ block }) => block.status !== 'Scheduled')
  const from = typeof start === 'number' ? start : first?.at
  if (from === undefined) return { impacts: [], derived: false }
  if (typeof end === 'number' && end > from)
    return { impacts: [plainImpact(from, end, null)], derived: true }
  const lastActive = live.reduce(
    (latest, { block, at }) =>
      block.status === 'Investigating' || block.status === 'Identified'
        ? Math.max(latest, at)
        : latest,
    -Infinity,
  )
  const over = live.find(({ block, at }) => isOver(block.status) && at >= from && at >= lastActive)
  const derived = typeof start === 'number'
  return { impacts: [plainImpact(from, over?.at ?? null, null)], derived }
}

function pageOf(posts: readonly Post[], live: readonly Post[]): Choice['page'] {
  const first = live[0] ?? posts[0]
  const last = live.at(-1)
  if (!first) return null
  const closed = last && (last.block.status === 'Resolved' || last.block.status === 'Completed')
  if (closed) return { from: first.at, to: last.at }
  const postmortem = posts.find(({ block }) => block.status === 'Postmortem')
  return { from: first.at, to: postmortem ? (last?.at ?? postmortem.at) : null }
}

function milestonesOf(
  blocks: readonly ProseBlock[],
  claims: readonly Claim[],
  posts: readonly Post[],
  live: readonly Post[],
  end: number,
): Milestones {
  const stated = (field: 'detected' | 'acknowledged' | 'identified' | 'mitigated') =>
    claims
      .flatMap((claim) =>
        claim.field === field && typeof claim.value === 'number'
          ? [{ at: claim.value, rank: rankOf(blocks[blockOf(blocks, claim)]?.status ?? '') }]
          : [],
      )
      .sort((a, b) => a.rank - b.rank || a.at - b.at)[0]?.at ?? null
  const resolved = live.filter(
    ({ block }) => block.status === 'Resolved' || block.status === 'Completed',
  )
  const resolvedAt = resolved.at(-1)?.at ?? null
  return {
    detectedAt: stated('detected'),
    acknowledgedAt: stated('acknowledged'),
    identifiedAt: stated('identified'),
    mitigatedAt: stated('mitigated'),
    resolvedAt: resolvedAt !== null && resolvedAt < end ? null : resolvedAt,
    firstPostAt: live[0]?.at ?? null,
    postmortemAt: posts.find(({ block }) => block.status === 'Postmortem')?.at ?? null,
  }
}
