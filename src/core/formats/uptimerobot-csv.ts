import { tableFormat } from '../csv/table-format'

/** The event log of UptimeRobot as CSV: an event says how long its state lasted, and only Down is an incident. */
export const uptimerobotCsv = tableFormat({
  format: 'uptimerobot-csv',
  provenOn: null,
  label: 'UptimeRobot (CSV)',
  signatures: [['monitor', 'event', 'date-time', 'duration (in mins.)']],
  columns: {
    kind: ['event'],
    services: ['monitor'],
    title: ['reason'],
    start: ['date-time'],
    duration: ['duration (in mins.)'],
    trigger: ['reason'],
  },
})
