import {
  isJsonObject,
  JsonError,
  jsonText,
  readJson,
  type Json,
  type JsonFault,
  type JsonObject,
} from './json'
import { recordList } from './record-list'
import { lineAt, wholeText } from './whole-text'
import { readYaml } from './yaml'
import { fieldsAndText } from './yaml-head'
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
/** YAML is slow to read; what people write by hand is far below. */
const longestYaml = 8_000_000

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

/** The records of a file, which can be gone through more than once. */
export type JsonRecords = Iterable<JsonRecord> | AsyncIterable<JsonRecord>

/**
 * The records of a file of JSON, JSON Lines or YAML, numbered from 1. A bad line is one bad record; a bad document is a
 * `UserError`, like a document without records.
 */
export async function jsonRecords(input: Input): Promise<JsonRecords> {
  const lines = { [Symbol.asyncIterator]: () => lineRecords(input) }
  if (isJsonLines(input.head)) return lines
  if (!/^\s*[{[]/.test(input.head)) return yamlRecords(input)
  const text = await wholeText(input, longestDocument, splitHint)
  try {
    const { value, faults } = readJson(text)
    return recordsIn(listIn(value, input.name), 1, { text, faults }, input.name)
  } catch (error) {
    const cut = error instanceof JsonError && error.reason === 'more' ? error.charStart : -1
    // A first line longer than what a format sees of a file: one record per line after all.
    if (cut > 0 && text.charAt(cut) === '{' && !text.slice(0, cut).trimEnd().includes('\n'))
      return lines
    throw userError(error, text, input.name)
  }
}

async function yamlRecords(input: Input): Promise<JsonRecords> {
  const hint = 'Split the file, or export the records as JSON.'
  const text = await wholeText(input, longestYaml, hint)
  const matter = fieldsAndText(text)
  const list = matter
    ? readYaml(matter.fields, input.name).map((value) => bodied(value, matter.text))
    : readYaml(text, input.name).flatMap((value) => listIn(value, input.name))
  return recordsIn(list, 1, { text, faults: [] }, input.name)
}

/** The text behind the fields of a record is its text, unless a field holds one. */
function bodied(value: Json, body: string): Json {
  if (
    !isJsonObject(value) ||
    ['text', 'body', 'description'].some((name) => value.fields.has(name))
  )
    return value
  return { ...value, fields: new Map([...value.fields, ['body', body.trim()]]) }
}

/** The records of a document. Throws a `UserError` where it holds single values instead. */
function listIn(value: Json, file: string): readonly Json[] {
  const list = recordList(value) ?? (isJsonObject(value) ? [value] : [])
  if (list.length > 0 && !list.some(isJsonObject))
    throw new UserError(
      `${file} holds values, but no records of incidents`,
      'Export incidents as a list of objects, each with its start and end.',
    )
  return list
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
