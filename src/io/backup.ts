import type { Incident } from '../core/incident'
import { unpackText } from '../core/text-block'
import { readIncidents } from './edited-data'
import type { Open } from './open-data'

/** Makes the function that gives the records below edits as they were imported, null for one that an edit made. */
export function recordsBefore({ imported, overlay }: Open) {
  const edited = new Set(overlay ? unpackText(overlay.ids) : [])
  return async (ids: readonly string[]): Promise<ReadonlyMap<string, Incident | null>> => {
    const wanted = new Set(ids.filter((id) => edited.has(id)))
    const found = await readIncidents(imported.base, wanted)
    return new Map([...wanted].map((id) => [id, found.get(id) ?? null]))
  }
}
