import { tableFormat, ticketTimes } from '../csv/table-format'

/** Issues of Jira and Jira Service Management as CSV. Headers repeat; times are in the zone of the person who exported. */
export const jiraCsv = tableFormat({
  format: 'jira-csv',
  provenOn: null,
  label: 'Jira (CSV)',
  signatures: [['summary', 'issue key', 'issue type', 'created']],
  columns: {
    id: ['issue key'],
    kind: ['issue type'],
    services: ['component/s', 'components', 'custom field (affected services)'],
    title: ['summary'],
    text: ['description'],
    start: ['created'],
    end: ['resolved', 'resolution date'],
    severity: ['custom field (severity)', 'priority'],
    cause: ['custom field (root cause)'],
    resolved: ['resolved'],
    status: ['status'],
  },
  note: ticketTimes,
})
