import type { FileMetaData } from 'hyparquet'
import { expect, test } from 'vitest'
import { UserError } from '../../../src/core/issue'
import { checkPages } from '../../../src/core/unpack/parquet-pages'

const plain = 0
const dictionary = 8
const deltaBytes = 7

/** A whole number as Thrift's compact protocol writes it. */
function zigzag(value: number): number[] {
  const bytes: number[] = []
  let rest = BigInt(value) * 2n
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128)
  return [...bytes, Number(rest)]
}

interface Page {
  readonly values: number
  readonly encoding?: number
  readonly size?: number
  readonly body: readonly number[]
}

/** A data page of the first kind, with its header. */
function page({ values, encoding = plain, body, size = body.length }: Page): number[] {
  const i32 = 0x15
  const header = [i32, 0, i32, ...zigzag(size), i32, ...zigzag(body.length)]
  const data = [i32, ...zigzag(values), i32, ...zigzag(encoding), i32, 6, i32, 6, 0]
  return [...header, 0x2c, ...data, 0, ...body]
}

/** A file of one optional column of 32-bit numbers, as far as the pages matter. */
function check(pages: readonly Page[], rows = 3): void {
  const bytes = new Uint8Array([0x50, 0x41, 0x52, 0x31, ...pages.flatMap(page)])
  const metadata = {
    version: 2,
    schema: [
      { name: 'root', num_children: 1 },
      { name: 'count', type: 'INT32', repetition_type: 'OPTIONAL' },
    ],
    num_rows: BigInt(rows),
    row_groups: [
      {
        num_rows: BigInt(rows),
        total_byte_size: 0n,
        columns: [
          {
            file_offset: 0n,
            meta_data: {
              type: 'INT32',
              encodings: [],
              path_in_schema: ['count'],
              codec: 'UNCOMPRESSED',
              num_values: BigInt(rows),
              total_uncompressed_size: 0n,
              total_compressed_size: BigInt(bytes.length - 4),
              data_page_offset: 4n,
            },
          },
        ],
      },
    ],
    metadata_length: 0,
  } satisfies FileMetaData
  checkPages('log.parquet', bytes, metadata)
}

/** Three times "there", as one run. */
const levels = [2, 0, 0, 0, 6, 1]
const numbers = [1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0]
/** A run of two thousand million. */
const endless = [254, 255, 255, 255, 15, 1]

test('a sound page passes', () => {
  expect(() => check([{ values: 3, body: [...levels, ...numbers] }])).not.toThrow()
})

test.each<readonly [string, readonly Page[], RegExp]>([
  ['a run of levels longer than its page', [{ values: 3, body: [6, 0, 0, 0, ...endless] }], /run/],
  [
    'a run of places in a dictionary longer than its page',
    [{ values: 3, encoding: dictionary, body: [...levels, 1, ...endless] }],
    /run/,
  ],
  ['fewer values than rows', [{ values: 2, body: [2, 0, 0, 0, 4, 1, ...numbers] }], /fewer values/],
  [
    'a page that is cut',
    [
      { values: 3, size: 900, body: levels },
      { values: 3, body: [] },
    ],
    /./,
  ],
])('%s is damage', (_, pages, message) => {
  expect(() => check(pages)).toThrow(message)
})

test.each<readonly [string, readonly Page[], RegExp]>([
  ['more values than any log has', [{ values: 20_000_001, body: levels }], /20 million values/],
  [
    'a page that unpacks to a thousand times its size',
    [{ values: 3, size: 2_000_000, body: levels }],
    /100 times/,
  ],
  [
    'texts that repeat one another without bounds',
    [{ values: 3, encoding: deltaBytes, body: levels }],
    /DELTA_BYTE_ARRAY/,
  ],
])('%s are refused', (_, pages, message) => {
  expect(() => check(pages)).toThrow(UserError)
  expect(() => check(pages)).toThrow(message)
})
