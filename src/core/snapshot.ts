import type { Batch } from './batch'
import type { Edit } from './edits'
import { incidentFaults, type Incident } from './incident'
import { UserError } from './issue'
import { defaultSettings, type Settings } from './settings'

/**
 * The one exchange shape: what a dashboard embeds, a backup holds and a shared file carries. Plain JSON. Every change
 * of shape raises `version` and adds an upgrader.
 */
export interface Snapshot {
  readonly schema: 'faultline/snapshot'
  readonly version: 1
  readonly title: string
  /** Epoch ms UTC: figures are computed as of this instant for ever. */
  readonly asOf: number
  readonly settings: Settings
  readonly incidents: readonly Incident[]
  /** The imports the incidents came from. */
  readonly batches: readonly Batch[]
  /**
   * Of a backup: the change log. An incident that it changed then carries the record as it was imported, as `before`;
   * null for one that an edit made.
   */
  readonly edits?: readonly Edit[]
}

export const snapshotVersion = 1

/** Upgraders from version n to n + 1, pure and total; empty while there is one version. */
const upgraders: ReadonlyMap<number, (older: Record<string, unknown>) => Record<string, unknown>> =
  new Map()

/** Reads a snapshot of any released version. Throws a `UserError` for anything else; every incident is validated. */
export function readSnapshot(text: string): Snapshot {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw notASnapshot('it is not JSON')
  }
  if (!isRecord(value) || value['schema'] !== 'faultline/snapshot')
    throw notASnapshot('it does not say it is one')
  let current = value
  for (
    let version = current['version'];
    version !== snapshotVersion;
    version = current['version']
  ) {
    const upgrade = typeof version === 'number' ? upgraders.get(version) : undefined
    if (!upgrade) throw unreadableVersion(version)
    current = upgrade(current)
  }
  const { title, asOf, settings, incidents, batches } = current
  if (typeof title !== 'string' || typeof asOf !== 'number' || !Number.isSafeInteger(asOf))
    throw notASnapshot('its title or its as-of instant is missing')
  if (!isRecord(settings) || !Array.isArray(incidents) || !Array.isArray(batches))
    throw notASnapshot('its settings, incidents or imports are missing')
  incidents.forEach((incident: unknown, i) => {
    const fault = isIncident(incident) ? incidentFaults(incident)[0] : 'it is not an incident'
    if (fault) throw notASnapshot(`incident ${i + 1}: ${fault}`)
  })
  return {
    schema: 'faultline/snapshot',
    version: snapshotVersion,
    title,
    asOf,
    settings: { ...defaultSettings, ...(settings as Partial<Settings>) },
    incidents: incidents as readonly Incident[],
    batches: batches as readonly Batch[],
  }
}

/** Why a version cannot be read here. */
export function unreadableVersion(version: unknown): UserError {
  return typeof version === 'number' && version > snapshotVersion
    ? new UserError(
        `This file was made by a newer Faultline (snapshot version ${version}, this one reads up to ${snapshotVersion})`,
        'Open it with the newer version, or ask its sender for a CSV.',
      )
    : notASnapshot(`its version is ${JSON.stringify(version) ?? 'missing'}`)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isIncident(value: unknown): value is Incident {
  if (!isRecord(value)) return false
  const lists = [
    'services',
    'facets',
    'impacts',
    'updates',
    'promises',
    'claims',
    'conflicts',
    'flags',
    'extra',
  ]
  return (
    ['id', 'kind', 'title', 'text'].every((name) => typeof value[name] === 'string') &&
    lists.every((name) => Array.isArray(value[name])) &&
    isRecord(value['milestones']) &&
    isRecord(value['source'])
  )
}

function notASnapshot(why: string): UserError {
  return new UserError(
    `Not a Faultline snapshot: ${why}`,
    'Choose a file that Faultline saved, or export it again.',
  )
}
