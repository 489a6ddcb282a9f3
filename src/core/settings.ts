import { causes } from './incident'
import { UserError, type Assumptions, type Mapping } from './issue'
import { rulePresets, type Rule } from './rule'

/** A promise about a service. */
export interface Slo {
  /** Percent as written, such as 99.95. */
  readonly target: number
  /** Allowed badness in parts per million, an integer: 500 for 99.95 %. */
  readonly allowedPpm: number
  /** A calendar window, days ending at the as-of instant, or the whole period on screen. */
  readonly window: 'month' | 'quarter' | 'year' | 'period' | `${number}d`
  /** Which downtime the promise is about; the other one is shown beside it. */
  readonly basis: 'raw' | 'weighted'
}

/** Credit owed for a month below an availability; both percent. */
export interface Credit {
  readonly below: number
  readonly percent: number
}

/** When recording began and ended, epoch ms UTC; null = not declared, not ended. */
export interface DeclaredObservation {
  readonly from: number | null
  readonly to: number | null
}

export interface Service {
  readonly name: string
  readonly aliases: readonly string[]
  /** Weight in the mean of services, not negative. */
  readonly share: number
  /** Null where the observation of all services holds. */
  readonly observation: DeclaredObservation | null
  readonly slo: readonly Slo[]
  readonly credits: readonly Credit[]
}

/** A service of which nothing but the name is known. */
export function plainService(name: string): Service {
  return { name, aliases: [], share: 1, observation: null, slo: [], credits: [] }
}

/** Percent of an error budget at which something is due. */
export interface Policy {
  readonly notice: number
  readonly slow: number
  readonly freeze: number
  /** Share of a four-week budget above which one incident needs a postmortem. */
  readonly postmortemShare: number
}

export const redactionLevels = ['none', 'titles', 'figures'] as const

/** What stays in a shared file: everything; titles but no texts; neither titles nor texts. */
export type RedactionLevel = (typeof redactionLevels)[number]

/** What people decide about their data. Plain JSON: it is stored, shared and embedded as it is. Instants epoch ms UTC. */
export interface Settings {
  readonly title: string
  /** Reporting zone, an IANA name; also the zone of times that state none. */
  readonly timeZone: string
  /** Null: the newest instant in the data for a static build, now in a workspace. */
  readonly asOf: number | null
  readonly observation: DeclaredObservation
  readonly services: readonly Service[]
  /** Promises on all services together (any of them down). */
  readonly slo: readonly Slo[]
  readonly rule: Rule
  readonly policy: Policy
  readonly taxonomy: {
    /** Label to cause category or label of the user's own. */
    readonly aliases: Readonly<Record<string, string>>
    readonly vendors: readonly string[]
  }
  /** The first that fits a table counts. */
  readonly mappings: readonly Mapping[]
  readonly redaction: { readonly level: RedactionLevel }
  /** Name of an image file beside the configuration, or null. */
  readonly logo: string | null
}

export const defaultSettings: Settings = {
  title: 'Reliability',
  timeZone: 'UTC',
  asOf: null,
  observation: { from: null, to: null },
  services: [],
  slo: [],
  rule: rulePresets.impact,
  policy: { notice: 50, slow: 75, freeze: 100, postmortemShare: 20 },
  taxonomy: { aliases: {}, vendors: [] },
  mappings: [],
  redaction: { level: 'titles' },
  logo: null,
}

/**
 * Allowed badness of a target in percent, in parts per million: 500 for 99.95. Reads the decimal digits: 1 − 0.9995 is
 * not 0.0005 in binary. Throws a `UserError` for what is not a percentage above 0 and up to 100 with at most four
 * decimals.
 */
export function allowedPpm(target: string | number): number {
  const text = String(target).trim()
  const digits = /^(\d{1,3})(?:\.(\d{1,4})0*)?$/.exec(text)
  const ppm = Number(digits?.[1]) * 10_000 + Number((digits?.[2] ?? '').padEnd(4, '0'))
  if (!(ppm > 0 && ppm <= 1_000_000))
    throw new UserError(
      `The target "${text.slice(0, 40)}" is not a percentage above 0 and up to 100`,
      'Write it in percent with at most four decimals, such as 99.95.',
    )
  return 1_000_000 - ppm
}

/** The listed name of a service called `name`, by name or alias whatever the case; an unlisted one keeps its name, trimmed. */
export function canonicalService(settings: Settings, name: string): string {
  return canonicalServices(settings, [name])[0] ?? name.trim()
}

/** `canonicalService` of each name. */
export function canonicalServices(settings: Settings, names: readonly string[]): string[] {
  const listed = new Map<string, string>()
  for (const { name, aliases } of settings.services)
    for (const word of [name, ...aliases]) listed.set(folded(word), name)
  return names.map((name) => listed.get(folded(name)) ?? name.trim())
}

/** The label a cause counts under: the user's alias, else the category of that name, else the label itself, trimmed. */
export function canonicalCause(settings: Settings, label: string): string {
  return canonicalCauses(settings, [label])[0] ?? label.trim()
}

/** `canonicalCause` of each label. */
export function canonicalCauses(settings: Settings, labels: readonly string[]): string[] {
  const known = new Map<string, string>(causes.map((cause) => [cause, cause]))
  for (const [label, cause] of Object.entries(settings.taxonomy.aliases))
    known.set(folded(label), cause.trim())
  return labels.map((label) => known.get(folded(label)) ?? label.trim())
}

/** What is settled before a file is read: the reporting zone for times that state none, and the mappings of tables. */
export function assumptionsOf({ timeZone, mappings }: Settings): Assumptions {
  return { timeZone, ...(mappings.length > 0 && { mappings }) }
}

/** Names that differ only in case and outer blanks are one name. */
export function folded(name: string): string {
  return name.trim().toLowerCase()
}
