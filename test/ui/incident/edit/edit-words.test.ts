import { expect, test } from 'vitest'
import { editWords } from '../../../../src/ui/incident/edit/edit-words'
import { at, exactly } from '../../../support/incidents'

const to = at('2024-07-01 10:00')

test.each([
  [
    { type: 'set', ids: ['A', 'B'], fields: { severity: 'major', cause: null } },
    '2 records: severity set to major and cause cleared',
  ],
  [
    { type: 'set', ids: ['A'], fields: { impacts: [{ at: 0, to, errorRate: exactly(0.5) }] } },
    'end set to 1 Jul 2024 10:00 UTC and error rate set to 50 %',
  ],
  [
    { type: 'set', ids: ['A'], fields: { impacts: [{ at: 1, to: null }] } },
    'end of impact 2 taken away: still going on',
  ],
  [{ type: 'exclude', ids: ['A'] }, 'excluded from all figures'],
  [{ type: 'duplicate', ids: ['A'], of: 'B' }, 'marked as a duplicate of B'],
  [{ type: 'merge', ids: ['A', 'B', 'C'] }, '3 records merged into A'],
  [{ type: 'create', fields: { title: 'By phone' } }, '“By phone” entered by hand'],
  [
    { type: 'claim', id: 'A', conflict: 0, claim: 1, quote: 'at noon' },
    'a contradiction settled with “at noon”',
  ],
  [{ type: 'differ', ids: ['A', 'B'] }, 'A and B told apart'],
] as const)('an edit reads as a sentence: %j', (action, words) => {
  expect(editWords(action, 'UTC')).toBe(words)
})
