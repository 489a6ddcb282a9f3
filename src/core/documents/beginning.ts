import { isJsonLines } from './json-records'
import { isYamlRecords } from './yaml-head'

/**
 * The beginning of a longer file without the record that it is cut in, as a text of its own: lists and objects of JSON
 * that are still open are closed behind the last whole record.
 */
export function wholeRecords(head: string): string {
  if (/^\s*[{[]/.test(head) && !isJsonLines(head)) return closedJson(head)
  const item = isYamlRecords(head) ? /^([ \t]*)-\s/m.exec(head)?.[1] : undefined
  const cut = head.lastIndexOf(item === undefined ? '\n' : `\n${item}- `)
  return cut < 0 ? head : head.slice(0, cut + 1)
}

/** Cuts behind the last object of the outermost list that holds a whole one. */
function closedJson(text: string): string {
  const open: string[] = []
  let cut = 0
  let closers = ''
  let shallowest = Infinity
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (quoted) {
      if (sign === '\\') at++
      else if (sign === '"') quoted = false
    } else if (sign === '"') quoted = true
    else if (sign === '{') open.push('}')
    else if (sign === '[') open.push(']')
    else if (sign === '}' || sign === ']') {
      open.pop()
      if (sign !== '}' || open.at(-1) !== ']' || open.length > shallowest) continue
      shallowest = open.length
      cut = at + 1
      closers = open.toReversed().join('')
    }
  }
  return cut === 0 ? text : text.slice(0, cut) + closers
}
