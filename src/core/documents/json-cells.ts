import { knownHeaders } from '../csv/columns'
import { isJsonList, isJsonObject, jsonText, scalarText, type Json, type JsonObject } from './json'
import { postsField } from './json-posts'

/** A field of a record as the cell of a table. */
export interface JsonCell {
  readonly text: string
  /** False for truth values and for lists and objects without names: no field of an incident can be read from them. */
  readonly plain: boolean
}

/** Fields whose value names the object it stands in. */
const naming = [
  'name',
  'title',
  'summary',
  'label',
  'display_name',
  'display_value',
  'value',
  'state',
  'impactedService',
]
/** Objects that only wrap the fields of a record (JSON:API and others). */
const wrappers: ReadonlySet<string> = new Set([
  'attributes',
  'fields',
  'properties',
  'labels',
  'annotations',
])
/** What lies between a relation and its name in JSON:API and its like. */
const deepestName = 4

/**
 * The fields of a record as cells of a table. Objects with a name give it, and their other fields behind a dot; lists of
 * named times and values give a cell each. The list of posts is left out.
 */
export function recordCells(record: JsonObject): ReadonlyMap<string, JsonCell> {
  const cells = new Map<string, JsonCell>()
  const posts = postsField(record)
  const put = (name: string, cell: JsonCell) => {
    const known = cells.get(name)
    if (!known || (known.text === '' && cell.text !== '')) cells.set(name, cell)
  }
  const putAll = ({ fields }: JsonObject) => {
    for (const [name, value] of fields) if (value === null || value !== posts) putField(name, value)
  }
  const putField = (name: string, value: Json) => {
    if (isJsonList(value)) {
      const entries = entriesOf(value)
      if (entries) for (const [label, text] of entries) put(label, { text, plain: true })
      else put(name, cellOf(value))
      return
    }
    if (!isJsonObject(value)) put(name, cellOf(value))
    else if (wrappers.has(name)) putAll(value)
    else {
      const named = nameOf(value)
      if (named !== null) put(name, { text: named, plain: true })
      // A field of a form is its type and its value.
      const isForm =
        value.fields.size === 2 && value.fields.has('type') && value.fields.has('value')
      for (const [part, held] of value.fields)
        if (!isForm && (named === null || scalarText(held) !== named))
          put(`${name}.${part}`, cellOf(held))
    }
  }
  putAll(record)
  return cells
}

function cellOf(value: Json): JsonCell {
  if (value === null) return { text: '', plain: true }
  const scalar = scalarText(value)
  if (scalar !== null) return { text: scalar, plain: typeof value !== 'boolean' }
  const named = isJsonList(value) && value.length === 0 ? '' : nameOf(value)
  return named === null ? { text: jsonText(value), plain: false } : { text: named, plain: true }
}

/** The name an object has, or what it refers to: `{"data":{"attributes":{"name":"SEV1"}}}`. */
function nameOf(value: Json, depth = 0): string | null {
  if (isJsonList(value)) {
    const names = value.map((item) => scalarText(item) ?? nameOf(item, depth + 1))
    return value.length > 0 && names.every((name) => name !== null) ? names.join('; ') : null
  }
  if (!isJsonObject(value) || depth > deepestName) return null
  // Beside the time as someone sees it stands the one that the program keeps.
  const kept = scalarText(value.fields.get('value')) ?? ''
  if (value.fields.has('display_value') && someTime.test(kept)) return kept
  for (const part of naming) {
    const name = scalarText(value.fields.get(part))
    if (name !== null) return name
  }
  for (const held of value.fields.values()) {
    const name = typeof held === 'object' ? nameOf(held, depth + 1) : null
    if (name !== null) return name
  }
  return null
}

const labelNames = ['type', 'slug', 'name']
const timeNames = ['occurred_at', 'timestamp', 'time', 'at', 'value']
const someTime = /^\d{4}-\d{2}-\d{2}[T ]\d/

/**
 * A list of named times (`{"type":"mitigated","occurred_at":"…"}`) or of named values
 * (`{"custom_field":{"name":"Product"},"values":[…]}`) as fields of their own; null for any other list, such as one of
 * deploys with their times.
 */
function entriesOf(list: readonly Json[]): readonly (readonly [string, string])[] | null {
  const values = list.map((item) => (isJsonObject(item) ? namedValue(item) : null))
  if (list.length > 0 && values.every((one) => one !== null)) return values
  const times = list.map((item) => (isJsonObject(item) ? namedTime(item) : null))
  if (!times.every((one) => one !== null)) return null
  return knownHeaders(times.map(([label]) => label)) > 0 ? times : null
}

function namedValue(item: JsonObject): readonly [string, string] | null {
  const held = item.fields.has('value') ? item.fields.get('value') : item.fields.get('values')
  const named = [...item.fields].find(([name, of]) => isJsonObject(of) && !/^values?$/.test(name))
  if (!named || held === undefined || item.fields.size > 3) return null
  const label = nameOf(named[1])
  return label === null ? null : [label, held === null ? '' : cellOf(held).text]
}

function namedTime(item: JsonObject): readonly [string, string] | null {
  const label = firstText(item, labelNames)
  const time = firstText(item, timeNames)
  return label !== '' && someTime.test(time) ? [label, time] : null
}

function firstText({ fields }: JsonObject, names: readonly string[]): string {
  for (const name of names) {
    const text = scalarText(fields.get(name))
    if (text) return text
  }
  return ''
}
