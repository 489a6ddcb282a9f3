import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { FrameBuilder } from '../../src/core/frame-builder'
import { frameFaults } from '../../src/core/frame-faults'
import { importFiles } from '../../src/core/import'
import { openInput } from '../../src/core/input'
import type { TextBlock } from '../../src/core/text-block'

const samples = new URL('../../data/samples/', import.meta.url)
const tables = readdirSync(samples, { recursive: true, encoding: 'utf8' }).filter((name) =>
  /\.(?:csv|tsv)$/.test(name),
)

/** What an import makes of a file, from its bytes where a format can, or from its text alone. */
async function imported(content: Uint8Array, from: 'bytes' | 'text', size?: number) {
  const { bytes, ...input } = await openInput({
    name: 'table.csv',
    size: content.length,
    async *open() {
      yield content
    },
  })
  // Left to itself a small file comes in one piece.
  async function* pieces() {
    for (let at = 0; size && at < content.length; at += size) {
      const piece = content.slice(at, at + size)
      yield { bytes: piece, ascii: piece.every((byte) => byte < 128) }
    }
  }
  const blocks: TextBlock[] = []
  const read = await importFiles(
    [from === 'bytes' && bytes ? { ...input, bytes: size ? pieces : bytes } : input],
    {
      assume: { dates: 'day-first', errorRate: 'ratio', duration: 'minutes' },
      now: Date.UTC(2026, 0, 1),
      onBlock: (block) => blocks.push(block),
    },
  ).catch((error: unknown) => String(error))
  return { read, blocks }
}

test.each(tables)('%s is the same from its bytes and from its text', async (name) => {
  const content = readFileSync(new URL(name, samples))
  expect(await imported(content, 'bytes')).toEqual(await imported(content, 'text'))
})

const cell = fc.oneof(
  fc.constantFrom(
    'INC-1',
    'INC-2',
    'Größe',
    '',
    ' ',
    'the database failed over, due to a bad deploy',
    'a "quoted" word\nand a certificate that expired 2024-03-02. We apologize.',
    '😀 network',
    'critical',
    'service-1;service-2',
    '0.25',
    'unread',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
)
const instants = ['2024-03-02T10:00:00Z', '2024-03-02T11:30:00Z', '2024-03-02 12:00', '']
const instant = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...instants) }, cell)
const record = fc.tuple(cell, cell, cell, cell, cell, instant, instant, cell, cell)
const header = 'id,title,text,services,severity,start_utc,end_utc,error_rate,owner'

test('any table is the same from its bytes, in pieces of any size, and from its text', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 200 }),
      async (rows, size) => {
        const lines = rows.map((cells) =>
          cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(','),
        )
        const content = new TextEncoder().encode([header, ...lines, ''].join('\n'))
        expect(await imported(content, 'bytes', size)).toEqual(await imported(content, 'text'))
      },
    ),
  )
})

/** Cells such as most tables hold, and now and then one that makes its record unusual. */
const plainly = (usual: readonly string[], unusual: readonly string[] = []) =>
  fc.oneof(
    { weight: 24, arbitrary: fc.constantFrom(...usual) },
    { weight: unusual.length > 0 ? 3 : 0, arbitrary: fc.constantFrom(...unusual, '') },
    { weight: 1, arbitrary: fc.constantFrom('', ' ', 'unread', 'n/a', 'é') },
  )
const columns = {
  id: fc.oneof({ weight: 30, arbitrary: fc.nat().map((n) => `INC-${n}`) }, plainly(['INC-1'])),
  title: plainly(
    ['Outage of the API', 'Slow queries in the database', 'Certificate expired'],
    ['Ausfall in Zürich', 'It was a bad "deploy"'],
  ),
  text: plainly(
    ['A config change broke it.', 'no words', '', 'Größe, "as reported"\nby customers'],
    ['The network failed because of a bad deploy and an expired certificate.'],
  ),
  services: plainly(['API', 'Web', 'Login'], ['API; Web']),
  severity: plainly(['critical', 'major', 'minor'], ['maintenance', 'info']),
  cause: plainly(['network', 'bad deploy', ''], ['x'.repeat(90)]),
  type: plainly(['incident', 'outage'], ['maintenance', 'change', 'up']),
  start_utc: plainly(
    ['2024-03-02T10:00:00Z', '2024-03-03T00:00:00Z'],
    ['2024-03-02 10:00', '2031-01-01T00:00:00Z', '2024-03-05T00:00:00Z'],
  ),
  end_utc: plainly(
    ['2024-03-04T11:30:00Z', '2024-03-04T11:30Z', ''],
    ['2024-03-03T00:00:00Z', '2024-03-02T10:00:00.000Z'],
  ),
  error_rate: plainly(['0.25', '0.5', '12 %'], ['~0.1', '<5%', '1.5']),
  detected_utc: plainly(['2024-03-02T10:05:00Z', ''], ['2024-03-02 10:05']),
  resolved_utc: plainly(['2024-03-04T11:30:00Z', ''], ['2024-03-04 11:30', 'yes']),
  status: plainly(['resolved', 'open', 'closed'], ['cancelled', 'no idea']),
  team: plainly(['blue', 'red', 'a "b", c', 'Größe']),
  'owner group': plainly(['', 'ops']),
}
const names = Object.keys(columns) as (keyof typeof columns)[]
const needed = ['id', 'start_utc', 'end_utc']

test('a plain table is the same from its bytes, read by columns, and from its text', async () => {
  const addPlain = vi.spyOn(FrameBuilder.prototype, 'addPlain')
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(names, { minLength: 2 }),
      fc.array(fc.record(columns), { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 40, max: 3000 }),
      async (some, rows, size) => {
        const order = [...some, ...needed.filter((name) => !some.includes(name as 'id'))]
        const lines = rows.map((row) =>
          order
            .map((name) => row[name as 'id'])
            .map((text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text))
            .join(','),
        )
        const content = new TextEncoder().encode([order.join(','), ...lines, ''].join('\n'))
        expect(await imported(content, 'bytes', size)).toEqual(await imported(content, 'text'))
      },
    ),
  )
  const taken = addPlain.mock.results.map(({ value }, at) => value - addPlain.mock.calls[at]![1])
  expect(taken.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(100)
  addPlain.mockRestore()
})

test('days in place of times are told of, however their rows were read', async () => {
  const lines = Array.from({ length: 20 }, (_, n) => {
    const day = String(n + 1).padStart(2, '0')
    return `INC-${n},2024-03-${day}T00:00:00Z,2024-04-${day}T00:00:00Z`
  })
  const content = new TextEncoder().encode(['id,start_utc,end_utc', ...lines].join('\n'))
  const issues = expect.arrayContaining([expect.objectContaining({ code: 'all-midnight' })])
  expect((await imported(content, 'bytes')).read).toMatchObject({ issues })
  expect(await imported(content, 'bytes', 64)).toEqual(await imported(content, 'text'))
  const timed = new TextEncoder().encode(
    ['id,start_utc,end_utc', ...lines, 'INC-99,2024-03-01T10:00:00Z,2024-03-02T00:00:00Z'].join(
      '\n',
    ),
  )
  expect(await imported(timed, 'bytes')).toEqual(await imported(timed, 'text'))
  expect((await imported(timed, 'bytes')).read).not.toMatchObject({ issues })
})

test('what goes on has no length, also beside a file whose lengths are in dispute', async () => {
  const open = 'id,start_utc,end_utc\nA,2024-03-02T10:00:00Z,\n'
  const disputed = 'id,start,end,duration_minutes\nB,2024-03-02T10:00:00Z,2024-03-02T11:00:00Z,90\n'
  const inputs = [open, disputed].map((text, at) => {
    const bytes = new TextEncoder().encode(text)
    return openInput({
      name: `${at}.csv`,
      size: bytes.length,
      async *open() {
        yield bytes
      },
    })
  })
  const now = Date.UTC(2026, 0, 1)
  const { frame } = await importFiles(await Promise.all(inputs), {
    assume: {},
    now,
    onBlock: () => undefined,
  })
  expect(frameFaults(frame)).toEqual([])
  expect([...(frame.spans.durationLow ?? [])]).toEqual([0, 3_600_000])
  expect([...(frame.spans.durationHigh ?? [])]).toEqual([0, 5_400_000])
})

test('what is told of the times of tickets does not depend on how they were read', async () => {
  const table = [
    'Summary,Issue key,Issue Type,Created,Resolved,Custom field (Impact start)',
    'Slow,OPS-1,Incident,2024-03-02T10:00:00Z,2024-03-02T11:00:00Z,',
    'Down,OPS-2,Incident,2024-03-03T10:00:00Z,2024-03-03T11:00:00Z,2024-03-03T09:50:00Z',
  ].join('\n')
  const { read } = await imported(new TextEncoder().encode(table), 'bytes')
  expect(read).toMatchObject({
    issues: expect.arrayContaining([expect.objectContaining({ code: 'ticket-times' })]),
  })
})
