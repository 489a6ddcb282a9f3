import { tableFormat } from '../csv/table-format'

/** Better Stack's incidents as CSV: the name is that of the monitor, the cause what it saw. */
export const betterStackCsv = tableFormat({
  format: 'better-stack-csv',
  provenOn: null,
  label: 'Better Stack (CSV)',
  signatures: [
    ['name', 'cause', 'started at', 'acknowledged at', 'resolved at'],
    ['name', 'cause', 'started_at', 'acknowledged_at', 'resolved_at'],
    ['monitor', 'cause', 'started_at', 'acknowledged_at', 'resolved_at'],
  ],
  columns: {
    id: ['id', 'incident id'],
    services: ['name', 'monitor'],
    title: ['cause'],
    start: ['started_at'],
    end: ['resolved_at'],
    acknowledged: ['acknowledged_at'],
    resolved: ['resolved_at'],
    trigger: ['cause'],
    url: ['origin url', 'url'],
    status: ['status'],
  },
})
