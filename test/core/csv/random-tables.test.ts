import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnHashes, rowHashes, textHashes } from '../../../src/core/row-hashes'
import { UserError } from '../../../src/core/issue'
import { importBytes, type ImportedBytes } from '../../support/import-bytes'

const minute = 60_000
/** A whole import per case takes its time. */
const few = { numRuns: Math.ceil((fc.readConfigureGlobal().numRuns ?? 500) / 4) }

/** What a record says, as its cells are written under each spelling. */
interface Facts {
  readonly id: string
  readonly title: string
  readonly start: number
  readonly minutes: number
  readonly severity: 'critical' | 'major' | 'minor'
  readonly service: string
  readonly cause: string
  readonly permille: number
  readonly detected: number
  readonly region: string
  readonly team: string
}

type Spelling = readonly [words: string, cell: (facts: Facts) => string]

const iso = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z')
const spaced = (at: number) => iso(at).replace('T', ' ').replace('Z', '')
const end = ({ start, minutes }: Facts) => start + minutes * minute

/** Header words of each column, apart by blanks, with how the program that uses them writes the cell. */
const spellings: Readonly<Record<string, readonly Spelling[]>> = {
  id: ['id', 'incident id', 'number', 'key', 'reference'].map((words) => [words, ({ id }) => id]),
  title: ['title', 'short description', 'name', 'incident title'].map((words) => [
    words,
    ({ title }) => title,
  ]),
  start: [
    ...['start', 'started at', 'opened on', 'created at', 'impact start', 'begin'].map(
      (words): Spelling => [words, ({ start }) => iso(start)],
    ),
    ['start utc', ({ start }) => spaced(start)],
    ['opened at (UTC+2)', ({ start }) => spaced(start + 120 * minute)],
    ['start time', ({ start }) => String(start / 1000)],
  ],
  end: [
    ...['end', 'ended at', 'resolved on', 'closed at', 'recovered'].map((words): Spelling => [
      words,
      (facts) => iso(end(facts)),
    ]),
    ['resolved utc', (facts) => spaced(end(facts))],
  ],
  length: [
    ['duration (in mins.)', ({ minutes }) => String(minutes)],
    ['duration minutes', ({ minutes }) => String(minutes)],
    ['seconds to resolve', ({ minutes }) => String(minutes * 60)],
    ['downtime', ({ minutes }) => `${minutes} min`],
    ['ttr', ({ minutes }) => `PT${minutes}M`],
  ],
  severity: [
    ['severity', ({ severity }) => severity],
    ['priority', ({ severity }) => `P${['critical', 'major', 'minor'].indexOf(severity) + 1}`],
    ['sev', ({ severity }) => severity.toUpperCase()],
  ],
  service: ['service', 'service name', 'component', 'affected', 'cmdb ci'].map((words) => [
    words,
    ({ service }) => service,
  ]),
  cause: ['cause', 'root cause', 'cause category', 'resolution code'].map((words) => [
    words,
    ({ cause }) => cause,
  ]),
  rate: [
    ['error rate', ({ permille }) => String(permille / 1000)],
    ['error %', ({ permille }) => String(permille / 10)],
    ['failure rate', ({ permille }) => `${permille / 10} %`],
  ],
  detected: [
    ['detected at', ({ detected }) => iso(detected)],
    ['detected utc', ({ detected }) => spaced(detected)],
  ],
  region: [['region', ({ region }) => region]],
  team: [['on-call team', ({ team }) => team]],
}

const text = fc
  .string({ unit: fc.constantFrom(...Array.from('aZ é決🚨,;|"\t\n'), '\r\n'), maxLength: 8 })
  .map((middle) => `x${middle}x`)
const word = fc.constantFrom('eu', 'us', 'blue, red', 'größer')
const facts: fc.Arbitrary<Facts> = fc.record({
  id: fc.nat(1e6).map((n) => `INC-${n}`),
  title: text,
  start: fc
    .integer({ min: Date.UTC(2010, 0, 1) / minute, max: Date.UTC(2025, 0, 1) / minute })
    .map((at) => at * minute),
  minutes: fc.integer({ min: 2, max: 5000 }),
  severity: fc.constantFrom('critical', 'major', 'minor'),
  service: fc.constantFrom('Checkout', 'Sign-in', 'Zahlung, Karte'),
  cause: fc.constantFrom('network', 'config', 'our own label'),
  permille: fc.integer({ min: 0, max: 1000 }),
  detected: fc
    .integer({ min: Date.UTC(2010, 0, 1) / minute, max: Date.UTC(2025, 0, 1) / minute })
    .map((at) => at * minute),
  region: word,
  team: word,
})
const records = fc.uniqueArray(facts, { minLength: 1, maxLength: 5, selector: ({ id }) => id })

/** The words of a header as some program writes them. Those with signs or units of their own keep them. */
function written(words: string, style: number): string {
  const cased = [
    words,
    words.toUpperCase(),
    words.replace(/\b[a-z]/g, (letter) => letter.toUpperCase()),
  ][style % 3]!
  if (/[^a-z ]/.test(words)) return cased
  const camel = words.replace(/ ([a-z])/g, (_, letter: string) => letter.toUpperCase())
  return [cased, cased.replaceAll(' ', '_'), cased.replaceAll(' ', '-'), camel, ` ${cased}: `][
    style % 5
  ]!
}

const names = Object.keys(spellings)
const choices = fc.array(fc.nat(), { minLength: names.length, maxLength: names.length })

/** Which columns there are, and how each header and its cells are spelled. */
const columnsOf = fc
  .record({
    // Start with an end or a length; the others may be there.
    ends: fc.constantFrom(['end'], ['length'], ['end', 'length']),
    others: fc.subarray(['severity', 'service', 'cause', 'rate', 'detected', 'region', 'team']),
    spelling: choices,
    style: choices,
  })
  .map(({ ends, others, spelling, style }) =>
    ['id', 'title', 'start', ...ends, ...others].map((name) => {
      const at = names.indexOf(name)
      const known = spellings[name]!
      const [words, cell] = known[spelling[at]! % known.length]!
      return { name, header: written(words, style[at]!), cell }
    }),
  )
type Columns = typeof columnsOf extends fc.Arbitrary<infer Made> ? Made : never

/** In which order, dialect and encoding a table is written. */
const layout = fc.record({
  order: choices,
  above: fc.constantFrom('', '', 'Incidents of the year'),
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  newline: fc.constantFrom('\n', '\r\n', '\r'),
  quoteAll: fc.boolean(),
  blanks: fc.boolean(),
  lastNewline: fc.boolean(),
  encoding: fc.constantFrom('utf-8', 'utf-8 with a mark', 'utf-16le', 'utf-16be'),
  piece: fc.integer({ min: 1, max: 300 }),
})
type Layout = typeof layout extends fc.Arbitrary<infer Made> ? Made : never

function textOf(list: readonly Facts[], columns: Columns, shape: Layout): string {
  const { order, above, delimiter, newline, quoteAll, blanks, lastNewline } = shape
  const ordered = columns
    .map((column, at) => [order[at]!, column] as const)
    .sort(([a], [b]) => a - b)
    .map(([, column]) => column)
  const cell = (content: string) =>
    quoteAll || /["\r\n]|^ | $/.test(content) || content.includes(delimiter)
      ? `"${content.replaceAll('"', '""')}"`
      : content
  const lines = [
    ordered.map(({ header }) => cell(header)),
    ...list.map((one) => ordered.map((column) => cell(column.cell(one)))),
  ].map((cells) => cells.join(delimiter))
  if (above !== '') lines.unshift(above)
  return lines.join(blanks ? newline + newline : newline) + (lastNewline ? newline : '')
}

function read(source: string, { encoding, piece }: Layout) {
  return importBytes('log', encoded(source, encoding), { piece })
}

function encoded(source: string, encoding: string): Uint8Array {
  if (!encoding.startsWith('utf-16'))
    return new TextEncoder().encode(encoding === 'utf-8' ? source : `\uFEFF${source}`)
  const marked = `\uFEFF${source}`
  const view = new DataView(new ArrayBuffer(2 * marked.length))
  for (let at = 0; at < marked.length; at++)
    view.setUint16(2 * at, marked.charCodeAt(at), encoding === 'utf-16le')
  return new Uint8Array(view.buffer)
}

function expected(one: Facts, columns: Columns) {
  const has = (wanted: string) => columns.some(({ name }) => name === wanted)
  const rate = expect.closeTo(one.permille / 1000, 12) as number
  return {
    id: one.id,
    title: one.title,
    services: has('service') ? [one.service] : [],
    severity: has('severity') ? one.severity : null,
    cause: has('cause') ? one.cause : null,
    impacts: [
      {
        from: one.start,
        to: end(one),
        durationLow: one.minutes * minute,
        durationHigh: one.minutes * minute,
        errorRate: has('rate') ? { value: rate, low: rate, high: rate } : null,
      },
    ],
    milestones: { detectedAt: has('detected') ? one.detected : null },
    conflicts: [],
  }
}

test('a table says the same in any order, spelling, dialect, encoding and pieces', async () => {
  await fc.assert(
    fc.asyncProperty(records, columnsOf, layout, async (list, columns, shape) => {
      const imported = await read(textOf(list, columns, shape), shape)
      expect(imported.questions).toEqual([])
      expect(imported.rejected).toEqual([])
      expect(imported.incidents).toMatchObject(list.map((one) => expected(one, columns)))
    }),
    few,
  )
})

test('JSON with the same names says the same, as a list or by lines', async () => {
  await fc.assert(
    fc.asyncProperty(records, columnsOf, layout, async (list, columns, shape) => {
      const objects = list.map((one) =>
        JSON.stringify(Object.fromEntries(columns.map(({ header, cell }) => [header, cell(one)]))),
      )
      const source = shape.blanks ? objects.join('\n') : `[${objects.join(', ')}]`
      const imported = await read(source, shape)
      expect(imported.questions).toEqual([])
      expect(imported.rejected).toEqual([])
      expect(imported.incidents).toMatchObject(list.map((one) => expected(one, columns)))
    }),
    few,
  )
})

/** What each record says, whatever file and row it came from. */
function hashes({ incidents, frame, blocks }: ImportedBytes): ReadonlyMap<string, string> {
  const words = rowHashes(columnHashes(frame), blocks.map(textHashes))
  return new Map(incidents.map(({ id }, row) => [id, `${words[2 * row]} ${words[2 * row + 1]}`]))
}

test('the same records from another table are unchanged', async () => {
  await fc.assert(
    fc.asyncProperty(records, columnsOf, layout, layout, async (list, columns, one, other) => {
      const first = await read(textOf(list, columns, one), one)
      const again = await read(textOf(list.toReversed(), columns, other), other)
      expect(hashes(again)).toEqual(hashes(first))
    }),
    few,
  )
})

const damage = fc.array(
  fc.record({
    at: fc.nat(),
    cut: fc.nat(6),
    put: fc.string({
      unit: fc.constantFrom(...Array.from('",;\t|\n\r\0\uFFFD x1-:Z'), 'start', '2024-01-01'),
      maxLength: 4,
    }),
  }),
  { minLength: 1, maxLength: 4 },
)

test('of a damaged table every record is an incident or rejected, in any pieces', async () => {
  await fc.assert(
    fc.asyncProperty(records, columnsOf, layout, damage, async (list, columns, shape, hits) => {
      const source = hits.reduce(
        (text, { at, cut, put }) => {
          const from = at % (text.length + 1)
          return text.slice(0, from) + put + text.slice(from + cut)
        },
        textOf(list, columns, shape),
      )
      const outcome = (piece: number) =>
        read(source, { ...shape, piece }).catch((error: unknown) => {
          if (error instanceof UserError) return error.message
          throw error
        })
      const whole = await outcome(source.length * 4)
      expect(await outcome(shape.piece)).toEqual(whole)
      if (typeof whole === 'string') return
      const { files, incidents, rejected } = whole
      expect(files).toMatchObject([{ incidents: incidents.length, rejected: rejected.length }])
      expect(files[0]?.records).toBe(incidents.length + rejected.length)
    }),
    few,
  )
})

test('no row of a table gets lost, whatever is in it', async () => {
  const cell = fc.oneof(
    fc.constantFrom('', 'x', 'start', '2024-01-01T00:00:00Z', '2024-13-01', 'open', '-1'),
    fc.string({ unit: fc.constantFrom(...Array.from('a1:-Z ')), maxLength: 8 }),
  )
  const row = fc.array(cell, { minLength: 1, maxLength: 5 }).map((cells) => cells.join(','))
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
      const stated = rows.filter((line) => /[^,\s]/.test(line))
      const source = `id,title,start,end\n${rows.join('\n')}\n`
      const outcome = importBytes('log', new TextEncoder().encode(source))
      if (stated.length === 0) {
        await expect(outcome).rejects.toThrow(UserError)
        return
      }
      const { files, incidents, rejected } = await outcome
      expect(files[0]?.records).toBe(stated.length)
      expect(incidents.length + rejected.length).toBe(stated.length)
    }),
  )
})
