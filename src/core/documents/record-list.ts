import { assignColumns, knownHeaders } from '../csv/columns'
import { isJsonList, isJsonObject, scalarText, type Json, type JsonObject } from './json'

/** Names under which exports keep their records, the likeliest first. */
const listNames = ['data', 'results', 'result', 'items', 'records', 'issues', 'alerts']
/** A page may keep what goes on, what is over and what is planned apart: all of these are its records. */
const eventLists = /(?:incident|outage|maintenance)s?$/i
/** Envelopes lie around envelopes, but not for long. */
const deepest = 3

/**
 * The list of records in a document: the document itself, the field that holds them, or the one record that it is; else
 * null. Records that only group others, such as monitors with their logs, give way to those.
 */
export function recordList(value: Json): readonly Json[] | null {
  const list = listIn(value, 0)
  return list?.some((item) => innerList(item) !== null) ? list.flatMap(ungrouped) : list
}

function listIn(value: Json, depth: number): readonly Json[] | null {
  if (isJsonList(value)) return value
  if (!isJsonObject(value)) return null
  const lists = [...value.fields].filter((field): field is [string, readonly Json[]] =>
    isJsonList(field[1]),
  )
  const events = lists.filter(([name]) => eventLists.test(name))
  if (events.length > 0) return joined(events)
  const named = listNames.map((name) => value.fields.get(name)).find(isJsonList)
  if (named) return named
  // A record of its own, whose list is one of its posts or components.
  if (knownHeaders(scalarNames(value)) > 1) return [value]
  const filled = lists.filter(([, list]) => list.some(isJsonObject))
  if (filled.length === 1) return filled[0]?.[1] ?? null
  if (filled.length > 1) {
    const dated = filled.filter(([, list]) =>
      list.some((item) => isJsonObject(item) && isDated(item)),
    )
    return dated.length === 0 ? null : joined(dated)
  }
  if (depth >= deepest) return null
  const within = [...value.fields.values()].filter(isJsonObject).flatMap((one) => {
    const list = listIn(one, depth + 1)
    return list === null ? [] : [list]
  })
  return within.length === 1 ? (within[0] ?? null) : null
}

function scalarNames({ fields }: JsonObject): readonly string[] {
  return [...fields].flatMap(([name, held]) => (scalarText(held) === null ? [] : [name]))
}

/** Whether a field of the object can be the start of an incident. */
function isDated(object: JsonObject): boolean {
  const columns = assignColumns(scalarNames(object), '')
  return columns.has('start') || columns.has('startDate')
}

function joined(lists: readonly (readonly [string, readonly Json[]])[]): readonly Json[] {
  return lists.flatMap(([name, list]) => list.map((item) => ofKind(item, name)))
}

/** A page keeps its maintenance in a list of its own: what lies in it says so nowhere else. */
function ofKind(item: Json, listName: string): Json {
  if (!isJsonObject(item) || !/maintenance/i.test(listName) || item.fields.has('kind')) return item
  return { ...item, fields: new Map([...item.fields, ['kind', 'maintenance']]) }
}

/** Beside its start an event has a kind, an end or a length; a measured value has none of them. */
function isEvent(object: JsonObject): boolean {
  const columns = assignColumns(scalarNames(object), '')
  const others = ['kind', 'end', 'duration', 'resolved', 'severity', 'status'] as const
  return columns.has('start') && others.some((field) => columns.has(field))
}

/** The one list of events in an object that states no time itself, or null. */
function innerList(item: Json): readonly Json[] | null {
  if (!isJsonObject(item) || isDated(item)) return null
  const lists = [...item.fields.values()].filter(isJsonList)
  const events = lists.filter((list) => list.some((one) => isJsonObject(one) && isEvent(one)))
  return events.length === 1 ? (events[0] ?? null) : null
}

/** The objects of the inner list, each with the fields of its group but the group's id. */
function ungrouped(item: Json): readonly Json[] {
  const inner = innerList(item)
  if (inner === null || !isJsonObject(item)) return [item]
  const shared = [...item.fields].filter(([name, held]) => name !== 'id' && !isJsonList(held))
  return inner.map((one) =>
    isJsonObject(one)
      ? {
          ...one,
          fields: new Map([...one.fields, ...shared.filter(([name]) => !one.fields.has(name))]),
        }
      : one,
  )
}
