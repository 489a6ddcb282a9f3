/** A JSON value as it stands in a text. Numbers keep their digits, objects their order and place. */
export type Json = null | boolean | string | JsonNumber | readonly Json[] | JsonObject

export interface JsonNumber {
  readonly kind: 'number'
  /** The number as written: `12345678901234567890` and `1.0` lose nothing. */
  readonly digits: string
}

export interface JsonObject {
  readonly kind: 'object'
  /** A map, so that no name of a field can reach a prototype. */
  readonly fields: ReadonlyMap<string, Json>
  /** Where it stands in the text, UTF-16 units. */
  readonly charStart: number
  readonly charEnd: number
}

/** Something that programs read differently or lose: the record it stands in is not to be trusted. */
export interface JsonFault {
  readonly code: 'duplicate-key' | 'lone-surrogate' | 'number-out-of-range'
  readonly message: string
  readonly charStart: number
}

/** The text is no JSON (RFC 8259), or nests deeper than any export does. */
export class JsonError extends Error {
  override readonly name = 'JsonError'
  readonly charStart: number
  /** `end`: the text stops too early; `more`: something follows the value. */
  readonly reason: 'syntax' | 'depth' | 'end' | 'more'

  constructor(message: string, charStart: number, reason: JsonError['reason']) {
    super(message)
    this.charStart = charStart
    this.reason = reason
  }
}

/** Levels of lists and objects in one another: far more than any export has. */
export const deepest = 100
const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/
const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
])

/**
 * Reads one JSON value strictly by RFC 8259, nested at most 100 deep. `JSON.parse` would keep the last of two fields
 * with one name in silence, round long ids and make `1e400` infinite: those are told as faults. Throws a `JsonError`.
 */
export function readJson(text: string): {
  readonly value: Json
  /** In the order of the text. */
  readonly faults: readonly JsonFault[]
} {
  const faults: JsonFault[] = []
  let at = 0

  function fail(what: string): never {
    if (at >= text.length)
      throw new JsonError('the text ends in the middle of a value: it looks cut short', at, 'end')
    throw new JsonError(what, at, 'syntax')
  }

  function skipSpace(): void {
    for (;;) {
      const code = text.charCodeAt(at)
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return
      at++
    }
  }

  function value(depth: number): Json {
    if (depth > deepest)
      throw new JsonError(`values are nested more than ${deepest} deep`, at, 'depth')
    const code = text.charCodeAt(at)
    if (code === 123) return object(depth)
    if (code === 91) return list(depth)
    if (code === 34) return quoted()
    if (text.startsWith('true', at)) return word('true', true)
    if (text.startsWith('false', at)) return word('false', false)
    if (text.startsWith('null', at)) return word('null', null)
    return number()
  }

  function word<T>(letters: string, meaning: T): T {
    at += letters.length
    return meaning
  }

  function number(): JsonNumber {
    numberPattern.lastIndex = at
    const digits = numberPattern.exec(text)?.[0]
    if (digits === undefined) fail('this is no JSON value')
    if (!Number.isFinite(Number(digits)))
      faults.push({
        code: 'number-out-of-range',
        message: `the number ${digits.slice(0, 40)} is too large for any program to keep`,
        charStart: at,
      })
    at += digits.length
    return { kind: 'number', digits }
  }

  function quoted(): string {
    const from = at
    at++
    let out = ''
    let plain = at
    let surrogates = false
    for (;;) {
      const code = text.charCodeAt(at)
      if (code === 34) break
      if (code === 92) {
        out += text.slice(plain, at)
        const letter = text.charAt(at + 1)
        if (letter === 'u') {
          const hex = text.slice(at + 2, at + 6)
          if (!/^[\da-fA-F]{4}$/.test(hex)) fail('\\u needs four hexadecimal digits')
          if (/^d[89a-f]/i.test(hex)) surrogates = true
          out += String.fromCharCode(Number.parseInt(hex, 16))
          at += 6
        } else {
          const meant = escapes.get(letter)
          if (meant === undefined) fail(`"\\${letter}" is no escape of JSON`)
          out += meant
          at += 2
        }
        plain = at
        continue
      }
      if (Number.isNaN(code) || code < 32) fail('a text is not closed with a quote')
      at++
    }
    out += text.slice(plain, at)
    at++
    if (surrogates && loneSurrogate.test(out))
      faults.push({
        code: 'lone-surrogate',
        message: 'a text holds half of a character (a lone surrogate), which UTF-8 cannot keep',
        charStart: from,
      })
    return out
  }

  function list(depth: number): readonly Json[] {
    const items: Json[] = []
    at++
    skipSpace()
    if (text.charCodeAt(at) === 93) {
      at++
      return items
    }
    for (;;) {
      skipSpace()
      items.push(value(depth + 1))
      skipSpace()
      const code = text.charCodeAt(at)
      if (code !== 44 && code !== 93) fail('a comma or "]" is missing')
      at++
      if (code === 93) return items
    }
  }

  function object(depth: number): JsonObject {
    const charStart = at
    const fields = new Map<string, Json>()
    at++
    skipSpace()
    if (text.charCodeAt(at) === 125) {
      at++
      return { kind: 'object', fields, charStart, charEnd: at }
    }
    for (;;) {
      skipSpace()
      const nameAt = at
      if (text.charCodeAt(at) !== 34) fail('the name of a field must stand in double quotes')
      const name = quoted()
      skipSpace()
      if (text.charCodeAt(at) !== 58) fail('":" is missing after the name of a field')
      at++
      skipSpace()
      const held = value(depth + 1)
      if (fields.has(name))
        faults.push({
          code: 'duplicate-key',
          message: `the field "${name.slice(0, 60)}" stands there twice, and only one can be meant`,
          charStart: nameAt,
        })
      else fields.set(name, held)
      skipSpace()
      const code = text.charCodeAt(at)
      if (code !== 44 && code !== 125) fail('a comma or "}" is missing')
      at++
      if (code === 125) return { kind: 'object', fields, charStart, charEnd: at }
    }
  }

  skipSpace()
  const read = value(1)
  skipSpace()
  if (at < text.length) throw new JsonError('something follows the value', at, 'more')
  return { value: read, faults: faults.sort((a, b) => a.charStart - b.charStart) }
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'object'
}

export function isJsonList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}

function isJsonNumber(value: Json | undefined): value is JsonNumber {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'number'
}

/** A text, number or truth value as text; null for everything else. */
export function scalarText(value: Json | undefined): string | null {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  return isJsonNumber(value) ? value.digits : null
}

/** The text in a field, '' where there is none. */
export function textIn(object: JsonObject, name: string): string {
  return scalarText(object.fields.get(name)) ?? ''
}

/** The objects in a field that holds a list; what else the list holds is left out. */
export function objectsIn(object: JsonObject, name: string): readonly JsonObject[] {
  const held = object.fields.get(name)
  return isJsonList(held) ? held.filter(isJsonObject) : []
}

/** JSON again, without spaces. */
export function jsonText(value: Json): string {
  if (isJsonList(value)) return `[${value.map(jsonText).join(',')}]`
  if (isJsonObject(value))
    return `{${[...value.fields].map(([name, held]) => `${JSON.stringify(name)}:${jsonText(held)}`).join(',')}}`
  return typeof value === 'string' ? JSON.stringify(value) : (scalarText(value) ?? 'null')
}
