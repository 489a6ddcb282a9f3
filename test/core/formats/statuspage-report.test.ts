import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { statuspageReport } from '../../../src/core/formats/statuspage-report'
import type { Sink } from '../../../src/core/format'
import type { Incident } from '../../../src/core/incident'
import { UserError, type Assumptions } from '../../../src/core/issue'

const samples = join(import.meta.dirname, '../../../data/samples/statuspage-report')
/** The samples that are pages of incidents, not lists of them. */
const pages = readdirSync(samples).filter((name) => !/-(?:list|history)\.txt$/.test(name))
const minute = 60_000

interface Read {
  readonly incidents: Incident[]
  readonly rejected: { row: number; code: string; message: string; raw: string }[]
  readonly issues: string[]
  readonly questions: string[]
}

async function read(text: string, assume: Assumptions = {}, piece = 1000): Promise<Read> {
  const out: Read = { incidents: [], rejected: [], issues: [], questions: [] }
  const sink: Sink = {
    incident: (incident) => out.incidents.push(incident),
    reject: (row, code, message, raw) => out.rejected.push({ row, code, message, raw }),
    issue: (issue) => out.issues.push(issue.code),
    ask: (question) => out.questions.push(question.code),
  }
  const input = {
    name: 'reports.txt',
    size: text.length,
    head: text.slice(0, 65_536),
    encoding: 'utf-8',
    async *chunks() {
      for (let at = 0; at < text.length; at += piece) yield text.slice(at, at + piece)
    },
    text: () => Promise.resolve(text),
  }
  await statuspageReport.read(input, sink, { assume, now: Date.UTC(2024, 5, 1) })
  return out
}

const sample = (name: string) => readFileSync(join(samples, name), 'utf8')
const iso = (at: number | null | undefined) =>
  at === null || at === undefined ? null : new Date(at).toISOString().slice(0, 16)

async function only(name: string): Promise<Incident> {
  const { incidents } = await read(sample(name))
  const [incident] = incidents
  if (!incident || incidents.length > 1) throw new Error(`${name}: ${incidents.length} incidents`)
  return incident
}

function figures(incident: Incident) {
  const impact = incident.impacts[0]
  return {
    from: iso(impact?.from),
    to: iso(impact?.to),
    length: [(impact?.durationLow ?? 0) / minute, (impact?.durationHigh ?? 0) / minute],
    rate: impact?.errorRate ?? null,
    conflicts: incident.conflicts.map((c) => c.kind),
  }
}

describe('the samples', () => {
  it('hold a window that is told twice, one hour apart', async () => {
    expect(figures(await only('2023-03-09-signing-key.txt'))).toEqual({
      from: '2023-03-09T14:21',
      to: '2023-03-09T14:28',
      length: [6, 7],
      rate: { value: 1, low: 1, high: 1 },
      conflicts: ['clock-disagreement', 'duration-disagreement', 'severity-wording'],
    })
  })

  it('hold an end that a later post contradicts, and dates that are none', async () => {
    const incident = await only('2023-05-11-expired-certificate.txt')
    expect(figures(incident)).toEqual({
      from: '2023-05-11T12:43',
      to: '2023-05-11T12:56',
      length: [13, 24],
      rate: { value: 0.02, low: 0.015, high: 0.025 },
      conflicts: ['duration-disagreement', 'still-active-after-claimed-end'],
    })
    expect(incident.claims.filter((c) => /March 30|May 18|business/.test(c.quote))).toEqual([])
    expect(incident.promises).toHaveLength(2)
  })

  it('hold a report whose labels are lost', async () => {
    const incident = await only('2023-08-22-storage-restart.txt')
    expect(figures(incident)).toEqual({
      from: '2023-08-22T16:31',
      to: '2023-08-22T16:42',
      length: [11, 11],
      rate: { value: 1, low: 1, high: 1 },
      conflicts: ['severity-wording'],
    })
    expect(iso(incident.milestones.detectedAt)).toBe('2023-08-22T16:31')
    expect(incident.updates.map((u) => [u.status, u.statusInferred])).toEqual([
      ['Investigating', true],
      ['Resolved', true],
      ['Postmortem', true],
    ])
  })

  it('hold a post dated before what it tells', async () => {
    const incident = await only('2023-10-20-balancer.txt')
    expect(figures(incident)).toEqual({
      from: '2023-10-20T21:01',
      to: '2023-10-20T21:05',
      length: [4, 4],
      rate: null,
      conflicts: ['post-precedes-event'],
    })
    expect(incident.milestones.resolvedAt).toBeNull()
  })

  it('hold a window in a Monitoring post and components in groups', async () => {
    const incident = await only('2024-02-13-orchestrator.txt')
    expect(figures(incident)).toEqual({
      from: '2024-02-13T20:14',
      to: '2024-02-13T20:28',
      length: [14, 14],
      rate: null,
      conflicts: [],
    })
    expect(incident.services).toEqual(['Card API', 'Vault', 'Dashboard'])
  })

  it('hold two reports in one text', async () => {
    const { incidents } = await read(sample('2024-04-02-two-reports.txt'))
    expect(incidents.map((i) => [i.source.row, i.title, i.services])).toEqual([
      [1, 'Slow dashboard', ['Dashboard']],
      [2, 'Refunds are late', ['Refunds', 'Vault']],
    ])
    expect(iso(incidents[1]?.impacts[0]?.from)).toBe('2024-04-05T06:30')
    expect(iso(incidents[1]?.impacts[0]?.to)).toBe('2024-04-05T07:15')
  })

  it('are read alike alone and pasted together, with quotes from their own text', async () => {
    const names = pages.toSorted()
    const alone = (await Promise.all(names.map((name) => read(sample(name))))).flatMap(
      (r) => r.incidents,
    )
    const together = (await read(names.map(sample).join('\n'))).incidents
    expect(together.map(figures)).toEqual(alone.map(figures))
    expect(together.map((i) => i.source.row)).toEqual(together.map((_, at) => at + 1))
    for (const { text, claims } of [...alone, ...together])
      for (const claim of claims)
        expect(text.slice(claim.charStart, claim.charEnd)).toBe(claim.quote)
  })

  it('are recognised by content, whatever their name', () => {
    for (const name of pages)
      for (const as of [name, 'incidents.csv', 'x'])
        expect(statuspageReport.sniff(sample(name), as)).toBe(0.98)
  })
})

describe('sniff', () => {
  it('leaves pages, tables and JSON to others', () => {
    for (const head of [
      '<html>\nIncident Report for Acme\n',
      '{"a": 1}',
      '[]',
      'id,start,end\n1,2,3\n',
      '# A postmortem\n',
      '',
    ])
      expect(statuspageReport.sniff(head, 'report.txt')).toBe(0)
  })

  it('knows a pasted part of a page by its Posted line', () => {
    expect(statuspageReport.sniff('Resolved\nDone.\nPosted Sep 28, 2022 - 16:12 EDT\n', 'x')).toBe(
      0.9,
    )
  })
})

describe('read', () => {
  it('gives the same incidents however the text is cut into pieces', async () => {
    const text = sample('2023-05-11-expired-certificate.txt')
    expect((await read(text, {}, 7)).incidents).toEqual((await read(text)).incidents)
  })

  it('rejects a report without any time, with the reason and its text', async () => {
    const text = 'Login fails\nIncident Report for Acme\n\nResolved\nIt is over.\n'
    const { incidents, rejected } = await read(text)
    expect(incidents).toEqual([])
    expect(rejected).toMatchObject([{ row: 1, code: 'no-time', raw: text.trim() }])
    expect(rejected[0]?.message).toContain('Posted')
  })

  it('asks for the zone where a report would be left to the times of its posts, and not after the answer', async () => {
    const text =
      'Login fails\nIncident Report for Acme\nResolved\nCalls failed from 14:00 to 14:10.\nPosted May 10, 2023 - 15:00 UTC\n'
    expect((await read(text)).questions).toEqual(['time-zone'])
    const answered = await read(text, { timeZone: 'Europe/Berlin' })
    expect(answered.questions).toEqual([])
    expect(iso(answered.incidents[0]?.impacts[0]?.from)).toBe('2023-05-10T12:00')
    expect(answered.incidents[0]?.flags).toContain('tz-assumed')
  })

  it('warns of a zone that is not known', async () => {
    const text =
      'Login fails\nIncident Report for Acme\nResolved\nDone.\nPosted May 10, 2023 - 15:00 XYZT\n'
    const { issues, rejected } = await read(text)
    expect(issues).toEqual(['zone-unknown'])
    expect(rejected).toHaveLength(1)
  })

  it.each([
    ['one long line', 'from 12:00-12:05 UTC errors '],
    ['many dated times', 'Jan 5 12:00 UTC failed '],
    ['many headers', 'A\nIncident Report for X\n'],
    ['many posts', 'Posted Sep 15, 2017 - 12:40 EDT\nFrom 12:00 to 12:30 UTC errors.\n'],
    ['many labels', 'Resolved\nfoo\n'],
    ['number words', 'twenty-five minutes and '],
    ['no words', ' \t'],
  ])('survives 500 KB of noise in time: %s', { timeout: 10_000 }, async (_, noise) => {
    const text = noise.repeat(Math.ceil(500_000 / noise.length))
    const { incidents, rejected } = await read(text, {}, 65_536)
    expect(incidents.length + rejected.length).toBeGreaterThan(0)
  })

  it('says that a report was searched in part only', async () => {
    const text = `T\nIncident Report for Acme\nPostmortem\n${'word '.repeat(20_000)}\nPosted May 10, 2023 - 15:00 UTC\n`
    expect((await read(text)).issues).toEqual(['prose-cut'])
  })

  it('refuses a text beyond 10 million characters with what to do', async () => {
    const refused = read('a'.repeat(10_000_001), {}, 1_000_000)
    await expect(refused).rejects.toThrow(UserError)
    await expect(refused).rejects.toThrow('10 million characters')
    await expect(refused).rejects.toHaveProperty('hint', expect.stringContaining('Split'))
  })
})

describe('the copied text of a page that lists incidents', () => {
  const sample = (name: string) => readFileSync(join(samples, name), 'utf8')
  const told = ({ title, kind, impacts }: Incident) => [
    title,
    kind,
    ...impacts.flatMap(({ from, to }) => [from, to]),
  ]

  it('has an incident per title below the headings of days', async () => {
    const { incidents } = await read(sample('2024-01-10-list.txt'))
    expect(incidents.map(told)).toEqual([
      ['Maps load slowly', 'incident', Date.UTC(2023, 11, 31, 22, 34), Date.UTC(2024, 0, 1, 1, 26)],
      [
        'Upgrade of the mail server',
        'maintenance',
        Date.UTC(2023, 11, 31, 23, 30),
        Date.UTC(2024, 0, 1, 0, 10),
      ],
    ])
  })

  it('has an incident per window below the headings of months', async () => {
    const { incidents } = await read(sample('2024-08-history.txt'))
    expect(incidents.map(told)).toEqual([
      [
        'Invoices arrive late',
        'incident',
        Date.UTC(2024, 7, 26, 23, 37),
        Date.UTC(2024, 7, 27, 19, 44),
      ],
      ['Sign-in fails', 'incident', Date.UTC(2024, 7, 26, 15, 2), Date.UTC(2024, 7, 26, 15, 45)],
    ])
  })

  it.each(['Update - we use a new logo.', 'Monitoring - see the chapter about alerts\nmore text'])(
    'is not seen in text without times such as %j',
    (text) => {
      expect(statuspageReport.sniff(text, 'notes.txt')).toBe(0)
    },
  )
})

it('the page of a maintenance begins like that of an incident', async () => {
  const text =
    'Move of the disks\nScheduled Maintenance Report for Ferrywatch\nCompleted\nThe disks have moved.\n' +
    'Posted Jan 24, 2024 - 03:00 CET\nIn progress\nWe begin.\nPosted Jan 24, 2024 - 00:10 CET\n'
  expect(statuspageReport.sniff(text, 'page.txt')).toBe(0.98)
  const [work] = (await read(text)).incidents
  expect([work?.title, work?.kind, work?.services]).toEqual([
    'Move of the disks',
    'maintenance',
    ['Ferrywatch'],
  ])
})
