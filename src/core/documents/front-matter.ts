import { isMap, isScalar, isSeq, parseDocument } from 'yaml'
import { UserError } from '../issue'
import { nestsDeeply } from './yaml-depth'

/** The fields in front of a Markdown text, and the text behind them. Values are texts; nothing is read as a date. */
export interface FrontMatter {
  /** Text of each field by its name in small letters, or the texts of a list. Fields with other contents are left out. */
  readonly fields: ReadonlyMap<string, string | readonly string[]>
  readonly body: string
}

const longest = 65_536

/**
 * Takes the YAML between `---` lines, or the TOML between `+++` lines, off a Markdown text; null for a text that begins
 * otherwise. Throws a `UserError` for lines that cannot be read, or are not just fields.
 */
export function frontMatter(text: string, file: string): FrontMatter | null {
  const opening = /^(---|\+\+\+)[ \t]*\r?\n/.exec(text)
  if (!opening) return null
  const rest = text.slice(opening[0].length)
  const yaml = opening[1] === '---'
  const closing = (yaml ? /^---[ \t]*(?:\r?\n|$)/m : /^\+\+\+[ \t]*(?:\r?\n|$)/m).exec(
    rest.slice(0, longest),
  )
  if (!closing) return null
  const head = rest.slice(0, closing.index)
  return {
    fields: yaml ? yamlFields(head, file) : tomlFields(head, file),
    body: rest.slice(closing.index + closing[0].length),
  }
}

type Fields = FrontMatter['fields']

function yamlFields(text: string, file: string): Fields {
  if (nestsDeeply(text))
    throw new UserError(
      `${file}: the fields between the first two "---" are nested too deeply`,
      'Write one "name: value" per line there.',
    )
  const document = parseDocument(text, { schema: 'failsafe' })
  const [mistake] = [...document.errors, ...document.warnings]
  if (mistake || !isMap(document.contents))
    throw new UserError(
      `${file}: the lines between the first two "---" are not fields: ${mistake?.message.split('\n')[0] ?? 'no "name: value" there'}`,
      'Write one "name: value" per line there.',
    )
  const fields = new Map<string, string | readonly string[]>()
  for (const { key, value } of document.contents.items) {
    if (!isScalar(key)) continue
    if (isScalar(value)) fields.set(String(key.value).toLowerCase(), textOf(value.value))
    else if (isSeq(value))
      fields.set(
        String(key.value).toLowerCase(),
        value.items.flatMap((item) => (isScalar(item) ? [textOf(item.value)] : [])),
      )
  }
  return fields
}

const tomlString = '"(?:[^"\\\\\\n]|\\\\.)*"|\'[^\'\\n]*\''
const tomlField = new RegExp(
  `([A-Za-z0-9_-]+)[ \\t]*=[ \\t]*(${tomlString}|\\[(?:[^\\]"'#]|${tomlString}|#[^\\n]*)*\\]|[^\\s"'[#][^\\n#]*)`,
  'y',
)
const tomlGap = /(?:\s|#[^\n]*(?:\n|$))*/y

/** Fields of one line each, as the front matter of Hugo has them; what stands in tables is left out. */
function tomlFields(text: string, file: string): Fields {
  const fields = new Map<string, string | readonly string[]>()
  let at = 0
  for (;;) {
    tomlGap.lastIndex = at
    tomlGap.exec(text)
    at = tomlField.lastIndex = tomlGap.lastIndex
    if (at >= text.length || text.charAt(at) === '[') return fields
    const [, name = '', value = ''] = tomlField.exec(text) ?? []
    if (name === '')
      throw new UserError(
        `${file}: the lines between the first two "+++" are not fields: "${text.slice(at, at + 40).split('\n')[0] ?? ''}"`,
        'Write one "name = value" per line there.',
      )
    at = tomlField.lastIndex
    const items = value.replace(/#[^\n"']*$/gm, '').match(new RegExp(tomlString, 'g')) ?? []
    fields.set(
      name.toLowerCase(),
      value.startsWith('[') ? items.map(unquoted) : unquoted(value.trim()),
    )
  }
}

function unquoted(text: string): string {
  if (text.startsWith("'")) return text.slice(1, -1)
  if (!text.startsWith('"')) return text
  const plain: Readonly<Record<string, string>> = { n: '\n', t: '\t' }
  return text.slice(1, -1).replace(/\\(.)/g, (_, letter: string) => plain[letter] ?? letter)
}

/** In the failsafe schema every value is a text; an empty one may be null. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
