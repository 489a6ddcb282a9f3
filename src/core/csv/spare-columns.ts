import type { Columns } from './columns'

/** The names of all columns of a table, and the numbers of those that no field is read from: they are kept as they are. */
export function spareColumns(headers: readonly string[], columns: Columns) {
  // The status only tells what is no incident, and is kept as it came.
  const used = new Set(
    [...columns].flatMap(([field, list]) =>
      field === 'status' ? [] : list.map(({ index }) => index),
    ),
  )
  const names = headers.map((header, index) => header.trim() || `column ${index + 1}`)
  // By name: the same record from a table with its columns in another order is the same.
  const spare = headers
    .flatMap((_, index) => (used.has(index) ? [] : [index]))
    .sort((a, b) => (names[a]! < names[b]! ? -1 : names[a]! > names[b]! ? 1 : 0))
  return { names, spare }
}
