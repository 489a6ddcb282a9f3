import fc from 'fast-check'
import { expect, test } from 'vitest'
import { segments } from '../../../src/ui/incident/segments'

const text = 'From 20:14 to 20:28 UTC all requests failed.'

function marked(quote: string, from = text.indexOf(quote)) {
  return { quote, charStart: from, charEnd: from + quote.length }
}

test('a text without marks is one piece', () => {
  expect(segments(text, [])).toEqual([{ text, charStart: 0, marks: [] }])
})

test('an empty text has no pieces', () => {
  expect(segments('', [marked('x', 0)])).toEqual([])
})

test('overlapping marks share the piece that both cover', () => {
  const pieces = segments(text, [marked('From 20:14 to 20:28'), marked('20:28 UTC all')])
  expect(pieces.map((piece) => [piece.text, piece.marks])).toEqual([
    ['From 20:14 to ', [0]],
    ['20:28', [0, 1]],
    [' UTC all', [1]],
    [' requests failed.', []],
  ])
})

test('a mark whose place does not hold its quote marks nothing', () => {
  const elsewhere = { quote: '20:14', charStart: 0, charEnd: 5 }
  const beyond = { quote: 'more', charStart: 40, charEnd: 400 }
  expect(segments(text, [elsewhere, beyond])).toEqual([{ text, charStart: 0, marks: [] }])
})

test('the pieces joined are the text, and each mark covers exactly its quote', () => {
  const span = fc.tuple(fc.nat(30), fc.nat(30)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)])
  fc.assert(
    fc.property(fc.string({ maxLength: 30 }), fc.array(span, { maxLength: 6 }), (words, spans) => {
      const marks = spans.map(([from = 0, to = 0]) => ({
        charStart: from,
        charEnd: Math.min(to, words.length),
        quote: words.slice(from, to),
      }))
      const pieces = segments(words, marks)
      expect(pieces.map((piece) => piece.text).join('')).toBe(words)
      marks.forEach(({ quote }, i) => {
        const covered = pieces.filter((piece) => piece.marks.includes(i))
        expect(covered.map((piece) => piece.text).join('')).toBe(quote)
      })
    }),
  )
})
