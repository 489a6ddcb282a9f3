import type { Cell, CellValue } from 'hucre/xlsx'

/** How a number is shown. */
type Look = 'plain' | 'percent' | 'day' | 'length'

const dayMs = 86_400_000
/** The first day of workbooks that count from 1904. */
const first1904 = Date.UTC(1904, 0, 1)
// Excel counts a 29 February 1900 that never was, so that its days from March 1900 on are those since 1899-12-30.
const first1900 = Date.UTC(1899, 11, 30)

/**
 * The text of a cell as a person sees it. Days and times are written without a zone, as a workbook knows none.
 * A `Date` counts from 1904 whatever the workbook says: only so is every number of days another date.
 */
export function cellText(value: CellValue, cell: Cell | undefined, from1904: boolean): string {
  if (value === null) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return String(value)
  const code = cell?.style?.numFmt
  if (typeof value === 'number')
    return numberText(value, code === undefined ? 'plain' : lookOf(code), from1904)
  // Dates without a code have one of the built-in looks of East Asian editions, all of them days.
  const look = code === undefined ? 'day' : lookOf(code)
  return numberText((value.getTime() - first1904) / dayMs, look, from1904)
}

/** What a number format (ECMA-376 part 1, 18.8.31) makes of a number. */
function lookOf(code: string): Look {
  const plain = code.replace(/"[^"]*"|\\.|_.|\*./g, '')
  if (plain.includes('%')) return 'percent'
  if (/\[(?:h+|m+|s+)\]/i.test(plain)) return 'length'
  const bare = plain.replace(/\[[^\]]*\]/g, '')
  return /[ymdhs]/i.test(bare) && !/^General$/i.test(bare.trim()) ? 'day' : 'plain'
}

function numberText(value: number, look: Look, from1904: boolean): string {
  if (look === 'percent') return `${Number((value * 100).toPrecision(15))}%`
  if (look === 'plain' || value < 0) return String(value)
  const seconds = Math.round(value * 86_400)
  if (look === 'length' || value < 1) return clockText(seconds)
  const day = Math.floor(seconds / 86_400)
  const dayAt = (from1904 ? first1904 : first1900) + day * dayMs
  if (dayAt >= Date.UTC(2200, 0, 1)) return String(value)
  const text = new Date(dayAt).toISOString().slice(0, 10)
  return value === day ? text : `${text} ${clockText(seconds - day * 86_400)}`
}

function clockText(seconds: number): string {
  const parts = [seconds / 3600, (seconds / 60) % 60, seconds % 60]
  return parts.map((part) => String(Math.floor(part)).padStart(2, '0')).join(':')
}
