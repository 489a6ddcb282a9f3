import { expect, test } from 'vitest'
import type { Question } from '../../../src/core/issue'
import {
  answered,
  askedOnce,
  bringsAnything,
  changeWords,
  countWords,
  effectWords,
  formatWords,
  isFixable,
  oddLines,
  unreadWords,
  outcomeWords,
  progressWords,
  questionKey,
} from '../../../src/ui/import/import-words'
import { rejectedCsv } from '../../../src/ui/import/rejected-csv'

const dates: Question = {
  file: 'a.csv',
  column: 'Opened',
  code: 'date-order',
  message: 'Which comes first?',
  answers: [
    { label: 'Day', assume: { dates: 'day-first' } },
    { label: 'Month', assume: { dates: 'month-first' } },
  ],
}
const start: Question = {
  file: 'a.csv',
  column: null,
  code: 'start',
  message: 'Which column is the start?',
  answers: [{ label: 'When', assume: { map: { start: 'When' } } }],
}

test('counts are shown as they add up', () => {
  const counts = { name: 'a.csv', format: 'csv', records: 1212, incidents: 1200, rejected: 12 }
  expect(countWords(counts)).toBe('1,212 records read = 1,200 incidents + 12 rejected')
})

test('formats and changes read as words', () => {
  expect(formatWords('statuspage-report')).toBe('Statuspage report')
  expect(formatWords('csv')).toBe('CSV')
  expect(changeWords({ added: 2, updated: 0, unchanged: 1 })).toBe('2 new, 0 updated, 1 unchanged')
})

test('progress names bytes in a fitting unit', () => {
  expect(progressWords({ doneBytes: 500, totalBytes: 9000, records: 1 })).toBe(
    '1 of 9 kB, 1 record',
  )
  expect(progressWords({ doneBytes: 1.25e6, totalBytes: 3.4e6, records: 12_000 })).toBe(
    '1.3 of 3.4 MB, 12,000 records',
  )
})

test('answers join what was answered before, columns one by one', () => {
  const chosen = new Map([
    [questionKey(dates), 1],
    [questionKey(start), 0],
  ])
  const before = { timeZone: 'UTC', map: { end: 'Until' } }
  expect(answered(before, [dates, start], chosen, [])).toEqual({
    timeZone: 'UTC',
    dates: 'month-first',
    map: { end: 'Until', start: 'When' },
  })
  expect(answered(before, [dates], new Map(), [])).toEqual(before)
})

test('an import that brings settings alone brings something', () => {
  const none = { changes: { added: 0, updated: 0, unchanged: 3 }, issues: [] }
  const staged = {
    id: '',
    files: [],
    rejected: [],
    questions: [],
    sample: [],
    reports: [],
    needsReview: false,
    backupSettings: null,
    edits: 0,
    repeats: null,
    takesPlaceOf: null,
    odd: { count: 0, rows: [] },
    tables: [],
    ...none,
  }
  const issue = { file: '', row: null, field: null, level: 'note', message: '' } as const
  expect(bringsAnything(staged)).toBe(false)
  expect(bringsAnything({ ...staged, issues: [{ ...issue, code: 'settings' }] })).toBe(true)
  expect(bringsAnything({ ...staged, changes: { ...none.changes, updated: 1 } })).toBe(true)
  expect(bringsAnything({ ...staged, edits: 1 })).toBe(true)
  expect(outcomeWords({ ...staged, issues: [{ ...issue, code: 'settings' }] }, 'kept')).toBe(
    'The settings of the workspace were replaced.',
  )
  expect(outcomeWords(staged, 'kept')).toContain('0 new, 0 updated, 3 unchanged')
  expect(outcomeWords({ ...staged, edits: 2 }, 'kept')).toContain('and 2 edits of a change log')
})

test('rejected records cannot run as formulas in a spreadsheet', () => {
  const rejected = [{ file: 'a.csv', row: 3, code: 'x', message: 'why', raw: '=1+1,"two"' }]
  expect(rejectedCsv(rejected)).toBe(
    'file,row,code,reason,record\r\na.csv,3,x,why,"\'=1+1,""two"""\r\n',
  )
})

test('an answer about a table is kept for tables with its columns', () => {
  const chosen = new Map([[questionKey(dates), 1]])
  const mapping = { header: ['Opened'], assume: { map: { start: 'Opened' } } }
  const header = ['Opened', 'Closed']
  const table = { file: 'a.csv', header, fields: {}, mapping, delimited: true }
  expect(answered({ timeZone: 'UTC' }, [dates], chosen, [table])).toEqual({
    timeZone: 'UTC',
    mappings: [
      {
        header: ['Opened', 'Closed'],
        assume: { map: { start: 'Opened' }, dates: 'month-first' },
      },
    ],
  })
})

test('the effect of an import is a sentence', () => {
  const before = {
    period: 'Sep 2017',
    availability: 1,
    downtimeMinutes: 0,
    weightedMinutes: 0,
    incidents: 0,
    budget: null,
  }
  const after = {
    period: 'Sep 2017',
    availability: 0.99958,
    downtimeMinutes: 18,
    weightedMinutes: 18,
    incidents: 1,
    budget: { service: null, target: 99.95, label: 'Sep 2017', remainingMinutes: 3.6 },
  }
  expect(effectWords({ before, after })).toBe(
    'Over Sep 2017, this import takes availability from 100 % to 99.958 %, downtime from 0 min to 18 min, incidents from 0 to 1 and what is left of the error budget of 99.95 % (Sep 2017) to 3 min 36 s.',
  )
  const empty = { ...before, period: '–', availability: null }
  expect(
    effectWords({
      before: empty,
      after: { ...after, downtimeMinutes: 0, weightedMinutes: 0, budget: null },
    }),
  ).toBe(
    'Over Sep 2017, this import takes availability to 99.958 % and incidents from 0 to 1 and leaves downtime at 0 min.',
  )
  const grown = effectWords({ before: { ...after, period: 'Aug 2017' }, after })
  expect(grown).toContain('Over Sep 2017 (so far Aug 2017), this import')
  expect(effectWords({ before: after, after })).toBe(
    'Over Sep 2017, this import changes no figure.',
  )
})

test('a rejected row can be corrected where all of it is at hand', () => {
  const table = { file: 'a.csv', header: ['Opened'], fields: {}, mapping: null, delimited: true }
  const rejection = { file: 'a.csv', row: 1, code: 'missing-start', message: '', raw: ',x' }
  expect(isFixable(rejection, [table])).toBe(true)
  expect(isFixable({ ...rejection, code: 'not-an-incident' }, [table])).toBe(false)
  expect(isFixable({ ...rejection, raw: 'x'.repeat(500) }, [table])).toBe(false)
  expect(isFixable({ ...rejection, file: 'report.txt' }, [table])).toBe(false)
  expect(isFixable(rejection, [{ ...table, delimited: false }])).toBe(false)
})

test('rows that are probably wrong are told together', () => {
  const odd = (row: number, oddity: 'long' | 'future') => ({ file: 'a.csv', row, oddity })
  expect(oddLines([odd(1, 'long'), odd(2, 'future'), odd(3, 'long')])).toEqual([
    'a.csv records 1 and 3 last longer than a week. Correct a start or an end that is mistyped.',
    'a.csv record 2 starts later than today. Correct the start if it is mistyped.',
  ])
  const [twin] = oddLines([{ file: 'a.csv', row: 9, oddity: 'same-times', like: 3 }])
  expect(twin).toMatch(/^a\.csv record 9 has the services, start and end of record 3\./)
})

test('columns that are read as no field are told', () => {
  const header = ['When', 'Note ', '', 'Team']
  expect(unreadWords({ header, fields: { start: [0], title: [1, 3] } })).toBeNull()
  expect(unreadWords({ header, fields: { start: [0], title: [3] } })).toBe(
    'No figure uses Note: it is kept with each record.',
  )
  const wide = { header: 'ABCDEFGHI'.split(''), fields: { start: [0] } }
  expect(unreadWords(wide)).toMatch(/ B, C, D, E, F, G and 2 more columns: they are kept/)
})

test('tables with the same columns ask once', () => {
  const table = (file: string, ...header: string[]) => ({
    file,
    header,
    fields: {},
    mapping: null,
    delimited: true,
  })
  const ask = (file: string) => ({ ...dates, file })
  const tables = [
    table('a.csv', 'Opened', 'Closed'),
    table('b.csv', 'closed', 'Opened '),
    table('c.csv', 'Opened'),
  ]
  const asked = askedOnce([ask('a.csv'), ask('b.csv'), ask('c.csv'), ask('d.txt')], tables)
  expect(asked.map(({ file }) => file)).toEqual(['a.csv', 'c.csv', 'd.txt'])
})
