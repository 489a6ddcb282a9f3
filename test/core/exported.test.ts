import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csv } from '../../src/core/formats/csv'
import { runsAsFormula } from '../../src/core/csv/own-cells'
import { countedRows, exportedText, type ExportKind } from '../../src/core/exported'
import { spanStarts } from '../../src/core/frame-reader'
import { importFiles } from '../../src/core/import'
import type { Incident } from '../../src/core/incident'
import { defaultSettings } from '../../src/core/settings'
import { blockSize, unpackText, type TextBlock } from '../../src/core/text-block'
import type { Frame } from '../../src/core/frame'
import { exactly, framed, incidentAt } from '../support/incidents'
import { awkwardText, wholeIncident } from '../support/whole-incident'

const head = {
  schema: 'faultline/snapshot',
  version: 1,
  title: 'A log',
  asOf: 0,
  settings: defaultSettings,
  batches: [],
} as const

function sourceOf({ frame, blocks }: { frame: Frame; blocks: readonly TextBlock[] }) {
  let reads = 0
  return {
    frame,
    ids: unpackText(frame.ids),
    starts: spanStarts(frame),
    readBlock: async (row: number) => {
      reads++
      return blocks[Math.floor(row / blockSize)]!
    },
    reads: () => reads,
  }
}

async function textOf(
  source: ReturnType<typeof sourceOf>,
  as: ExportKind,
  rows = countedRows(source.frame),
): Promise<string> {
  const pieces: string[] = []
  for await (const piece of exportedText(source, rows, as, head)) pieces.push(piece)
  return pieces.join('')
}

async function imported(text: string) {
  const blocks: TextBlock[] = []
  const read = await importFiles(
    [
      {
        name: 'again',
        size: text.length,
        head: text.slice(0, 65_536),
        encoding: 'utf-8',
        async *chunks() {
          yield text
        },
        text: async () => text,
      },
    ],
    { assume: {}, now: Date.UTC(2030, 0), onBlock: (block) => blocks.push(block) },
  )
  return { ...read, blocks }
}

function withIds(incidents: readonly Incident[]): Incident[] {
  return [...new Map(incidents.map((incident) => [incident.id, incident])).values()]
}

test('what was exported and imported is exported the same again', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(wholeIncident(), { maxLength: 6 }).map(withIds),
      async (incidents) => {
        const first = await textOf(sourceOf(framed(incidents)), 'json')
        const { rejected, ...again } = await imported(first)
        expect(rejected).toEqual([])
        expect(await textOf(sourceOf(again), 'json')).toBe(first)
      },
    ),
    { numRuns: 100 },
  )
})

test('an export holds every field of every incident', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(wholeIncident(), { maxLength: 4 }).map(withIds),
      async (incidents) => {
        const source = sourceOf(framed(incidents))
        expect(JSON.parse(await textOf(source, 'json'))).toEqual({
          ...head,
          incidents: JSON.parse(JSON.stringify(incidents)),
        })
      },
    ),
    { numRuns: 100 },
  )
})

test('incidents of several blocks are exported in the order asked for, each block read but once a window', async () => {
  const many = Array.from({ length: 8_200 }, (_, i) =>
    incidentAt('2024-01-01 10:00', '2024-01-01 10:05', { id: `n${i}` }),
  )
  const source = sourceOf(framed(many))
  const rows = countedRows(source.frame).reverse()
  const { incidents } = JSON.parse(await textOf(source, 'json', rows)) as { incidents: Incident[] }
  expect(incidents.map(({ id }) => id)).toEqual(many.map(({ id }) => id).reverse())
  expect(source.reads()).toBe(2)
  const again = await imported(await textOf(source, 'json', rows))
  expect(again.frame.incidents.count).toBe(8_200)
})

test('a record that another one replaced is not exported', async () => {
  const one = incidentAt('2024-01-01 10:00', null, { id: 'x', title: 'Before' })
  const source = sourceOf(framed([one, { ...one, title: 'After' }]))
  const { incidents } = JSON.parse(await textOf(source, 'json')) as { incidents: Incident[] }
  expect(incidents.map(({ title }) => title)).toEqual(['After'])
})

test('in CSV for spreadsheets no cell runs as a formula, under one header', async () => {
  const titles = ['=1+1', '+cmd|calc', '@SUM(A1)', '-2+3', '\t=1', ' =1', 'a\n=1', '＝1']
  const source = sourceOf(
    framed(titles.map((title) => incidentAt('2024-01-01 10:00', null, { title }))),
  )
  const text = await textOf(source, 'spreadsheet')
  expect(text.startsWith('\uFEFF"id"')).toBe(true)
  expect(text.split('"id"')).toHaveLength(2)
  const cells = [...text.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell = '']) => cell)
  expect(cells).toContain("'=1+1")
  const running = cells.filter((cell) => runsAsFormula(cell))
  expect(running).toHaveLength(titles.length)
  expect(running.filter((cell) => !cell.startsWith("'"))).toEqual([])
})

test.each(['csv', 'spreadsheet'] as const)('%s is exported the same again', async (kind) => {
  await fc.assert(
    fc.asyncProperty(fc.array(awkwardText(), { minLength: 1, maxLength: 5 }), async (titles) => {
      const incidents = titles.map((title, i) =>
        incidentAt('2024-01-01 10:00', '2024-01-01 10:05', {
          id: `n${i}`,
          title,
          errorRate: exactly(0.25),
        }),
      )
      const text = await textOf(sourceOf(framed(incidents)), kind)
      expect(csv.sniff(text, '')).toBeGreaterThan(0)
      const again = await imported(text)
      expect(again.rejected).toEqual([])
      expect(await textOf(sourceOf(again), kind)).toBe(text)
    }),
    { numRuns: 50 },
  )
})

test('an export of nothing is a file of its own kind', async () => {
  const source = sourceOf(framed([]))
  expect(JSON.parse(await textOf(source, 'json'))).toEqual({ ...head, incidents: [] })
  expect((await textOf(source, 'csv')).split('\r\n')).toHaveLength(2)
})
