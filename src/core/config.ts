import * as v from 'valibot'
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
} from 'yaml'
import { configShape } from './config-shape'
import { nestsDeeply } from './documents/yaml-depth'
import { invariant, UserError } from './issue'
import { folded, type Settings } from './settings'

const longestText = 1_000_000
const mostAliases = 100
const deepestNesting = 20
/** Keys that mean something else to JavaScript objects, and would be lost on the way. */
const reservedKeys: ReadonlySet<unknown> = new Set(['__proto__', 'constructor', 'prototype'])

type Path = readonly (string | number)[]

/** Something wrong in the file: where, what, and what to do. */
interface Finding {
  /** A path, or an offset into the text. */
  readonly at: Path | number
  readonly what: string
  readonly hint: string
}

/**
 * Settings from the text of a `faultline.yaml` (YAML 1.2, core schema: times stay text). What is left out has its
 * default. Throws a `UserError` whose message names file and line, and whose hint says what to do: for text that is no
 * YAML, unknown or doubled keys, and values out of their range.
 */
export function parseConfig(text: string, fileName: string): Settings {
  if (text.length > longestText)
    throw new UserError(
      `${fileName} is longer than ${longestText.toLocaleString('en')} characters`,
      'A configuration is a page or two: check that this is the right file.',
    )
  const lines = new LineCounter()
  const document = withinLimits(fileName, () => {
    if (nestsDeeply(text)) throw new RangeError('nested too deeply')
    return parseDocument(text, {
      schema: 'core',
      stringKeys: true,
      prettyErrors: false,
      // Not 'silent': that would let a second document pass unseen.
      logLevel: 'error',
      lineCounter: lines,
    })
  })
  const [problem] = [...document.errors, ...document.warnings]
  if (problem)
    throw new UserError(
      `${fileName} line ${lines.linePos(problem.pos[0]).line}: ${problem.message}`,
      'Correct the YAML there.',
    )
  const lineOf = (at: Path | number) =>
    lines.linePos(typeof at === 'number' ? at : offsetOf(document, at)).line
  const fail = (findings: readonly Finding[]): never => {
    const [first] = findings
      .map((finding) => ({ ...finding, line: lineOf(finding.at) }))
      .sort((a, b) => a.line - b.line)
    invariant(first, 'there is a finding to report')
    throw new UserError(`${fileName} line ${first.line}: ${first.what}`, first.hint)
  }
  const unsafe = withinLimits(fileName, () => structureFindings(document))
  if (unsafe.length > 0) fail(unsafe)
  const value: unknown = withinLimits(fileName, () => document.toJS({ maxAliasCount: mostAliases }))
  const read = v.safeParse(configShape, value)
  if (!read.success) return fail(read.issues.map(shapeFinding))
  const settings: Settings = read.output
  const contradictions = [...serviceFindings(settings), ...aliasFindings(settings)]
  return contradictions.length > 0 ? fail(contradictions) : settings
}

/** Texts that are made to exhaust a reader overflow the stack, or the limit of references. */
function withinLimits<Result>(fileName: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (error instanceof RangeError)
      throw new UserError(`${fileName} is nested too deeply`, 'Write it with fewer levels.')
    if (error instanceof ReferenceError)
      throw new UserError(
        `${fileName} refers to its own parts too often`,
        'Write the values out instead of using * references.',
      )
    throw error
  }
}

function structureFindings(document: Document): readonly Finding[] {
  const findings: Finding[] = []
  visit(document, {
    Pair(_, { key }) {
      if (!isScalar(key) || !reservedKeys.has(key.value)) return
      findings.push({
        at: rangeStart(key) ?? 0,
        what: `the key "${String(key.value)}" cannot be used`,
        hint: 'Choose another word.',
      })
    },
    Collection(_, __, parents) {
      // Every level of a map is two: the pair and the map.
      if (parents.length > 2 * deepestNesting) throw new RangeError('nested too deeply')
    },
  })
  return findings
}

function shapeFinding(issue: v.BaseIssue<unknown>): Finding {
  const path = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)))
  const [wanted = '', hint = ''] = issue.message.split('\n')
  const key = path.at(-1)
  if (issue.type === 'strict_object' && issue.expected === 'never')
    return { at: path, what: `unknown key ${within(key, path)}`, hint }
  if (issue.type === 'strict_object' && issue.received === 'undefined')
    return { at: path, what: `${pathText(path)} is missing`, hint: `Add "${String(key)}: …".` }
  const received = issue.received.replace(/^Object$/, 'a map').replace(/^Array$/, 'a list')
  const shown = received.length > 60 ? `${received.slice(0, 60)}…` : received
  return { at: path, what: `${pathText(path)} is ${shown}, not ${wanted}`, hint }
}

function within(key: string | number | undefined, path: Path): string {
  return path.length > 1 ? `"${String(key)}" in ${pathText(path.slice(0, -1))}` : `"${String(key)}"`
}

function pathText(path: Path): string {
  const text = path
    .map((part) => (typeof part === 'number' ? `[${part + 1}]` : `.${part}`))
    .join('')
  return text.replace(/^\./, '') || 'the file'
}

function serviceFindings({ services }: Settings): readonly Finding[] {
  const findings: Finding[] = []
  const owners = new Map<string, string>()
  services.forEach(({ name }, at) => {
    if (owners.has(folded(name)))
      findings.push({
        at: ['services', at, 'name'],
        what: `the service "${name}" is listed twice`,
        hint: 'Merge the two entries, or rename one.',
      })
    owners.set(folded(name), name)
  })
  services.forEach(({ name, aliases }, at) => {
    aliases.forEach((alias, index) => {
      const owner = owners.get(folded(alias)) ?? name
      if (owner !== name)
        findings.push({
          at: ['services', at, 'aliases', index],
          what: `the alias "${alias}" of "${name}" belongs to "${owner}" already`,
          hint: 'Leave it at one of the two services.',
        })
      owners.set(folded(alias), owner)
    })
  })
  return findings
}

function aliasFindings({ taxonomy: { aliases } }: Settings): readonly Finding[] {
  const labels = Object.keys(aliases)
  const known = new Set(labels.map(folded))
  return labels.flatMap((label, at): Finding[] => {
    const path = ['taxonomy', 'aliases', label]
    const target = folded(aliases[label] ?? '')
    if (labels.findIndex((other) => folded(other) === folded(label)) !== at)
      return [
        { at: path, what: `the label "${label}" is listed twice`, hint: 'Remove one of them.' },
      ]
    if (target === folded(label) || !known.has(target)) return []
    return [
      {
        at: path,
        what: `"${label}" stands for "${aliases[label] ?? ''}", which stands for something else`,
        hint: 'Give the final label for both.',
      },
    ]
  })
}

/** Where in the text a path begins: at its key, at its item, or at the nearest thing around it. */
function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents
  let offset = rangeStart(node) ?? 0
  for (const part of path) {
    if (isAlias(node)) node = node.resolve(document)
    if (isSeq(node)) {
      node = node.items[Number(part)]
      offset = rangeStart(node) ?? offset
    } else if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value).trim() === part)
      if (!pair) return offset
      offset = rangeStart(pair.key) ?? offset
      node = pair.value
    } else return offset
  }
  return offset
}

function rangeStart(node: unknown): number | undefined {
  const ranged = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node)
  return ranged ? node.range?.[0] : undefined
}
