import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ByteRecord, byteRecords } from '../../../src/core/csv/byte-records'
import { csvRecords, UnclosedQuote, type CsvRecord } from '../../../src/core/csv/text'
import type { Utf8Piece } from '../../../src/core/encoding'

const comma = { delimiter: ',', bareCr: false }
const utf8 = new TextEncoder()

async function* pieces(text: string, size: number): AsyncGenerator<Utf8Piece> {
  const whole = utf8.encode(text)
  for (let at = 0; at < whole.length; at += size) {
    const bytes = whole.slice(at, at + size)
    yield { bytes, ascii: bytes.every((byte) => byte < 128) }
  }
}

async function* whole(text: string): AsyncGenerator<string> {
  yield text
}

/** The records, or where the quote opens that never closes. */
async function outcome(batches: AsyncIterable<Iterable<CsvRecord>>) {
  const records: unknown[] = []
  try {
    for await (const batch of batches)
      for (const { cells, fault } of batch) records.push({ cells, fault })
  } catch (error) {
    if (!(error instanceof UnclosedQuote)) throw error
    return { near: error.near, line: error.line }
  }
  return records
}

const fromBytes = (text: string, size = 1 << 20) => outcome(byteRecords(pieces(text, size), comma))
const fromText = (text: string) => outcome(csvRecords(whole(text), comma))

const unit = fc.constantFrom(
  'a',
  'b',
  'ü',
  '🚨',
  ' ',
  '\u00a0',
  ',',
  ',',
  '"',
  '\n',
  '\r',
  '\0',
  '""',
)
const wellFormed = fc
  .array(
    fc.array(
      fc
        .string({
          unit: fc.constantFrom('a', 'é', ' ', ',', '"', '\n', '\r\n', '\r'),
          maxLength: 8,
        })
        .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)),
      { minLength: 1, maxLength: 4 },
    ),
    { maxLength: 8 },
  )
  .chain((rows) =>
    fc
      .constantFrom('\n', '\r\n')
      .map((newline) => rows.map((row) => row.join(',')).join(newline) + newline),
  )

describe('records from bytes', () => {
  test('are those of the text, in pieces of any size, whatever stands in it', async () => {
    const text = fc.oneof(wellFormed, fc.string({ unit, maxLength: 60 }))
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 30 }), async (csv, size) => {
        expect(await fromBytes(csv, size)).toEqual(await fromText(csv))
      }),
    )
  })

  test('a quote that never closes is found after many sound records', async () => {
    const text = `${'1,"a, b",c\n'.repeat(500)}2,"open,c\n${'3,x,y\n'.repeat(50)}`
    expect(await fromBytes(text, 100)).toEqual({
      near: expect.stringMatching(/^2,open,c/),
      line: 501,
    })
  })

  test('after text beside quotes the reading goes on', async () => {
    const text = 'a,b\n1,"x" y,"z"\n2,"é ""quoted"""\n'
    const records = await fromBytes(text, 7)
    expect(records).toEqual(await fromText(text))
    expect(records).toContainEqual({ cells: expect.anything(), fault: 'stray-quote' })
  })

  test('cells can be had as bytes, quotes once and with no letter behind them', async () => {
    await fc.assert(
      fc.asyncProperty(wellFormed, fc.integer({ min: 1, max: 30 }), async (csv, size) => {
        for await (const batch of byteRecords(pieces(csv, size), comma))
          for (const record of batch) {
            if (!(record instanceof ByteRecord)) continue
            const { cells } = record
            const found = cells.map((_, at) => record.bytesOf(at))
            for (const [at, text] of found.entries()) {
              const { bytes, from, to, ascii } = text
              expect(
                new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(from, to)),
              ).toBe(cells[at])
              expect(text.decoded()).toBe(cells[at])
              expect(String.fromCharCode(bytes[to]!)).not.toMatch(/\w/)
              if (ascii) expect(cells[at]).toMatch(/^[\0-\x7f]*$/)
            }
          }
      }),
    )
  })
})
