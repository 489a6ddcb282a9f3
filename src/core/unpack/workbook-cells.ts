import { childOf, type XmlElement } from '../documents/xml'

/** The text of a cell. Days and times are written without a zone, as a workbook knows none. */
export type CellReader = (cell: XmlElement) => string

type Look = 'plain' | 'percent' | 'day' | 'length'

const dayMs = 86_400_000
/** Built-in formats of days and times (ECMA-376 part 1, 18.8.30), those of East Asian editions included. */
const builtInDays = /^(?:1[4-9]|2[0-2]|2[7-9]|3[0-6]|45|47|5[0-8])$/

/** Makes the reader for the cells of one workbook. `from1904` says which day its count of days begins with. */
export function cellReader(
  strings: XmlElement | null,
  styles: XmlElement | null,
  from1904: boolean,
): CellReader {
  const shared = strings?.children.map(richText) ?? []
  const looks = looksOf(styles)
  return (cell) => {
    const type = cell.attributes.get('t') ?? 'n'
    if (type === 'inlineStr') {
      const inline = childOf(cell, 'is')
      return inline ? richText(inline) : ''
    }
    const value = childOf(cell, 'v')?.text ?? ''
    if (type === 's') return shared[Number(value)] ?? ''
    if (type === 'b') return value === '1' ? 'true' : 'false'
    if (type !== 'n' || !/^-?\d*\.?\d+(?:E[+-]?\d{1,3})?$/i.test(value)) return value
    return numberText(Number(value), looks[Number(cell.attributes.get('s') ?? '0')], from1904)
  }
}

/** The text of a string with its runs of letters put together; readings beside Japanese text are left out. */
function richText(element: XmlElement): string {
  return element.children
    .map((child) =>
      child.name === 't' ? child.text : child.name === 'r' ? (childOf(child, 't')?.text ?? '') : '',
    )
    .join('')
}

/** How the numbers of each style are shown. */
function looksOf(styles: XmlElement | null): readonly Look[] {
  const formats = new Map(
    (styles && childOf(styles, 'numFmts'))?.children.map(({ attributes }) => [
      attributes.get('numFmtId') ?? '',
      attributes.get('formatCode') ?? '',
    ]),
  )
  const list = (styles && childOf(styles, 'cellXfs'))?.children ?? []
  return list.map(({ attributes }) => {
    const id = attributes.get('numFmtId') ?? '0'
    const code = (formats.get(id) ?? '').replace(/"[^"]*"|\\.|_.|\*./g, '')
    if (id === '9' || id === '10' || code.includes('%')) return 'percent'
    if (id === '46' || /\[(?:h+|m+|s+)\]/i.test(code)) return 'length'
    return builtInDays.test(id) || /[ymdhs]/i.test(code.replace(/\[[^\]]*\]/g, ''))
      ? 'day'
      : 'plain'
  })
}

function numberText(value: number, look: Look | undefined, from1904: boolean): string {
  if (look === 'percent') return `${Number((value * 100).toPrecision(15))}%`
  if (look === undefined || look === 'plain' || value < 0) return String(value)
  const seconds = Math.round(value * 86_400)
  if (look === 'length' || value < 1) return clockText(seconds)
  // Excel counts a 29 February 1900 that never was, so that its days from March 1900 on are those since 1899-12-30.
  const first = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)
  const day = Math.floor(seconds / 86_400)
  const dayAt = first + day * dayMs
  if (dayAt >= Date.UTC(2200, 0, 1)) return String(value)
  const text = new Date(dayAt).toISOString().slice(0, 10)
  return value === day ? text : `${text} ${clockText(seconds - day * 86_400)}`
}

function clockText(seconds: number): string {
  const parts = [seconds / 3600, (seconds / 60) % 60, seconds % 60]
  return parts.map((part) => String(Math.floor(part)).padStart(2, '0')).join(':')
}
