import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Format } from '../src/core/format'
import * as formats from '../src/core/formats'
import type { Metric } from '../src/core/metric'
import * as metrics from '../src/core/metrics'

const path = new URL('../README.md', import.meta.url)
const cell = (text: string) => text.replaceAll('|', '\\|')

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows]
    .map((row) => `| ${row.map(cell).join(' | ')} |`)
    .join('\n')
}

const tables = {
  formats: table(
    ['format', 'files', 'has read'],
    Object.values<Format>(formats).map(({ label, extensions, provenOn }) => [
      label,
      extensions.join(' '),
      provenOn ?? 'no real file yet',
    ]),
  ),
  metrics: table(
    ['figure', 'definition', 'formula', 'edge rules', 'source'],
    Object.values<Metric<unknown>>(metrics).map((one) => [
      one.label,
      one.definition,
      one.formula,
      one.edge,
      one.source,
    ]),
  ),
}

function section(readme: string, name: string): string {
  return readme.split(`<!-- ${name} -->\n`)[1]?.split(`\n<!-- /${name} -->`)[0] ?? ''
}

describe('the README', () => {
  // `npm run readme` writes the tables.
  if (process.env['WRITE_README']) {
    let readme = readFileSync(path, 'utf8')
    for (const [name, text] of Object.entries(tables))
      readme = readme.replace(
        new RegExp(`<!-- ${name} -->[^]*<!-- /${name} -->`),
        () => `<!-- ${name} -->\n${text}\n<!-- /${name} -->`,
      )
    writeFileSync(path, readme)
  }

  test.each(Object.entries(tables))('lists the %s as the code declares them', (name, text) => {
    expect(section(readFileSync(path, 'utf8'), name)).toBe(text)
  })

  test('gives the two commands', () => {
    const readme = readFileSync(path, 'utf8')
    expect(readme).toContain('npm ci && npm start')
    expect(readme).toContain('npm ci && npm test')
  })
})

test('the map of the sources names every file and folder of core', () => {
  const core = new URL('../src/core/', import.meta.url)
  const map = readFileSync(new URL('../src/README.md', import.meta.url), 'utf8')
  const missing = readdirSync(core, { withFileTypes: true })
    .filter(({ name }) => !/\.d\.ts$|\.json$/.test(name))
    .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
    .filter((name) => !map.includes(`\`${name}\``))
  expect(missing).toEqual([])
})
