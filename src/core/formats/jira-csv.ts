import { tableFormat, ticketTimes } from '../csv/table-format'

/** What Jira calls a field that people added, by language. */
const customField = [
  'custom field',
  'campo personalizado',
  'champs personnalisés',
  'benutzerdefinierte felder',
]

/** The headers of fields that people added, which keep the names they gave them. */
function custom(...names: readonly string[]): readonly string[] {
  return names.flatMap((name) => customField.map((front) => `${front} (${name})`))
}

const created = ['created', 'creada', 'création', 'erstellt', 'criado']

/**
 * Issues of Jira and Jira Service Management as CSV, in the language of the person who exported. Headers repeat; times are in
 * that person's zone. What was broken when stands, if anywhere, in fields that people added.
 */
export const jiraCsv = tableFormat({
  format: 'jira-csv',
  provenOn: 'the beginning of a Spanish export of a public project',
  label: 'Jira (CSV)',
  signatures: [
    ['summary', 'issue key', 'issue type', 'created'],
    ['resumen', 'clave de incidencia', 'tipo de incidencia', 'creada'],
    ['résumé', 'clé de ticket', 'type de ticket', 'création'],
    ['zusammenfassung', 'vorgangsschlüssel', 'vorgangstyp', 'erstellt'],
    ['resumo', 'chave da item', 'tipo de item', 'criado'],
  ],
  columns: {
    id: ['issue key', 'clave de incidencia', 'clé de ticket', 'vorgangsschlüssel', 'chave da item'],
    kind: ['issue type', 'tipo de incidencia', 'type de ticket', 'vorgangstyp', 'tipo de item'],
    services: [
      ...custom(
        'affected services',
        'affected service',
        'impacted services',
        'services',
        'service',
      ),
      'component/s',
      'components',
      'componentes',
      'composants',
      'komponenten',
      ...custom('affected systems', 'affected system', 'system', 'product'),
    ],
    title: ['summary', 'resumen', 'résumé', 'zusammenfassung', 'resumo'],
    text: ['description', 'descripción', 'beschreibung', 'descrição'],
    start: [
      ...custom(
        'impact start',
        'impact started',
        'impact start time',
        'incident start',
        'incident start time',
        'incident started',
        'outage start',
        'start time',
        'started at',
        'start date/time',
        'actual start',
      ),
      ...created,
    ],
    end: [
      ...custom(
        'impact end',
        'impact ended',
        'impact end time',
        'incident end',
        'incident end time',
        'incident ended',
        'outage end',
        'end time',
        'ended at',
        'end date/time',
        'actual end',
      ),
      'resolved',
      'resuelta',
      'résolu',
      'erledigt',
      'resolvido',
      'resolution date',
    ],
    severity: [
      ...custom('severity', 'incident severity', 'sev', 'severity level', 'incident priority'),
      'priority',
      'prioridad',
      'priorité',
      'priorität',
      'prioridade',
    ],
    cause: custom('root cause category', 'root cause', 'cause category', 'cause', 'incident cause'),
    detected: custom('detected at', 'detected', 'detection time', 'time detected'),
    acknowledged: custom('acknowledged at', 'acknowledged', 'acknowledgement time'),
    mitigated: custom('mitigated at', 'mitigated', 'mitigation time', 'time mitigated'),
    resolved: ['resolved', 'resuelta', 'résolu', 'erledigt', 'resolvido'],
    status: [
      'status',
      'estado',
      'état',
      'resolution',
      'resolución',
      'résolution',
      'lösung',
      'resolução',
    ],
  },
  note: { ...ticketTimes, starts: created },
})
