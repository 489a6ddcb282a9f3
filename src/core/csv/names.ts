import { services } from '../words'

/** What names an object that a program wrote into a cell, the best first: `{'id': 'P1', 'summary': 'Checkout'}`. */
const nameKeys = ['summary', 'display_value', 'displayValue', 'name', 'title', 'value']

/**
 * The names in a cell: one, several between `;` or `|`, of lists also between commas, or those of objects and lists written as
 * JSON or as Python writes them.
 */
export function namesIn(text: string, list: boolean): readonly string[] {
  const written = /^\s*[[{]/.test(text) ? writtenNames(text) : null
  if (written) return written
  const names = services(text)
  if (!list || names.length !== 1) return names
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

const quoted = /"([^"\n]{0,500})"|'([^'\n]{0,500})'/g

function writtenNames(text: string): readonly string[] | null {
  if (/^\s*(?:\[\s*\]|\{\s*\})\s*$/.test(text)) return []
  const strings = [...text.matchAll(quoted)].map((found) => ({
    text: found[1] ?? found[2] ?? '',
    isKey: text.slice(found.index + found[0].length, found.index + found[0].length + 1) === ':',
  }))
  if (strings.length === 0) return null
  if (!text.includes('{')) return strings.map((one) => one.text.trim()).filter((one) => one !== '')
  for (const key of nameKeys) {
    const names = strings.flatMap((one, at) => {
      const value = strings[at + 1]
      return one.isKey && one.text === key && value && !value.isKey ? [value.text.trim()] : []
    })
    if (names.length > 0) return names.filter((name) => name !== '')
  }
  return null
}
