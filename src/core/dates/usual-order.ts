/**
 * What programs write in another order, and how it is written here: `Tue Feb 13 10:15:00 UTC 2024`, `10:15 13/02/2024`,
 * `2024-Feb-13`, `13/2/'24`, `… 10:15 Uhr`, `… 10:00 UTC (11:00 CET)`.
 */
const usual: readonly (readonly [form: RegExp, as: string])[] = [
  [
    /^([A-Za-z]{3}) ([A-Za-z]{3})\s{1,2}(\d{1,2}) (\d{2}:\d{2}:\d{2})((?: (?:[A-Za-z]{1,5}|[+-]\d{2}:?\d{2}))?) (\d{4})$/,
    '$1, $3 $2 $6 $4$5',
  ],
  [
    /^(\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp][Mm])?),? (\d{1,4}[/.-](?:\d{1,2}|[A-Za-z]{3,9})[/.-]\d{1,4})$/,
    '$2 $1',
  ],
  [/^(\d{4})[- ](\p{L}{3,10})[- ](\d{1,2})(?!\d)/u, '$3 $2 $1'],
  [/^(\d{1,2}[/.-]\d{1,2}[/.-])['’](?=\d{2}(?!\d))/, '$1'],
  [/ Uhr$/, ''],
  // The same time in another zone.
  [/(?<=\d:\d{2}(?::\d{2})? [A-Z]{2,5}) \(\d{1,2}:\d{2}(?::\d{2})? [A-Z]{2,5}\)$/, ''],
]

/** A date and time with the day in front and the zone at the end; other texts as they are. */
export function inUsualOrder(text: string): string {
  const [form, as] = usual.find(([one]) => one.test(text)) ?? []
  return form && as !== undefined ? text.replace(form, as) : text
}
