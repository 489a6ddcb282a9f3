import { causes } from './incident'
import type { Assumptions, Mapping } from './issue'
import { folded, type Settings } from './settings'

/** The columns of a table as they are compared: names without case and outer blanks, each once, in any order. */
export function headerFingerprint(header: readonly string[]): string {
  return JSON.stringify([...new Set(header.map(folded))].filter((name) => name !== '').sort())
}

/** The first of the mappings all of whose columns the table has, or null. */
export function mappingFor(
  mappings: readonly Mapping[],
  header: readonly string[],
): Mapping | null {
  const columns = new Set(header.map(folded))
  return mappings.find((one) => one.header.every((name) => columns.has(folded(name)))) ?? null
}

/**
 * What is assumed of a table with these columns. Answers to the import itself come before those of its mapping, but the
 * mapping's zone before the general one.
 */
export function settledFor(assume: Assumptions, header: readonly string[]): Assumptions {
  const { mappings = [], ...own } = assume
  const mapped = mappingFor(mappings, header)?.assume
  if (!mapped) return own
  const map = { ...mapped.map, ...own.map }
  const timeZone = mapped.timeZone ?? own.timeZone
  return {
    ...mapped,
    ...own,
    ...(Object.keys(map).length > 0 && { map }),
    ...(timeZone !== undefined && { timeZone }),
  }
}

/** Whether a person said the zone of times without one for tables with these columns. */
export function hasChosenZone({ mappings = [] }: Assumptions, header: readonly string[]): boolean {
  return mappingFor(mappings, header)?.assume.timeZone !== undefined
}

/** `mappings` with these answers for tables with this header, in place of earlier ones. */
export function mappingsWith(
  mappings: readonly Mapping[],
  header: readonly string[],
  assume: Assumptions,
): readonly Mapping[] {
  const print = headerFingerprint(header)
  const names = header.map((name) => name.trim()).filter((name) => name !== '')
  const others = mappings.filter((one) => headerFingerprint(one.header) !== print)
  return [{ header: [...new Set(names)], assume }, ...others]
}

/**
 * Settings that remember how a table was read. What its cause words stand for holds for all tables and goes to the
 * taxonomy.
 */
export function withMapping(
  settings: Settings,
  header: readonly string[],
  assume: Assumptions,
): Settings {
  const { cause = {}, ...others } = assume.values ?? {}
  const { values: _values, mappings: _mappings, fixes: _fixes, ...rest } = assume
  const kept = Object.fromEntries(
    Object.entries(others).filter(([, words]) => Object.keys(words).length > 0),
  )
  const remembered: Assumptions = {
    ...rest,
    ...(Object.keys(kept).length > 0 && { values: kept }),
  }
  const { taxonomy, mappings } = settings
  return {
    ...settings,
    mappings: mappingsWith(mappings, header, remembered),
    taxonomy: { ...taxonomy, aliases: aliasesWith(taxonomy.aliases, cause) },
  }
}

/** What an import has learned of its tables: their mappings, and the encoding that was chosen for them. */
export function learnedMappings(
  { mappings = [], encoding }: Assumptions,
  tables: readonly { readonly header: readonly string[]; readonly mapping: Mapping | null }[],
): readonly Mapping[] {
  if (encoding === undefined) return mappings
  return tables.reduce(
    (known, { header, mapping }) => mappingsWith(known, header, { ...mapping?.assume, encoding }),
    mappings,
  )
}

/** Settings that remember how tables are read, the first mapping in front. */
export function withMappings(settings: Settings, mappings: readonly Mapping[]): Settings {
  return mappings.reduceRight(
    (known, { header, assume }) => withMapping(known, header, assume),
    settings,
  )
}

/** Aliases with more of them. A label stands for its last target, never for one that stands for something else. */
function aliasesWith(
  aliases: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const found = new Map(Object.entries(aliases))
  for (const [label, target] of Object.entries(more)) {
    for (const known of found.keys()) if (folded(known) === folded(label)) found.delete(known)
    const last = [...found].find(([known]) => folded(known) === folded(target))?.[1] ?? target
    for (const [known, of] of found) if (folded(of) === folded(label)) found.set(known, last)
    if (folded(label) !== folded(last)) found.set(label.trim(), last)
  }
  return Object.fromEntries(found)
}

/** Makes the function that gives the word a cell stands for: the one a person chose for it, or the cell's own. */
export function wordReader({ values }: Assumptions): (field: string, text: string) => string {
  const meant = new Map(
    Object.entries(values ?? {}).flatMap(([field, words]) =>
      Object.entries(words).map(([word, ours]) => [`${field} ${folded(word)}`, ours] as const),
    ),
  )
  if (meant.size === 0) return (_, text) => text
  return (field, text) => meant.get(`${field} ${folded(text)}`) ?? text
}

/** Our words for what a column of words can hold: those a person chooses from. */
export const wordChoices = {
  severity: ['critical', 'major', 'minor', 'informational', 'maintenance'],
  kind: ['incident', 'maintenance', 'informational'],
  cause: causes,
  attribution: ['ours', 'vendor', 'customer'],
  status: ['counted', 'cancelled'],
} as const satisfies Readonly<Record<string, readonly string[]>>

export type WordField = keyof typeof wordChoices

export const wordFields = Object.keys(wordChoices) as readonly WordField[]
