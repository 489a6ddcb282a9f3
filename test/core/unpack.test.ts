import { gzipSync, zipSync, strToU8, type Zippable } from 'fflate'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openInput, type RawFile } from '../../src/core/input'
import { UserError } from '../../src/core/issue'
import { unpacked } from '../../src/core/unpack'

const table = 'id,title,start\n1,Checkout fails,2024-01-02T10:00:00Z\n'

function file(bytes: Uint8Array, name = 'export.zip', piece = 1000): RawFile {
  return {
    name,
    size: bytes.length,
    async *open() {
      for (let at = 0; at < bytes.length; at += piece) yield bytes.slice(at, at + piece)
    },
  }
}

function zip(files: Zippable): Uint8Array {
  return zipSync(files)
}

/** The bytes with others written over them from `at` on. */
function changed(bytes: Uint8Array, at: number, values: readonly number[]): Uint8Array {
  const copy = bytes.slice()
  copy.set(values, at)
  return copy
}

function indexOf(bytes: Uint8Array, sign: readonly number[]): number {
  return bytes.findIndex((_, at) => sign.every((byte, k) => bytes[at + k] === byte))
}

const inList = [0x50, 0x4b, 1, 2]

async function textsOf(raw: RawFile): Promise<readonly (readonly [string, string])[]> {
  const texts: (readonly [string, string])[] = []
  for (const one of await unpacked(raw)) {
    const input = await openInput(one)
    texts.push([input.name, await input.text()])
  }
  return texts
}

async function refusal(raw: RawFile): Promise<UserError> {
  const thrown: unknown = await textsOf(raw).then(
    () => null,
    (error: unknown) => error,
  )
  expect(thrown).toBeInstanceOf(UserError)
  return thrown as UserError
}

test('a file that is no archive is given back as it is', async () => {
  const raw = file(strToU8(table), 'log.csv')
  expect(await unpacked(raw)).toEqual([raw])
})

test('the files of a zip archive are read, packed or stored, more than once', async () => {
  const bytes = zip({
    'logs/a.csv': strToU8(table),
    'b.csv': [strToU8(table.replace('1,', '2,')), { level: 0 }],
    '__MACOSX/._a.csv': strToU8('x'),
    '.DS_Store': strToU8('x'),
  })
  expect(await textsOf(file(bytes))).toEqual([
    ['export.zip/logs/a.csv', table],
    ['export.zip/b.csv', table.replace('1,', '2,')],
  ])
  const [first] = await unpacked(file(bytes))
  const input = await openInput(first!)
  expect([await input.text(), await input.text()]).toEqual([table, table])
})

test('any bytes come out of zip and gzip as they went in', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 40_000 }), async (bytes) => {
      for (const raw of [
        file(zip({ a: bytes }), 'a.zip', 777),
        file(gzipSync(bytes), 'a.gz', 777),
      ]) {
        const [one] = await unpacked(raw)
        const pieces: number[] = []
        for await (const piece of one!.open()) pieces.push(...piece)
        expect(pieces).toEqual([...bytes])
      }
    }),
    { numRuns: 20, seed: 7 },
  )
})

describe('gzip', () => {
  test('several members are read wherever a piece ends, from memory that is written over', async () => {
    const name = { filename: 'a-log-with-a-name.csv' }
    const bytes = new Uint8Array([
      ...gzipSync(strToU8(table), name),
      ...gzipSync(strToU8('2,b,\n'), name),
    ])
    for (let piece = 20; piece < bytes.length; piece++) {
      const reused = new Uint8Array(piece)
      const source = file(bytes, 'log.csv.gz')
      const [whole] = await textsOf({
        ...source,
        async *open() {
          for (let at = 0; at < bytes.length; at += piece) {
            const part = bytes.subarray(at, at + piece)
            reused.fill(255)
            reused.set(part)
            yield reused.subarray(0, part.length)
          }
          reused.fill(255)
        },
      })
      expect(whole?.[1]).toBe(`${table}2,b,\n`)
    }
  })

  test('loses its ending and may have several members', async () => {
    const [whole] = await textsOf(file(gzipSync(strToU8(table)), 'log.csv.gz'))
    expect(whole).toEqual(['log.csv', table])
    const two = new Uint8Array([...gzipSync(strToU8(table)), ...gzipSync(strToU8('2,b,\n'))])
    expect(await textsOf(file(two, 'log.csv.gz'))).toEqual([['log.csv', `${table}2,b,\n`]])
  })

  test.each([
    ['cut short', (bytes: Uint8Array) => bytes.slice(0, -12)],
    ['of another checksum', (bytes: Uint8Array) => changed(bytes, bytes.length - 8, [1, 2, 3, 4])],
  ])('%s is refused', async (_, spoil) => {
    expect((await refusal(file(spoil(gzipSync(strToU8(table))), 'a.csv.gz'))).message).toContain(
      'damaged',
    )
  })

  test('an archive in it stays one', async () => {
    const nested = gzipSync(zip({ 'a.csv': strToU8(table) }))
    expect((await refusal(file(nested, 'a.zip.gz'))).message).toContain('a zip archive')
  })
})

describe('hostile archives are refused', () => {
  const plain = zip({ 'a.csv': strToU8(table) })
  const listed = indexOf(plain, inList)
  const zeros = new Uint8Array(20_000_000)

  test.each<readonly [string, Uint8Array, RegExp]>([
    ['a bomb', zip({ 'a.csv': zeros }), /100 times/],
    ['an archive in an archive', zip({ 'b.zip': plain }), /b\.zip: this is a zip archive/],
    ['a way out of the folder', zip({ '../../a.csv': strToU8(table) }), /leads out/],
    ['an absolute name', zip({ '/etc/a.csv': strToU8(table) }), /leads out/],
    ['an encrypted file', changed(plain, listed + 8, [1]), /encrypted/],
    ['a link', changed(plain, listed + 40, [0xff, 0xa1]), /link/],
    ['an unknown packing', changed(plain, listed + 10, [99]), /not read/],
    ['a size that is not true', changed(plain, listed + 24, [10]), /damaged/],
    ['another checksum', changed(plain, listed + 16, [1, 2, 3, 4]), /damaged/],
    ['a place beyond the end', changed(plain, listed + 42, [0, 0, 255]), /damaged/],
    ['a list that is cut', changed(plain, listed, [0]), /damaged/],
    ['an end that is cut', plain.slice(0, -30), /damaged/],
    ['nothing inside', zip({}), /no file/],
    [
      'thousands of files',
      zip(Object.fromEntries(Array.from({ length: 2001 }, (__, k) => [`${k}.csv`, strToU8('x')]))),
      /2001 files/,
    ],
  ])('%s', async (_, bytes, message) => {
    const error = await refusal(file(bytes, 'export.zip', 1_000_000))
    expect(error.message).toMatch(message)
    expect(error.hint).not.toBe('')
  })

  test('a gzip bomb, before much of it is unpacked', async () => {
    const [bomb] = await unpacked(file(gzipSync(zeros), 'a.csv.gz', 1_000_000))
    let length = 0
    const reading = (async () => {
      for await (const piece of bomb!.open()) length += piece.length
    })()
    await expect(reading).rejects.toThrow(/100 times/)
    expect(length).toBeLessThan(20_000_000)
  })
})
