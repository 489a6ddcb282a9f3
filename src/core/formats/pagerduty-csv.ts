import { tableFormat } from '../csv/table-format'

/** PagerDuty's incidents as CSV: the basic and the advanced form of its reports, its analytics, and copies of its API. */
export const pagerdutyCsv = tableFormat({
  format: 'pagerduty-csv',
  provenOn: null,
  label: 'PagerDuty (CSV)',
  signatures: [
    ['service', 'opened on', 'resolved on', '#escalations'],
    ['incident_number', 'service_name', 'created_on', 'seconds_to_first_ack'],
    ['incident_number', 'service_name', 'created_at', 'seconds_to_first_ack'],
    ['incident_number', 'service', 'created_at', 'last_status_change_at', 'urgency'],
  ],
  columns: {
    id: ['id', '#', 'incident_number'],
    services: ['service_name', 'service'],
    title: ['description', 'title'],
    start: ['created_on', 'created_at', 'opened on'],
    end: ['resolved_on', 'resolved_at', 'resolved on'],
    duration: ['seconds_to_resolve', 'duration'],
    severity: ['priority_name', 'priority', 'urgency'],
    acknowledgedAfter: ['seconds_to_first_ack'],
    status: ['status'],
    url: ['html_url'],
  },
  mostRecords: 20_000,
})
