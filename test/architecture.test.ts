import { readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { strangers, violations, type Files } from './support/architecture'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

function readSources(): Files {
  const paths = ['src', 'test'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|tsx|css|mjs)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  )
  return new Map(
    paths.map((path) => [relative(ROOT, path).replaceAll('\\', '/'), readFileSync(path, 'utf8')]),
  )
}

test('the sources keep the house rules', () => {
  // The rules and their examples name what they forbid.
  const own = /^test\/(architecture\.test|support\/architecture)\.ts$/
  const files = new Map([...readSources()].filter(([path]) => !own.test(path)))
  expect(violations(files)).toEqual([])
})

test('the top level holds what it should and nothing else', () => {
  expect(strangers(readdirSync(ROOT))).toEqual([])
  expect(strangers(['src', '.ci', 'scripts', 'notes.txt'])).toEqual(['scripts', 'notes.txt'])
})

describe('a rule that is broken is seen', () => {
  test.each([
    ['core naming io', 'src/core/a.ts', "import { b } from '../io/b'"],
    ['core importing lazily', 'src/core/a.ts', "await import('../ui/b')"],
    ['core naming React', 'src/core/a.ts', "import { useState } from 'react'"],
    ['core naming Node', 'src/core/a.ts', "import { join } from 'node:path'"],
    ['io naming ui', 'src/io/a.ts', "import { b } from '../ui/b'"],
    ['the terminal naming io', 'src/cli/a.ts', "import { b } from '../io/b'"],
    ['a view naming io', 'src/ui/views/a.tsx', "import { b } from '../../io/b'"],
    ['a view naming a sibling', 'src/ui/views/a.tsx', "import { b } from './b'"],
    ['a metric naming a sibling', 'src/core/metrics/a.ts', "import { b } from './b'"],
    ['a metric naming a format', 'src/core/metrics/a.ts', "import { b } from '../formats/b'"],
    ['Recharts away from the charts', 'src/ui/views/a.tsx', "import { Bar } from 'recharts'"],
    ['TanStack away from the table', 'src/ui/App.tsx', "import { x } from '@tanstack/react-table'"],
    ['Dexie away from the database', 'src/io/share.ts', "import { Dexie } from 'dexie'"],
    ['a reader of tables elsewhere', 'src/core/a.ts', "import { readXlsx } from 'hucre/xlsx'"],
    ['tables carried unasked', 'src/io/a.ts', "import { b } from '../core/unpack/tables'"],
    ['an extension', 'src/core/a.ts', "import { b } from './b.ts'"],
    ['a clock', 'src/core/a.ts', 'const now = Date.now()'],
    ['a clock in disguise', 'src/core/a.ts', 'const now = new Date()'],
    ['dice', 'src/core/a.ts', 'const id = Math.random()'],
    ['a guessing reader', 'src/core/a.ts', 'const at = Date.parse(text)'],
    ['a date read at will', 'src/core/a.ts', 'const at = new Date(text)'],
    ['a date read from a part', 'src/core/a.ts', 'const at = new Date(row.startText)'],
    ['a number read at will', 'src/core/formats/a.ts', 'const n = Number(text)'],
    ['console', 'src/ui/a.tsx', 'console.log(1)'],
    ['HTML from text', 'src/ui/a.tsx', 'element.innerHTML = text'],
    ['code from text', 'src/io/a.ts', 'eval(text)'],
    ['a dialog of the browser', 'src/ui/a.tsx', "if (confirm('Sure?')) go()"],
    ['a silenced compiler', 'test/core/a.test.ts', '// @ts-ignore'],
    ['a long file', 'src/ui/a.css', 'a\n'.repeat(401)],
    ['a folder named for nothing', 'src/ui/utils/a.ts', ''],
    ['a file named for nothing', 'src/core/types.ts', ''],
    ['a barrel elsewhere', 'src/io/index.ts', "export { a } from './a'"],
    ['a registry that does more', 'src/core/metrics/index.ts', "export * from './a'"],
  ])('%s', (_name, path, text) => {
    expect(violations(new Map([[path, text]]))).toHaveLength(1)
  })
})

test('what the rules allow is let through', () => {
  const files = new Map([
    ['src/core/a.ts', "import Papa from 'papaparse'\nimport type { B } from './b'\nnew Date(0)"],
    [
      'src/core/b.ts',
      '/** Never `Date.parse`, and no `new Date(text)`. */\nconst d = new Date(startedAt)',
    ],
    ['src/core/unpack/workbook.ts', "import { readXlsx } from 'hucre/xlsx'"],
    ['src/cli/b.ts', "const load = () => import('../core/unpack/tables')"],
    ['src/core/metrics/index.ts', "export { mtbf } from './mtbf'"],
    ['src/core/formats/csv/read.ts', "import { b } from './quote'\nimport { c } from '../../c'"],
    ['src/ui/charts/Bars.tsx', "import { Bar } from 'recharts'"],
    ['src/io/db.ts', "import { Dexie } from 'dexie'\nimport { a } from '../core/a'"],
    ['src/cli/a.ts', "import { argv } from 'node:process'\nconsole.log(argv)"],
    ['src/main.tsx', "import { App } from './ui/App'"],
  ])
  expect(violations(files)).toEqual([])
})
