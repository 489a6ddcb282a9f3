import { tableFormat } from '../csv/table-format'

/** PagerDuty's incidents as CSV, in the basic and the advanced form of its reports. */
export const pagerdutyCsv = tableFormat({
  format: 'pagerduty-csv',
  provenOn: null,
  label: 'PagerDuty (CSV)',
  signatures: [
    ['service', 'opened on', 'resolved on', '#escalations'],
    ['incident_number', 'service_name', 'created_on', 'seconds_to_first_ack'],
    ['incident_number', 'service_name', 'created_at', 'seconds_to_first_ack'],
  ],
  columns: {
    id: ['id', '#'],
    services: ['service_name', 'service'],
    title: ['description'],
    start: ['created_on', 'created_at', 'opened on'],
    end: ['resolved_on', 'resolved_at', 'resolved on'],
    duration: ['seconds_to_resolve', 'duration'],
    severity: ['priority_name', 'urgency'],
    acknowledgedAfter: ['seconds_to_first_ack'],
    status: ['status'],
  },
  mostRecords: 20_000,
})
