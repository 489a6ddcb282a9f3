import { assignColumns, knownHeaders } from '../csv/columns'
import { isJsonList, isJsonObject, scalarText, type Json, type JsonObject } from './json'

/** Names under which exports keep their records, the likeliest first. */
const listNames = ['data', 'results', 'result', 'items', 'records', 'issues', 'alerts']
/** A page may keep what goes on, what is over and what is planned apart: all of these are its records. */
const eventLists = /(?:incident|outage|maintenance)s?$/i
/** Envelopes lie around envelopes, in answers of GraphQL most of all. */
const deepest = 8

/**
 * The list of records in a document: the document itself, the field that holds them, or the one record that it is; else
 * null. Records that only group others, such as monitors with their logs, give way to those.
 */
export function recordList(value: Json): readonly Json[] | null {
  const list = listIn(value, 0)
  // Where one item has a start, the list is of records: what lies in them is their posts.
  if (list?.some((item) => isJsonObject(item) && isDated(item))) return list
  const names = new Set(list?.flatMap((item) => innerList(item)?.[0] ?? []))
  return names.size > 0 ? (list ?? []).flatMap((item) => ungrouped(item, names)) : list
}

function listIn(value: Json, depth: number): readonly Json[] | null {
  if (isJsonList(value)) return value
  if (!isJsonObject(value)) return null
  const lists = [...value.fields].flatMap(listsOf)
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

type NamedList = readonly [name: string, list: readonly Json[]]

/** A list, or the lists that an object such as `"maintenance": {"active": […], "upcoming": […]}` holds, by its name. */
function listsOf([name, held]: readonly [string, Json]): readonly NamedList[] {
  if (isJsonList(held)) return [[name, held]]
  if (!isJsonObject(held) || !eventLists.test(name)) return []
  return [...held.fields.values()].filter(isJsonList).map((list) => [name, list] as const)
}

function scalarNames({ fields }: JsonObject): readonly string[] {
  return [...fields].flatMap(([name, held]) => (scalarText(held) === null ? [] : [name]))
}

/** Whether a field of the object can be the start of an incident. */
function isDated(object: JsonObject): boolean {
  return namesStart(scalarNames(object))
}

function namesStart(names: readonly string[]): boolean {
  const columns = assignColumns(names, '')
  return columns.has('start') || columns.has('startDate')
}

function joined(lists: readonly NamedList[]): readonly Json[] {
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
  const others = ['kind', 'end', 'endDate', 'duration', 'resolved', 'severity', 'status'] as const
  return isDated(object) && others.some((field) => columns.has(field))
}

/** The one list of events in an object that states no time itself, or null. */
function innerList(item: Json): NamedList | null {
  if (!isJsonObject(item) || isDated(item)) return null
  const events = [...item.fields].filter(
    (field): field is [string, readonly Json[]] =>
      isJsonList(field[1]) && field[1].some((one) => isJsonObject(one) && isEvent(one)),
  )
  return events.length === 1 ? (events[0] ?? null) : null
}

/**
 * The objects of the inner list, each with the fields of its group but the group's id; none of a group whose list, known
 * by the `names` of the others, is empty. A start without a value makes a record of the item, to be told of.
 */
function ungrouped(item: Json, names: ReadonlySet<string>): readonly Json[] {
  const inner = innerList(item)?.[1] ?? null
  if (!isJsonObject(item)) return [item]
  if (inner === null) {
    const empty = [...names].some((name) => isEmpty(item.fields.get(name)))
    return empty && !namesStart([...item.fields.keys()]) ? [] : [item]
  }
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

function isEmpty(held: Json | undefined): boolean {
  return isJsonList(held) && held.length === 0
}
