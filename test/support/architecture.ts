import { posix } from 'node:path'

/** Path from the repository's root, with '/', to text. */
export type Files = ReadonlyMap<string, string>

const TOP_LEVEL = new Set(
  ['src', 'public', 'data', 'test', 'index.html', 'vite.config.ts', 'package.json'].concat(
    ['package-lock.json', 'tsconfig.json', 'README.md', 'LICENSE'],
    ['node_modules', 'dist'], // made here, never committed
  ),
)
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: ['core'],
  io: ['core', 'io'],
  ui: ['core', 'io', 'ui'],
  cli: ['core', 'cli'],
  build: ['build'],
  'main.tsx': ['core', 'io', 'ui', 'main.tsx'],
}
/** Where a package may be named: the path must match. All others are free outside core. */
const HOMES: readonly (readonly [name: RegExp, home: RegExp])[] = [
  [/^recharts/, /^src\/ui\/charts\//],
  [/^@tanstack\//, /^src\/ui\/table\//],
  [/^dexie/, /^src\/io\/db\.ts$/],
  [/^(react|react-dom|react-aria-components)(\/|$)/, /^src\/(ui\/|main\.tsx)/],
  [/^(hucre|hyparquet|fzstd)(\/|$)/, /^src\/core\/unpack\/(workbook|parquet)/],
  [/^node:/, /^src\/(cli|build)\//],
]
const CORE_PACKAGES =
  /^(papaparse|fflate|date-fns|@date-fns\/tz|valibot|yaml|hucre|hyparquet|fzstd)(\/|$)/
const REGISTRY = /^src\/(core\/formats|core\/metrics|ui\/views)\//
const PURE_PIXELS = /^src\/ui\/(views|charts|table|parts)\//

/** Texts that must not stand in the files a path pattern names, each with its reason. */
const BANNED: readonly (readonly [where: RegExp, what: RegExp, reason: string])[] = [
  [/^src\/core\//, /\bDate\.now\b|\bnew Date\(\)|\bperformance\.\w/, 'a clock in core'],
  [/^src\/core\//, /\bMath\.random\b|\brandomUUID\b|\bgetRandomValues\b/, 'dice in core'],
  [/^src\/core\//, /\bDate\.parse\b|\bparseISO\b|\bparseFloat\b/, 'a reader that guesses'],
  [
    /^src\/core\//,
    /\bnew Date\((?:['"`]|[\w.]*(?:text|raw|cell|string|quote|match)\b)/i,
    'a date read without our own reader',
  ],
  [/^src\/core\/formats\//, /(?<!\w)Number\(/, 'a number read without our own reader'],
  [
    /^src\/(?!io\/table-sheets\.ts$)/,
    /^import (?!type\b).*'[^']*unpack\/tables'/m,
    'the readers of tables, carried unasked',
  ],
  [/^src\/(?!cli|build)/, /\bconsole\.\w/, 'console'],
  [/^src\/(?!build)/, /\b(inner|outer)HTML\b|insertAdjacentHTML|dangerouslySet/, 'text as HTML'],
  [/^src\//, /\beval\(|\bnew Function\(|\bdocument\.write\(/, 'text as code'],
  [/^src\//, /(?<![\w.])(alert|confirm|prompt)\(/, 'a dialog of the browser'],
  [/^(src|test)\/.*\.(ts|tsx|mjs)$/, /@ts-(ignore|nocheck)/, 'a silenced compiler'],
]

/** Every breach of the house rules in these files, as 'path: reason'. */
export function violations(files: Files): string[] {
  return [...files].flatMap(([path, text]) =>
    [...nameFaults(path), ...textFaults(path, text), ...importFaults(path, text)].map(
      (fault) => `${path}: ${fault}`,
    ),
  )
}

/** Names in the repository's root that do not belong there. */
export function strangers(names: readonly string[]): string[] {
  return names.filter((name) => !name.startsWith('.') && !TOP_LEVEL.has(name))
}

function nameFaults(path: string): string[] {
  const parts = path.split('/').map((part) => part.replace(/\.\w+$/, ''))
  return parts
    .filter((part) => /^(utils?|helpers?|common|services|types)$/.test(part))
    .map((part) => `is named ${part}, which says nothing`)
}

function textFaults(path: string, text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '')
  const faults = BANNED.filter(([where, what]) => where.test(path) && what.test(code))
  const reasons = faults.map(([, , reason]) => reason)
  const lines = text.trimEnd().split('\n')
  if (lines.length > 400) reasons.push(`${lines.length} lines, at most 400`)
  if (path.startsWith('src/') && posix.basename(path) === 'index.ts') {
    if (!REGISTRY.test(path)) reasons.push('a barrel that is no registry')
    const shape = /^export \{ (\w+) \} from '\.\/[\w-]+'$/
    reasons.push(...lines.filter((line) => !shape.test(line)).map((line) => `not a line: ${line}`))
  }
  return reasons
}

function importFaults(path: string, text: string): string[] {
  if (!/^src\/.*\.tsx?$/.test(path)) return []
  const names = [...text.matchAll(/\b(?:from|import)[\s(]+'([^']+)'/g)].map(([, name = '']) => name)
  return names.flatMap((name) => {
    const fault = name.startsWith('.') ? relativeFault(path, name) : packageFault(path, name)
    return fault ? [`${fault}: ${name}`] : []
  })
}

function packageFault(path: string, name: string): string | null {
  if (path.startsWith('src/core/') && !CORE_PACKAGES.test(name)) return 'a package core may not use'
  const home = HOMES.find(([pattern]) => pattern.test(name))
  return home && !home[1].test(path) ? 'a package away from its home' : null
}

function relativeFault(path: string, name: string): string | null {
  if (/\.(ts|tsx|js|mjs)$/.test(name)) return 'an import with an extension'
  const target = posix.join(posix.dirname(path), name)
  if (target === 'package.json' && layer(path) === 'cli') return null
  const allowed = MAY_IMPORT[layer(path)]
  if (!allowed?.includes(layer(target))) return 'against the arrow'
  if (PURE_PIXELS.test(path) && layer(target) === 'io') return 'a view is a function of its props'
  const isRegistry = path.endsWith('/index.ts')
  if (!isRegistry && REGISTRY.test(path) && REGISTRY.test(target) && part(path) !== part(target)) {
    return 'a sibling'
  }
  return null
}

/** `src/core/x.ts` → `core`; `src/main.tsx` → `main.tsx`. */
function layer(path: string): string {
  return path.split('/')[1] ?? ''
}

/** A registry's part, which may be one file or a folder: `src/core/formats/x/y.ts` → `…/x`. */
function part(path: string): string {
  return path
    .split('/')
    .slice(0, 4)
    .join('/')
    .replace(/(\.module)?\.\w+$/, '')
}
