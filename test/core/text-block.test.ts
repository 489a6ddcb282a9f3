import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  byteText,
  packText,
  TextPacker,
  textReader,
  unpackText,
  wholeBytes,
} from '../../src/core/text-block'

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

/** Lone surrogates become U+FFFD. */
const sound = (text: string) => new TextDecoder().decode(new TextEncoder().encode(text))

const anyText = fc.oneof(
  fc.string({ maxLength: 5000 }),
  fc.string({ unit: 'grapheme', maxLength: 3000 }),
  fc.constant('ü'.repeat(4000)),
  fc.constant('🙂'.repeat(2000)),
)

test('texts and bytes that fill several pieces come out as they went in', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyText, fc.boolean()), { maxLength: 12 }), (list) => {
      // What lay in a piece before must not come out.
      const packer = new TextPacker([
        new Uint8Array(4999).fill(255),
        new Uint8Array(5001).fill(255),
      ])
      for (const round of [0, 1]) {
        for (const [text, asBytes] of list)
          if (asBytes) packer.pushBytes(byteText(sound(text)))
          else packer.push(text)
        const packed = packer.taken()
        expect([round, ...unpackText(packed)]).toEqual([
          round,
          ...list.map(([text]) => sound(text)),
        ])
        // No text holds this byte.
        for (const { buffer } of packed.pieces)
          expect(new Uint8Array(buffer).includes(255)).toBe(false)
      }
    }),
  )
})

test('the bytes of several pieces come in one', () => {
  const pieces = [new Uint8Array([1, 2]), new Uint8Array([3])]
  expect(wholeBytes({ pieces, ends: new Uint32Array(0) })).toEqual(new Uint8Array([1, 2, 3]))
})

test('single texts are read from many as all of them are', () => {
  fc.assert(
    fc.property(fc.array(anyText, { maxLength: 12 }), (list) => {
      const packer = new TextPacker()
      for (const text of list) packer.push(text)
      const packed = packer.taken()
      const read = textReader(packed)
      expect(list.map((_, at) => read(at))).toEqual(unpackText(packed))
    }),
  )
})
