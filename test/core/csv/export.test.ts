import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  csvTemplate,
  ownColumns,
  writeCsv,
  writeSpreadsheetCsv,
} from '../../../src/core/csv/export'
import { runsAsFormula, spreadsheetMark } from '../../../src/core/csv/own-cells'
import { parseCsv } from '../../../src/core/csv/text'
import { csv } from '../../../src/core/formats/csv'
import {
  blankIncident,
  causes,
  noMilestones,
  plainImpact,
  type Incident,
} from '../../../src/core/incident'
import { openInput } from '../../../src/core/input'

async function readBack(text: string): Promise<Incident[]> {
  const bytes = new TextEncoder().encode(text)
  const input = await openInput({
    name: 'own.csv',
    size: bytes.length,
    async *open() {
      yield bytes
    },
  })
  const found: Incident[] = []
  await csv.read(
    input,
    {
      incident: (incident) => found.push(incident),
      reject: (row, code, message) => expect.fail(`${row} ${code} ${message}`),
      issue: () => {},
      ask: ({ code }) => expect.fail(code),
    },
    { assume: {}, now: Date.UTC(2026, 0, 1) },
  )
  return found
}

const at = fc.integer({ min: Date.UTC(1995, 0, 1), max: Date.UTC(2026, 0, 1) })
const text = fc.string({ unit: fc.constantFrom(...Array.from('aÜ🚨 ,"=-5%;\n\r\t\0\''), '\r\n') })
const name = fc
  .string({ unit: fc.constantFrom('a', 'B', 'é', '-', ',', '"', ';', '|', ' '), minLength: 1 })
  .filter((one) => one.trim() === one)
const share = fc.integer({ min: 0, max: 1000 }).map((n) => n / 1000)
const rate = fc.tuple(share, share, share, fc.boolean()).map(([a, b, c, exact]) => {
  const [low, value, high] = [a, b, c].sort((x, y) => x - y) as [number, number, number]
  return exact ? { value, low: value, high: value } : { value: a > b ? value : null, low, high }
})
const impacts = fc
  .array(fc.tuple(at, fc.option(fc.integer({ min: 0, max: 1e9 })), fc.option(rate)), {
    minLength: 1,
    maxLength: 3,
  })
  .map((list) =>
    list.map(([from, length, errorRate]) =>
      plainImpact(from, length === null ? null : from + length, errorRate),
    ),
  )
  .map((list) => list.sort((a, b) => a.from - b.from))
const word = fc.option(fc.constantFrom('a release', 'expired key'))

const incident: fc.Arbitrary<Incident> = fc
  .record({
    id: fc.string({ unit: fc.constantFrom('A', '1', '-'), minLength: 1 }),
    kind: fc.constantFrom('incident', 'maintenance', 'informational'),
    services: fc.array(name, { maxLength: 3 }),
    title: text,
    text,
    severity: fc.option(fc.constantFrom('critical', 'major', 'minor')),
    cause: fc.option(fc.constantFrom(...causes, 'our own label')),
    trigger: word,
    attribution: fc.option(fc.constantFrom('ours', 'vendor', 'customer')),
    impacts,
    detectedAt: fc.option(at),
    mitigatedAt: fc.option(at),
    resolvedAt: fc.option(at),
  })
  .map(({ detectedAt, mitigatedAt, resolvedAt, ...fields }) => ({
    ...blankIncident({ file: 'own.csv', row: 1, format: 'csv' }),
    ...fields,
    milestones: { ...noMilestones, detectedAt, mitigatedAt, resolvedAt },
  }))

const held = ({ flags: _flags, source: _source, ...rest }: Incident) => rest

describe('our own CSV', () => {
  test('every incident is read back as it was written, exactly or for spreadsheets', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(incident, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(writeCsv, writeSpreadsheetCsv),
        async (incidents, write) => {
          const written = write(incidents)
          const read = await readBack(written)
          expect(read.map(held)).toEqual(incidents.map(held))
          expect(read.map(({ source }) => source.row)).toEqual(incidents.map((_, k) => k + 1))
          expect(write(read)).toBe(written)
        },
      ),
    )
  })

  test('an incident without a time of impact is kept', async () => {
    const quiet = {
      ...blankIncident({ file: '', row: 1, format: 'csv' }),
      id: '1',
      title: 'Something',
    }
    expect((await readBack(writeCsv([quiet])))[0]).toMatchObject({
      title: 'Something',
      impacts: [],
    })
  })

  test('the template is read without a question', async () => {
    const [sample] = await readBack(csvTemplate())
    expect(sample).toMatchObject({
      services: ['Checkout', 'Payments'],
      severity: 'major',
      flags: [],
    })
  })
})

describe('the CSV for spreadsheets', () => {
  test.each([
    '=1+1',
    '+1+1',
    '-1+1',
    '@SUM(A1)',
    '\t=1',
    ' =1',
    '\u00a0=1',
    '\u200b=1',
    '＝1+1',
    '＠x',
    '|cmd',
    '%0A=1',
    '"=1',
    "'=1",
    'a,=1+1',
    'a\n=1',
    '-',
    '\0=1',
    'DDE("cmd")',
  ])('%j is neutralised', (title) => {
    expect(runsAsFormula(title)).toBe(true)
    const written = writeSpreadsheetCsv([
      { ...blankIncident({ file: '', row: 1, format: 'csv' }), id: '1', title },
    ])
    expect(parseCsv(written, { delimiter: ',', bareCr: false })[1]?.[3]).toBe(`'${title}`)
  })

  test.each(['-5', '+3', '-5.25', '-1e3', '−5', '-5%', 'Checkout down', 'a = b', ''])(
    '%j stays as it is',
    (title) => {
      expect(runsAsFormula(title)).toBe(false)
    },
  )

  test('a long text is judged in linear time', () => {
    for (const text of [
      `${'1'.repeat(500_000)}x`,
      `a${'\n'.repeat(500_000)}`,
      ', '.repeat(250_000),
    ])
      expect(runsAsFormula(text)).toBe(false)
  })

  test('numbers stay numbers and texts are quoted', () => {
    const [from, to] = [Date.UTC(2024, 0, 1), Date.UTC(2024, 0, 2)]
    const one = {
      ...blankIncident({ file: '', row: 1, format: 'csv' }),
      id: '7',
      title: 'a',
      impacts: [plainImpact(from, to, { value: 0.5, low: 0.5, high: 0.5 })],
    }
    const lines = writeSpreadsheetCsv([one]).split('\r\n')
    expect(lines[0]).toBe([...ownColumns, spreadsheetMark].map((column) => `"${column}"`).join(','))
    expect(lines[1]).toContain(',0.5,')
  })
})
