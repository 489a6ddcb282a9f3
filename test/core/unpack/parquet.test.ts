import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { importFiles } from '../../../src/core/import'
import { openInput } from '../../../src/core/input'
import { UserError } from '../../../src/core/issue'
import { unpacked } from '../../../src/core/unpack'
import { parseCsv } from '../../../src/core/csv/text'

function sample(name: string): Uint8Array {
  const path = new URL(`../../../data/samples/parquet/${name}.parquet`, import.meta.url)
  return new Uint8Array(readFileSync(path))
}

async function opened(bytes: Uint8Array) {
  const file = {
    name: 'log.parquet',
    size: bytes.length,
    async *open() {
      yield bytes
    },
  }
  const files = await unpacked(file, () => import('../../../src/core/unpack/tables'))
  expect(files).toHaveLength(1)
  return openInput(files[0]!)
}

/** The rows of a table, each by the names of its columns. */
async function rowsOf(bytes: Uint8Array): Promise<readonly Readonly<Record<string, string>>[]> {
  const text = await (await opened(bytes)).text()
  const [header = [], ...rows] = parseCsv(text, { delimiter: ',', bareCr: false })
  return rows
    .filter((row) => row.length > 1)
    .map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? ''])))
}

const second = {
  place: '1',
  id: 'id-001',
  service: '',
  local_us: '2024-01-01T11:00:00.123456',
  utc_us: '2024-01-01T11:00:00Z',
  local_ms: '2024-01-01T10:00:00.5',
  local_ns: '2024-01-01T10:00:00.000000001',
  before_epoch: '1969-12-31T23:59:59.75',
  day: '2024-02-29',
  clock: '10:11:12.5',
  int64: '9007199254740994',
  uint64: '18446744073709551615',
  uint32: '4294967295',
  int8: '-128',
  dec128: '-12345678901234567890.12345678',
  dec32: '-0.05',
  dec64: '12345678901.5',
  flag: 'false',
  f32: '0.1',
  f64: '0.1',
  nan: '',
  list: 'a;b1',
  gaps: '1;3',
  none: '',
  'struct.x': '1',
  'struct.y.z': 'deep1',
  posts: '[{"at":"2024-01-01T00:00:00Z","n":"1"}]',
  map: '{"k":"1"}',
  uuid: '00000000-0000-4000-8000-00000000000a',
  bytes: 'text',
  binary: '0xfffe',
}

test.each(['types-snappy', 'types-zstd', 'types-gzip'])(
  '%s: values of every type, exactly',
  async (name) => {
    const rows = await rowsOf(sample(name))
    expect(rows).toHaveLength(3)
    expect(rows[1]).toEqual(second)
    expect(rows[0]).toMatchObject({ service: 'svc, "0"', flag: 'true', int64: '9007199254740993' })
  },
)

test('pages of the second kind, with missing values', async () => {
  const rows = await rowsOf(sample('pages-v2'))
  expect(rows).toHaveLength(40)
  expect(rows[3]).toEqual({
    id: 'id-003',
    service: '',
    flag: 'true',
    count: '3',
    at: '2024-01-04T00:00:00Z',
  })
  expect(rows[5]).toMatchObject({ service: 'Basket', flag: 'false', count: '' })
})

test('a Parquet file is imported like a table', async () => {
  const input = await opened(sample('incident-log'))
  const { frame, files, rejected, questions } = await importFiles([input], {
    assume: {},
    now: Date.UTC(2026, 0, 1),
    onBlock: () => undefined,
  })
  expect(questions).toEqual([])
  expect(files).toMatchObject([{ name: 'log.parquet', incidents: 3 }])
  expect(rejected).toMatchObject([{ row: 4 }])
  expect(frame.incidents.startAt[2]).toBe(Date.UTC(2024, 3, 18, 13, 0, 0, 250))
  expect(frame.dictionaries.services).toEqual(
    expect.arrayContaining(['Search', 'Suggestions', 'Basket', 'Pictures']),
  )
  expect(frame.spans.rate?.[0]).toBe(0.35)
})

test('a way of packing that is not read is named', async () => {
  const reading = opened(sample('types-brotli'))
  await expect(reading).rejects.toThrow(UserError)
  await expect(reading).rejects.toThrow(/packed with BROTLI/)
})

test('without the readers of tables it is refused as what it is', async () => {
  const bytes = sample('incident-log')
  const [file] = await unpacked({
    name: 'log.parquet',
    size: bytes.length,
    async *open() {
      yield bytes
    },
  })
  await expect(openInput(file!)).rejects.toThrow(/this is a Parquet file/)
})

describe('what is damaged', () => {
  test('a file that is cut anywhere is refused', async () => {
    const whole = sample('incident-log')
    for (let length = 5; length < whole.length; length += 97)
      await expect(opened(whole.subarray(0, length))).rejects.toThrow(/damaged, or cut/)
  })

  test('bytes that are changed make another table or a refusal, never anything else', async () => {
    const wholes = ['types-snappy', 'types-zstd', 'types-gzip', 'pages-v2'].map(sample)
    const change = fc.tuple(fc.nat(), fc.constantFrom(0, 1, 127, 128, 254, 255))
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...wholes),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        async (whole, changes) => {
          const bytes = whole.slice()
          for (const [at, value] of changes) bytes[4 + (at % (bytes.length - 4))] = value
          const error: unknown = await opened(bytes).then(
            (input) =>
              input.text().then(
                () => null,
                (thrown: unknown) => thrown,
              ),
            (thrown: unknown) => thrown,
          )
          expect(error === null || error instanceof UserError).toBe(true)
        },
      ),
      { numRuns: 300, seed: 11 },
    )
  })
})
