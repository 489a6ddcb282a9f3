import { causes, type Attribution, type Kind, type Severity } from './incident'

const severityWords: ReadonlyMap<string, Severity> = new Map(
  (
    [
      [
        'critical',
        'critical majoroutage fulloutage serviceoutage outage down blocker highest emergency urgent disaster fatal red extensive/widespread kritisch critique urgent urgente critica critico kritiek',
      ],
      [
        'major',
        'major partialoutage partial servicedisruption disrupted high orange significant/large hoch haute eleve elevee majeure majeur alta alto hoog',
      ],
      [
        'minor',
        'minor degradedperformance degraded notice medium moderate average yellow amber normal low lowest trivial warning planning moderate/limited minor/localized mittel gering niedrig moyenne moyen basse faible mineure mineur media medio baja bajo menor baixa baixo bassa basso gemiddeld laag',
      ],
    ] as const
  ).flatMap(([severity, words]) => words.split(' ').map((word) => [word, severity] as const)),
)

/** What an impact or severity word says: a class, or that the record is no incident. */
export interface SeverityReading {
  readonly severity: Severity | null
  readonly kind: Kind | null
}

/** Reads `SEV-1`, `P2`, `P4 - Low`, `critical`, `partial_outage`, `3 - Moderate` …; null for a word or bare digit not known. */
export function severity(text: string): SeverityReading | null {
  const word = text
    .trim()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/^(?:sev|severity|priority|[ps])?[\s-]?\d\s*[-–:.]\s*(?=[a-z])|^impact-/, '')
    .replace(/^((?:sev|p)-?\d)\s*\([a-z]{1,20}\)$|^([a-z]{1,20})\s*\((?:sev|p)-?\d\)$/, '$1$2')
    .replace(/[\s_-]+/g, '')
  if (word.length > 30) return null
  if (
    word === 'none' ||
    word === 'serviceinformation' ||
    word === 'informational' ||
    word === 'information' ||
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
      [
        'incident',
        'incident incidents unplanned normal outage disruption degradation failure problem alert down',
      ],
      [
        'maintenance',
        'maintenance scheduled scheduledmaintenance plannedmaintenance planned underMaintenance',
      ],
      ['informational', 'informational information info notice announcement none'],
    ] as const
  ).flatMap(([kind, words]) => words.split(' ').map((word) => [word.toLowerCase(), kind] as const)),
)

/** Where a record stands by its status: over, still open, or no incident after all. */
export type Standing = 'over' | 'open' | 'no-incident'

const standings: ReadonlyMap<string, Standing> = new Map(
  (
    [
      [
        'over',
        'resolved closed done completed complete fixed finished ended recovered restored solved inactive postmortem resolvedautomatically autoresolved autoclosed closedcomplete closedincomplete completado resuelto resuelta cerrado cerrada finalizado finalizada listo termine terminee resolu resolue ferme fermee cloture cloturee erledigt geschlossen gelost fertig abgeschlossen behoben concluido concluida resolvido resolvida fechado fechada completato risolto chiuso opgelost gesloten klaar gereed',
      ],
      [
        'open',
        'open opened reopened new active inprogress workinprogress ongoing started onhold pending waiting assigned unassigned todo backlog investigating identified monitoring triggered firing acknowledged acked triage triaged escalated mitigated stable unresolved awaiting awaitinguserinfo awaitingproblem awaitingvendor awaitingevidence waitingforsupport waitingforcustomer problem abierto abierta encurso enprogreso porhacer afaire encours ouvert ouverte offen inbearbeitung zuerledigen aberto emandamento aberta aperto incorso bezig',
      ],
      [
        'no-incident',
        'canceled cancelled declined merged duplicate duplicated test testing tutorial example drill falsealarm falsepositive noincident notanincident spam withdrawn rejected invalid void voided closedduplicate resolvedduplicate wontdo wontfix closedskipped up ok healthy online available operational annule annulee cancelado cancelada duplicado duplicada abgebrochen storniert duplikat',
      ],
    ] as const
  ).flatMap(([standing, words]) => words.split(' ').map((word) => [word, standing] as const)),
)

/** Null for a status that is not known, as of a program that is used in a language not listed. */
export function standing(status: string): Standing | null {
  if (status.length > 40) return null
  return standings.get(letters(status.replace(/\((?:e|a|s|es)\)/, ''))) ?? null
}

/** The letters of a text alone, small and without accents. */
function letters(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, '')
}

const outcome =
  /^(?:not )?(?:solved|resolved|closed|fixed|completed|cancell?ed|withdrawn|(?:solution|workaround) provided|no resolution provided)\b/i

/** Whether a text says how a ticket was closed: `Solved (Permanently)`, `Closed/Resolved by Caller`, `Workaround provided`. */
export function isOutcome(text: string): boolean {
  return text.length <= 60 && outcome.test(text.trim())
}

const workWords: ReadonlySet<string> = new Set(
  'story userstory epic task question subtask initiative improvement enhancement newfeature feature featurerequest change changerequest servicerequest request purchase spike chore testcase historia tarea subtarea mejora tache soustache recit aufgabe unteraufgabe historie verbesserung tarefa subtarefa melhoria attivita sottoattivita taak subtaak verhaal'.split(
    ' ',
  ),
)

/** Whether the kind of a ticket says that it is a piece of work: a story, a task, a request. */
export function isWork(text: string): boolean {
  return text.length <= 40 && workWords.has(letters(text.replace(/^\[system\]/i, '')))
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
        'capacity|capacity/performance|load|overload|traffic|traffic spike|scaling|resource exhaustion|saturation|performance',
      ],
      [
        'dependency/third-party',
        'dependency|third party|third party outage|3rd party|upstream|upstream dependency|vendor|provider|external|external dependency|third party provider',
      ],
      ['network', 'networking|network failure|connectivity|dns|bgp|routing|cdn'],
      [
        'hardware/infrastructure',
        'hardware|infrastructure|infra|infra failure|infrastructure failure|power|disk|server|hardware failure|cloud|datacenter|data center',
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
