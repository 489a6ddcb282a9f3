import { expect, test } from 'vitest'
import { withMapping } from '../../../src/core/mapping'
import { defaultSettings } from '../../../src/core/settings'
import {
  assumedWith,
  chosenWord,
  confidenceOf,
  fieldOf,
  movedField,
  openWords,
  suggestedMap,
  withField,
  withWord,
} from '../../../src/ui/import/wizard-words'

const header = ['Titel', 'Beginn', 'Ende', 'Schwere', 'Name', 'Name']
const looks = [null, 'time', 'time', 'severity', null, null] as const
const fields = { title: [0, 4] }

test('columns that look like times are suggested as start and end', () => {
  expect(suggestedMap({ header, looks, fields })).toEqual({
    start: 'Beginn',
    end: 'Ende',
    severity: 'Schwere',
  })
  const started = { header, looks, fields: { start: [0], duration: [4], severity: [5] } }
  expect(suggestedMap(started)).toEqual({})
})

test('a column that gets a field loses the one it was given before', () => {
  const given = withField({ header, fields }, { map: { end: 'beginn' } }, 1, 'start')
  expect(given).toEqual({ map: { start: 'Beginn' } })
})

test('a field that moves to another column leaves its own', () => {
  expect(movedField({ start: [1, 2], end: [3] }, 2, 'end')).toEqual({ start: [1], end: [2] })
  expect(movedField({ start: [1] }, 1, '')).toEqual({})
})

test('a column that is not wanted gives way to the next one, or to none', () => {
  expect(withField({ header, fields }, {}, 0, '')).toEqual({ map: { title: 'Name' } })
  expect(withField({ header, fields: { end: [2] } }, {}, 2, '')).toEqual({ map: { end: '' } })
  expect(withField({ header, fields }, {}, 1, '')).toEqual({ map: {} })
})

test('where a field comes from is told', () => {
  const read = { header, fields: { start: [1], end: [2], title: [0] } }
  const answers = { map: { start: 'Beginn', end: 'Ende' } }
  const guessed = new Set(['Ende'])
  expect([0, 1, 2, 3].map((at) => confidenceOf(read, answers, guessed, at))).toEqual([
    'known',
    'chosen',
    'guess',
    'none',
  ])
  expect(fieldOf(read.fields, 2)).toBe('end')
})

test('a word can stand for ours, and for itself again', () => {
  const once = withWord({}, {}, 'severity', 'Hoch', 'major')
  expect(once).toEqual({ values: { severity: { hoch: 'major' } } })
  expect(withWord(once, {}, 'severity', ' hoch', '')).toEqual({ values: { severity: {} } })
  expect(withWord(once, {}, 'severity', 'Constructor', 'major')).toBe(once)
})

test('answers about a table stand before those of other tables', () => {
  const before = { fixes: [], mappings: [{ header: ['A'], assume: {} }] }
  expect(assumedWith(before, { header: ['B'] }, { dates: 'day-first' })).toEqual({
    fixes: [],
    mappings: [
      { header: ['B'], assume: { dates: 'day-first' } },
      { header: ['A'], assume: {} },
    ],
  })
})

test('a step is left when what it asks is answered', () => {
  const preview = {
    header,
    samples: [],
    looks,
    fields,
    assume: {},
    records: 1,
    times: [],
    dates: null,
    zoneMissing: false,
    words: [],
    rows: [],
    fault: null,
  }
  const asking = (code: string) => [{ code, column: null, message: '', answers: [] }]
  expect(openWords('match', { ...preview, questions: asking('mapping') })).toMatch(/start/)
  expect(openWords('match', { ...preview, questions: asking('date-order') })).toBeNull()
  expect(openWords('times', { ...preview, questions: asking('date-order') })).toMatch(/month/)
  expect(openWords('values', { ...preview, questions: [], fault: 'broken' })).toBe('broken')
  expect(openWords('values', { ...preview, questions: [] })).toBeNull()
})

test('a cause word shows what it was said to stand for with an earlier import, until it is said anew', () => {
  const aliases = { 'Bad push': 'deploy/change' }
  expect(chosenWord({}, aliases, 'cause', 'bad push ')).toBe('deploy/change')
  expect(chosenWord({}, aliases, 'cause', 'Storm')).toBe('')
  expect(chosenWord({}, aliases, 'severity', 'Bad push')).toBe('')
  const anew = withWord({}, aliases, 'cause', 'bad push', 'config')
  expect(chosenWord(anew, aliases, 'cause', 'Bad push')).toBe('config')
  const own = withWord(anew, aliases, 'cause', 'Bad push', '')
  expect(own).toEqual({ values: { cause: { 'bad push': 'Bad push' } } })
  expect(chosenWord(own, aliases, 'cause', 'bad push')).toBe('')
  const settings = { ...defaultSettings, taxonomy: { aliases, vendors: [] } }
  expect(withMapping(settings, ['Why'], own).taxonomy.aliases).toEqual({})
})
