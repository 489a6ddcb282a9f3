import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { csv } from '../../../src/core/formats/csv'
import { markdownTable } from '../../../src/core/formats/markdown-table'
import { postmortemMarkdown } from '../../../src/core/formats/postmortem-markdown'
import { readAs, windows } from '../../support/read-format'

const folder = new URL('../../../data/samples/markdown-table/', import.meta.url)
const sample = (name: string) => readFileSync(new URL(name, folder), 'utf8')

describe('a list of incidents in Markdown', () => {
  it('has a row per incident, in tables with one header, and leaves other tables alone', async () => {
    const { incidents, rejected } = await readAs(markdownTable, sample('log.md'))
    expect(
      incidents.map((one) => [
        one.id,
        one.title,
        one.services.join(),
        one.severity,
        one.cause,
        ...windows(one),
      ]),
    ).toEqual([
      [
        'OPS-9',
        'Ferry booking down',
        'Ferry booking',
        'major',
        'deploy/change',
        '2024-03-30 22:40 – 2024-03-30 23:15',
      ],
      [
        'OPS-8',
        'Map | tiles late',
        'map',
        'minor',
        'network',
        '2024-02-11 09:00 – 2024-02-11 09:45',
      ],
    ])
    expect(rejected.map(({ row }) => row)).toEqual([3])
  })

  it('may be an index of reviews, each with its day and length', async () => {
    const { incidents } = await readAs(markdownTable, sample('index.md'))
    expect(incidents.map((one) => [one.title, one.severity, ...windows(one)])).toEqual([
      ['Cranes stand still', 'major', '2024-03-30 00:00 – 2024-03-30 00:45'],
      ['No power in the harbour', 'critical', '2024-01-06 00:00 – 2024-01-09 00:00'],
    ])
    expect(incidents.every(({ flags }) => flags.includes('day-precision'))).toBe(true)
  })

  it('is no postmortem, and a postmortem with a table is no list', () => {
    expect(markdownTable.sniff(sample('log.md'), 'log.md')).toBeGreaterThan(
      postmortemMarkdown.sniff(sample('log.md'), 'log.md'),
    )
    const review = `${sample('index.md')}\n## Root cause\n\nA switch.\n`
    expect(markdownTable.sniff(review, 'a.md')).toBe(0)
    expect(markdownTable.sniff('| Time | Event |\n|---|---|\n| 10:00 | Errors |\n', 'a.md')).toBe(0)
  })

  it('is refused without rows', async () => {
    const text = '| Date | Title | Severity | Duration |\n|---|---|---|---|\n'
    await expect(readAs(markdownTable, text)).rejects.toThrow('no rows')
  })

  const plan = (above: string, header: string) =>
    `${above}| ${header} | Start | End |\n|---|---|---|---|---|\n| a | b | c | 2024-01-02 | 2024-02-01 |\n`

  it.each([
    ['# Projects\n\n', 'Name | Description | Status'],
    ['# Roadmap\n\n', 'Task | Category | Priority'],
    ['# Incident response\n\n## Rota\n\n', 'Service | Title | Owner'],
    ['# Incidents\n\n# Releases\n\n', 'ID | Summary | Owner'],
    ['', 'Name | Service | Status'],
  ])('is none under %j with %s', (above, header) => {
    expect(markdownTable.sniff(plan(above, header), 'README.md')).toBe(0)
    expect(csv.sniff(plan(above, header), 'README.md')).toBe(0)
  })

  it.each([
    ['# Incidents\n\n## 2024\n\n', 'Name | Description | Status'],
    ['', 'Name | Description | Root cause'],
    ['', 'Outage | Service | Status'],
    ['', 'Name | Service | Schweregrad'],
  ])('is one under %j with %s', (above, header) => {
    expect(markdownTable.sniff(plan(above, header), 'README.md')).toBe(0.87)
  })

  it('ends at the ruler of the next, whose header stands above it', async () => {
    const head = '| Start | End | Title | Severity |\n|---|---|---|---|\n'
    const row = (day: number) =>
      `| 2024-01-0${day} 10:00 | 2024-01-0${day} 11:00 | T${day} | High |\n`
    const text = `${head}${row(1)}${head}${row(2)}| Name | Team |\n|---|---|\n| a | b |\n`
    const { incidents, rejected } = await readAs(markdownTable, text)
    expect([incidents.map(({ title }) => title), rejected]).toEqual([['T1', 'T2'], []])
  })

  it.each([
    ['rulers', '|--|--|\n'.repeat(8100)],
    ['tables', '|a|b|\n|--|--|\n'.repeat(4500)],
    ['blanks and pipes', `${' '.repeat(30_000)}${'|'.repeat(30_000)}x`],
    ['blanks before a dash', `|\n${' '.repeat(60_000)}--x`],
    ['a header of pipes', `${'|'.repeat(30_000)}\n${'--|'.repeat(10_000)}--\n`],
  ])('is not looked for twice in %s', (_, text) => {
    expect(markdownTable.sniff(text, 'a.txt')).toBe(0)
  })
})
