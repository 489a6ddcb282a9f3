import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { jsonRecords } from '../../../src/core/formats/json-records'
import { UserError } from '../../../src/core/issue'
import { readAs, windows } from '../../support/read-format'

const folder = join(import.meta.dirname, '../../../data/samples/json-records')
const sample = (name: string) => readFileSync(join(folder, name), 'utf8')
const started = '"title":"a","started_at":"2024-01-01T00:00:00Z"'
const codes = (list: readonly { code: string }[]) => list.map(({ code }) => code)

describe('JSON Lines', () => {
  it('take the times of the impact before those of the page, and posts as posts', async () => {
    const { incidents } = await readAs(jsonRecords, sample('incidents.jsonl'))
    expect(incidents.map((one) => [one.id, one.severity, ...windows(one)])).toEqual([
      ['17', 'major', '2024-01-09 07:12 – 2024-01-09 07:58'],
      ['18', 'critical', '2024-02-14 12:00 – 2024-02-14 12:25'],
    ])
    expect(incidents[0]?.services).toEqual(['Exports', 'Reports'])
    expect(incidents[0]?.updates.map(({ status }) => status)).toEqual(['Investigating', 'Resolved'])
    expect(incidents[0]?.text).toContain('about 40% of export requests')
    expect(incidents[0]?.impacts[0]?.errorRate?.value).toBe(0.4)
    expect(incidents[1]?.impacts[0]?.errorRate).toBeNull()
  })

  it('lose only the line that is bad', async () => {
    const { rejected } = await readAs(jsonRecords, sample('incidents.jsonl'))
    expect(rejected.map(({ row, code, raw }) => [row, code, raw])).toEqual([
      [3, 'bad-json', '{"id":"19","title":'],
    ])
  })

  it('are seen as such when the first record is longer than the beginning of the file', async () => {
    const long = `{${started},"notes":"${'x'.repeat(70_000)}"}`
    const { incidents } = await readAs(jsonRecords, `${long}\n{${started},"id":"2"}\n`)
    expect(incidents.length).toBe(2)
  })
})

describe('a document of JSON', () => {
  it('has its wrappers taken off and names taken from nested objects', async () => {
    const { incidents } = await readAs(jsonRecords, sample('nested.json'))
    expect(incidents.map((one) => [one.title, one.services, ...windows(one)])).toEqual([
      ['Checkout unreachable', ['Checkout'], '2024-02-01 10:00 – 2024-02-01 10:09'],
      ['Basket slow', ['Basket'], '2024-02-03 22:00 – …'],
    ])
    expect(incidents[0]?.extra).toContainEqual(['regions', 'us; eu'])
  })

  it('may be a single record with posts in it', async () => {
    const text = `{${started},"resolved_at":"2024-01-01T01:00:00Z","updates":[{"at":"2024-01-01T00:05:00Z","text":"We look."}]}`
    const { incidents } = await readAs(jsonRecords, text)
    expect(incidents.map(({ updates }) => updates.length)).toEqual([1])
  })

  it('keeps the digits of long ids', async () => {
    const { incidents } = await readAs(jsonRecords, `[{"id":12345678901234567890,${started}}]`)
    expect(incidents[0]?.id).toBe('12345678901234567890')
  })

  it('cannot reach a prototype by the names of its fields', async () => {
    const text = `[{${started},"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}]`
    const { incidents } = await readAs(jsonRecords, text)
    expect(incidents.length).toBe(1)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
    expect(incidents[0]?.extra).toContainEqual(['__proto__.polluted', '1'])
  })

  it('may be an empty list', async () => {
    const { issues } = await readAs(jsonRecords, '{"version":1,"incidents":[]}')
    expect(codes(issues)).toEqual(['no-records'])
  })

  it('asks for the unit of lengths that no end settles', async () => {
    const { questions } = await readAs(jsonRecords, `[{${started},"duration":30}]`)
    expect(codes(questions)).toEqual(['duration-unit'])
  })

  it.each([
    ['single values', '[0,0,0]'],
    ['too many fields', `[{${Array.from({ length: 2001 }, (_, n) => `"k${n}":1`).join(',')}}]`],
    ['records without a start', '[{"a":1}]'],
    ['depth', `${'['.repeat(200)}${']'.repeat(200)}`],
    ['NaN', '[{"a":NaN}]'],
  ])('is refused for %s', async (_, text) => {
    await expect(readAs(jsonRecords, text)).rejects.toThrow(UserError)
  })

  it('has a number beyond all bounds rejected with its record', async () => {
    const { incidents, rejected } = await readAs(
      jsonRecords,
      `[{${started},"cost":1e400},{${started}}]`,
    )
    expect([incidents.length, codes(rejected)]).toEqual([1, ['number-out-of-range']])
  })
})

it('keeps the text behind the fields of a record', async () => {
  const [incident] = (await readAs(jsonRecords, sample('fields-in-front.md'))).incidents
  expect(incident && windows(incident)).toEqual(['2024-03-03 02:33 – 2024-03-03 16:00'])
  expect(incident?.text).toMatch(
    /^A line tripped: the others were full\.[\s\S]*The north was an island\.$/,
  )
})
