import type { Claim, Conflict } from '../claim'
import { claimMaker } from './claims'
import type { ProseBlock } from './structure'
import type { Window } from './windows'

/** A post with its instant, epoch ms UTC. */
export interface Post {
  readonly block: ProseBlock
  readonly at: number
}

export type Range = Pick<Window, 'from' | 'to'>

/** Statuses after which the impact is over, or thought to be. */
export function isOver(status: string): boolean {
  return status === 'Resolved' || status === 'Monitoring' || status === 'Completed'
}

/** Two windows that are not the same; `shift` is the number of whole hours between them. */
export function clockConflict(
  only: Window,
  other: Range & Pick<Window, 'claims'>,
  shift: number | null,
): Conflict {
  const apart =
    shift === null
      ? 'do not agree'
      : `lie ${Math.abs(shift)} h apart with about the same length, as after a slip of the time zone`
  return {
    kind: 'clock-disagreement',
    field: 'interval',
    claims: [...only.claims, ...other.claims],
    chosen: 0,
    text: `The times ${clockText(only)} (${sourceOf(only)}) and ${clockText(other)} (${sourceOf(other)}) ${apart}; the first was taken.`,
  }
}

/** A start or end outside the chosen window. */
export function strayConflict(only: Window, stray: Claim): Conflict {
  return {
    kind: 'clock-disagreement',
    field: stray.field,
    claims: [...only.claims, stray],
    chosen: 0,
    text: `“${stray.quote}” (${stray.source}) lies outside ${clockText(only)} (${sourceOf(only)}); the latter was taken, the length may reach further.`,
  }
}

/** Lengths that differ by a minute or more. */
export function lengthConflict(
  only: Window,
  length: number,
  odd: readonly { claim: Claim; length: number }[],
): Conflict {
  const others = [...new Set(odd.map((o) => minutesText(o.length)))].join(', ')
  return {
    kind: 'duration-disagreement',
    field: 'duration',
    claims: [...only.claims, ...odd.map((o) => o.claim)],
    chosen: only.kind === 2 ? 1 : 0,
    text: `The report gives lengths of ${minutesText(length)} and ${others}; the first was taken, the others bound it.`,
  }
}

/** A post after the chosen end that still works on the problem; `over` is the next all-clear. */
export function activeConflict(text: string, only: Window, still: Post, over: Post): Conflict {
  return {
    kind: 'still-active-after-claimed-end',
    field: 'end',
    claims: [
      ...only.claims,
      postClaim(text, still),
      ...(over === still ? [] : [postClaim(text, over)]),
    ],
    chosen: 0,
    text: `The end by the text is ${timeText(only.to)}, but the ${still.block.status} post of ${timeText(still.at)} still treats it as going on; the length may reach to ${timeText(over.at)}.`,
  }
}

/** Posts that call it over before the chosen end. */
export function earlyPost(
  text: string,
  early: readonly Post[],
  taken: readonly Window[],
): Conflict {
  const first = early[0]
  const window = taken.at(-1)
  return {
    kind: 'post-precedes-event',
    field: 'end',
    claims: [...(window?.claims ?? []), ...early.map((post) => postClaim(text, post))],
    chosen: 0,
    text: `The ${first?.block.status ?? ''} post is dated ${timeText(first?.at ?? 0)}, before the end that the text states (${timeText(window?.to ?? 0)}); its time is not used as the all-clear.`,
  }
}

/** A post as a claim: its `Posted` line, or the beginning of its text. */
function postClaim(text: string, { block, at }: Post): Claim {
  const span = block.posted ?? {
    charStart: block.charStart,
    charEnd: Math.min(block.charEnd, block.charStart + 120),
  }
  const field =
    block.status === 'Identified' ? 'identified' : isOver(block.status) ? 'resolved' : 'detected'
  return claimMaker(text, block)(field, span, { value: at })
}

function sourceOf(window: Pick<Window, 'claims'>): string {
  return window.claims[0]?.source ?? ''
}

function clockText(window: Range): string {
  return `${timeText(window.from)}–${timeText(window.to)}`
}

function timeText(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

function minutesText(length: number): string {
  return `${Math.round(length / 6000) / 10} min`
}
