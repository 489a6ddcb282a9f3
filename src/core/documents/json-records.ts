import {
  isJsonList,
  isJsonObject,
  JsonError,
  jsonText,
  readJson,
  scalarText,
  type Json,
  type JsonFault,
  type JsonObject,
} from './json'
import { knownHeaders } from '../csv/columns'
import { lineAt, wholeText } from './whole-text'
import type { Input } from '../format'
import { UserError } from '../issue'

/** One record of a file: an object, or why it is none. `raw` is the record as it stands, cut to 500 characters. */
export type JsonRecord =
  | { readonly row: number; readonly record: JsonObject; readonly raw: string }
  | {
      readonly row: number
      readonly code: string
      readonly message: string
      readonly raw: string
    }

const longestDocument = 64_000_000
const longestLine = 16_000_000
const splitHint = 'Export shorter periods, or JSON Lines with one record per line.'

/** A whole file of JSON with what is wrong in it. Throws a `UserError` with the line of a mistake. */
export async function jsonDocument(
  input: Input,
): Promise<{ readonly text: string; readonly value: Json; readonly faults: readonly JsonFault[] }> {
  const text = await wholeText(input, longestDocument, splitHint)
  try {
    return { text, ...readJson(text) }
  } catch (error) {
    throw userError(error, text, input.name)
  }
}

function userError(error: unknown, text: string, file: string): unknown {
  if (!(error instanceof JsonError)) return error
  return new UserError(
    `${file} line ${lineAt(text, error.charStart)} is no JSON: ${error.message}`,
    error.reason === 'depth' || error.reason === 'more'
      ? 'Import the export of incidents itself: a list of records, or one record per line.'
      : 'Export the file again and check that it is complete. Nothing was imported.',
  )
}

/** The items of a list as records, numbered from `first`. `faults` is in the order of the text. */
export function recordsIn(
  list: readonly Json[],
  first: number,
  { text, faults }: { readonly text: string; readonly faults: readonly JsonFault[] },
  file: string,
): readonly JsonRecord[] {
  return list.map((item, at) => {
    const row = first + at
    if (isJsonObject(item)) return recordOf(item, row, text, faults, file)
    return {
      row,
      code: 'not-a-record',
      message: `${file} record ${row}: it is a single value, not an object with fields.`,
      raw: jsonText(item).slice(0, 500),
    }
  })
}

/** The fault that makes a record untrustworthy, if it holds one. */
function recordOf(
  record: JsonObject,
  row: number,
  text: string,
  faults: readonly JsonFault[],
  file: string,
): JsonRecord {
  const { charStart, charEnd } = record
  const raw = text.slice(charStart, Math.min(charEnd, charStart + 500))
  let low = 0
  let high = faults.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((faults[middle]?.charStart ?? Infinity) < charStart) low = middle + 1
    else high = middle
  }
  const fault = faults[low]
  if (!fault || fault.charStart >= charEnd) return { row, record, raw }
  return {
    row,
    code: fault.code,
    message: `${file} record ${row}: ${fault.message}. Correct it and import the file again.`,
    raw,
  }
}

/** Names under which exports keep their records, the likeliest first. */
const listNames = ['incidents', 'data', 'results', 'items', 'records', 'issues', 'alerts']

/** The list of records in a document: the document itself, or the field that holds them; else null. */
function recordList(value: Json): readonly Json[] | null {
  if (isJsonList(value)) return value
  if (!isJsonObject(value)) return null
  const named = listNames.map((name) => value.fields.get(name)).find(isJsonList)
  if (named) return named
  const scalars = [...value.fields].filter(([, held]) => scalarText(held) !== null)
  // A record of its own, whose list is one of its posts or components.
  if (knownHeaders(scalars.map(([name]) => name)) > 1) return null
  const lists = [...value.fields.values()].filter(isJsonList)
  const filled = lists.filter((list) => list.some(isJsonObject))
  return filled.length === 1 ? (filled[0] ?? null) : null
}

/** Whether the first lines of a file are records of their own. */
export function isJsonLines(head: string): boolean {
  const from = head.search(/\S/)
  if (from < 0 || head.charAt(from) !== '{') return false
  const lines = head.slice(from).split('\n').slice(0, -1).slice(0, 5)
  const readable = lines.map((line) => /^\s*\{/.test(line) && parsed(line) !== null)
  const followed = lines.length > 1 || head.slice(from + (lines[0]?.length ?? 0)).trim() !== ''
  return followed && (readable[0] === true || readable.filter(Boolean).length > 1)
}

function parsed(line: string): JsonObject | null {
  try {
    const { value } = readJson(line)
    return isJsonObject(value) ? value : null
  } catch {
    return null
  }
}

/**
 * The records of a file of JSON or JSON Lines, numbered from 1. A bad line is one bad record; a bad document is a
 * `UserError`, like a document without records.
 */
export async function* jsonRecords(input: Input): AsyncGenerator<JsonRecord> {
  if (isJsonLines(input.head)) {
    yield* lineRecords(input)
    return
  }
  const text = await wholeText(input, longestDocument, splitHint)
  let read: ReturnType<typeof readJson>
  try {
    read = readJson(text)
  } catch (error) {
    const cut = error instanceof JsonError && error.reason === 'more' ? error.charStart : -1
    // A first line longer than what a format sees of a file: one record per line after all.
    if (cut > 0 && text.charAt(cut) === '{' && text.slice(0, cut).trimEnd().indexOf('\n') < 0) {
      yield* lineRecords(input)
      return
    }
    throw userError(error, text, input.name)
  }
  const list = recordList(read.value) ?? (isJsonObject(read.value) ? [read.value] : [])
  if (list.length > 0 && !list.some(isJsonObject))
    throw new UserError(
      `${input.name} holds values, but no records of incidents`,
      'Export incidents as a list of objects, each with its start and end.',
    )
  yield* recordsIn(list, 1, { text, faults: read.faults }, input.name)
}

async function* lineRecords(input: Input): AsyncGenerator<JsonRecord> {
  let row = 0
  for await (const line of linesOf(input)) {
    if (line.trim() === '') continue
    row++
    yield lineRecord(line.replace(/\r$/, ''), row, input.name)
  }
}

function lineRecord(line: string, row: number, file: string): JsonRecord {
  const raw = line.slice(0, 500)
  try {
    const { value, faults } = readJson(line)
    if (isJsonObject(value)) return recordOf(value, row, line, faults, file)
    return {
      row,
      code: 'not-a-record',
      message: `${file} record ${row}: the line is a single value, not an object with fields.`,
      raw,
    }
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    const message = `${file} record ${row}: the line is no JSON (character ${error.charStart + 1}: ${error.message}).`
    return { row, code: 'bad-json', message, raw }
  }
}

async function* linesOf(input: Input): AsyncGenerator<string> {
  let rest: string[] = []
  let length = 0
  for await (const piece of input.chunks()) {
    let from = 0
    for (let to = piece.indexOf('\n'); to >= 0; to = piece.indexOf('\n', from)) {
      yield rest.join('') + piece.slice(from, to)
      rest = []
      length = 0
      from = to + 1
    }
    rest.push(piece.slice(from))
    length += piece.length - from
    if (length > longestLine)
      throw new UserError(
        `${input.name} holds a line of more than ${longestLine / 1_000_000} million characters`,
        'Write one record per line, or export the incidents again.',
      )
  }
  yield rest.join('')
}
