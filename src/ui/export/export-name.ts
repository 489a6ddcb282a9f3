import { localDate } from '../../core/calendar'
import type { Opened } from '../../core/answers'
import type { ExportKind } from '../../core/exported'

const longestSlug = 60

/** `faultline-checkout-reliability-2024-03-31.csv`: title and as-of day in the reporting zone. */
export function exportName({ title, asOf, settings }: Opened, as: ExportKind): string {
  const { year, month, day } = localDate(asOf, settings.timeZone)
  const date = [
    String(year).padStart(4, '0'),
    ...[month, day].map((part) => String(part).padStart(2, '0')),
  ].join('-')
  const ending = as === 'json' ? 'json' : 'csv'
  return `${['faultline', slug(title), date].filter(Boolean).join('-')}.${ending}`
}

/** Letters and digits of any script, in lower case, the rest as hyphens: a name that every file system takes. */
function slug(title: string): string {
  return title
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .slice(0, longestSlug)
    .replace(/^-+|-+$/g, '')
}
