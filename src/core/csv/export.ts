import { guarded, isNumber, namesCell, spreadsheetMark } from './own-cells'
import { csvText } from './text'
import type { ErrorRate, Incident } from '../incident'

/** The columns of our own CSV, in order. */
export const ownColumns = [
  'id',
  'kind',
  'services',
  'title',
  'text',
  'start_utc',
  'end_utc',
  'error_rate',
  'severity',
  'cause_category',
  'trigger',
  'attribution',
  'detected_utc',
  'acknowledged_utc',
  'mitigated_utc',
  'resolved_utc',
  'url',
] as const

function iso(at: number | null): string {
  return at === null ? '' : new Date(at).toISOString().replace('.000Z', 'Z')
}

/** `0.02`, and with bounds `0.02 [0.015, 0.025]`; `[0, 0.06]` where only bounds are known. */
function rateText(rate: ErrorRate | null): string {
  if (rate === null) return ''
  if (rate.value === rate.low && rate.value === rate.high) return String(rate.value)
  const bounds = `[${rate.low}, ${rate.high}]`
  return rate.value === null ? bounds : `${rate.value} ${bounds}`
}

function cells(incident: Incident): string[] {
  const { impacts, milestones } = incident
  const rates = impacts.map(({ errorRate }) => rateText(errorRate))
  return [
    incident.id,
    incident.kind,
    namesCell(incident.services),
    incident.title,
    incident.text,
    impacts.map(({ from }) => iso(from)).join(';'),
    impacts.some(({ to }) => to !== null) ? impacts.map(({ to }) => iso(to)).join(';') : '',
    rates.some((rate) => rate !== '') ? rates.join(';') : '',
    incident.severity ?? '',
    incident.cause ?? '',
    incident.trigger ?? '',
    incident.attribution ?? '',
    iso(milestones.detectedAt),
    iso(milestones.acknowledgedAt),
    iso(milestones.mitigatedAt),
    iso(milestones.resolvedAt),
    incident.source.url ?? '',
  ]
}

/**
 * Our own CSV, exact: instants as ISO 8601 in UTC, error rates as ratios, names of services separated by `;`, and the
 * times of an incident with several impacts likewise. What it has no column for is left out.
 */
export function writeCsv(incidents: Iterable<Incident>): string {
  const rows: string[][] = [[...ownColumns]]
  for (const incident of incidents) rows.push(cells(incident))
  return csvText(rows)
}

/** The header of our own CSV and one made-up incident. */
export function csvTemplate(): string {
  const sample: Record<(typeof ownColumns)[number], string> = {
    id: 'INC-1',
    kind: 'incident',
    services: 'Checkout;Payments',
    title: 'Checkout fails for some customers',
    text: '',
    start_utc: '2024-05-14T09:20:00Z',
    end_utc: '2024-05-14T10:05:00Z',
    error_rate: '0.25',
    severity: 'major',
    cause_category: 'deploy/change',
    trigger: 'Release 2024.20',
    attribution: 'ours',
    detected_utc: '2024-05-14T09:26:00Z',
    acknowledged_utc: '2024-05-14T09:31:00Z',
    mitigated_utc: '2024-05-14T09:58:00Z',
    resolved_utc: '2024-05-14T10:30:00Z',
    url: '',
  }
  return csvText([[...ownColumns], ownColumns.map((name) => sample[name])])
}

/** The same table for spreadsheets: every text quoted, and an apostrophe before those that would run as a formula. */
export function writeSpreadsheetCsv(incidents: Iterable<Incident>): string {
  const lines = [[...ownColumns, spreadsheetMark].map(spreadsheetCell).join(',')]
  for (const incident of incidents)
    lines.push([...cells(incident), ''].map(spreadsheetCell).join(','))
  return lines.join('\r\n') + '\r\n'
}

function spreadsheetCell(cell: string): string {
  return isNumber(cell) ? cell : `"${guarded(cell).replaceAll('"', '""')}"`
}
