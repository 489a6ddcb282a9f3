import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Format } from '../../../src/core/format'
import { betterStackCsv } from '../../../src/core/formats/better-stack-csv'
import { gitlabCsv } from '../../../src/core/formats/gitlab-csv'
import { jiraCsv } from '../../../src/core/formats/jira-csv'
import { opsgenieCsv } from '../../../src/core/formats/opsgenie-csv'
import { pagerdutyCsv } from '../../../src/core/formats/pagerduty-csv'
import { servicenowCsv } from '../../../src/core/formats/servicenow-csv'
import { uptimerobotCsv } from '../../../src/core/formats/uptimerobot-csv'
import { formatId, importFiles, recognisedFormat } from '../../../src/core/import'
import { incidentFaults, type Incident } from '../../../src/core/incident'
import { openInput } from '../../../src/core/input'
import type { Assumptions } from '../../../src/core/issue'

const folder = new URL('../../../data/samples/', import.meta.url)
const now = Date.UTC(2026, 0, 1)
const at = (iso: string) => Date.parse(`${iso}Z`)

function opened(text: string, name = 'export.csv') {
  const bytes = new TextEncoder().encode(text)
  return openInput({
    name,
    size: bytes.length,
    async *open() {
      yield bytes
    },
  })
}

async function read(format: Format, text: string, assume: Assumptions = {}) {
  const incidents: Incident[] = []
  const rejected: { row: number; code: string }[] = []
  const issues: { code: string; message: string }[] = []
  const questions: string[] = []
  await format.read(
    await opened(text),
    {
      incident: (incident) => incidents.push(incident),
      reject: (row, code) => rejected.push({ row, code }),
      issue: (issue) => issues.push(issue),
      ask: ({ code }) => questions.push(code),
    },
    { assume, now },
  )
  for (const incident of incidents) expect(incidentFaults(incident)).toEqual([])
  return { incidents, rejected, issues, questions }
}

const sample = (path: string) => readFileSync(new URL(path, folder), 'utf8')
const codes = (list: readonly { code: string }[]) => list.map(({ code }) => code)

describe.each([
  betterStackCsv,
  gitlabCsv,
  jiraCsv,
  opsgenieCsv,
  pagerdutyCsv,
  servicenowCsv,
  uptimerobotCsv,
])('the format $label', (format) => {
  const id = formatId(format)
  const names = readdirSync(new URL(`${id}/`, folder))

  test.each(names)('recognises %s before any other format and asks nothing of it', async (name) => {
    const text = sample(`${id}/${name}`)
    expect(recognisedFormat(await opened(text))).toBe(format)
    expect(format.sniff(text, 'other.txt')).toBeGreaterThanOrEqual(0.8)
    const { incidents, questions } = await read(format, text)
    expect(questions).toEqual([])
    expect(incidents.length).toBeGreaterThan(1)
    for (const { source } of incidents) expect(source.format).toBe(id)
  })

  test('leaves tables with other headers alone', () => {
    expect(format.sniff('id,title,start,end\n1,a,2024-01-01T00:00:00Z,\n', 'export.csv')).toBe(0)
    expect(format.sniff(sample('csv/service-desk.csv'), 'export.csv')).toBe(0)
  })
})

describe('PagerDuty', () => {
  test('the advanced report gives acknowledgement by its seconds', async () => {
    const { incidents } = await read(pagerdutyCsv, sample('pagerduty-csv/advanced.csv'))
    expect(incidents[0]).toMatchObject({
      id: 'PX1A2B3',
      title: 'Queue depth above 10,000 on orders',
      services: ['Orders'],
      severity: 'major',
      milestones: { acknowledgedAt: at('2024-05-06T08:01:35') },
    })
    expect(incidents[2]?.impacts[0]).toMatchObject({ from: at('2024-05-08T12:00:00'), to: null })
  })

  test('a copy of the API names the service inside an object, and its end by the last change', async () => {
    const { incidents } = await read(pagerdutyCsv, sample('pagerduty-csv/api-copy.csv'))
    expect(incidents.map(({ services, impacts }) => [services, impacts[0]?.to])).toEqual([
      [['Ledger'], at('2024-06-01T10:31:00')],
      [['Search'], null],
    ])
  })

  test('the basic report is read with its month names', async () => {
    const { incidents } = await read(pagerdutyCsv, sample('pagerduty-csv/basic.csv'))
    expect(incidents.map(({ id, impacts }) => [id, impacts[0]?.from, impacts[0]?.to])).toEqual([
      ['412', at('2024-03-04T10:15:00'), at('2024-03-04T11:00:00')],
      ['413', at('2024-03-09T23:50:00'), at('2024-03-10T00:20:00')],
    ])
  })

  test('an export of exactly 20,000 records may be cut short, one of 19,999 is not', async () => {
    const table = (records: number) =>
      'id,incident_number,service_name,created_on,seconds_to_first_ack\n' +
      Array.from({ length: records }, (_, k) => `P${k},${k},Orders,2024-05-06T08:00:00Z,\n`).join(
        '',
      )
    expect(codes((await read(pagerdutyCsv, table(20_000))).issues)).toContain('may-be-truncated')
    expect(codes((await read(pagerdutyCsv, table(19_999))).issues)).not.toContain(
      'may-be-truncated',
    )
  })
})

describe('Jira', () => {
  test('repeated component columns are services, other repeated columns are kept', async () => {
    const { incidents, rejected, issues } = await read(jiraCsv, sample('jira-csv/issues.csv'), {
      timeZone: 'Europe/Berlin',
    })
    expect(incidents[0]).toMatchObject({
      id: 'OPS-31',
      services: ['Payments', 'Ledger'],
      cause: 'deploy/change',
      text: 'The gateway stopped answering.\r\n\r\nRolled back, then watched.',
      flags: ['tz-assumed'],
    })
    expect(incidents[0]?.impacts[0]?.from).toBe(at('2025-07-14T13:42:00'))
    expect(incidents[0]?.extra.filter(([name]) => name === 'Labels')).toEqual([
      ['Labels', 'outage'],
      ['Labels', 'q3'],
    ])
    expect(incidents[1]?.impacts[0]?.to).toBeNull()
    expect(rejected).toEqual([{ row: 3, code: 'not-an-incident' }])
    expect(new Set(codes(issues))).toEqual(
      new Set(['ticket-times', 'tz-assumed', 'two-digit-year']),
    )
  })

  test('a mapping of people goes before the known columns', async () => {
    const text =
      'Summary,Issue key,Issue Type,Status,Created,Resolved,Broke at\nx,OPS-1,Incident,Done,2024-01-02 10:00,2024-01-02 11:00,2024-01-02 09:00\n'
    const { incidents } = await read(jiraCsv, text, { map: { start: 'Broke at' } })
    expect(incidents[0]?.impacts[0]?.from).toBe(at('2024-01-02T09:00:00'))
  })
})

describe('Jira in other languages and with fields people added', () => {
  test('headers, months and states are those of the person who exported', async () => {
    const { incidents, rejected } = await read(jiraCsv, sample('jira-csv/issues-es.csv'))
    expect(incidents.map(({ id, title }) => [id, title])).toEqual([
      ['RED-8', 'La pasarela no responde'],
      ['RED-9', 'Certificado caducado'],
    ])
    expect(incidents[0]).toMatchObject({
      services: ['Pagos'],
      impacts: [{ from: at('2025-08-05T14:47:00'), to: at('2025-08-05T15:20:00') }],
    })
    expect(rejected).toEqual([{ row: 3, code: 'not-an-incident' }])
  })

  test('where no resolution is stated, what is done ended when it was done', async () => {
    const { incidents } = await read(jiraCsv, sample('jira-csv/issues-es.csv'))
    expect(incidents[1]?.impacts[0]?.to).toBe(at('2025-12-06T10:05:00'))
    expect(incidents[1]?.flags).toContain('end-fallback')
  })

  const header =
    'Summary,Issue key,Issue Type,Status,Created,Resolved,Custom field (Start time),Custom field (End time),Custom field (Severity)\n'
  const ticket = 'OPS-1,Incident,Done,2024-01-02 10:00,2024-01-03 18:00'

  test('a field for the start of the incident goes before the time of the ticket', async () => {
    const { incidents, issues } = await read(
      jiraCsv,
      `${header}a,${ticket},2024-01-02 09:40,2024-01-02 11:10,SEV-1\n`,
    )
    expect(incidents[0]).toMatchObject({
      severity: 'critical',
      impacts: [{ from: at('2024-01-02T09:40:00'), to: at('2024-01-02T11:10:00') }],
    })
    expect(codes(issues)).not.toContain('ticket-times')
  })

  test('where it is empty the time of the ticket is used, and that is told', async () => {
    const { incidents, issues } = await read(
      jiraCsv,
      `${header}a,${ticket},2024-01-02 09:40,2024-01-02 11:10,\nb,${ticket.replace('1', '2')},,,\n`,
    )
    expect(incidents[1]?.impacts[0]?.from).toBe(at('2024-01-02T10:00:00'))
    expect(codes(issues)).toEqual(expect.arrayContaining(['start-fallback', 'ticket-times']))
  })

  test('what was closed as a duplicate is no incident', async () => {
    const { rejected } = await read(
      jiraCsv,
      'Summary,Issue key,Issue Type,Status,Resolution,Created,Resolved\na,OPS-1,Incident,Done,Duplicate,2024-01-02 10:00,2024-01-02 11:00\n',
    )
    expect(rejected).toEqual([{ row: 1, code: 'not-an-incident' }])
  })
})

describe('Opsgenie', () => {
  test('acknowledged and closed after so many milliseconds', async () => {
    const { incidents, rejected } = await read(opsgenieCsv, sample('opsgenie-csv/alerts.csv'))
    expect(incidents[0]).toMatchObject({
      title: 'Queue of orders is deeper than 5000',
      services: ['orders-monitor'],
      severity: 'critical',
      impacts: [{ from: 1_717_403_400_000, to: 1_717_405_500_000 }],
      milestones: { acknowledgedAt: 1_717_403_495_000 },
    })
    expect(incidents[1]?.impacts[0]?.to).toBeNull()
    expect(rejected).toEqual([{ row: 3, code: 'missing-end' }])
  })
})

describe('Better Stack', () => {
  test('the monitor is the service, its cause the title', async () => {
    const { incidents } = await read(betterStackCsv, sample('better-stack-csv/incidents.csv'))
    expect(incidents[0]).toMatchObject({
      id: '901201',
      title: 'Status 503',
      services: ['Shop'],
      impacts: [{ from: at('2024-05-02T08:14:10'), to: at('2024-05-02T08:31:10') }],
      milestones: { acknowledgedAt: at('2024-05-02T08:16:40') },
    })
    expect(incidents[2]?.impacts[0]?.to).toBeNull()
  })
})

describe('GitLab', () => {
  test('the zone stands in the header and is not assumed', async () => {
    const { incidents, issues } = await read(gitlabCsv, sample('gitlab-csv/issues.csv'), {
      timeZone: 'Asia/Tokyo',
    })
    expect(incidents[0]).toMatchObject({
      id: '58',
      flags: [],
      source: { url: 'https://git.example.com/ops/incidents/-/issues/58' },
    })
    expect(incidents[0]?.impacts[0]?.from).toBe(at('2024-02-05T09:12:00'))
    expect(codes(issues)).toEqual(['ticket-times'])
  })
})

describe('ServiceNow', () => {
  test('of the rows of one number the last one counts, and the others are told of', async () => {
    const { incidents, rejected, issues } = await read(
      servicenowCsv,
      sample('servicenow-csv/updates.csv'),
    )
    expect(incidents.map(({ id, severity, source }) => [id, severity, source.row])).toEqual([
      ['INC0050001', 'major', 4],
      ['INC0050002', 'minor', 3],
    ])
    expect(rejected).toEqual([{ row: 5, code: 'not-an-incident' }])
    expect(issues.find(({ code }) => code === 'rows-per-change')?.message).toContain('2 earlier')
  })

  test('a question mark states nothing', async () => {
    const { incidents } = await read(servicenowCsv, sample('servicenow-csv/updates.csv'))
    expect(incidents[0]).toMatchObject({ title: '', services: ['edge-router-4'], trigger: null })
    expect(incidents[1]).toMatchObject({ title: 'Symptom 11', services: [] })
    for (const { extra } of incidents) expect(extra.map(([, value]) => value)).not.toContain('?')
  })

  test('states and priorities may be numbers', async () => {
    const { incidents, rejected } = await read(
      servicenowCsv,
      'number,state,opened_at,resolved_at,short_description,priority,cmdb_ci\n' +
        "INC1,7,2024-01-02 10:00,2024-01-02 11:00,a,1,\"{'link': 'https://x.example.com/1', 'value': 'mail-gw'}\"\n" +
        'INC2,8,2024-01-03 10:00,,b,3,\n',
    )
    expect(incidents).toMatchObject([{ id: 'INC1', severity: 'critical', services: ['mail-gw'] }])
    expect(rejected).toEqual([{ row: 2, code: 'not-an-incident' }])
  })

  test('what people say of a number goes before', async () => {
    const { incidents } = await read(
      servicenowCsv,
      'number,state,opened_at,short_description,priority\nINC1,1,2024-01-02 10:00,a,1\n',
      { values: { severity: { 1: 'minor' } } },
    )
    expect(incidents[0]?.severity).toBe('minor')
  })

  test('a list with labels is read, too', async () => {
    const { incidents } = await read(servicenowCsv, sample('servicenow-csv/list.csv'))
    expect(
      incidents.map(({ severity, cause, impacts }) => [severity, cause, impacts[0]?.to]),
    ).toEqual([
      ['major', 'software-bug', at('2024-06-03T09:15:00')],
      ['critical', 'network', null],
    ])
  })
})

describe('UptimeRobot', () => {
  test('only Down is an incident, and it ends after its minutes', async () => {
    const { incidents, rejected } = await read(uptimerobotCsv, sample('uptimerobot-csv/events.csv'))
    expect(
      incidents.map(({ services, impacts }) => [services, impacts[0]?.from, impacts[0]?.to]),
    ).toEqual([
      [['Shop'], at('2024-04-02T08:14:10'), at('2024-04-02T08:31:10')],
      [['Blog'], at('2024-04-01T22:00:05'), at('2024-04-01T22:00:05')],
    ])
    expect(incidents[1]?.flags).toContain('zero-length')
    expect(rejected).toEqual([1, 4, 5].map((row) => ({ row, code: 'not-an-incident' })))
  })
})

describe('ids', () => {
  const imported = async (text: string) =>
    importFiles([await opened(text)], { assume: {}, now, onBlock: () => undefined })
  const row = ',Checkout errors,2024-01-02T10:00:00Z,2024-01-02T11:00:00Z\n'
  const header = 'id,title,start,end\n'

  test('spaces around an id do not make another one, small letters do and are told of', async () => {
    const { frame, rejected, issues } = await imported(
      `${header}INC-1${row}inc-1${row}INC-1 ${row}`,
    )
    expect(frame.incidents.count).toBe(3)
    expect(codes(rejected)).toEqual(['duplicate-id'])
    expect(issues.find(({ code }) => code === 'similar-ids')?.message).toContain(
      '"INC-1" and "inc-1"',
    )
  })

  test('records without an id that are the same count once, and the message says why', async () => {
    const { rejected } = await imported(`${header}${row}${row}`)
    expect(rejected[0]?.message).toContain('it has no id')
  })

  test('ids that repeat all over a file are told of once', async () => {
    const many = Array.from({ length: 30 }, (_, k) => `${k % 10}${row}`).join('')
    const { issues, rejected } = await imported(header + many)
    expect(rejected).toHaveLength(20)
    expect(codes(issues)).toEqual(['ids-repeat'])
  })
})

test('zones that are abbreviations are told of once per column', async () => {
  const { issues } = await importFiles(
    [
      await opened(
        'id,start,end\n1,2024-01-02 10:00 CET,2024-01-02 11:00 CET\n2,2024-01-03 10:00 CET,2024-01-03 11:00 CET\n',
      ),
    ],
    { assume: {}, now, onBlock: () => undefined },
  )
  expect(issues.map(({ code, field, level }) => [code, field, level])).toEqual([
    ['zone-abbreviation', 'start', 'note'],
    ['zone-abbreviation', 'end', 'note'],
  ])
})
