/** What a flag means to a person. `label` fits into a table cell. */
export interface FlagWords {
  readonly label: string
  readonly meaning: string
}

/** Flags and kinds of conflict by code, in words. */
export const flagWords: Readonly<Record<string, FlagWords>> = {
  backfilled: {
    label: 'backfilled',
    meaning: 'The record was written after the event; the earliest time it displays is the start.',
  },
  'cause-inferred': {
    label: 'cause from wording',
    meaning: 'No cause is stated. The wording of title and report suggests this one.',
  },
  'clock-disagreement': {
    label: 'clocks disagree',
    meaning:
      'Two statements give the same length at different hours; one of them is in another time zone.',
  },
  'duration-disagreement': {
    label: 'lengths disagree',
    meaning: 'The record states more than one length. The bounds hold all of them.',
  },
  'rate-disagreement': {
    label: 'rates disagree',
    meaning: 'The record states more than one error rate. The bounds hold all of them.',
  },
  'severity-wording': {
    label: 'severity and wording disagree',
    meaning: 'The wording sounds graver or milder than the stated error rate.',
  },
  'evidence-a': {
    label: 'evidence A',
    meaning: 'Start and end are stated exactly, and no other statement about them differs.',
  },
  'evidence-b': {
    label: 'evidence B',
    meaning: 'The end follows from a stated length, or a time is only stated roughly.',
  },
  'evidence-c': {
    label: 'evidence C',
    meaning: 'Statements about time, length or rate contradict each other.',
  },
  'evidence-d': {
    label: 'evidence D',
    meaning: 'No time of impact is stated; only the times of posts are known.',
  },
  'fixed-by-hand': {
    label: 'corrected',
    meaning:
      'Cells of this record were corrected while it was imported. Its row is kept as it was.',
  },
  'day-precision': {
    label: 'days only',
    meaning: 'Only days are stated, no times. The length may be off by a day.',
  },
  'zero-length': {
    label: 'no length',
    meaning: 'Start and end are the same instant.',
  },
  'end-from-duration': {
    label: 'end from length',
    meaning: 'No end is stated; it is the start and the stated length together.',
  },
  'start-fallback': {
    label: 'other start column',
    meaning: 'The column that states the start best is empty, so another one was taken.',
  },
  'end-fallback': {
    label: 'other end column',
    meaning: 'The column that states the end best is empty, so another one was taken.',
  },
  'still-active-after-claimed-end': {
    label: 'active after its end',
    meaning:
      'A post still speaks of the problem after the stated end, so the upper bound reaches further.',
  },
  'post-precedes-event': {
    label: 'post before event',
    meaning: 'A post says it is over before the stated end. Its time is not used.',
  },
  'no-time-in-prose': {
    label: 'page time only',
    meaning: 'The report states no time of impact. The life of its page stands in: an upper bound.',
  },
  'status-page-time': {
    label: 'page time',
    meaning:
      'Start and end are those of the status page, so its length is an upper bound of the impact.',
  },
  'upper-bound': {
    label: 'upper bound',
    meaning: 'The length is an upper bound of the impact.',
  },
  'prose-cut': {
    label: 'text cut',
    meaning: 'The report was longer than what is read; the rest was left out.',
  },
  'tz-assumed': {
    label: 'zone assumed',
    meaning: 'A time states no zone. The zone that was answered or configured was taken.',
  },
  'tz-carried': {
    label: 'zone carried over',
    meaning: 'A time states no zone. The zone stated beside it was taken.',
  },
  'zone-missing': {
    label: 'zone missing',
    meaning:
      'A time states no zone and none could be taken from its surroundings. It was not used.',
  },
  'zone-unknown': {
    label: 'zone unknown',
    meaning: 'A time names a zone that is not known. It was not used.',
  },
  'zone-abbreviation': {
    label: 'zone abbreviation',
    meaning: 'A zone is given by an abbreviation such as EST, which was read as a fixed offset.',
  },
  'zone-ambiguous': {
    label: 'zone ambiguous',
    meaning:
      'A zone abbreviation such as IST or CST stands for more than one zone. The usual one was taken.',
  },
  'zone-contradicted': {
    label: 'zone contradicted',
    meaning: 'A zone abbreviation does not fit the season of its date. It was taken as written.',
  },
  'ambiguous-local-time': {
    label: 'hour happens twice',
    meaning:
      'The clock was set back on that day and the time happens twice. The first one was taken.',
  },
  'nonexistent-local-time': {
    label: 'hour left out',
    meaning:
      'The clock was set forward on that day and leaves the time out. The moment after the gap was taken.',
  },
  trimmed: {
    label: 'trimmed',
    meaning: 'Characters around a date were left out to read it.',
  },
  'precision-cut': {
    label: 'precision cut',
    meaning: 'A time was stated more finely than to the millisecond.',
  },
  'leap-second': {
    label: 'leap second',
    meaning: 'A time states second 60, which was read as the next minute.',
  },
  'two-digit-year': {
    label: 'two-digit year',
    meaning: 'A year is written with two digits and was read as 1970 to 2069.',
  },
  'epoch-seconds': {
    label: 'number as time',
    meaning: 'A time is a number, read as seconds since 1970.',
  },
  'epoch-milliseconds': {
    label: 'number as time',
    meaning: 'A time is a number, read as milliseconds since 1970.',
  },
  'epoch-microseconds': {
    label: 'number as time',
    meaning: 'A time is a number, read as microseconds since 1970.',
  },
  'epoch-nanoseconds': {
    label: 'number as time',
    meaning: 'A time is a number, read as nanoseconds since 1970.',
  },
  'excel-serial': {
    label: 'spreadsheet date',
    meaning: 'A date is a spreadsheet’s day number.',
  },
  ongoing: {
    label: 'ongoing',
    meaning: 'No end is stated. It counts up to the as-of instant.',
  },
  stale: {
    label: 'open for long',
    meaning: 'It has been open for more than seven days. Its end may be missing.',
  },
  'possible-duplicate': {
    label: 'maybe a duplicate',
    meaning: 'Another record has nearly the same text at the same time on the same service.',
  },
  edited: {
    label: 'edited',
    meaning: 'A person changed this record. The change log says what and why.',
  },
  excluded: {
    label: 'excluded',
    meaning: 'A person took it out of all figures. The reason stands in the change log.',
  },
  duplicate: {
    label: 'duplicate',
    meaning: 'A person marked it as a duplicate of another record, which counts instead.',
  },
  'more-flags': {
    label: 'more remarks',
    meaning: 'It carries a remark beyond the number of kinds that are kept.',
  },
  conflict: {
    label: 'conflict',
    meaning: 'The record contradicts itself. The claims and the chosen one are listed.',
  },
}

/** Words of any code; one that is not known reads as it is written. */
export function explainFlag(code: string): FlagWords {
  const known = Object.hasOwn(flagWords, code) ? flagWords[code] : undefined
  return known ?? { label: code.replaceAll('-', ' '), meaning: 'Noted by the reader of the file.' }
}
