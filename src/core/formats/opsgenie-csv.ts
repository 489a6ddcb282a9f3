import { tableFormat } from '../csv/table-format'

/** Opsgenie's alerts as CSV. An alert says when it was created, and after how many milliseconds it was acknowledged and closed. */
export const opsgenieCsv = tableFormat({
  format: 'opsgenie-csv',
  provenOn: null,
  label: 'Opsgenie (CSV)',
  signatures: [
    ['tinyid', 'message', 'status', 'createdat'],
    ['tiny id', 'message', 'status', 'created at'],
  ],
  columns: {
    id: ['alertid', 'alert id', 'id', 'tinyid', 'tiny id'],
    services: ['impactedservices', 'impacted services', 'entity', 'source'],
    title: ['message'],
    text: ['description'],
    start: ['impactstartdate', 'impact start date', 'createdat', 'created at', 'createdatdate'],
    end: ['impactenddate', 'impact end date', 'closedat', 'closed at', 'resolvedat', 'resolved at'],
    duration: ['report.closetime', 'closetime', 'close time'],
    severity: ['priority'],
    detected: ['impactdetectdate', 'impact detect date'],
    acknowledgedAfter: ['report.acktime', 'acktime', 'ack time'],
    status: ['status'],
  },
  lengths: 'milliseconds',
})
