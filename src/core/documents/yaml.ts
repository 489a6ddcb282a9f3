import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseAllDocuments } from 'yaml'
import { deepest, isJsonList, isJsonObject, type Json } from './json'
import { UserError } from '../issue'
import { nestsDeeply } from './yaml-depth'

/** Values that references may add to those that are written out. */
const mostReferred = 100_000
const nothing: ReadonlySet<string> = new Set(['', '~', 'null', 'Null', 'NULL'])
const writeOut = 'Write the records out, or export them as JSON.'

/**
 * The documents of a YAML text (1.2) as JSON values. Scalars stay the text they are written as, so that `NO`, `012` and
 * times mean what they say; a merge key (`<<`) gives the fields that are not there. Throws a `UserError` with the line
 * for what is no YAML, has a tag of some program, is nested too deep or refers to its own parts too often.
 */
export function readYaml(text: string, file: string): readonly Json[] {
  const lines = new LineCounter()
  const fail = (charStart: number, what: string, hint: string): never => {
    throw new UserError(`${file} line ${lines.linePos(charStart).line}: ${what}`, hint)
  }
  const anchors = new Map<string, unknown>()
  let referred = 0

  function value(node: unknown, depth: number, within: boolean): Json {
    const at = isNode(node) ? (node.range?.[0] ?? 0) : 0
    if (depth > deepest) fail(at, `values are nested more than ${deepest} deep`, writeOut)
    if (within && ++referred > mostReferred)
      fail(at, 'it refers to its own parts too often', writeOut)
    if (isAlias(node)) {
      if (!anchors.has(node.source)) fail(at, `nothing is called "&${node.source}"`, writeOut)
      return value(anchors.get(node.source), depth + 1, true)
    }
    if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor)
      anchors.set(node.anchor, node)
    if (isScalar(node)) return scalar(node.value, node.source)
    if (isSeq(node)) return node.items.map((item) => value(item, depth + 1, within))
    return isMap(node) ? object(node.items, node.range, depth, within) : null
  }

  function object(
    items: readonly { readonly key: unknown; readonly value: unknown }[],
    range: readonly [number, number, number] | null | undefined,
    depth: number,
    within: boolean,
  ): Json {
    const fields = new Map<string, Json>()
    const merged: Json[] = []
    for (const { key, value: held } of items) {
      const name = isScalar(key) ? String(key.value) : ''
      const read = value(held, depth + 1, within)
      if (name === '<<') merged.push(...(isJsonList(read) ? read : [read]))
      else fields.set(name, read)
    }
    for (const one of merged.filter(isJsonObject))
      for (const [name, held] of one.fields) if (!fields.has(name)) fields.set(name, held)
    const [charStart, charEnd] = range ?? [0, 0]
    return { kind: 'object', fields, charStart, charEnd }
  }

  try {
    if (nestsDeeply(text)) throw new RangeError()
    const documents = parseAllDocuments(text, {
      schema: 'core',
      stringKeys: true,
      prettyErrors: false,
      logLevel: 'error',
      lineCounter: lines,
    })
    if ('empty' in documents) return []
    for (const { errors, warnings } of documents) {
      const [mistake] = [...errors, ...warnings]
      if (mistake)
        fail(mistake.pos[0], `this is no YAML of records: ${mistake.message}`, 'Correct it there.')
    }
    return documents.map(({ contents }) => {
      anchors.clear()
      return value(contents, 1, false)
    })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new UserError(`${file}: values are nested too deeply`, writeOut)
  }
}

/** A text without quotes may stand for nothing; any other scalar is what is written. */
function scalar(read: unknown, source: string | undefined): Json {
  if (typeof read === 'string') return read
  return source === undefined || nothing.has(source) ? null : source
}
