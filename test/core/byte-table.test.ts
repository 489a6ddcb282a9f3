import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ByteTable } from '../../src/core/byte-table'

const utf8 = new TextEncoder()

/** The number of a text, added where it is new; what stands around it does not count. */
function numberOf(table: ByteTable, text: string): number {
  const bytes = utf8.encode(`<${text}>`)
  const to = bytes.length - 1
  const found = table.find(bytes, 1, to)
  return found < 0 ? table.add(bytes, 1, to) : found
}

test('texts are numbered in order of first appearance', () => {
  const texts = fc.array(
    fc.oneof(fc.string({ maxLength: 3 }), fc.stringMatching(/^INC-\d{1,4}$/)),
    {
      maxLength: 60,
    },
  )
  fc.assert(
    fc.property(texts, (list) => {
      const table = new ByteTable()
      const numbers = new Map<string, number>()
      for (const text of list) {
        if (!numbers.has(text)) numbers.set(text, numbers.size)
        expect(numberOf(table, text)).toBe(numbers.get(text))
      }
      expect(table.count).toBe(numbers.size)
    }),
  )
})

/** Two texts that lead FNV-1a from one state to the same next one. */
function colliding(state: number) {
  const met = new Map<number, string>()
  for (let n = 0; ; n++) {
    const text = n.toString(36).padStart(6, '0')
    let next = state
    for (const byte of utf8.encode(text)) next = Math.imul(next ^ byte, 0x01000193)
    const same = met.get(next)
    if (same !== undefined) return { texts: [same, text], next }
    met.set(next, text)
  }
}

test('texts made to have one hash are told apart', () => {
  let texts = ['']
  let state = 0x811c9dc5
  for (let stage = 0; stage < 7; stage++) {
    const { texts: ends, next } = colliding(state)
    texts = texts.flatMap((text) => ends.map((end) => text + end))
    state = next
  }
  const table = new ByteTable()
  expect(texts.map((text) => numberOf(table, text))).toEqual([...texts.keys()])
  expect(texts.map((text) => numberOf(table, text))).toEqual([...texts.keys()])
  expect(numberOf(table, `${texts[0]}x`)).toBe(texts.length)
})
