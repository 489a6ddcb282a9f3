import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import type { analysis } from '../../src/cli/analysis'
import { analyze } from '../../src/cli/analyze'

const scratch = mkdtempSync(join(tmpdir(), 'faultline-'))
const log = join(scratch, 'log.csv')
writeFileSync(
  log,
  `id,start,end,service,cause_category,detected_utc
A,2024-01-10T10:00:00Z,2024-01-10T11:00:00Z,api,network,2024-01-10T10:30:00Z
B,2024-02-10T10:00:00Z,2024-02-10T12:00:00Z,api,deploy,2024-02-10T10:20:00Z
C,2024-02-20T10:00:00Z,2024-02-20T10:40:00Z,api,network,
`,
)
const question = [log, '--as-of', '2024-03-01T00:00:00Z'] as const

afterAll(() => {
  rmSync(scratch, { recursive: true })
})
afterEach(() => {
  vi.restoreAllMocks()
})

async function text(...args: string[]): Promise<string> {
  const out: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((words) => {
    out.push(String(words))
    return true
  })
  await analyze([...question, ...args])
  return out.join('')
}

async function json(...args: string[]) {
  return JSON.parse(await text(...args, '--json')) as ReturnType<typeof analysis>
}

const february = ['--from', '2024-02-01', '--to', '2024-03-01']

describe('--compare', () => {
  test('sets the period beside the one before', async () => {
    const { comparison } = await json(...february, '--compare', 'previous')
    expect(comparison?.period.from).toBe('2024-01-03T00:00:00.000Z')
    expect(comparison?.frequency).toMatchObject({
      current: { n: 2, observedDays: 29 },
      previous: { n: 1, observedDays: 29 },
      verdict: 'too few incidents',
    })
    expect(comparison?.downtime.difference?.raw.value).toBeCloseTo((160 - 60) / 29, 9)
  })

  test('is in the summary as sentences', async () => {
    const words = await text(...february, '--compare', 'year')
    expect(words).toContain('Against 1 Feb 2023')
    expect(words).toContain('the earlier period was not observed')
  })

  test('is null where it was not asked for', async () => {
    expect((await json()).comparison).toBeNull()
  })

  test('knows two words only', async () => {
    await expect(text('--compare', 'month')).rejects.toThrow(/--compare month/)
  })
})

describe('--what-if', () => {
  test('leaves a cause out of every figure and names what it changed', async () => {
    const { whatIf, downtime, frequency } = await json('--what-if', 'drop=network')
    expect(whatIf).toEqual([{ change: 'drop', cause: 'network', incidentIds: ['A', 'C'] }])
    expect(downtime.raw.value).toBe(120)
    expect(frequency.n).toBe(1)
  })

  test('applies several in the order given', async () => {
    const first = await json('--what-if', 'restore=0.5', '--what-if', 'cap=30')
    expect(first.whatIf.map(({ incidentIds }) => incidentIds)).toEqual([['A', 'B', 'C'], ['B']])
    expect(first.downtime.raw.value).toBe(30 + 30 + 20)
    const other = await json('--what-if', 'cap=30', '--what-if', 'restore=0.5')
    expect(other.downtime.raw.value).toBe(45)
  })

  test('shortens detection where it is known', async () => {
    const { downtime, whatIf } = await json('--what-if', 'detection=0.5')
    expect(downtime.raw.value).toBe(45 + 110 + 40)
    expect(whatIf[0]?.incidentIds).toEqual(['A', 'B'])
  })

  test('keeps the instant the figures hold for', async () => {
    const plain = await json()
    const shorter = await json('--what-if', 'restore=0')
    expect(shorter.asOf).toBe(plain.asOf)
    expect(shorter.observation).toEqual(plain.observation)
  })

  test('says in the summary what was assumed', async () => {
    expect(await text('--what-if', 'cap=30')).toContain(
      'What if no incident had lasted longer than 30 min: 3 incidents changed',
    )
  })

  test.each(['drop=', 'detection=2', 'restore=-1', 'cap=soon', 'luck=1'])(
    'refuses %s',
    async (flag) => {
      await expect(text('--what-if', flag)).rejects.toThrow(`--what-if ${flag}`)
    },
  )
})

test('the JSON says how far the figures depend on the rule', async () => {
  const { rules, availability } = await json()
  expect(rules.outcomes.map(({ rule }) => rule.name)).toContain('strict')
  const chosen = rules.outcomes.filter((one) => one.chosen)
  expect(chosen.map((one) => one.availability?.raw)).toEqual([availability.raw?.value])
})

test('--why shows the working of any figure', async () => {
  for (const figure of ['causes', 'response', 'trends', 'patterns'])
    expect(await text('--why', figure)).toContain('Formula:')
})
