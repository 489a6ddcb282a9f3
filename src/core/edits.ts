import { excluded, included, merged, parts } from './edits/records'
import { settled } from './edits/settle'
import { withFields, type FieldChanges } from './edits/fields'
import { isExcluded } from './exclusion'
import { blankIncident, incidentFaults, type Incident } from './incident'

export type { FieldChanges, ImpactChange } from './edits/fields'

/** What a person can do to records. Ids are those of the records as they are listed. */
export type EditAction =
  | { readonly type: 'set'; readonly ids: readonly string[]; readonly fields: FieldChanges }
  | { readonly type: 'exclude'; readonly ids: readonly string[] }
  /** Counts what was excluded, or marked as a duplicate, again. */
  | { readonly type: 'include'; readonly ids: readonly string[] }
  | { readonly type: 'duplicate'; readonly ids: readonly string[]; readonly of: string }
  /** Into the first one. */
  | { readonly type: 'merge'; readonly ids: readonly string[] }
  | { readonly type: 'split'; readonly id: string }
  | { readonly type: 'create'; readonly fields: FieldChanges }
  /** Takes a claim of a conflict; `quote` tells whether it still is the one that was meant. */
  | {
      readonly type: 'claim'
      readonly id: string
      readonly conflict: number
      readonly claim: number
      readonly quote: string
    }
  /** Two records are no duplicates, whatever a suggestion says. */
  | { readonly type: 'differ'; readonly ids: readonly [string, string] }

/** A change a person made, laid over what was imported: taking it away undoes it. */
export interface Edit {
  readonly id: string
  /** Epoch ms UTC. */
  readonly at: number
  readonly reason: string
  readonly action: EditAction
}

/** An edit as the change log lists it. */
export interface LoggedEdit extends Edit {
  /** Why it has no effect, or not on all its records; null where it has. It waits and is tried again with every change. */
  readonly problem: string | null
}

export interface Edited {
  /** What lies over the records of the same id, and what was created or split off. */
  readonly incidents: readonly Incident[]
  /** By id of the edit: a sentence on what it does not find or cannot do. */
  readonly problems: ReadonlyMap<string, string>
}

/** Id of the record that a `create` makes. */
export function createdId(editId: string): string {
  return `by-hand-${editId}`
}

/** Ids an action speaks of. */
export function idsOf(action: EditAction): readonly string[] {
  switch (action.type) {
    case 'set':
    case 'exclude':
    case 'include':
    case 'merge':
    case 'differ':
      return action.ids
    case 'duplicate':
      return [...action.ids, action.of]
    case 'split':
    case 'claim':
      return [action.id]
    case 'create':
      return []
  }
}

/** Whether an edit changed the record or made it. */
export function concerns(edit: Edit, id: string): boolean {
  return edit.action.type === 'create' ? createdId(edit.id) === id : idsOf(edit.action).includes(id)
}

/** Pairs that a person has told apart, either way round. */
export function toldApart(edits: readonly Edit[]): (a: string, b: string) => boolean {
  const pairs = new Set(
    edits.flatMap(({ action }) => (action.type === 'differ' ? [pairKey(...action.ids)] : [])),
  )
  return (a, b) => pairs.has(pairKey(a, b))
}

function pairKey(a: string, b: string): string {
  return JSON.stringify(a < b ? [a, b] : [b, a])
}

/**
 * The edits in their order on the records as imported; `imported` holds at least those the edits speak of. An edit
 * that finds no record, or would break one, changes nothing there and is told in `problems`. Pure.
 */
export function applyEdits(
  imported: ReadonlyMap<string, Incident>,
  edits: readonly Edit[],
): Edited {
  const current = new Map(imported)
  const changed = new Set<string>()
  const problems = new Map<string, string>()
  for (const edit of edits) {
    const { incidents, problem } = applied(edit, current)
    for (const incident of incidents) {
      current.set(incident.id, incident)
      changed.add(incident.id)
    }
    if (problem !== null) problems.set(edit.id, problem)
  }
  return { incidents: [...changed].map((id) => current.get(id)!), problems }
}

interface Applied {
  readonly incidents: readonly Incident[]
  readonly problem: string | null
}

function applied(edit: Edit, current: ReadonlyMap<string, Incident>): Applied {
  const { action, reason } = edit
  switch (action.type) {
    case 'set':
      return each(action.ids, current, (incident) => [withFields(incident, action.fields)])
    case 'exclude':
      return each(action.ids, current, (incident) => [excluded(incident, 'excluded', reason)])
    case 'include':
      return each(action.ids, current, (incident) =>
        isExcluded(incident.flags) ? [included(incident)] : [],
      )
    case 'duplicate':
      if (!current.has(action.of)) return missing([action.of])
      return each(action.ids, current, (incident) => [excluded(incident, 'duplicate', action.of)])
    case 'merge':
      return mergedRecords(action.ids, current)
    case 'split':
      return each([action.id], current, (incident) => {
        const made = parts(incident)
        const taken = made.slice(1).find(({ id }) => current.has(id))
        if (taken) return `There already is a record ${taken.id}.`
        return made.length > 1 ? made : 'It has one time of impact only.'
      })
    case 'create': {
      const source = { file: 'Entered by hand', row: 1, format: 'by-hand' }
      const blank = { ...blankIncident(source), id: createdId(edit.id) }
      return checked([withFields(blank, action.fields)])
    }
    case 'claim':
      return each([action.id], current, (incident) => settled(incident, action))
    case 'differ': {
      const absent = action.ids.filter((id) => !current.has(id))
      return absent.length > 0 ? missing(absent) : { incidents: [], problem: null }
    }
  }
}

/** Changes what is there; `change` gives records or a sentence on why it cannot. */
function each(
  ids: readonly string[],
  current: ReadonlyMap<string, Incident>,
  change: (incident: Incident) => readonly Incident[] | string,
): Applied {
  const absent = ids.filter((id) => !current.has(id))
  const results = ids.flatMap((id): Applied[] => {
    const incident = current.get(id)
    if (!incident) return []
    const made = change(incident)
    return [typeof made === 'string' ? { incidents: [], problem: made } : checked(made)]
  })
  if (absent.length > 0) results.push(missing(absent))
  return {
    incidents: results.flatMap(({ incidents }) => incidents),
    problem: results.find(({ problem }) => problem !== null)?.problem ?? null,
  }
}

function mergedRecords(ids: readonly string[], current: ReadonlyMap<string, Incident>): Applied {
  const absent = ids.filter((id) => !current.has(id))
  if (absent.length > 0) return missing(absent)
  const [first, ...others] = ids.map((id) => current.get(id)!)
  if (!first || others.length === 0)
    return { incidents: [], problem: 'It takes two records to merge.' }
  return checked([
    merged(first, others),
    ...others.map((other) => excluded(other, 'duplicate', first.id)),
  ])
}

function checked(incidents: readonly Incident[]): Applied {
  for (const incident of incidents) {
    const [fault] = incidentFaults(incident)
    if (fault !== undefined)
      return { incidents: [], problem: `${incident.title || incident.id}: ${fault}.` }
  }
  return { incidents, problem: null }
}

function missing(ids: readonly string[]): Applied {
  const [first] = ids
  const more = ids.length > 1 ? ` and ${ids.length - 1} more` : ''
  return { incidents: [], problem: `There is no record ${first}${more} now.` }
}
