import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ownSha256, sha256 } from '../../src/io/checksum'
import { filesHash, HashedFile } from '../../src/io/hashed-file'
import { packed, unpacked } from '../../src/io/packed'

const columns = fc.oneof(
  fc.uint8Array(),
  fc.uint16Array(),
  fc.uint32Array(),
  fc.float64Array(),
  fc.constant(null),
)

test('what is packed comes out as it was', () => {
  const value = fc.record({
    a: columns,
    b: fc.record({ c: columns }),
    list: fc.array(columns),
    text: fc.string(),
  })
  fc.assert(
    fc.property(value, (one) => {
      expect(unpacked(packed(one))).toEqual(one)
    }),
  )
})

test('a text that looks like a place of a column stays a text', () => {
  const value = { text: '{"column":"u8","at":0,"length":1}', bytes: new Uint8Array([7]) }
  expect(unpacked(packed(value))).toEqual(value)
})

test('bytes at an odd place of a larger buffer are read, too', () => {
  const bytes = packed({ a: new Float64Array([1.5, NaN]) })
  const larger = new Uint8Array(bytes.length + 3)
  larger.set(bytes, 3)
  expect(unpacked(larger.subarray(3))).toEqual({ a: new Float64Array([1.5, NaN]) })
})

test('the checksum is SHA-256, with and without WebCrypto', async () => {
  const sizes = [0, 1, 55, 56, 63, 64, 65, 1000, 100_000]
  for (const size of sizes) {
    const bytes = Uint8Array.from({ length: size }, (_, i) => (i * 31) % 251)
    const expected = createHash('sha256').update(bytes).digest('hex')
    expect(await sha256(bytes)).toBe(expected)
    expect(Buffer.from(ownSha256(bytes)).toString('hex')).toBe(expected)
  }
})

test('files are known again by their bytes, not by name or order', async () => {
  const hash = (...texts: string[]) =>
    filesHash(
      texts.map((text) => new HashedFile(new File([text], 'a.csv'))),
      () => undefined,
    )
  expect(await hash('a', 'b')).toBe(await hash('b', 'a'))
  expect(await hash('a', 'b')).not.toBe(await hash('ab'))
  expect(await hash('')).not.toBe(await hash('a'))
})

test('every byte of a large file counts', async () => {
  const bytes = new Uint8Array(9_000_000)
  const hash = () => new HashedFile(new File([bytes], 'a.csv')).hash(() => undefined)
  const before = await hash()
  bytes[8_999_999] = 1
  expect(await hash()).not.toBe(before)
})
