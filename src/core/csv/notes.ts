import type { Wording } from '../tally'

/** How the issues of a table are worded; each is told once per column. */
export const csvNotes: Wording = {
  'tz-assumed': {
    level: 'warning',
    text: (field, zone) =>
      `Times in column "${field}" state no time zone and are read as ${zone}: give the zone if that is wrong`,
  },
  'severity-unknown': {
    level: 'warning',
    text: (field, words) =>
      `Not understood as a severity in column "${field}": ${words}. The records keep the word and count as not stated`,
  },
  'kind-unknown': {
    level: 'note',
    text: (field, words) =>
      `Not understood as a kind of record in column "${field}": ${words}. They count as incidents`,
  },
  'attribution-unknown': {
    level: 'note',
    text: (field, words) =>
      `Not understood in column "${field}": ${words}. Write ours, vendor or customer`,
  },
  'cause-too-long': {
    level: 'note',
    text: (field) =>
      `Column "${field}" holds sentences, not labels: they are kept, but are no cause`,
  },
  'error-rate-unread': {
    level: 'warning',
    text: (field, words) =>
      `Not understood as an error rate in column "${field}": ${words}. It counts as not stated`,
  },
  'duration-unread': {
    level: 'warning',
    text: (field, words) =>
      `Not used as a length of time in column "${field}": ${words}. Start and end are used`,
  },
  'milestone-unread': {
    level: 'warning',
    text: (field, words) =>
      `Not understood as a time in column "${field}": ${words}. It counts as not stated`,
  },
  'start-fallback': {
    level: 'note',
    text: (field) => `Column "${field}" was used as the start where the better column is empty`,
  },
  'end-fallback': {
    level: 'note',
    text: (field) => `Column "${field}" was used as the end where the better column is empty`,
  },
  'sentinel-end': {
    level: 'note',
    text: (field, words) => `${words} in column "${field}" stands for "not over yet"`,
  },
  'missing-start': {
    level: 'warning',
    text: (field) =>
      `Column "${field}" is empty: the incident is listed without a time and counts in no figure`,
  },
  'zone-abbreviation': {
    level: 'note',
    text: (field, words) =>
      `Times in column "${field}" name their zone by an abbreviation, read by the date as its usual meaning: ${words}`,
  },
  'zone-ambiguous': {
    level: 'warning',
    text: (field, words) =>
      `The zone in column "${field}" is ambiguous or does not fit the season: ${words}. Write UTC offsets to be sure`,
  },
  'numeric-date': {
    level: 'note',
    text: (field, words) => `Numbers in column "${field}" are read as times: ${words}`,
  },
  'two-digit-year': {
    level: 'note',
    text: (field, words) => `Years of two digits in column "${field}": ${words}`,
  },
}
