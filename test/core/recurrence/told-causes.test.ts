import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import lexicon from '../../../src/core/recurrence/lexicon.json'
import { openingsOf } from '../../../src/core/recurrence/openings'
import { theme } from '../../../src/core/recurrence/theme'
import { toldCauses } from '../../../src/core/recurrence/told-causes'
import { WordScan } from '../../../src/core/recurrence/word-scan'

const expressions = [...Object.values(lexicon.concepts), lexicon.causalCue, lexicon.apology]

function causesOf(title: string, text: string) {
  const { cause, facets } = theme(title, text)
  return { cause, facets }
}

/** Every text that stands in the expressions, so that parts of their matches meet in all ways. */
const fragments = [
  ...new Set(
    expressions.flatMap((expression) =>
      openingsOf(expression).flatMap(({ text }) => [text, ...text.split(/[ -]/)]),
    ),
  ),
].filter((fragment) => fragment !== '')

const piece = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...fragments) },
  { weight: 6, arbitrary: fc.constantFrom(' ', ' ', ' ', '-', 's', 'ed', '_', '9', 'ſ', 'K', 'é') },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '. ',
      '.',
      '! The ',
      '? ',
      '\n',
      '\r\n',
      '\u2028',
      '\u00a0',
      'due to ',
      'We apologize. ',
      '\nNext steps\n',
      'Conclusion: ',
      'Acme logo',
      'Posted 3 ',
      '2024-05-01',
      '10:15',
      '3rd',
      'https://x.example/a ',
      '😀',
      'rotated the ',
      'new ',
    ),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 6 }) },
)
const told = fc
  .array(fc.tuple(piece, fc.boolean()), { maxLength: 14 })
  .map((pieces) => pieces.map(([text, loud]) => (loud ? text.toUpperCase() : text)).join(''))

describe('WordScan', () => {
  const scan = new WordScan(expressions)
  const plain = expressions.map((expression) => new RegExp(expression, 'gi'))

  it('finds every place at which an expression matches', () => {
    fc.assert(
      fc.property(told, (text) => {
        scan.scan(text)
        const found = new Map(
          scan.places.slice(0, scan.count).map((place, at) => [place, scan.masks[at] ?? 0]),
        )
        for (const [bit, expression] of plain.entries())
          for (const { index } of text.matchAll(expression))
            expect((found.get(index) ?? 0) & (1 << bit), `${expression} in ${text}`).not.toBe(0)
      }),
    )
  })

  it('is silent where no match can begin', () => {
    expect(scan.scan('The kettle boiled over in room databasement, undns.')).toBe(0)
    expect(scan.count).toBe(0)
  })

  it('reads texts longer than any before', () => {
    const text = `${'a '.repeat(5000)}DNS`
    expect(scan.scan(text)).not.toBe(0)
    expect(scan.places[0]).toBe(10_000)
  })
})

describe('openingsOf', () => {
  it('lists what a match begins with', () => {
    const openings = openingsOf('\\bdisks?\\b|\\b(?:key|lock) (?:loss|\\w+ )')
    expect(openings.map(({ text, edge }) => text + (edge ? '|' : ''))).toEqual([
      'disk|',
      'disks|',
      'key loss',
      'lock loss',
      'key ',
      'lock ',
    ])
  })

  it.each(['cert', '\\bkey(?=s)', '\\bkey[a-z]', '\\b(?:key', '\\bkey)', '\\bKey', '\\bkey\\d'])(
    'refuses %s rather than miss a match',
    (expression) => {
      expect(() => openingsOf(expression)).toThrow(/Invariant/)
    },
  )
})

describe('toldCauses', () => {
  it('gives the cause and the facets of the theme', () => {
    fc.assert(
      fc.property(told, told, (title, text) => {
        expect(toldCauses(title, text)).toEqual(causesOf(title, text))
      }),
    )
  })

  it('gives them for the sample files, whole and line by line', () => {
    const folder = fileURLToPath(new URL('../../../data/samples', import.meta.url))
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile() && /\.(?:csv|json|md|txt)$/.test(entry.name),
    )
    expect(files.length).toBeGreaterThan(0)
    for (const { parentPath, name } of files) {
      const text = readFileSync(`${parentPath}/${name}`, 'utf8').slice(0, 200_000)
      expect(toldCauses(name, text)).toEqual(causesOf(name, text))
      for (const line of text.split('\n').slice(0, 500))
        expect(toldCauses('', line)).toEqual(causesOf('', line))
    }
  })
})
