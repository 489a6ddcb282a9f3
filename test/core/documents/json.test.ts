import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  isJsonList,
  isJsonObject,
  JsonError,
  jsonText,
  readJson,
  type Json,
} from '../../../src/core/documents/json'

/** As `JSON.parse` gives it, with maps for objects. */
function plain(value: Json): unknown {
  if (isJsonList(value)) return value.map(plain)
  if (isJsonObject(value))
    return new Map([...value.fields].map(([name, held]) => [name, plain(held)]))
  return value !== null && typeof value === 'object' ? Number(value.digits) : value
}

function mapped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(mapped)
  if (typeof value === 'object' && value !== null)
    return new Map(Object.entries(value).map(([name, held]) => [name, mapped(held)]))
  return value
}

describe('readJson', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(2), (text, indent) => {
        const parsed: unknown = JSON.parse(text)
        const spaced = JSON.stringify(parsed, null, indent)
        expect(plain(readJson(spaced).value)).toEqual(mapped(parsed))
        expect(mapped(JSON.parse(jsonText(readJson(spaced).value)))).toEqual(mapped(parsed))
      }),
    )
  })

  it('refuses what JSON.parse refuses', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '1',
      '-',
      '.5',
      '0',
      'null',
      'tru',
      '\\',
      '"',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 8 }), (parts) => {
        const text = parts.join('')
        let valid = true
        try {
          JSON.parse(text)
        } catch {
          valid = false
        }
        if (valid) expect(() => readJson(text)).not.toThrow()
        else expect(() => readJson(text)).toThrow(JsonError)
      }),
    )
  })

  it('tells of fields that stand there twice, in the order of the text', () => {
    const { faults } = readJson('{"a":{"b":1,"b":2},"a":"\\udc00"}')
    expect(faults.map(({ code, charStart }) => [code, charStart])).toEqual([
      ['duplicate-key', 12],
      ['duplicate-key', 19],
      ['lone-surrogate', 23],
    ])
  })

  it('keeps whole characters written as two escapes', () => {
    expect(readJson('"\\ud83d\\ude00"')).toEqual({ value: '😀', faults: [] })
  })

  it('says where the mistake is', () => {
    expect.assertions(2)
    try {
      readJson('{"a": 1,}')
    } catch (error) {
      if (!(error instanceof JsonError)) throw error
      expect(error.charStart).toBe(8)
      expect(error.reason).toBe('syntax')
    }
  })
})
