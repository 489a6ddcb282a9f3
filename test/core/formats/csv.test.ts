import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { csv } from '../../../src/core/formats/csv'
import { incidentFaults, type Incident } from '../../../src/core/incident'
import { openInput } from '../../../src/core/input'
import { UserError, type Assumptions, type Issue, type Question } from '../../../src/core/issue'

interface Read {
  readonly incidents: Incident[]
  readonly rejected: { row: number; code: string; message: string; raw: string }[]
  readonly issues: Omit<Issue, 'file'>[]
  readonly questions: Omit<Question, 'file'>[]
}

async function read(source: string | Uint8Array, assume: Assumptions = {}): Promise<Read> {
  const bytes = typeof source === 'string' ? new TextEncoder().encode(source) : source
  const input = await openInput({
    name: 'log.csv',
    size: bytes.length,
    async *open() {
      for (let at = 0; at < bytes.length; at += 4096) yield bytes.slice(at, at + 4096)
    },
  })
  const out: Read = { incidents: [], rejected: [], issues: [], questions: [] }
  await csv.read(
    input,
    {
      incident: (incident) => out.incidents.push(incident),
      reject: (row, code, message, raw) => out.rejected.push({ row, code, message, raw }),
      issue: (issue) => out.issues.push(issue),
      ask: (question) => out.questions.push(question),
    },
    { assume, now: Date.UTC(2026, 0, 1) },
  )
  for (const incident of out.incidents) expect(incidentFaults(incident)).toEqual([])
  return out
}

const at = (iso: string) => Date.parse(`${iso}Z`)
const codes = (list: readonly { code: string }[]) => list.map(({ code }) => code)

describe('samples', () => {
  const folder = new URL('../../../data/samples/csv/', import.meta.url)
  const sample = (name: string) => new Uint8Array(readFileSync(new URL(name, folder)))

  test('every sample is recognised and read without a loss', async () => {
    for (const name of readdirSync(folder)) {
      const { incidents, rejected } = await read(sample(name))
      expect(rejected, name).toEqual([])
      expect(incidents.length, name).toBeGreaterThan(1)
      expect(csv.sniff(new TextDecoder().decode(sample(name)), 'any.name')).toBeGreaterThan(0.4)
    }
  })

  test('our own columns', async () => {
    const { incidents, issues } = await read(sample('own-columns.csv'))
    expect(issues).toEqual([])
    expect(incidents[0]).toMatchObject({
      id: 'LOG-1',
      services: ['Checkout', 'Payments'],
      cause: 'deploy/change',
      trigger: 'Release 2024.20',
      attribution: 'ours',
      severity: 'major',
      source: { url: 'https://status.example.com/log-1', row: 1, format: 'csv' },
    })
    expect(incidents[0]?.impacts).toEqual([
      {
        from: at('2024-05-14T09:20:00'),
        to: at('2024-05-14T10:05:00'),
        durationLow: 2_700_000,
        durationHigh: 2_700_000,
        errorRate: { value: 0.25, low: 0.25, high: 0.25 },
      },
    ])
    expect(incidents[1]?.impacts.map(({ errorRate }) => errorRate)).toEqual([
      { value: 0.4, low: 0.35, high: 0.45 },
      null,
    ])
    expect(incidents[2]?.kind).toBe('maintenance')
    expect(incidents[3]?.impacts[0]?.to).toBeNull()
  })

  test('an issue tracker: doubled headers, month names, no zone', async () => {
    const { incidents, issues } = await read(sample('tracker-export.csv'), {
      timeZone: 'Europe/Berlin',
    })
    expect(incidents[0]).toMatchObject({
      id: 'OPS-7',
      title: 'Payments time out',
      text: 'First line\r\nSecond line, with a comma',
      services: ['Payments'],
      severity: 'critical',
      flags: ['tz-assumed'],
    })
    expect(incidents[0]?.impacts[0]?.from).toBe(at('2025-07-14T13:42:00'))
    expect(incidents[0]?.extra).toEqual([
      ['Labels', 'outage'],
      ['Labels', 'q3'],
    ])
    expect(codes(issues)).not.toContain('duplicate-column')
    expect(issues.find(({ code }) => code === 'tz-assumed')?.message).toContain('Europe/Berlin')
  })

  test('a service desk: semicolons, day first by evidence, percent by header', async () => {
    const { incidents, questions } = await read(sample('service-desk.csv'))
    expect(questions).toEqual([])
    expect(incidents.map(({ impacts }) => impacts[0]?.from)).toEqual([
      at('2023-02-28T23:50:00'),
      at('2023-04-03T08:15:00'),
      at('2023-04-05T10:00:00'),
    ])
    expect(incidents[0]?.impacts[0]?.errorRate).toEqual({ value: 0.125, low: 0.125, high: 0.125 })
    expect(incidents[1]?.impacts[0]?.errorRate).toEqual({ value: 0.02, low: 0.015, high: 0.025 })
    expect(incidents[1]?.claims).toMatchObject([
      { field: 'errorRate', approximate: true, quote: '~2', source: 'column Error %' },
    ])
    expect(incidents.map(({ cause }) => cause)).toEqual([
      'software-bug',
      'network',
      'credentials/certificates',
    ])
  })
})

describe('columns that cannot be decided', () => {
  test('the order of dates is asked, and nothing is read before the answer', async () => {
    const table = 'id,start\n1,01/02/2024 10:00\n2,03/04/2024 10:00\n'
    const open = await read(table)
    expect(open.incidents).toEqual([])
    expect(open.questions).toMatchObject([{ column: 'start', code: 'date-order' }])
    const [dayFirst, monthFirst] = open.questions[0]?.answers ?? []
    expect((await read(table, dayFirst?.assume)).incidents[0]?.impacts[0]?.from).toBe(
      at('2024-02-01T10:00:00'),
    )
    expect((await read(table, monthFirst?.assume)).incidents[0]?.impacts[0]?.from).toBe(
      at('2024-01-02T10:00:00'),
    )
  })

  test('dates that contradict each other are asked, too', async () => {
    expect(
      codes((await read('id,start\n1,25/12/2023 10:00\n2,12/25/2023 10:00\n')).questions),
    ).toEqual(['date-order'])
  })

  test('a date far down in the file decides the whole column', async () => {
    const many = Array.from({ length: 6000 }, (_, k) => `${k},01/02/2024 10:00`).join('\n')
    const { questions, incidents } = await read(`id,start\n${many}\nlast,25/12/2023 10:00\n`)
    expect(questions).toEqual([])
    expect(incidents[0]?.impacts[0]?.from).toBe(at('2024-02-01T10:00:00'))
  })

  test('error rates up to 1 under a name that says neither are asked, above 1 they are percent', async () => {
    const table = (rate: string) => `id,start,failure_rate\n1,2024-01-01T00:00:00Z,${rate}\n`
    const open = await read(table('0.5'))
    expect(codes(open.questions)).toEqual(['error-rate-unit'])
    expect(
      (await read(table('0.5'), { errorRate: 'percent' })).incidents[0]?.impacts[0]?.errorRate
        ?.value,
    ).toBe(0.005)
    expect((await read(table('5'))).incidents[0]?.impacts[0]?.errorRate?.value).toBe(0.05)
  })

  test('the unit of a length is asked unless header, start and end tell it', async () => {
    expect(codes((await read('id,start,duration\n1,2024-01-01T00:00:00Z,90\n')).questions)).toEqual(
      ['duration-unit'],
    )
    const named = await read('id,start,duration (in mins.)\n1,2024-01-01T00:00:00Z,90\n')
    expect(named.incidents[0]?.impacts[0]).toMatchObject({ to: at('2024-01-01T01:30:00') })
    expect(named.incidents[0]?.flags).toEqual(['end-from-duration'])
    const agreed = await read(
      'id,start,end,duration\n1,2024-01-01T00:00:00Z,2024-01-01T01:30:00Z,90\n2,2024-01-01T00:00:00Z,,30\n',
    )
    expect(agreed.incidents[1]?.impacts[0]?.to).toBe(at('2024-01-01T00:30:00'))
  })
})

describe('the zone a header states', () => {
  const timeZone = 'America/New_York'

  test.each([
    ['start (CET)', '2024-01-15 10:00', '2024-01-15T09:00:00'],
    ['start (CET)', '45306.5', '2024-01-15T11:00:00'],
    // Where the reporting zone has no such hour.
    ['start (CET)', '2024-03-10 02:30', '2024-03-10T01:30:00'],
    ['start (CET)', '2024-01-15', '2024-01-14T23:00:00'],
    ['start (PT)', '2024-07-15 10:00', '2024-07-15T17:00:00'],
    ['start (UTC+02:00)', '2024-01-15 10:00', '2024-01-15T08:00:00'],
    ['Start UTC-5', '2024-01-15 10:00', '2024-01-15T15:00:00'],
    ['Opened [GMT+0530]', '2024-01-15 10:00', '2024-01-15T04:30:00'],
    ['opened (+01:00)', '2024-01-15 10:00', '2024-01-15T09:00:00'],
    ['start (Europe/Berlin)', '2024-07-15 10:00', '2024-07-15T08:00:00'],
    ['start (CET)', '2024-01-15 10:00 UTC', '2024-01-15T10:00:00'],
  ])('%s: %s is %s', async (header, cell, expected) => {
    const { incidents, issues } = await read(`id,${header}\n1,${cell}\n`, { timeZone })
    expect(incidents[0]?.impacts[0]?.from).toBe(at(expected))
    expect(codes(issues)).not.toContain('tz-assumed')
  })
})

describe('records', () => {
  const header = 'id,title,start,end\n'
  const good = '1,a,2024-01-01T00:00:00Z,2024-01-01T01:00:00Z\n'

  test.each([
    ['2,b,2024-01-01T02:00:00Z,2024-01-01T01:00:00Z', 'end-before-start'],
    ['2,b,last week,2024-01-01T01:00:00Z', 'unreadable-date'],
    ['2,b,2024-02-30,', 'no-such-day'],
    ['2,b,,2024-01-01T01:00:00Z', 'missing-start'],
    ['2,b,2024-01-01T00:00:00Z,11:00', 'unreadable-date'],
    ['2,b,2024-01-01T00:00:00Z', 'ragged-row'],
    ['2,b,c,2024-01-01T00:00:00Z,2024-01-01T01:00:00Z', 'ragged-row'],
    ['id,title,start,end', 'repeated-header'],
    ['2,"say \\"hi\\" to",2024-01-01T00:00:00Z,', 'stray-quote'],
    ['2,b\0b,2024-01-01T00:00:00Z,', 'nul-bytes'],
    [`2,${'x'.repeat(1_048_577)},2024-01-01T00:00:00Z,`, 'cell-too-long'],
  ])('%.40s is rejected as %s, the others are read', async (row, code) => {
    const { incidents, rejected } = await read(`${header}${good}${row}\n${good.replace('1', '3')}`)
    expect(incidents.map(({ id, source }) => [id, source.row])).toEqual([
      ['1', 1],
      ['3', 3],
    ])
    expect(rejected).toMatchObject([{ row: 2, code }])
    expect(rejected[0]?.message).toContain('record 2')
    expect(rejected[0]?.raw.length).toBeLessThanOrEqual(502)
  })

  test('an end over midnight without a day of its own gets its repair offered', async () => {
    const { rejected } = await read(
      'date,start time,end time\n2024-01-01,23:30,00:15\n2024-01-02,10:00,11:00\n',
      { timeZone: 'UTC' },
    )
    expect(rejected[0]?.message).toContain('the day after')
  })

  test('a day and a time in columns of their own are put together', async () => {
    const { incidents } = await read('date,start time,end time\n2024-01-02,10:00,11:00\n')
    expect(incidents[0]?.impacts[0]).toMatchObject({
      from: at('2024-01-02T10:00:00'),
      to: at('2024-01-02T11:00:00'),
    })
  })

  test('words for "not over yet" leave the end open, and equal times are zero-length', async () => {
    const { incidents } = await read(
      `${header}1,a,2024-01-01T00:00:00Z,ongoing\n2,b,2024-01-01T00:00:00Z,9999-12-31T00:00:00Z\n3,c,2024-01-01T00:00:00Z,2024-01-01T00:00:00Z\n`,
    )
    expect(incidents.map(({ impacts }) => impacts[0]?.to)).toEqual([
      null,
      null,
      at('2024-01-01T00:00:00'),
    ])
    expect(incidents[2]?.flags).toEqual(['zero-length'])
  })

  test('days without a time bound the length of the impact', async () => {
    const { incidents } = await read(`${header}1,a,2024-01-01,2024-01-02\n`)
    expect(incidents[0]?.impacts[0]).toMatchObject({ durationLow: 0, durationHigh: 2 * 86_400_000 })
    expect(incidents[0]?.flags).toEqual(['tz-assumed', 'day-precision'])
  })

  test('an end and a length that disagree are a conflict, the range holds both', async () => {
    const { incidents } = await read(
      'id,start,end,duration_minutes\n1,2024-01-01T00:00:00Z,2024-01-01T01:00:00Z,75\n2,2024-01-01T00:00:00Z,2024-01-01T01:00:20Z,60\n',
    )
    expect(incidents[0]?.conflicts).toMatchObject([
      {
        kind: 'duration-disagreement',
        chosen: 0,
        claims: [{ field: 'interval' }, { field: 'duration', value: 4_500_000 }],
      },
    ])
    expect(incidents[0]?.impacts[0]).toMatchObject({
      to: at('2024-01-01T01:00:00'),
      durationLow: 3_600_000,
      durationHigh: 4_500_000,
    })
    expect(incidents[1]?.conflicts).toEqual([])
  })

  test('words that are not known are kept and told once with their count', async () => {
    const { incidents, issues } = await read(
      'id,start,severity,region\n1,2024-01-01T00:00:00Z,weird,eu\n2,2024-01-01T00:00:00Z,weird,\n',
    )
    expect(incidents[0]).toMatchObject({
      severity: null,
      extra: [
        ['region', 'eu'],
        ['severity', 'weird'],
      ],
    })
    expect(issues).toMatchObject([{ code: 'severity-unknown', field: 'severity', row: null }])
    expect(issues[0]?.message).toContain('2 records')
  })

  test('impacts that are no outage give the kind', async () => {
    const { incidents } = await read(
      'id,start,impact\n1,2024-01-01T00:00:00Z,none\n2,2024-01-01T00:00:00Z,maintenance\n',
    )
    expect(incidents.map(({ kind }) => kind)).toEqual(['informational', 'maintenance'])
  })

  test('the same time from resolution where there is no end, and from closing where it is empty', async () => {
    const { incidents } = await read(
      'id,opened,resolved,closed\n1,2024-01-01T00:00:00Z,2024-01-01T01:00:00Z,2024-01-01T02:00:00Z\n2,2024-01-01T00:00:00Z,,2024-01-01T02:00:00Z\n',
    )
    expect(incidents[0]?.impacts[0]?.to).toBe(at('2024-01-01T01:00:00'))
    expect(incidents[0]?.milestones.resolvedAt).toBe(at('2024-01-01T01:00:00'))
    expect(incidents[0]?.extra).toEqual([['closed', '2024-01-01T02:00:00Z']])
    expect(incidents[1]?.impacts[0]?.to).toBe(at('2024-01-01T02:00:00'))
    expect(incidents[1]?.flags).toEqual(['end-fallback'])
  })

  test('columns named like parts of objects are columns', async () => {
    const { incidents } = await read('__proto__,constructor,id,start\n1,2,3,2024-01-01T00:00:00Z\n')
    expect(incidents[0]?.extra).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ])
  })

  test('damaged bytes reject their record only', async () => {
    const bytes = new Uint8Array([
      ...new TextEncoder().encode(`${header}${good}2,b`),
      0xc0,
      0xaf,
      ...new TextEncoder().encode(',2024-01-01T00:00:00Z,\n'),
    ])
    const { incidents, rejected } = await read(bytes)
    expect(incidents).toHaveLength(1)
    expect(codes(rejected)).toEqual(['bad-bytes'])
  })
})

describe('tables', () => {
  test('titles above the header and a separator line are passed over', async () => {
    expect(
      (await read('Incident report\nmade 2024-01-01\n\nid,start\n1,2024-01-01T00:00:00Z\n'))
        .incidents,
    ).toHaveLength(1)
    expect((await read('sep=;\r\nid;start\r\n1;2024-01-01T00:00:00Z\r\n')).incidents).toHaveLength(
      1,
    )
  })

  test('a mapping names columns that no alias knows', async () => {
    const table = 'Wann,Bis,Was\n2024-01-01T00:00:00Z,2024-01-01T01:00:00Z,x\n'
    await expect(read(table)).rejects.toThrow(/Wann, Bis, Was/)
    const { incidents } = await read(table, { map: { start: 'Wann', end: 'Bis', title: 'Was' } })
    expect(incidents[0]).toMatchObject({ title: 'x' })
  })

  test.each([
    ['a header alone', 'id,title,start\n'],
    ['no header', 'INC-1,Checkout,2024-01-01T00:00:00Z\n'],
    ['one column', 'incident\nfoo\n'],
    ['a page', '<!DOCTYPE html><html><body>Sign in</body></html>'],
    ['JSON', '[{"id":"1","start":"2024-01-01"}]'],
    [
      'a quote that never closes',
      'id,title,start\n1,ok,2024-01-01\n2,"broken,2024-01-02\n3,ok,2024-01-03\n',
    ],
    [
      'too many columns',
      `id,start,${Array.from({ length: 3000 }, (_, k) => `c${k}`).join(',')}\n1,2\n`,
    ],
  ])('%s is refused with a hint', async (_, text) => {
    const thrown = await read(text).catch((error: Error) => error)
    expect(thrown).toBeInstanceOf(UserError)
    expect((thrown as UserError).hint).not.toBe('')
  })

  test('the name of a file does not change how sure the format is', () => {
    const head = 'id,start\n1,2024-01-01T00:00:00Z\n'
    expect(csv.sniff(head, 'a.csv')).toBe(csv.sniff(head, 'b.json'))
    expect(
      csv.sniff('Posted Dec 16, 2022 - 18:00 EST\n\nAll is well, we think.\n', 'a.csv'),
    ).toBeLessThan(0.2)
  })
})
