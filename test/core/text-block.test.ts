import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packText, unpackText } from '../../src/core/text-block'

test('texts come out as they went in', () => {
  const texts = fc.array(fc.oneof(fc.string(), fc.string({ unit: 'grapheme' })))
  fc.assert(
    fc.property(texts, (list) => {
      expect(unpackText(packText(list))).toEqual(list)
    }),
  )
})

test('a byte order mark in a text moves no other text', () => {
  const texts = ['\uFEFFfirst', '', 'second']
  expect(unpackText(packText(texts))).toEqual(texts)
})
