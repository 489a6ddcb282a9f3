import type { Claim } from '../claim'
import { blankIncident, type Incident, type Update } from '../incident'
import { choose } from './chooser'
import { claimMaker, extractClaims } from './claims'
import { reportStructure, type ProseBlock } from './structure'

export interface ReportSource {
  readonly file: string
  readonly row: number
  readonly format: string
}

/** A report taken apart: by `reportStructure`, or by a format that knows its posts and their instants already. */
export interface ReportParts {
  readonly title: string
  readonly services: readonly string[]
  /** The whole report. `charStart` and `charEnd` of the blocks point into it. */
  readonly text: string
  readonly blocks: readonly ProseBlock[]
  /** Where the services are named in `text`, or null. */
  readonly affected: { readonly charStart: number; readonly charEnd: number } | null
  readonly flags: readonly string[]
  /** Claims that the layout of the text makes, such as a timeline: they replace the times its sentences seem to state. */
  readonly stated?: readonly Claim[]
}

export interface ReportSettings {
  /** IANA zone of times that state none, or null. */
  readonly assumeZone: string | null
  /** Instant near which times without a date lie, where no post has one; epoch ms UTC, or null. */
  readonly near: number | null
}

/** Incident from the text of one status-page report. Times that the text does not settle are left out and flagged. */
export function reportIncident(
  text: string,
  source: ReportSource,
  settings: ReportSettings,
): Incident {
  const { title, provider, services, affected, blocks, flags } = reportStructure(text)
  const named = services.length > 0 ? services : provider === null ? [] : [provider]
  return incidentFromBlocks(
    { title, services: named, text, blocks, affected, flags },
    source,
    settings,
  )
}

/** Incident from the posts of a report. Cause, severity and kind of trigger are left to others. */
export function incidentFromBlocks(
  parts: ReportParts,
  source: ReportSource,
  settings: ReportSettings,
): Incident {
  const { text, blocks } = parts
  const found = extractClaims(text, blocks, settings)
  const stated = parts.stated ?? []
  const extracted =
    stated.length === 0
      ? found.claims
      : [...found.claims.filter(({ field }) => !timeOfImpact.has(field)), ...stated].sort(
          (a, b) => a.charStart - b.charStart,
        )
  const choice = choose(
    text,
    blocks,
    extracted,
    found.flags.filter((flag) => flag !== 'zone-missing'),
  )
  const claims: Claim[] = [...extracted]
  if (parts.affected)
    claims.push(
      claimMaker(text, { status: 'page', postedAt: null })('service', parts.affected, {
        value: parts.services.join(', '),
      }),
    )
  const maintenance = blocks.some(({ status }) => maintenanceStatuses.has(status))
  return {
    ...blankIncident(source),
    kind: maintenance ? 'maintenance' : 'incident',
    title: parts.title,
    text,
    services: parts.services,
    impacts: choice.impacts,
    page: choice.page,
    milestones: choice.milestones,
    updates: updatesOf(blocks),
    promises: claims.flatMap(({ field, quote, postedAt }) =>
      field === 'promise' ? [{ text: quote, promisedAt: postedAt }] : [],
    ),
    claims,
    conflicts: choice.conflicts,
    flags: [...new Set([...parts.flags, ...found.flags, ...choice.flags])],
  }
}

const timeOfImpact: ReadonlySet<string> = new Set(['start', 'end'])

const maintenanceStatuses: ReadonlySet<string> = new Set([
  'Scheduled',
  'In progress',
  'Verifying',
  'Completed',
])

/** Posts by time; those without one keep their place at the end. */
function updatesOf(blocks: readonly ProseBlock[]): readonly Update[] {
  return blocks
    .map(({ status, statusInferred, postedAt, text }) => ({
      status,
      statusInferred,
      postedAt,
      text,
    }))
    .sort((a, b) => (a.postedAt ?? Infinity) - (b.postedAt ?? Infinity) || 0)
}
