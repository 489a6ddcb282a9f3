import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import type { analysis } from '../../src/cli/analysis'
import { analyze } from '../../src/cli/analyze'
import { UserError } from '../../src/core/issue'

const scratch = mkdtempSync(join(tmpdir(), 'faultline-'))
const dashboard = fileURLToPath(new URL('../../data/dashboard/', import.meta.url))
const reports = readdirSync(dashboard)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => join(dashboard, name))

afterAll(() => {
  rmSync(scratch, { recursive: true })
})
afterEach(() => {
  vi.restoreAllMocks()
})

function file(name: string, content: string | Uint8Array): string {
  const path = join(scratch, name)
  writeFileSync(path, content)
  return path
}

async function run(...args: string[]) {
  const out: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out.push(String(text))
    return true
  })
  const code = await analyze(args)
  return { code, text: out.join('') }
}

async function json(...args: string[]) {
  const { text } = await run(...args, '--json')
  return JSON.parse(text) as ReturnType<typeof analysis>
}

async function refusal(...args: string[]): Promise<UserError> {
  const error: unknown = await run(...args).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (error instanceof UserError) return error
  throw new Error(`not refused: ${String(error)}`)
}

const good = '2024-01-01T10:00:00Z,2024-01-01T10:30:00Z'

describe('faultline analyze', () => {
  test('reads the dashboard and gives its figures', async () => {
    const found = await json(...reports, '--config', join(dashboard, 'faultline.yaml'))
    expect(found.schema).toBe(1)
    expect(found.downtime.raw).toEqual({ value: 49, low: 48, high: 60 })
    expect(found.downtime.weighted.value).toBeCloseTo(27.26, 9)
    expect(found.restore).toMatchObject({ n: 5, mean: 9.8, median: 11 })
    expect(found.clusters.map(({ count }) => count)).toEqual([3, 2])
  })

  test('quotes are literal parts of the file', async () => {
    const found = await json(...reports)
    for (const incident of found.incidents) {
      expect(incident.evidence.length).toBeGreaterThan(0)
      expect(incident.source.format).toBe('statuspage-report')
    }
  })

  test('asks for an encoding that the file does not tell, and takes it', async () => {
    const text = `id,title,start,end\n1,Caf\u00e9,${good}\n`
    const latin = file(
      'latin.csv',
      Uint8Array.from(text, (letter) => letter.charCodeAt(0)),
    )
    expect((await refusal(latin)).hint).toContain('--encoding windows-1252')
    const found = await json(latin, '--encoding', 'windows-1252')
    expect(found.incidents[0]?.title).toBe('Café')
    expect((await refusal(latin, '--encoding', 'latin-17')).message).toContain('latin-17')
    const stated = file(
      'latin.yaml',
      'mappings: [{ header: [id, title], encoding: windows-1252 }]\n',
    )
    const configured = await json(latin, '--config', stated)
    expect(configured.incidents[0]?.title).toBe('Café')
  })

  test('gives a budget per target, set and service on both bases', async () => {
    const found = await json(
      file('two.csv', `start,end,service\n${good},a\n${good},b\n`),
      '--slo',
      '99.9',
      '--slo',
      '99.99',
    )
    expect(found.budgets).toHaveLength(2 * 3 * 2)
    expect(found.budgets[0]).toMatchObject({
      service: null,
      target: 99.9,
      basis: 'raw',
      window: 'period',
    })
  })

  test('a period, a service and a rule narrow the question', async () => {
    const csv = file(
      'narrow.csv',
      `start,end,service\n${good},a\n2024-02-01T00:00:00Z,2024-02-01T02:00:00Z,b\n`,
    )
    const found = await json(
      csv,
      '--service',
      'b',
      '--from',
      '2024-02-01',
      '--to',
      '2024-03-01',
      '--as-of',
      '2024-03-01T00:00:00Z',
      '--rule',
      'strict',
    )
    expect(found.services).toEqual(['b'])
    expect(found.rule.name).toBe('strict')
    expect(found.downtime.weighted).toEqual({ value: 120, low: 120, high: 120 })
    expect(found.availability.observedMinutes).toBe(29 * 1440)
  })

  const promise = (service: string, target = 0.999) =>
    `apiVersion: openslo/v1\nkind: SLO\nmetadata: { name: x }\nspec:\n  service: ${service}\n  timeWindow: [{ duration: 30d, isRolling: true }]\n  budgetingMethod: Timeslices\n  objectives: [{ target: ${target} }]\n`

  test('an OpenSLO file beside the records gives their budget', async () => {
    const csv = file('slo.csv', `start,end,service\n${good},checkout\n`)
    const found = await json(csv, file('good.yaml', promise('checkout')))
    expect(found.budgets).toMatchObject([
      { service: 'checkout', target: 99.9, window: '30d' },
      { service: 'checkout', target: 99.9, window: '30d' },
    ])
  })

  test.each([
    ['an unknown service', promise('chekout'), /line 5: no record names the service "chekout"/],
    ['a target of 100 %', promise('checkout', 1), /line 8/],
  ])('an OpenSLO file with %s is refused with its line', async (_what, text, message) => {
    const csv = file('slo.csv', `start,end,service\n${good},checkout\n`)
    expect((await refusal(csv, file('bad.yaml', text))).message).toMatch(message)
  })

  test('a promised service that no record names is noticed', async () => {
    const csv = file('slo.csv', `start,end,service\n${good},checkout\n`)
    const config = file(
      'slip.yaml',
      'services: [{ name: chekout, slo: [{ target: 99.9, window: month }] }]\n',
    )
    const found = await json(csv, '--config', config)
    expect(found.issues.map(({ code }) => code)).toContain('unknown-service')
  })

  test('by quarter it gives downtime, availability and starts of every service', async () => {
    const found = await json(
      file(
        'quarters.csv',
        `start,end,service\n${good},a\n2024-05-01T00:00:00Z,2024-05-01T02:00:00Z,b\n`,
      ),
      '--by',
      'quarter',
    )
    expect(found.series?.map(({ service }) => service)).toEqual([null, 'a', 'b'])
    expect(
      found.series?.[0]?.buckets.map(({ bucket, raw, incidents }) => [
        bucket,
        raw.value,
        incidents,
      ]),
    ).toEqual([
      ['2024-Q1', 30, 1],
      ['2024-Q2', 120, 1],
    ])
  })

  test('rows in = incidents + rejected rows, each with its reason', async () => {
    const csv = file(
      'mixed.csv',
      `start,end\n${good}\nnever,2024-01-01\n2024-01-02T10:00:00Z,2024-01-02T09:00:00Z\n2024-01-03T10:00:00Z,\n`,
    )
    const found = await json(csv)
    expect(found.incidents.length + found.rejected.length).toBe(4)
    expect(found.rejected.map(({ row }) => row)).toEqual([2, 3])
    for (const { code, message } of found.rejected) expect(code && message).toBeTruthy()
    expect(found.incidents[1]?.endedAt).toBeNull()
  })

  test('finishes with 1 under --strict where rows were rejected', async () => {
    const csv = file('strict.csv', `start,end\n${good}\nnever,\n`)
    expect((await run(csv, '--strict')).code).toBe(1)
    expect((await run(csv)).code).toBe(0)
  })

  test('as text it names availability, downtime and what was rejected', async () => {
    const { text } = await run(file('text.csv', `start,end\n${good}\nnever,\n`))
    expect(text).toMatch(/Availability\s+\d+\.\d+ %/)
    expect(text).toMatch(/1 rejected/)
  })
})

describe('bad input is refused with what, where and what to do', () => {
  test.each([
    ['an empty file', 'empty.csv', ''],
    ['not a table', 'prose.csv', 'Nothing here is an incident.\nNothing at all.\n'],
    ['no column that could be a start', 'columns.csv', 'colour,size\nred,1\nblue,2\n'],
    ['an unclosed quote', 'quote.csv', `start,end,title\n${good},"open\n${good},x\n`],
    ['a binary file', 'picture.csv', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 0, 0])],
  ])('%s', async (_what, name, content) => {
    const { message, hint } = await refusal(file(name, content))
    expect(message).toContain(name)
    expect(hint.length).toBeGreaterThan(10)
  })

  test('of a folder what holds no incidents is passed over and told of', async () => {
    const folder = mkdtempSync(join(scratch, 'folder-'))
    const put = (name: string, content: string) => {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), content)
    }
    put('a.csv', `start,end\n${good}\n`)
    put('2024/b.csv', `start,end\n2024-03-02T10:00:00Z,2024-03-02T11:00:00Z\n`)
    put('README.md', '# Notes\n\nNothing here.\n')
    put('2024/notes.txt', 'Nothing here either.\n')
    put('.git/config', 'start,end\n')
    put('faultline.yaml', 'title: Ours\n')
    const found = await json(folder)
    expect(found.incidents.length).toBe(2)
    const [passed, settings, ...others] = found.issues
      .filter(({ code }) => code === 'passed-over')
      .sort((a, b) => (a.message < b.message ? -1 : 1))
    expect(others).toEqual([])
    expect(settings?.message).toContain('settings are taken with --config')
    expect((await run(folder)).text).toContain('warning: 2 files were passed over')
    expect(passed?.message).toMatch(/^2 files were passed over, such as .*README.md, .*notes.txt: /)

    rmSync(join(folder, 'a.csv'))
    rmSync(join(folder, '2024/b.csv'))
    expect((await refusal(folder)).message).toMatch(/^None of the 3 files can be read/)
  })

  test('a name or a cell commands no terminal', async () => {
    const { text } = await run(file('bell.csv', `start,end,service\n${good},\u001b[31mAPI\u0007\n`))
    expect(text).toContain('[31mAPI')
    for (const command of ['\u001b', '\u0007']) expect(text).not.toContain(command)
  })

  test('a cell of 10 MB costs its row, not the file', async () => {
    const csv = file('cell.csv', `start,end,title\n${good},ok\n${good},${'x'.repeat(10_000_000)}\n`)
    const found = await json(csv)
    expect([found.incidents.length, found.rejected.length]).toEqual([1, 1])
  })

  test.each([
    [[], /No file/],
    [['nowhere.csv'], /no such file/],
    [[mkdtempSync(join(scratch, 'empty-'))], /holds no file/],
  ])('files %j', async (args, message) => {
    expect((await refusal(...args)).message).toMatch(message)
  })

  test.each([
    [['--rule', 'mine'], /--rule mine/],
    [['--from', 'soon'], /--from soon/],
    [['--from', '2024-02-01', '--to', '2024-01-01'], /--from is not before --to/],
    [['--slo', '101'], /101/],
    [['--service', 'zzz'], /zzz/],
    [['--time-zone', 'Mars/Base'], /Mars\/Base/],
    [['--map', 'start'], /--map start/],
    [['--by', 'century'], /--by century/],
    [['--colour'], /--colour/],
  ])('options %j', async (args, message) => {
    const csv = file('options.csv', `start,end,service\n${good},a\n`)
    expect((await refusal(csv, ...args)).message).toMatch(message)
  })

  test('an undecided day order names the flag that answers it', async () => {
    const { hint } = await refusal(
      file('order.csv', 'start,end\n03/04/2024 10:00,03/04/2024 11:00\n'),
    )
    expect(hint).toContain('--dates day-first')
  })
})
