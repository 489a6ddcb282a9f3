import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { statuspageCsv } from '../../../src/core/formats/statuspage-csv'
import { recognisedFormat } from '../../../src/core/import'
import type { Incident } from '../../../src/core/incident'
import { openInput } from '../../../src/core/input'

const at = (iso: string) => Date.parse(`${iso}Z`)
const text = readFileSync(
  new URL('../../../data/samples/statuspage-csv/pages.csv', import.meta.url),
  'utf8',
)

function opened(table: string) {
  const bytes = new TextEncoder().encode(table)
  return openInput({
    name: 'pages.csv',
    size: bytes.length,
    async *open() {
      yield bytes
    },
  })
}

async function read(table: string) {
  const incidents: Incident[] = []
  const rejected: { row: number; code: string; message: string }[] = []
  await statuspageCsv.read(
    await opened(table),
    {
      incident: (incident) => incidents.push(incident),
      reject: (row, code, message) => rejected.push({ row, code, message }),
      issue: () => undefined,
      ask: () => undefined,
    },
    { assume: {}, now: Date.UTC(2026, 0, 1) },
  )
  return { incidents, rejected }
}

test('a table of pages is recognised by its headers', async () => {
  expect(recognisedFormat(await opened(text))).toBe(statuspageCsv)
  expect(statuspageCsv.sniff('id,updates\n1,[]\n', 'a.csv')).toBe(0)
})

test('every cell of posts is a page of its own', async () => {
  const { incidents, rejected } = await read(text)
  expect(rejected).toEqual([])
  expect(incidents[0]).toMatchObject({
    id: 'k3v9p2m4x7qd',
    title: 'Uploads fail in the web app',
    services: ['Web app'],
    severity: 'major',
    kind: 'incident',
    page: { from: at('2024-03-14T16:48:00'), to: at('2024-03-14T18:02:00') },
    source: { url: 'https://status.example.com/incidents/k3v9p2m4x7qd', row: 1 },
  })
  expect(incidents[0]?.updates.map(({ status }) => status)).toEqual([
    'Investigating',
    'Monitoring',
    'Resolved',
  ])
})

test('an impact of none and a maintenance are no incidents, a stated time of impact counts', async () => {
  const { incidents } = await read(text)
  expect(incidents.map(({ kind }) => kind)).toEqual(['incident', 'informational', 'maintenance'])
  expect(incidents[1]?.impacts[0]).toMatchObject({
    from: at('2024-03-10T18:05:00'),
    to: at('2024-03-10T18:20:00'),
  })
})

test('quotes of claims stand where they say in the text', async () => {
  const { incidents } = await read(text)
  const claims = incidents.flatMap(({ claims: list, text: whole }) =>
    list.map((claim) => ({ ...claim, found: whole.slice(claim.charStart, claim.charEnd) })),
  )
  expect(claims.length).toBeGreaterThan(2)
  for (const { quote, found } of claims) expect(found).toBe(quote)
})

test.each([
  ['no JSON', 'soon', 'bad-json'],
  ['JSON that is no list', '{}', 'bad-json'],
  ['a list of words', '["x"]', 'bad-json'],
  ['posts without a time', '[{"Update_Title":"Resolved","Update_Body":"Done."}]', 'no-time'],
])('a cell with %s rejects its row only', async (_, cell, code) => {
  const row = `Broken,,,impact-minor,"${cell.replaceAll('"', '""')}",\n`
  const { incidents, rejected } = await read(text + row)
  expect(incidents).toHaveLength(3)
  expect(rejected).toMatchObject([{ row: 4, code }])
})
