import { expect, test } from 'vitest'
import type { Input } from '../../src/core/format'
import { Cancelled, openInput } from '../../src/core/input'
import type { Assumptions } from '../../src/core/issue'
import { tableWords } from '../../src/core/table-words'
import { wordMeaning } from '../../src/core/word-meaning'

const now = Date.UTC(2024, 5, 1)
const none: Assumptions = {}

function input(text: string, cancelled = () => false): Promise<Input> {
  const bytes = new TextEncoder().encode(text)
  return openInput({
    name: 'log.csv',
    size: bytes.length,
    cancelled,
    async *open() {
      for (let at = 0; at < bytes.length; at += 100_000) yield bytes.subarray(at, at + 100_000)
    },
  })
}

function table(rows: number): string {
  const line = (row: number) =>
    `${row},"down, again",2024-01-01T00:00Z,2024-01-01T01:00Z,${row === rows - 1 ? 'selten' : 'SEV2'},,`
  return `id,title,start,end,severity,status,cause\n${Array.from({ length: rows }, (_, row) => line(row)).join('\n')}\n`
}

test('words are counted over the whole file, not its beginning', async () => {
  const seen: number[] = []
  const words = await tableWords(await input(table(20_000)), none, now, (n) => seen.push(n))
  expect(words).toEqual({
    records: 20_000,
    columns: [
      {
        field: 'severity',
        column: 'severity',
        words: [
          ['SEV2', 19_999],
          ['selten', 1],
        ],
        further: 0,
      },
    ],
  })
  expect(seen.at(-1)).toBe(20_000)
  expect(seen.length).toBeGreaterThan(1)
})

test('of many words the commonest are listed and the others counted', async () => {
  const lines = Array.from(
    { length: 50 },
    (_, n) => `2024-01-01T00:00Z,s${n}\n2024-01-01T00:00Z,s${n}\n`,
  )
  const text = `start,status\n${lines.join('')}2024-01-01T00:00Z,s7\n2024-01-01T00:00Z,${'long '.repeat(20)}\n`
  const { columns } = await tableWords(await input(text), none, now, () => undefined)
  expect(columns[0]?.words).toHaveLength(40)
  expect(columns[0]?.words[0]).toEqual(['s7', 3])
  expect(columns[0]?.further).toBe(10)
})

test('a count that nobody waits for ends', async () => {
  let asked = false
  const words = tableWords(await input(table(20_000), () => asked), none, now, () => {
    asked = true
  })
  await expect(words).rejects.toThrow(Cancelled)
})

test('a text that is no table has no words', async () => {
  await expect(
    tableWords(await input('{"incidents": []}'), none, now, () => undefined),
  ).rejects.toThrow()
})

test('a word means what a person said, or what it is read as', () => {
  const meant = wordMeaning({
    values: { severity: { korkea: 'critical' }, status: { neu: 'cancelled' } },
  })
  expect(meant('severity', 'Korkea')).toBe('critical')
  expect(meant('severity', 'sev3')).toBe('minor')
  expect(meant('severity', 'keski')).toBeNull()
  expect(meant('status', 'neu')).toBe('cancelled')
  expect(meant('status', 'Duplicate')).toBe('cancelled')
  expect(meant('status', 'open')).toBe('counted')
})
