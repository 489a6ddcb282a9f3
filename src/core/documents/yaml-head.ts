import { assignColumns, knownHeaders } from '../csv/columns'

/** Fields of a list of records, as they stand behind the list's own name. */
const listName = /^(?:incidents|data|results?|items|records|issues|alerts|outages|events):[ \t]*$/
const keyLine = /^("[^"]+"|'[^']+'|[A-Za-z_][\w .-]*):(?:\s|$)/
const itemLine = /^-\s+(?:[{&*]|"[^"]+"\s*:|'[^']+'\s*:|[A-Za-z_<][\w .<-]*:(?:\s|$))/

/**
 * Whether a text is YAML that lists records: items of several fields each, such a list under its usual name, or
 * documents that are a record. Settings, manifests and Markdown are none.
 */
export function isYamlRecords(head: string): boolean {
  const lines = head
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !/^\s*#|^%YAML/.test(line))
  if (lines[0]?.startsWith('---') && lines[0].trim() === '---') lines.shift()
  const [first = '', ...rest] = lines
  if (/^-\s/.test(first))
    return itemLine.test(first) && isItem(first, rest[0]) && rest.every(ofList)
  const at = lines.findIndex((line) => listName.test(line))
  const items = lines.slice(at + 1)
  if (at >= 0 && lines.slice(0, at).every(ofFields) && /^\s*-\s/.test(items[0] ?? '')) {
    const indent = (items[0] ?? '').search(/\S/)
    const item = items.slice(0, 2).map((line) => line.slice(indent))
    return itemLine.test(item[0] ?? '') && isItem(item[0] ?? '', item[1])
  }
  return isRecord(lines)
}

/** Above a list under a name stand other fields. */
function ofFields(line: string): boolean {
  return /^(?:\s|[\]}])/.test(line) || keyLine.test(line)
}

/** A list is its items, and what is indented below them. */
function ofList(line: string): boolean {
  return /^(?:\s|-\s|-$|[\]}]|---$|\.\.\.$)/.test(line)
}

/** One field alone may be a bullet of Markdown. */
function isItem(first: string, second: string | undefined): boolean {
  return /^-\s+[{&*]/.test(first) || keyLine.test((second ?? '').trimStart())
}

/** A document that is one record: nothing but fields, some of them known, the start among them. */
function isRecord(lines: readonly string[]): boolean {
  const end = lines.indexOf('---')
  const own = (end < 0 ? lines : lines.slice(0, end)).filter((line) => /^\S/.test(line))
  if (!own.every((line) => keyLine.test(line) || /^(?:-\s|[\]}]|\.\.\.$)/.test(line))) return false
  const names = own.flatMap((line) => keyLine.exec(line)?.[1]?.replace(/^["']|["']$/g, '') ?? [])
  return knownHeaders(names) >= 3 && assignColumns(names, '').has('start')
}

/** Takes a text in words off the fields in front of it; null where what follows them is YAML, too, or nothing. */
export function fieldsAndText(
  text: string,
): { readonly fields: string; readonly text: string } | null {
  const opening = /^---[ \t]*\r?\n/.exec(text)
  if (!opening) return null
  const rest = text.slice(opening[0].length)
  const closing = /^---[ \t]*\r?$/m.exec(rest)
  if (!closing) return null
  const body = rest.slice(closing.index + closing[0].length).trim()
  const lines = body.split(/\r?\n/).filter((line) => /^[^\s#]/.test(line))
  const isYaml = lines.every(
    (line) => keyLine.test(line) || /^(?:-\s|[[{\]}]|---|\.\.\.)/.test(line),
  )
  if (body === '' || isYaml) return null
  return { fields: rest.slice(0, closing.index), text: body }
}
