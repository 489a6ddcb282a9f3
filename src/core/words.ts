import { causes, type Attribution, type Kind, type Severity } from './incident'

const severityWords: ReadonlyMap<string, Severity> = new Map(
  (
    [
      [
        'critical',
        'critical majoroutage fulloutage serviceoutage outage down blocker highest emergency disaster fatal',
      ],
      ['major', 'major partialoutage partial servicedisruption disrupted high'],
      [
        'minor',
        'minor degradedperformance degraded notice medium moderate low lowest trivial warning planning',
      ],
    ] as const
  ).flatMap(([severity, words]) => words.split(' ').map((word) => [word, severity] as const)),
)

/** What an impact or severity word says: a class, or that the record is no incident. */
export interface SeverityReading {
  readonly severity: Severity | null
  readonly kind: Kind | null
}

/** Reads `SEV-1`, `P2`, `critical`, `partial_outage`, `3 - Moderate` …; null for a word or bare digit not known. */
export function severity(text: string): SeverityReading | null {
  const word = text
    .trim()
    .toLowerCase()
    .replace(/^\d\s*[-–:.]\s*(?=[a-z])|^impact-/, '')
    .replace(/[\s_-]+/g, '')
  if (word.length > 30) return null
  if (
    word === 'none' ||
    word === 'serviceinformation' ||
    word === 'informational' ||
    word === 'info'
  )
    return { severity: null, kind: 'informational' }
  if (word === 'maintenance' || word === 'undermaintenance')
    return { severity: null, kind: 'maintenance' }
  const level = /^(?:sev|s|p|severity|priority|pri|prio)([0-5])$/.exec(word)?.[1]
  if (level !== undefined) {
    const severity = level < '2' ? 'critical' : level === '2' ? 'major' : 'minor'
    return { severity, kind: null }
  }
  const found = severityWords.get(word)
  return found === undefined ? null : { severity: found, kind: null }
}

const kindWords: ReadonlyMap<string, Kind> = new Map(
  (
    [
      ['incident', 'incident incidents outage disruption degradation failure problem alert down'],
      [
        'maintenance',
        'maintenance scheduled scheduledmaintenance plannedmaintenance planned underMaintenance',
      ],
      ['informational', 'informational information info notice announcement none'],
    ] as const
  ).flatMap(([kind, words]) => words.split(' ').map((word) => [word.toLowerCase(), kind] as const)),
)

/** Whether a status says that a record was called off, merged into another or made for practice. */
export function noIncident(status: string): boolean {
  return (
    status.length <= 30 &&
    /^\W*(?:cancell?ed|declined|merged|duplicate|test|testing|tutorial|example|drill|false[ _-]?(?:alarm|positive)|spam)\W*$/i.test(
      status,
    )
  )
}

/** Null for a word that is not known. */
export function kind(text: string): Kind | null {
  return (
    kindWords.get(
      text
        .trim()
        .toLowerCase()
        .replace(/[\s_-]+/g, ''),
    ) ?? null
  )
}

const causeAliases: ReadonlyMap<string, string> = new Map(
  (
    [
      [
        'deploy/change',
        'deploy|deployment|change|release|rollout|code change|bad deploy|bad push|change management',
      ],
      [
        'config',
        'configuration|config change|configuration change|configuration error|misconfiguration|settings',
      ],
      [
        'credentials/certificates',
        'credentials|credential|credential management|certificate|certificates|expired certificate|tls|ssl|secrets|authentication|identity',
      ],
      [
        'capacity/load',
        'capacity|load|overload|traffic|traffic spike|scaling|resource exhaustion|saturation|performance',
      ],
      [
        'dependency/third-party',
        'dependency|third party|3rd party|upstream|upstream dependency|vendor|provider|external|external dependency|third party provider',
      ],
      ['network', 'networking|network failure|connectivity|dns|bgp|routing|cdn'],
      [
        'hardware/infrastructure',
        'hardware|infrastructure|infra|power|disk|server|hardware failure|cloud|datacenter|data center',
      ],
      [
        'software-bug',
        'software|bug|software bug|software defect|defect|code|code defect|regression|application|application bug',
      ],
      ['database/storage', 'database|db|storage|data|replication|data store|database failure'],
      ['maintenance', 'planned maintenance|scheduled maintenance|planned work'],
      ['security', 'attack|ddos|security incident|abuse|breach'],
      [
        'human-error',
        'human error|human|operator error|user error|operational error|manual error|process',
      ],
      ['unknown', 'unknown|unidentified|undetermined|not determined|other|n/a'],
    ] as const
  ).flatMap(([id, words]) => [
    [wordsOf(id), id] as const,
    ...words.split('|').map((word) => [word, id] as const),
  ]),
)

function wordsOf(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
}

/** The category a cause word stands for; a word that is not known stays the user's own label. Null for an empty one. */
export function cause(text: string): string | null {
  const label = text.trim()
  if (label === '') return null
  return (
    causeAliases.get(wordsOf(label)) ?? causes.find((id) => id === label.toLowerCase()) ?? label
  )
}

/** Null for a word that is not known. */
export function attribution(text: string): Attribution | null {
  const word = wordsOf(text)
  if (/^(?:ours|us|our|own|internal|self|we)$/.test(word)) return 'ours'
  if (/^(?:vendor|third party|provider|upstream|supplier|external|partner)$/.test(word))
    return 'vendor'
  return /^(?:customer|client|user|customers)$/.test(word) ? 'customer' : null
}

/** Names between `;` or `|`, trimmed. */
export function services(text: string): readonly string[] {
  return text
    .split(/[;|]/)
    .map((name) => name.trim())
    .filter((name) => name !== '')
}
