import { isMap, isScalar, isSeq, parseDocument } from 'yaml'
import { UserError } from '../issue'
import { nestsDeeply } from './yaml-depth'

/** The fields in front of a Markdown text, and the text behind them. Values are texts; nothing is read as a date. */
export interface FrontMatter {
  /** Text of each field, or the texts of a list. Fields with other contents are left out. */
  readonly fields: ReadonlyMap<string, string | readonly string[]>
  readonly body: string
}

const longest = 65_536

/**
 * Takes the YAML between `---` lines off a Markdown text; null for a text that begins otherwise. Throws a `UserError`
 * for YAML that cannot be read, or is not just fields.
 */
export function frontMatter(text: string, file: string): FrontMatter | null {
  const opening = /^---[ \t]*\r?\n/.exec(text)
  if (!opening) return null
  const rest = text.slice(opening[0].length)
  const closing = /^---[ \t]*(?:\r?\n|$)/m.exec(rest.slice(0, longest))
  if (!closing) return null
  const yaml = rest.slice(0, closing.index)
  if (nestsDeeply(yaml))
    throw new UserError(
      `${file}: the fields between the first two "---" are nested too deeply`,
      'Write one "name: value" per line there.',
    )
  const document = parseDocument(yaml, { schema: 'failsafe' })
  const [mistake] = [...document.errors, ...document.warnings]
  if (mistake || !isMap(document.contents))
    throw new UserError(
      `${file}: the lines between the first two "---" are not fields: ${mistake?.message.split('\n')[0] ?? 'no "name: value" there'}`,
      'Write one "name: value" per line there.',
    )
  const fields = new Map<string, string | readonly string[]>()
  for (const { key, value } of document.contents.items) {
    if (!isScalar(key)) continue
    if (isScalar(value)) fields.set(String(key.value), textOf(value.value))
    else if (isSeq(value))
      fields.set(
        String(key.value),
        value.items.flatMap((item) => (isScalar(item) ? [textOf(item.value)] : [])),
      )
  }
  return { fields, body: rest.slice(closing.index + closing[0].length) }
}

/** In the failsafe schema every value is a text; an empty one may be null. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
