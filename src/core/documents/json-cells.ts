import { isJsonList, isJsonObject, jsonText, scalarText, type Json, type JsonObject } from './json'

/** Fields whose value names the object it stands in. */
const naming = ['name', 'title', 'summary', 'label', 'value']
/** Objects that only wrap the fields of a record (JSON:API and others). */
const wrappers: ReadonlySet<string> = new Set(['attributes', 'fields', 'properties'])

/** The fields of a record as cells of a table: one level of nesting is flattened with dots. */
export function recordCells(record: JsonObject): ReadonlyMap<string, string> {
  const cells = new Map<string, string>()
  const put = (name: string, cell: string) => {
    if (!cells.has(name)) cells.set(name, cell)
  }
  for (const [name, value] of record.fields) {
    if (!isJsonObject(value)) {
      put(name, cellText(value))
      continue
    }
    const wrapped = wrappers.has(name)
    const named = naming.find((part) => scalarText(value.fields.get(part)) !== null)
    if (!wrapped && named !== undefined) put(name, cellText(value.fields.get(named) ?? null))
    for (const [part, held] of value.fields) {
      if (wrapped) put(part, cellText(held))
      else if (part !== named) put(`${name}.${part}`, cellText(held))
    }
  }
  return cells
}

function cellText(value: Json): string {
  if (value === null) return ''
  const scalar = scalarText(value)
  if (scalar !== null) return scalar
  if (isJsonList(value)) {
    const names = value.map((item) => scalarText(item) ?? nameOf(item))
    if (names.every((name) => name !== null)) return names.join('; ')
  }
  return jsonText(value)
}

function nameOf(value: Json): string | null {
  if (!isJsonObject(value)) return null
  for (const part of ['name', 'title']) {
    const name = value.fields.get(part)
    if (typeof name === 'string') return name
  }
  return null
}
