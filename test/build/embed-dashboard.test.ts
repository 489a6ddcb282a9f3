import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeJson } from '../../src/build/embed-dashboard'

test('embedded JSON reads back as it was and cannot end its element', () => {
  const piece = fc.constantFrom(
    '</script>',
    '<!--',
    '&amp;',
    '\u2028',
    '\u2029',
    '"',
    '\\',
    'é',
    '$&',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string())), (texts) => {
      const escaped = escapeJson(JSON.stringify(texts))
      expect(escaped).not.toMatch(/[<>&\u2028\u2029]/)
      expect(JSON.parse(escaped)).toEqual(texts)
    }),
  )
})
