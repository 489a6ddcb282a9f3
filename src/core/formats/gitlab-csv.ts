import { tableFormat, ticketTimes } from '../csv/table-format'

/** Issues of GitLab as CSV. The headers of its times state UTC. */
export const gitlabCsv = tableFormat({
  format: 'gitlab-csv',
  provenOn: null,
  label: 'GitLab issues (CSV)',
  signatures: [['issue id', 'title', 'state', 'created at (utc)', 'closed at (utc)']],
  columns: {
    id: ['issue id'],
    title: ['title'],
    text: ['description'],
    start: ['created at (utc)'],
    end: ['closed at (utc)'],
    url: ['url'],
    status: ['state'],
  },
  note: { ...ticketTimes, starts: ['created at (utc)'] },
})
