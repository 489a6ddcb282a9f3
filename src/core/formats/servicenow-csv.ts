import { tableFormat, ticketTimes } from '../csv/table-format'

const opened = ['opened_at', 'opened']

/**
 * ServiceNow's incident table as CSV: lists with one row per incident, logs with one row per change of it, and what its table
 * API gives, with states and priorities as numbers.
 */
export const servicenowCsv = tableFormat({
  format: 'servicenow-csv',
  provenOn: 'the beginnings of a public event log and of a copy of a table API',
  label: 'ServiceNow (CSV)',
  signatures: [
    ['number', 'incident_state', 'opened_at', 'closed_at'],
    ['number', 'opened_at', 'short_description', 'priority'],
    ['number', 'opened', 'short description', 'priority', 'state'],
  ],
  columns: {
    id: ['number'],
    services: ['cmdb_ci', 'business_service', 'configuration item', 'service'],
    title: ['short_description', 'short description', 'u_symptom'],
    text: ['description'],
    start: opened,
    end: ['resolved_at', 'resolved', 'closed_at', 'closed'],
    resolved: ['resolved_at', 'resolved'],
    severity: ['priority', 'impact'],
    cause: ['category'],
    trigger: ['caused_by'],
    status: ['incident_state', 'state'],
  },
  absent: '?',
  rowsPer: 'number',
  values: {
    severity: { 1: 'critical', 2: 'high', 3: 'moderate', 4: 'low', 5: 'planning' },
    status: { 1: 'new', 2: 'in progress', 3: 'on hold', 6: 'resolved', 7: 'closed', 8: 'canceled' },
  },
  note: { ...ticketTimes, starts: opened },
})
