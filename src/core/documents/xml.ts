import { lineAt } from './whole-text'
import { UserError } from '../issue'
import { decodeReferences } from './markup-text'

/** An element of XML. Names are kept as written, prefix included. */
export interface XmlElement {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  /** The text directly in it, references decoded, CDATA as it stands. */
  readonly text: string
}

interface OpenElement {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: XmlElement[]
  readonly pieces: string[]
}

const deepest = 100
const mostElements = 1_000_000
const opening = /<([A-Za-z_:][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y
const attribute = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g
const closing = /<\/([A-Za-z_:][\w:.-]*)\s*>/y

/**
 * Reads the elements of an XML document in one pass. A document type is refused before anything else: entities can
 * read files and blow up. Throws a `UserError` with the line of a mistake. Nothing outside the text is ever fetched.
 */
export function readXml(text: string, file: string): XmlElement {
  const fail = (at: number, what: string): never => {
    throw new UserError(
      `${file} line ${lineAt(text, at)} is no XML: ${what}`,
      'Save the feed of the status page again. Nothing was imported.',
    )
  }
  const root: OpenElement = { name: '', attributes: new Map(), children: [], pieces: [] }
  const stack: OpenElement[] = [root]
  let count = 0
  let at = 0
  while (at < text.length) {
    const open = stack.at(-1) ?? root
    const next = text.indexOf('<', at)
    const to = next < 0 ? text.length : next
    if (to > at) {
      if (stack.length === 1 && text.slice(at, to).trim() !== '')
        fail(at, 'text stands outside of the root element')
      open.pieces.push(decodeReferences(text.slice(at, to)))
    }
    if (next < 0) break
    at = next
    if (text.startsWith('<!--', at)) at = skipped(text, at, '-->', fail)
    else if (text.startsWith('<![CDATA[', at)) {
      const end = skipped(text, at, ']]>', fail)
      open.pieces.push(text.slice(at + 9, end - 3))
      at = end
    } else if (text.startsWith('<?', at)) at = skipped(text, at, '?>', fail)
    else if (text.startsWith('<!', at))
      throw new UserError(
        `${file} line ${lineAt(text, at)} declares a document type, which is refused: it can make a small file huge`,
        'Save the feed of the status page itself. Nothing was imported.',
      )
    else if (text.startsWith('</', at)) {
      closing.lastIndex = at
      const name = closing.exec(text)?.[1]
      if (name === undefined || stack.length === 1 || name !== open.name)
        fail(at, `<${open.name}> is not closed before ${text.slice(at, at + 40)}`)
      stack.pop()
      stack.at(-1)?.children.push(closed(open))
      at = closing.lastIndex
    } else {
      opening.lastIndex = at
      const found = opening.exec(text)
      if (!found) return fail(at, `${text.slice(at, at + 40)} is no element`)
      if (++count > mostElements) fail(at, 'it has more than a million elements')
      const element: OpenElement = {
        name: found[1] ?? '',
        attributes: attributesOf(found[2] ?? ''),
        children: [],
        pieces: [],
      }
      if (found[3] === '/') open.children.push(closed(element))
      else if (stack.length > deepest) fail(at, `elements are nested more than ${deepest} deep`)
      else stack.push(element)
      at = opening.lastIndex
    }
  }
  if (stack.length > 1) fail(text.length, `<${stack.at(-1)?.name ?? ''}> is never closed`)
  const [document] = root.children
  if (!document || root.children.length > 1) return fail(0, 'it has no single root element')
  return document
}

function skipped(
  text: string,
  at: number,
  end: string,
  fail: (at: number, what: string) => never,
): number {
  const to = text.indexOf(end, at)
  return to < 0 ? fail(at, `${text.slice(at, at + 20)} never ends`) : to + end.length
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [, name = '', double, single] of text.matchAll(attribute))
    found.set(name, decodeReferences(double ?? single ?? ''))
  return found
}

function closed({ name, attributes, children, pieces }: OpenElement): XmlElement {
  return { name, attributes, children, text: pieces.join('') }
}

/** The first child of one of these names. */
export function childOf(element: XmlElement, ...names: readonly string[]): XmlElement | undefined {
  for (const name of names) {
    const found = element.children.find((child) => child.name === name)
    if (found) return found
  }
  return undefined
}
