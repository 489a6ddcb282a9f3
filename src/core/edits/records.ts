import type { Claim, Conflict } from '../claim'
import { exclusionFlags, type ExclusionFlag } from '../exclusion'
import {
  milestoneNames,
  noMilestones,
  severities,
  type Impact,
  type Incident,
  type Milestones,
} from '../incident'
import { editedFlags } from './fields'

const reasonNames: Readonly<Record<ExclusionFlag, string>> = {
  excluded: 'Excluded because',
  duplicate: 'Duplicate of',
}

/** The record kept, but counted nowhere; `why` is a reason or the id of the record that counts instead. */
export function excluded(incident: Incident, flag: ExclusionFlag, why: string): Incident {
  return {
    ...incident,
    flags: [flag, ...editedFlags(incident, [flag])],
    extra: [...incident.extra, [reasonNames[flag], why]],
  }
}

/** `Excluded because` or `Duplicate of`, and the reason or id that was given; null for a record that is neither. */
export function whyExcluded({
  flags,
  extra,
}: Pick<Incident, 'flags' | 'extra'>): readonly [name: string, why: string] | null {
  const flag = exclusionFlags.find((one) => flags.includes(one))
  if (!flag) return null
  const name = reasonNames[flag]
  return [name, extra.findLast((pair) => pair[0] === name)?.[1] ?? '']
}

/** The record counted again, without what said why it was not. */
export function included(incident: Incident): Incident {
  const extra = exclusionFlags
    .filter((flag) => incident.flags.includes(flag))
    .map((flag) => incident.extra.findLastIndex(([name]) => name === reasonNames[flag]))
  return {
    ...incident,
    flags: editedFlags(incident, exclusionFlags),
    extra: incident.extra.filter((_, at) => !extra.includes(at)),
  }
}

/** One record of several: the first one's words, the times of all; what only others know is taken from them. */
export function merged(first: Incident, others: readonly Incident[]): Incident {
  const all = [first, ...others]
  const texts = joinedTexts(all)
  return {
    ...first,
    text: texts.text,
    services: [...new Set(all.flatMap(({ services }) => services))],
    severity: severities.find((one) => all.some(({ severity }) => severity === one)) ?? null,
    cause: firstOf(all, ({ cause }) => cause),
    facets: [...new Set(all.flatMap(({ facets }) => facets))],
    trigger: firstOf(all, ({ trigger }) => trigger),
    attribution: firstOf(all, ({ attribution }) => attribution),
    impacts: distinctImpacts(all),
    milestones: milestonesOf((name) => firstOf(all, ({ milestones }) => milestones[name])),
    updates: all
      .flatMap(({ updates }) => updates)
      .toSorted((a, b) => (a.postedAt ?? Infinity) - (b.postedAt ?? Infinity) || 0),
    promises: all.flatMap(({ promises }) => promises),
    claims: texts.claims,
    conflicts: texts.conflicts,
    flags: [...new Set(all.flatMap((one) => editedFlags(one, ['excluded', 'duplicate'])))],
    extra: [
      ...first.extra,
      ...others.map(({ id, title }) => ['Merged with', `${title} (${id})`] as const),
    ],
  }
}

/** A record per time of impact. The first keeps the id and all that cannot be told apart. */
export function parts(incident: Incident): readonly Incident[] {
  const { id, impacts, title, milestones } = incident
  return impacts.map((impact, at) => {
    const from = at === 0 ? -Infinity : impact.from
    const to = impacts[at + 1]?.from ?? Infinity
    const own: Incident = {
      ...incident,
      title: `${title} (${at + 1} of ${impacts.length})`,
      impacts: [impact],
      milestones: milestonesOf((name) => {
        const instant = milestones[name]
        return instant !== null && instant >= from && instant < to ? instant : null
      }),
      flags: editedFlags(incident, []),
    }
    if (at === 0) return own
    return {
      ...own,
      id: `${id}/${at + 1}`,
      page: null,
      updates: [],
      promises: [],
      conflicts: [],
      extra: [...incident.extra, ['Split from', id]],
    }
  })
}

/** Claims point into the text of their record: in a joined text they point further on. */
function joinedTexts(incidents: readonly Incident[]) {
  let text = ''
  const claims: Claim[] = []
  const conflicts: Conflict[] = []
  for (const incident of incidents) {
    if (text !== '' && incident.text !== '') text += '\n\n'
    const shift = text.length
    const moved = (claim: Claim): Claim =>
      claim.charStart < 0
        ? claim
        : { ...claim, charStart: claim.charStart + shift, charEnd: claim.charEnd + shift }
    text += incident.text
    claims.push(...incident.claims.map(moved))
    conflicts.push(
      ...incident.conflicts.map((conflict) => ({
        ...conflict,
        claims: conflict.claims.map(moved),
      })),
    )
  }
  return { text, claims, conflicts }
}

function distinctImpacts(incidents: readonly Incident[]): readonly Impact[] {
  const known = new Map<string, Impact>()
  for (const { impacts } of incidents)
    for (const impact of impacts) {
      const key = `${impact.from} ${impact.to}`
      if (!known.has(key)) known.set(key, impact)
    }
  return [...known.values()].toSorted((a, b) => a.from - b.from)
}

function milestonesOf(of: (name: keyof Milestones) => number | null): Milestones {
  return {
    ...noMilestones,
    ...Object.fromEntries(milestoneNames.map((name) => [name, of(name)])),
  }
}

function firstOf<Value>(
  incidents: readonly Incident[],
  of: (incident: Incident) => Value | null,
): Value | null {
  for (const incident of incidents) {
    const value = of(incident)
    if (value !== null) return value
  }
  return null
}
