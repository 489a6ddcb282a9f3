import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import {
  csvRecords,
  csvText,
  parseCsv,
  UnclosedQuote,
  type Dialect,
} from '../../../src/core/csv/text'

const comma: Dialect = { delimiter: ',', bareCr: false }

async function* pieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
}

async function records(text: string, size = text.length || 1, dialect = comma) {
  const all = []
  for await (const batch of csvRecords(pieces(text, size), dialect)) all.push(...batch)
  return all
}

const cells = async (text: string, size?: number, dialect?: Dialect) =>
  (await records(text, size, dialect)).map((record) => record.cells)

const cell = fc.string({
  unit: fc.constantFrom('a', 'ü', '🚨', ' ', ',', '"', '\n', '\r', '\r\n', ';'),
})

describe('records', () => {
  test('what is written is read back, in pieces of any size and with any line end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom('\n', '\r\n'),
        async (rows, size, newline) => {
          const text = rows.map((row) => csvText([row]).slice(0, -2)).join(newline) + newline
          const stated = rows.filter((row) => row.some((one) => one.trim() !== ''))
          expect(await cells(text, size)).toEqual(stated)
        },
      ),
    )
  })

  test('a longer text is the same as PapaParse reads it whole', async () => {
    const text = Array.from(
      { length: 9000 },
      (_, k) => `${k},"é ""${k}"", and\nmore",🚨 ${'x'.repeat(k % 60)}`,
    ).join('\n')
    expect(text.length).toBeGreaterThan(300_000)
    expect(await cells(text, 1001)).toEqual(
      Papa.parse(text, { delimiter: ',', newline: '\n' }).data,
    )
  })

  test('line ends of several kinds end records, those in quotes stay', async () => {
    const mixed: Dialect = { delimiter: ',', bareCr: true }
    const text = 'id,title\r\n1,"a\r\nb\rc"\n2,b\r3,c\r\n'
    for (const size of [1, 2, 3, 100])
      expect(await cells(text, size, mixed)).toEqual([
        ['id', 'title'],
        ['1', 'a\r\nb\rc'],
        ['2', 'b'],
        ['3', 'c'],
      ])
  })

  test('a lone carriage return stays in its cell where it ends no records', async () => {
    expect(await cells('id,title\n1,a\rb\n')).toEqual([
      ['id', 'title'],
      ['1', 'a\rb'],
    ])
  })

  test('blank lines and a padding of zeros are no records', async () => {
    expect(await cells(`id,title\n\n1,a\n \n\n2,b\n${'\0'.repeat(4096)}`)).toHaveLength(3)
  })

  test('text beside quotes is marked, with its own record only', async () => {
    const text = `id,title\n${'0,ok\n'.repeat(70_000)}1,"say \\"hi\\", ok"\n2,b\n`
    const read = await records(text, 50_000)
    expect(read.filter(({ fault }) => fault !== null).map(({ cells }) => cells[0])).toEqual(['1'])
  })

  test('a quote that never closes is told, with the words behind it', async () => {
    const thrown = await records('id,title\n1,ok\n2,"broken,x\n3,ok\n', 5).catch(
      (error: Error) => error,
    )
    expect(thrown).toBeInstanceOf(UnclosedQuote)
    expect((thrown as UnclosedQuote).near).toContain('broken')
  })

  test('a cell of many megabytes is read in linear time', async () => {
    const long = 'x'.repeat(8_000_000)
    expect((await cells(`id,title\n1,"${long}"\n`, 65_536))[1]?.[1]).toHaveLength(long.length)
  })
})

test('the first records of a text', () => {
  expect(parseCsv('a;b\r\n1;2\r\n3;4', { delimiter: ';', bareCr: false }, 2)).toEqual([
    ['a', 'b'],
    ['1', '2'],
  ])
})
