import { localDate } from '../core/calendar'
import { bucket } from '../core/display'
import type { OptionGroup } from './parts/Select'

/** Opens the fields for two dates of one's own. */
export const customPeriod = 'custom'

/**
 * Periods worth offering: all, the last days, every year of the data, and quarters and months of its last two years.
 * Instants epoch ms UTC.
 */
export function periodChoices(
  span: { readonly from: number; readonly to: number } | null,
  asOf: number,
  timeZone: string,
): readonly OptionGroup[] {
  const rolling = [7, 28, 30, 90, 365].map((days) => ({
    value: `${days}d`,
    label: `Last ${days} days`,
  }))
  const first = { title: '', options: [{ value: 'all', label: 'All time' }] }
  const custom = { title: 'Other', options: [{ value: customPeriod, label: 'From – to…' }] }
  if (!span) return [first, { title: 'Rolling', options: rolling }, custom]
  const newest = localDate(Math.max(span.from, asOf - 1), timeZone)
  const oldest = localDate(span.from, timeZone)
  const years = Array.from(
    { length: Math.min(40, newest.year - oldest.year + 1) },
    (_, i) => `${newest.year - i}`,
  )
  const months = Array.from({ length: 24 }, (_, i) => {
    const month = newest.year * 12 + newest.month - 1 - i
    return { year: Math.floor(month / 12), month: (month % 12) + 1 }
  }).filter(({ year, month }) => year * 12 + month >= oldest.year * 12 + oldest.month)
  const quarters = [...new Set(months.map(({ year, month }) => `${year}-Q${Math.ceil(month / 3)}`))]
  return [
    first,
    { title: 'Rolling', options: rolling },
    { title: 'Year', options: options(years) },
    { title: 'Quarter', options: options(quarters) },
    {
      title: 'Month',
      options: options(
        months.map(({ year, month }) => `${year}-${String(month).padStart(2, '0')}`),
      ),
    },
    custom,
  ]
}

/** The token of two local days, last one included; null while they are not two days in order. */
export function customToken(from: string, to: string): string | null {
  const day = /^\d{4}-\d\d-\d\d$/
  return day.test(from) && day.test(to) && from <= to ? `${from}..${to}` : null
}

function options(tokens: readonly string[]) {
  return tokens.map((token) => ({ value: token, label: bucket(token) }))
}
