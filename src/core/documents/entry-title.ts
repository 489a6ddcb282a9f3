import type { Kind, Severity } from '../incident'
import { statusOf } from '../prose/structure'
import { kind } from '../words'
import { decodeReferences } from './markup-text'

/** What the title of a feed's entry says before and beside the name of the incident. */
export interface EntryTitle {
  readonly name: string
  /** Whether words of a program stood before the name. */
  readonly prefixed: boolean
  readonly status: string | null
  readonly severity: Severity | null
  readonly kind: Kind | null
}

const prefix = /^([A-Za-z][A-Za-z ]{2,34}):\s+(?=\S)/
const done = /^\[RESOLVED\]\s*/i
/** Words of the AWS health dashboard. */
const serviceWords: ReadonlyMap<string, Partial<EntryTitle>> = new Map([
  ['service is operating normally', { status: 'Resolved' }],
  ['informational message', {}],
  ['performance issues', { severity: 'minor' }],
  ['service degradation', { severity: 'minor' }],
  ['service impact', { severity: 'major' }],
  ['service disruption', { severity: 'major' }],
])

/** Takes `RESOLVED: `, `Incident: `, `Service degradation: [RESOLVED] ` and the like off the title of an entry. */
export function entryTitle(title: string): EntryTitle {
  const none = { prefixed: false, status: null, severity: null, kind: null }
  const whole = decodeReferences(title)
  const [before = '', words = ''] = prefix.exec(whole) ?? []
  const told = readPrefix(words)
  const name = told ? whole.slice(before.length) : whole
  const over = done.exec(name)
  return {
    ...none,
    ...(told && { ...told, prefixed: true }),
    ...(over && { status: 'Resolved' }),
    name: name.slice(over?.[0].length ?? 0).trim(),
  }
}

function readPrefix(words: string): Partial<EntryTitle> | null {
  const known = serviceWords.get(words.toLowerCase())
  if (known) return known
  const status = statusOf(words)
  if (status !== null) return { status }
  const named = kind(words)
  return named === null ? null : { kind: named }
}

/** Whose status a page or feed shows, from its title: "Parcelwire Status - Incident History", "Amazon Route 53 Service Status", "Slack System Status" … */
export function providerOf(title: string): string | null {
  const found =
    /^([^\n]{1,80}?)(?: Service| System)? Status(?: Page)?(?: [-–] Incident History)?$/i.exec(title)
  return found?.[1] ?? null
}
