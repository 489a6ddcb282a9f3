import { tableFormat, ticketTimes } from '../csv/table-format'

/** ServiceNow's incident table as CSV: lists with one row per incident, and logs with one row per change of it. */
export const servicenowCsv = tableFormat({
  format: 'servicenow-csv',
  provenOn: null,
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
    start: ['opened_at', 'opened'],
    end: ['resolved_at', 'resolved', 'closed_at', 'closed'],
    resolved: ['resolved_at', 'resolved'],
    severity: ['priority', 'impact'],
    cause: ['category'],
    trigger: ['caused_by'],
    status: ['incident_state', 'state'],
  },
  absent: '?',
  rowsPer: 'number',
  note: ticketTimes,
})
